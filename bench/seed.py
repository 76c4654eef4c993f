"""Many open claims quickly: merchants whose one real purchase is copied by statements over whole sets."""

import asyncio
from dataclasses import dataclass

from bench.bank_file import OpenClaim, copy_claims
from bench.orders import NORWAY, open_merchants, payment, work
from fordring.domain.merchant import BankAccount, Merchant
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.transaction import Database


@dataclass(frozen=True, slots=True)
class Seeded:
    """The merchants, and the open claims that were copied."""

    owners: list[Merchant]
    claims: list[OpenClaim]


async def seed(
    database: Database, merchants: int, claims: int, at_once: int = 2, account: BankAccount = NORWAY
) -> Seeded:
    """`claims` open claims spread over the first `at_once` of so many merchants, as the ledger's truths ask for."""
    owners = await open_merchants(database, merchants, account)
    copied = await asyncio.gather(*(_copies(database, owner, claims // at_once) for owner in owners[:at_once]))
    return Seeded(owners, [claim for claims_of_one in copied for claim in claims_of_one])


async def _copies(database: Database, owner: Merchant, many: int) -> list[OpenClaim]:
    view = await database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))
    return await copy_claims(database, owner, view.claim.claim_id, many)
