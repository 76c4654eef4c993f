"""What every way of taking in a merchant shares: its rows, and what its calls are signed with."""

from dataclasses import dataclass, replace

from fordring.domain.errors import FieldProblem
from fordring.domain.merchant import Merchant
from fordring.domain.vat import rates_on
from fordring.storage import merchants, signatures
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class Activation:
    """The merchant as it is now, and what was accepted although it is doubtful."""

    merchant: Merchant
    warnings: tuple[FieldProblem, ...]


async def add_merchant(work: Work, merchant: Merchant, fingerprint: str | None = None) -> Merchant:
    """Add the merchant, whose integer id is given here. `fingerprint` is of the application that it came with.

    A sandbox merchant's calls are signed from the first one on; a live merchant asks for a secret when it wants one.
    """
    creditor_no = await merchants.add(work.connection, merchant, work.wall, work.asker.name, fingerprint)
    added = replace(merchant, creditor_no=creditor_no)
    if not merchant.sandbox:
        return added
    signature = signatures.fresh(work.wall, work.asker.name)
    await signatures.save(work.connection, merchant.merchant_id, signature)
    return replace(added, signature_secret=signature.secret)


def usual_vat_bp(work: Work, country: str, *, registered: bool) -> int:
    """The country's standard rate of today, in basis points; nothing where the merchant has no VAT to add."""
    return rates_on(country, work.wall.date()).rates_bp[0] if registered else 0
