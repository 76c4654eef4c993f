"""The job that has a merchant's open claims looked at again, as a change of its settings owes it."""

from uuid import UUID

from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.unit import Unit

LOOK_AGAIN = "look_again"
PAYERS = {False: "consumer", True: "business"}


def owe_second_look(unit: Unit, merchant_id: UUID, *, business: bool) -> None:
    """Have them looked at after the commit: a job `look_again`, payload `{"business": …}`.

    Each change has its own: one that is being done may have passed what a later change is about.
    """
    unit.add_job(Job(LOOK_AGAIN, f"{PAYERS[business]} {new_id()}", {"business": business}, merchant_id))
