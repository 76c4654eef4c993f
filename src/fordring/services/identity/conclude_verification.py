"""What came of being identified: a person, or nobody."""

from dataclasses import dataclass

from fordring.domain.identity.person import Person
from fordring.domain.identity.verification import Failure, Verification
from fordring.storage import verifications
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ConcludeVerification:
    """The `state` that the payer came back with, and the person with their encrypted national id, or the failure."""

    state: str
    outcome: Person | Failure
    sealed_id: str = ""


async def conclude_verification(command: ConcludeVerification, work: Work) -> Verification:
    """Keep it: verified, mismatched or failed. Raises NotFoundError, IllegalTransitionError."""
    found = await verifications.by_state(work.connection, command.state, lock=True)
    if isinstance(command.outcome, Person):
        concluded = found.vouched(command.outcome, command.sealed_id, work.wall)
    else:
        concluded = found.failed(command.outcome)
    await verifications.save(work.connection, found, concluded, work.wall)
    return concluded
