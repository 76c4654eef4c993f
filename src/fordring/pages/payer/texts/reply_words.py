"""What the payer's page says where the payer may say something. Fields: merchant, day, amount, account, email.

In `plan_wish` also wish, in `plan_by_count`, of one instalment and of any other number, count.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.domain.claim.payer_request import Answer, Fault, Kind
from fordring.domain.payment.confirmation import AccountFault, CodeFault


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTexts:
    """The sentences of one language."""

    heading: str
    lead: str
    titles: Mapping[Kind, str]
    leads: Mapping[Kind, str]
    paid_day: str
    time_day: str
    plan_day: str
    plan_monthly: str
    plan_count: str
    plan_wish: str
    plan_by_month: str
    plan_by_count: tuple[str, str]
    note: str
    reason: str
    send: str
    account: str
    account_hints: Mapping[str, str]
    code_lead: str
    code: str
    confirm: str
    resend: str
    another: str
    no_address: str
    said: str
    waiting: str
    answers: Mapping[Answer, str]
    until: str
    done: Mapping[str, str]
    wrong: str
    faults: Mapping[Fault | AccountFault | CodeFault, str]
    account_needed: str
    disputed: str
    not_now: str
    foreign_form: str
