"""Looking at transactions and acting on them. Ids of other accounts' transactions are ids of nothing."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.responses import Response

from fordring.domain.purchase.lifecycle import RefundNotSupportedError
from fordring.faces.dintero.routes.route import READ, WRITE, Route
from fordring.faces.dintero.routes.visit import Call, fingerprint, shaped
from fordring.faces.dintero.translate.filters import page_of
from fordring.faces.dintero.translate.ids import own_id
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.parameters import FILTERS, INCLUDES
from fordring.faces.dintero.wire.transactions import CaptureBody, UpdateBody
from fordring.services.checkout.capture_purchase import CapturePurchase, capture_purchase
from fordring.services.checkout.list_purchases import ListPurchases, list_purchases
from fordring.services.checkout.set_second_reference import SetSecondReference, set_second_reference
from fordring.services.checkout.show_purchase import show_purchase
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.views import PurchaseView
from fordring.storage import idempotency
from fordring.storage.transaction import Connection
from fordring.storage.work import Work

EVERYTHING = b"{}"


async def show(call: Call) -> Response:
    """One transaction with all its events. Unknown `includes` are tolerated."""
    purchase_id = _asked_for(call)
    async with call.context.database.reading() as connection:
        view = await show_purchase(call.bearer.merchant_id, purchase_id, connection)
    return _answer(call, view)


async def list_them(call: Call) -> Response:
    """The account's transactions, newest first; the next page begins after the last id (`starting_after`)."""
    query = call.visit.request.query_params
    page = page_of(query.multi_items(), call.bearer.account_id)
    if page.empty:
        return call.visit.answer([])
    command = ListPurchases(call.bearer.merchant_id, page.wanted, page.limit)
    async with call.context.database.reading() as connection:
        views = await list_purchases(command, connection)
    return call.visit.answer([transaction(view, call.context.base_url, _includes(call)) for view in views])


async def update(call: Call) -> Response:
    """Change `merchant_reference_2`."""
    purchase_id = _asked_for(call)
    raw = await call.visit.body()
    command = SetSecondReference(call.bearer.merchant_id, purchase_id, shaped(UpdateBody, raw).merchant_reference_2)
    return await _once(call, b"update", raw, lambda work: set_second_reference(command, work))


async def capture(call: Call) -> Response:
    """Start collection, for the whole amount. The status changes when the payer pays; asked again, nothing changes."""
    purchase_id = _asked_for(call)
    raw = await call.visit.body()
    body = shaped(CaptureBody, raw.strip() or EVERYTHING)
    command = CapturePurchase(
        merchant_id=call.bearer.merchant_id,
        purchase_id=purchase_id,
        amount_minor=body.amount,
        event_reference=body.capture_reference,
        items=tuple(item.model_dump(exclude_unset=True) for item in body.items),
        metadata=body.metadata,
    )
    return await _once(call, b"capture", raw, lambda work: capture_purchase(command, work))


async def void(call: Call) -> Response:
    """Cancel what is unpaid and credit it; what was paid stays. A body is not looked at."""
    command = VoidPurchase(call.bearer.merchant_id, _asked_for(call))
    return await _once(call, b"void", b"", lambda work: void_purchase(command, work))


async def refund(call: Call) -> Response:
    """Invoice payments are not refunded: void cancels what is unpaid, overpayments go back by themselves."""
    purchase_id = _asked_for(call)
    async with call.context.database.reading() as connection:
        await show_purchase(call.bearer.merchant_id, purchase_id, connection)
    raise RefundNotSupportedError("invoice payments cannot be refunded; void the transaction to cancel what is unpaid")


def _asked_for(call: Call) -> UUID:
    return own_id("transaction", call.visit.request.path_params["id"], call.bearer.account_id)


def _includes(call: Call) -> frozenset[str]:
    given = call.visit.request.query_params.getlist("includes")
    return frozenset(word.strip() for words in given for word in words.split(","))


def _answer(call: Call, view: PurchaseView) -> Response:
    return call.visit.answer(transaction(view, call.context.base_url, _includes(call)))


async def _once(call: Call, name: bytes, raw: bytes, verb: Callable[[Work], Awaitable[PurchaseView]]) -> Response:
    """Do `verb` in one transaction; under an idempotency key only the first time, and then show the transaction."""
    asker = call.asker()
    purchase_id = _asked_for(call)
    mark = fingerprint(name, purchase_id.bytes, raw)

    async def unit(connection: Connection) -> PurchaseView:
        work = call.work(connection, asker)
        repeated = await idempotency.find(work, call.bearer.merchant_id)
        if repeated is not None:
            idempotency.effect_of(repeated, mark)
            return await show_purchase(call.bearer.merchant_id, purchase_id, connection)
        view = await verb(work)
        if asker.idempotency_key is not None:
            idempotency.remember(work, call.bearer.merchant_id, mark, {"purchase_id": purchase_id})
        await work.unit.flush()
        return view

    return _answer(call, await call.context.database.run(unit))


ROUTES = (
    Route("GET", "/transactions", list_them, list[answers.Transaction], READ, query=FILTERS),
    Route("GET", "/transactions/{id}", show, answers.Transaction, READ, query=INCLUDES),
    Route("PUT", "/transactions/{id}", update, answers.Transaction, WRITE, UpdateBody, INCLUDES),
    Route("POST", "/transactions/{id}/capture", capture, answers.Transaction, WRITE, CaptureBody, INCLUDES),
    Route("POST", "/transactions/{id}/void", void, answers.Transaction, WRITE, query=INCLUDES),
    Route("POST", "/transactions/{id}/refund", refund, answers.Transaction, WRITE, query=INCLUDES),
)
