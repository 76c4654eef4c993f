"""The shape of what the pages say in one language; one module each beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.pages.identity.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityWords:
    """The sentences of one language. Fields that may be named: merchant, amount, billed, person, provider.

    `notices` are title and sentence; `labels` those of merchant, amount, order and name on the invoice.
    """

    skip: str
    labels: tuple[str, str, str, str]
    begin: str
    again: str
    pay: str
    first_name: str
    last_name: str
    correct: str
    correct_lead: str
    other_way: str
    to_checkout: str
    leave: str
    privacy: str
    notices: Mapping[Notice, tuple[str, str]]
