"""Which fixed words the letters of payment plans have in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """The sentences of one language.

    `counted` is how many instalments: one, and any other number, as `count` names them elsewhere. Fields that may be
    named: seller, number (of the claim), total, count, day, amount, fee, days, instalment.
    """

    reminder: str
    agreed_on: str
    counted: tuple[str, str]
    opening: str
    announced: str
    late: str
    principal: str
    fees: str
    plan_fee: str
    interest: str
    owed: str
    owed_heading: str
    columns: tuple[str, str, str]
    instalments_heading: str
    paid: str
    part_paid: str
    together: str
    left: str
    covering: str
    interest_goes_on: str
    noticed: str
    noticed_fee: str
    fee_within: str
    otherwise: str
    otherwise_now: str
    trouble_heading: str
    trouble: str
