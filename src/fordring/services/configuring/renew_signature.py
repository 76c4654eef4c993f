"""A merchant's calls get a secret to be signed with, the first or a new one; from now on they are signed with it."""

from dataclasses import dataclass
from uuid import UUID

from fordring.storage import signatures
from fordring.storage.signatures import Signature
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RenewSignature:
    """Whose calls."""

    merchant_id: UUID


async def renew_signature(command: RenewSignature, work: Work) -> Signature:
    """Make a secret and use it; the one before is forgotten."""
    signature = signatures.fresh(work.wall, work.asker.name)
    await signatures.save(work.connection, command.merchant_id, signature)
    return signature
