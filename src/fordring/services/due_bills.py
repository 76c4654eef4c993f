"""The jobs that bill a merchant's grouped purchases, as the daily schedule owes them."""

from uuid import UUID

from fordring.storage.queue import Job
from fordring.storage.unit import Unit

BILL_PURCHASES = "bill_purchases"


def owe_bills(unit: Unit, merchant_id: UUID, workers: int) -> None:
    """Have what is due billed after the commit, by so many jobs `bill_purchases` side by side, without payload."""
    for place in range(1, workers + 1):
        unit.add_job(Job(BILL_PURCHASES, str(place), {}, merchant_id))
