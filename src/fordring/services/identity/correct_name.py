"""An identified payer corrects the name on the bill, which was not theirs."""

from dataclasses import dataclass

from fordring.domain.identity.verification import Verification
from fordring.storage import verifications
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class CorrectName:
    """The page's secret and the name as it is now."""

    secret: str
    first_name: str
    last_name: str


async def correct_name(command: CorrectName, work: Work) -> Verification:
    """The bill is to this name from now on: verified if it is the identified person's.

    Raises NotFoundError, IllegalTransitionError.
    """
    found = await verifications.by_secret(work.connection, command.secret, lock=True)
    corrected = found.renamed(command.first_name, command.last_name, work.wall)
    await verifications.save(work.connection, found, corrected, work.wall)
    return corrected
