"""What the verbs of paying and of identifying share: what is asked of a payer, and what has been proven."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from fordring.domain.identity.verification import HOLDS, Pending, Step, Verification
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Product
from fordring.services.checkout_at_hand import AtHand
from fordring.services.views import CheckoutView
from fordring.storage import verifications
from fordring.storage.ids import new_id
from fordring.storage.work import Work

PERSON = "identified_person"
"""Where a purchase's content tells who was identified."""


@dataclass(frozen=True, slots=True)
class VerificationView:
    """An identification with the checkout that it is for."""

    verification: Verification
    checkout: CheckoutView


async def ask_identity(pending: Pending, hand: AtHand, work: Work) -> str:
    """Keep what is to be paid until the payer is identified; the secret of the page where that is done."""
    secret = secrets.token_urlsafe(32)
    asked = Verification(
        merchant_id=hand.merchant.merchant_id,
        verification_id=new_id(),
        checkout_id=hand.checkout.checkout_id,
        pending=pending,
        created_at=work.wall,
        expires_at=work.wall + HOLDS,
    )
    await verifications.add(work.connection, asked, secret, work.wall)
    return secret


async def proof_of(product: Product, billing: Billing, hand: AtHand, work: Work) -> Verification | None:
    """The identification of this checkout's payer that holds for this kind of invoice and name, if there is one."""
    held = await verifications.verified(
        work.connection, hand.merchant.merchant_id, hand.checkout.checkout_id, work.wall
    )
    return next((proof for proof in held if proof.proves(product, billing, work.wall)), None)


async def use_proof(proof: Verification, purchase_id: UUID, work: Work) -> None:
    """It has been paid by, and is good for nothing else."""
    used = proof.moved(Step.USE, purchase_id=purchase_id)
    await verifications.save(work.connection, proof, used, work.wall)


def person_of(proof: Verification | None) -> Mapping[str, Any]:
    """What the purchase tells of who was identified; nothing where nobody was."""
    return {PERSON: asdict(proof.person)} if proof is not None and proof.person is not None else {}
