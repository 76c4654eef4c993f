"""The life of a purchase on a database: pay, capture, void, and money that comes for its claim. Each is committed."""

from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.settings import Whose
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import ClaimBook, step_demanded
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.receipt import Receipt
from fordring.services.bill import book_of
from fordring.services.checkout.capture_purchase import CapturePurchase, capture_purchase
from fordring.services.checkout.pay_by_invoice import PayByInvoice, pay_by_invoice
from fordring.services.checkout.show_purchase import show_purchase
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.opened import open_claims, save_claims
from fordring.services.receipts import receive
from fordring.services.views import PurchaseView
from fordring.storage import claims, ledger
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.work import Work
from support import make


async def paid_by_invoice(database: Database, command: PayByInvoice, **asker: Any) -> PurchaseView:
    """The purchase, authorised."""
    return await database.run(lambda connection: pay_by_invoice(command, make.work(connection, **asker)))


async def captured(database: Database, view: PurchaseView, **more: Any) -> PurchaseView:
    """The purchase after the merchant's capture; `more` are fields of the command."""
    command = CapturePurchase(view.merchant.merchant_id, view.purchase.purchase_id, **more)
    return await database.run(lambda connection: capture_purchase(command, make.work(connection)))


async def voided(database: Database, view: PurchaseView) -> PurchaseView:
    """The purchase after the merchant's void."""
    command = VoidPurchase(view.merchant.merchant_id, view.purchase.purchase_id)
    return await database.run(lambda connection: void_purchase(command, make.work(connection)))


async def shown(database: Database, view: PurchaseView) -> PurchaseView:
    """The purchase as it is stored now."""
    async with database.reading() as connection:
        return await show_purchase(view.merchant.merchant_id, view.purchase.purchase_id, connection)


async def received(database: Database, claim: Claim, minor: int, from_account: str = "") -> None:
    """Money for the claim, as a line of a bank file brings it."""
    money = Money(minor, claim.currency)
    receipt = Receipt(new_id(), claim.bank_account_id, money, make.WALL.date(), from_account, "its reference")

    async def book(connection: Connection) -> None:
        work = make.work(connection)
        opened = await open_claims(work, [(claim.merchant_id, claim.claim_id)])
        receive(work, opened, claim.claim_id, receipt)
        await save_claims(work, opened)
        await work.unit.flush()

    await database.run(book)


async def fees_demanded(
    database: Database,
    owner: Merchant,
    claim_id: UUID,
    fees: int,
    interest: int = 0,
    whose: Whose = Whose.MERCHANT,
) -> None:
    """A step's fee and interest on top of what is open of the claim."""

    async def demand(connection: Connection) -> None:
        work = make.work(connection)
        claim = await claims.get(connection, owner.merchant_id, claim_id, lock=True)
        await _demand(work, claim, book_of(owner, claim), fees, interest, whose)

    await database.run(demand)


async def _demand(work: Work, claim: Claim, book: ClaimBook, fees: int, interest: int, whose: Whose) -> None:
    entry = Entry(new_id(), "demanded", make.WALL.date(), "test", step_demanded(book, fees, interest, whose))
    ledger.post(work.unit, claim.merchant_id, entry, work.wall)
    await claims.save(work.connection, claim.demand(book.asked(fees, interest, whose)))
    await work.unit.flush()


async def credit_note_of(database: Database, view: PurchaseView) -> Claim:
    """The one credit note of a voided purchase."""
    merchant_id = view.merchant.merchant_id
    async with database.reading() as connection:
        rows = await connection.fetch(
            "SELECT claim_id FROM claim WHERE merchant_id = $1 AND credits_claim_id = $2",
            merchant_id,
            view.claim.claim_id,
        )
        (row,) = rows
        return await claims.get(connection, merchant_id, row["claim_id"])


async def count(database: Database, table: str, condition: str = "true") -> int:
    """How many rows of `table` there are."""
    async with database.reading() as connection:
        return int(await connection.fetchval(f"SELECT count(*) FROM {table} WHERE {condition}"))  # noqa: S608 - words of tests


async def balances(database: Database, owner: Merchant) -> dict[str, int]:
    """The merchant's book; accounts at zero are left out."""
    async with database.reading() as connection:
        return await ledger.balances(connection, owner.merchant_id)
