# data table: our own defaults where no law gives a figure; each may be changed by a merchant's `payment_plans` setting
"""What holds for payment plans in each country where nothing else was agreed on."""

from fordring.domain.followup.instalments import PlanTerms

PLAN_TERMS = {
    "NO": PlanTerms("NO", least_minor=100_00, instalments_max=24, notice_days=10, reminder_days=5, broken_days=14),
    "SE": PlanTerms("SE", least_minor=100_00, instalments_max=24, notice_days=10, reminder_days=5, broken_days=10),
    "FI": PlanTerms("FI", least_minor=20_00, instalments_max=24, notice_days=10, reminder_days=5, broken_days=14),
}
