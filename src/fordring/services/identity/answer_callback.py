"""A payer comes back from a provider. Each `state` is listened to once, whatever came with it."""

from dataclasses import dataclass

from fordring.domain.identity.verification import Callback, Doubt, Journey, Verification
from fordring.storage import verifications
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Answered:
    """Whose callback it is, the way with its secrets, and why it is not listened to, if it is not."""

    verification: Verification
    journey: Journey | None
    doubt: Doubt | None = None


async def answer_callback(state: str, callback: Callback, work: Work) -> Answered:
    """Use the `state` up, unless there is a doubt. Raises NotFoundError for one that nobody was sent away with."""
    found = await verifications.by_state(work.connection, state, lock=True)
    doubt = found.doubt(callback, work.wall)
    if doubt is not None:
        return Answered(found, None, doubt)
    answered = found.answered()
    await verifications.save(work.connection, found, answered, work.wall)
    return Answered(answered, found.journey)
