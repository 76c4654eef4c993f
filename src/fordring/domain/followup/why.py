# data table: what a plan may say, in the order in which the law and a merchant's wishes are asked
"""Why a step comes when it comes, and costs what it costs: a code for each sentence, and what its sentence names."""

from enum import StrEnum


class Why(StrEnum):
    """What a reason says. `domain/followup/words/` has the sentences."""

    NOT_OVERDUE = "not_overdue"
    AFTER_DUE = "after_due"
    AFTER_REMINDER = "after_reminder"
    AFTER_NOTICE = "after_notice"
    NOTICE_TIME = "notice_time"
    AFTER_DEMAND = "after_demand"
    DEMAND_TIME = "demand_time"
    DEMAND_OVERRUN = "demand_overrun"
    FEE_AFTER_DUE = "fee_after_due"
    FEE_AFTER_LETTER = "fee_after_letter"
    LETTER_TIME = "letter_time"
    DAYS_TO_PAY = "days_to_pay"
    BANK_DAYS_TO_PAY = "bank_days_to_pay"
    MERCHANTS_TERM = "merchants_term"
    MONEY_ON_ITS_WAY = "money_on_its_way"
    ONE_STEP_A_DAY = "one_step_a_day"
    MERCHANTS_DAYS = "merchants_days"
    BEFORE_DUE = "before_due"
    NO_MORE_FEES = "no_more_fees"
    NO_FEE_WANTED = "no_fee_wanted"
    FEE_OVER_CLAIM = "fee_over_claim"
    FEE_IN_ONE_LETTER = "fee_in_one_letter"
    FEE_AFTER_COMPENSATION = "fee_after_compensation"
    FEE_OF_DAY = "fee_of_day"
    FEE_AT_MOST = "fee_at_most"
    FEE_NOT_AGREED = "fee_not_agreed"
    FEE_NOT_KNOWN = "fee_not_known"
    FEE_OF_FURTHER_DEMAND = "fee_of_further_demand"
    FEE_WITHIN_CAP = "fee_within_cap"
    COMPENSATION = "compensation"
    COMPENSATION_ONCE = "compensation_once"
    LIGHT_FEE = "light_fee"
    HEAVY_FEE = "heavy_fee"
    NOT_SURE_TO_REACH = "not_sure_to_reach"
    NO_CONSENT = "no_consent"
    LICENSED_ONLY = "licensed_only"
    NO_POSTAL_ADDRESS = "no_postal_address"
    RULE_MISSING = "rule_missing"
    RULE_UNVERIFIED = "rule_unverified"
    ALL_TAKEN = "all_taken"
    NOTHING_OPEN = "nothing_open"
    WITHIN_TOLERANCE = "within_tolerance"
    TOO_SMALL = "too_small"
    BARRED_AFTER = "barred_after"
    BARRED_SINCE = "barred_since"
    PAYER_ABROAD = "payer_abroad"
    OTHER_CURRENCY = "other_currency"
    CONSUMERS_COMPENSATION = "consumers_compensation"
    UNDELIVERED = "undelivered"
    NOT_TRANSFERRED = "not_transferred"
    START_LEVEL = "start_level"
    PERSONS_WORD = "persons_word"
    MONITORED = "monitored"
    PAUSED = "paused"
    MORE_TIME = "more_time"
    PAYMENT_PLAN = "payment_plan"
    DISPUTED = "disputed"
    DECEASED = "deceased"
    BANKRUPT = "bankrupt"
    DEBT_SETTLEMENT = "debt_settlement"
    MINOR = "minor"
    UNKNOWN_ADDRESS = "unknown_address"
    NO_AGREEMENT_FEE = "no_agreement_fee"
    AGREEMENT_FEE = "agreement_fee"
    COLLECTORS_PLAN_ONLY = "collectors_plan_only"
    SHARE_OF_RATE = "share_of_rate"
    FAILED = "failed"
    PLAN_FAILED = "plan_failed"
    NO_LAW = "no_law"


_DAYS = ("days",)
NAMES: dict[Why, tuple[str, ...]] = {
    Why.AFTER_DUE: _DAYS,
    Why.AFTER_REMINDER: _DAYS,
    Why.AFTER_NOTICE: _DAYS,
    Why.AFTER_DEMAND: _DAYS,
    Why.DEMAND_OVERRUN: _DAYS,
    Why.FEE_AFTER_DUE: _DAYS,
    Why.FEE_AFTER_LETTER: _DAYS,
    Why.DAYS_TO_PAY: _DAYS,
    Why.BANK_DAYS_TO_PAY: _DAYS,
    Why.MERCHANTS_DAYS: _DAYS,
    Why.NO_MORE_FEES: ("count",),
    Why.FEE_IN_ONE_LETTER: ("number",),
    Why.RULE_MISSING: ("country", "item", "payer", "on"),
    Why.RULE_UNVERIFIED: ("country", "item", "payer", "on", "found"),
    Why.BARRED_AFTER: ("on",),
    Why.BARRED_SINCE: ("on",),
    Why.PAYER_ABROAD: ("country",),
    Why.OTHER_CURRENCY: ("currency", "law_currency"),
    Why.NO_LAW: ("country",),
}
"""What a sentence names, in the order in which a reason holds it; a code without a row names nothing."""
