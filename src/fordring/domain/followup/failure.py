"""What failed of a claim's follow-up: a reason like any other, with the program's own words beside it."""

from collections.abc import Mapping
from typing import Any

from fordring.domain.errors import UnsupportedCountryError
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.why import Why

ERROR = "error"
"""What an operator reads of it stands under this name, beside the reason's own members."""
ERROR_LENGTH_MAX = 500


def failed(error: Exception, *, plan: bool = False) -> Mapping[str, Any]:
    """The reason as it is kept: of the next step, or of looking after the payment plan."""
    if isinstance(error, UnsupportedCountryError):
        reason = Reason(Why.NO_LAW, legal=False, names=(error.country,))
    else:
        reason = Reason(Why.PLAN_FAILED if plan else Why.FAILED, legal=False)
    return {**reason.kept(), ERROR: f"{type(error).__name__}: {error}"[:ERROR_LENGTH_MAX]}


def error_of(kept: Mapping[str, Any]) -> str | None:
    """The program's own words, of a reason that was kept; earlier releases named them in the sentence."""
    told = kept.get(ERROR) or kept["names"].get(ERROR)
    return str(told) if told else None
