"""What a merchant writes into `callback_url`: control parameters beside its own (API reference, url.callback_url)."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from fordring.domain.purchase.purchase import Callback, Kind
from fordring.faces.common.addresses import address_problem
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.fields import Path, Problem
from fordring.faces.dintero.translate.vocabulary import REPORTED

DELAY_SECONDS_MAX = 60
YES, NO = "true", "false"
PARAMETER_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Controls:
    """The control parameters of a callback URL that say how it is worded."""

    method: str
    session_parameter: str
    with_session: bool


def controls_of(url: str) -> Controls:
    """How a call to `url` is worded; `method` and the parameter's name are as written."""
    query = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return Controls(
        method=query.get("method", ["GET"])[-1].upper(),
        session_parameter=query.get("sid_parameter_name", ["session_id"])[-1],
        with_session="session" in query.get("includes", []),
    )


def callback_of(url: str, at: Path, *, insecure: bool) -> Callback:
    """Where to call, of which events, how long after. Authorisation is always told; a delay is 60 seconds at most.

    It stands `at` a path in the body. `insecure` lets http and private addresses pass. Raises BadRequestError.
    """
    problem = address_problem(url, insecure=insecure)
    if problem is None:
        query = parse_qs(urlsplit(url).query, keep_blank_values=True)
        problem = _control_problem(url, query)
    if problem is not None:
        raise BadRequestError(Problem(at, problem))
    kinds = {kind for word in query.get("report_event", []) for kind in REPORTED[word]}
    delay = int(query.get("delay_callback", ["0"])[-1])
    if query.get("report_error", [NO])[-1].lower() == YES:
        kinds.add(Kind.DECLINED)
    return Callback(url, frozenset({Kind.AUTHORIZED, *kinds}), min(delay, DELAY_SECONDS_MAX))


def _control_problem(url: str, query: dict[str, list[str]]) -> str | None:
    """Which control parameter cannot be used, or None."""
    controls = controls_of(url)
    unknown = sorted(set(query.get("report_event", [])) - set(REPORTED))
    delay = query.get("delay_callback", ["0"])[-1]
    if query.get("report_error", [NO])[-1].lower() not in {YES, NO}:
        return f"report_error is {YES} or {NO}"
    if controls.method not in {"GET", "POST"}:
        return "method is GET or POST"
    if unknown:
        return f"report_event is one of {', '.join(REPORTED)}, not {', '.join(unknown)}"
    if not (delay.isascii() and delay.isdigit() and len(delay) < 10):
        return "delay_callback is a number of seconds"
    if not PARAMETER_NAME.fullmatch(controls.session_parameter):
        return "sid_parameter_name is letters, digits, dots, hyphens and underscores"
    return None
