"""A payer goes to a provider to be identified."""

from dataclasses import dataclass

from fordring.domain.identity.verification import Journey, Verification
from fordring.storage import verifications
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class StartVerification:
    """The page's secret, and the way: to which provider, with which secrets."""

    secret: str
    journey: Journey


async def start_verification(command: StartVerification, work: Work) -> Verification:
    """Keep the way, so that whoever comes back by it is known. Raises NotFoundError, IllegalTransitionError."""
    found = await verifications.by_secret(work.connection, command.secret, lock=True)
    started = found.started(command.journey)
    await verifications.save(work.connection, found, started, work.wall)
    return started
