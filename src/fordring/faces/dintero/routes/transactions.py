"""Looking at transactions and acting on them. Ids of other accounts' transactions are ids of nothing."""

from uuid import UUID

from starlette.responses import Response

from fordring.domain.purchase.lifecycle import RefundNotSupportedError
from fordring.faces.common.language import language_of
from fordring.faces.common.once import Verb
from fordring.faces.dintero.routes.route import READ, WRITE, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.coming import FOLLOW_UP, coming_words, letter_words
from fordring.faces.dintero.translate.filters import page_of
from fordring.faces.dintero.translate.ids import own_id
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.parameters import FILTERS, INCLUDES, SHOWN
from fordring.faces.dintero.wire.transactions import CaptureBody, UpdateBody
from fordring.services.checkout.capture_purchase import CapturePurchase, capture_purchase
from fordring.services.checkout.list_purchases import ListPurchases, list_purchases
from fordring.services.checkout.set_second_reference import SetSecondReference, set_second_reference
from fordring.services.checkout.show_purchase import coming_of, show_purchase
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.follow_up_shown import NOT_READ
from fordring.services.views import PurchaseView

EVERYTHING = b"{}"


async def show(call: Call) -> Response:
    """One transaction with all its events. Unknown `includes` are tolerated."""
    purchase_id = _asked_for(call)
    async with call.context.database.reading() as connection:
        view = await show_purchase(call.bearer.merchant_id, purchase_id, connection)
        followed = FOLLOW_UP in _includes(call)
        coming = await coming_of(view, call.visit.wall, connection) if followed else NOT_READ
    worded = transaction(view, call.context.base_url, _includes(call))
    worded["metadata"] |= coming_words(view, coming, language_of(call.visit.request))
    worded["metadata"] |= letter_words(view, coming, call.context.base_url)
    return call.visit.answer(worded)


async def list_them(call: Call) -> Response:
    """The account's transactions, newest first; the next page begins after the last id (`starting_after`)."""
    query = call.visit.request.query_params
    page = page_of(query.multi_items(), call.bearer.account_id)
    if page.empty:
        return call.visit.answer([])
    command = ListPurchases(call.bearer.merchant_id, page.wanted, page.limit, page.currencies, page.after)
    async with call.context.database.reading() as connection:
        views = await list_purchases(command, connection)
    return call.visit.answer([transaction(view, call.context.base_url, _includes(call)) for view in views])


async def update(call: Call) -> Response:
    """Change `merchant_reference_2`."""
    purchase_id = _asked_for(call)
    body = shaped(UpdateBody, await call.visit.body())
    command = SetSecondReference(call.bearer.merchant_id, purchase_id, body.merchant_reference_2)
    return await _done(call, lambda work: set_second_reference(command, work))


async def capture(call: Call) -> Response:
    """Start collection, for the whole amount. The status changes when the payer pays; asked again, nothing changes."""
    purchase_id = _asked_for(call)
    body = shaped(CaptureBody, (await call.visit.body()).strip() or EVERYTHING)
    command = CapturePurchase(
        merchant_id=call.bearer.merchant_id,
        purchase_id=purchase_id,
        amount_minor=body.amount,
        event_reference=body.capture_reference,
        items=tuple(item.model_dump(exclude_unset=True) for item in body.items),
        metadata=body.metadata,
    )
    return await _done(call, lambda work: capture_purchase(command, work))


async def void(call: Call) -> Response:
    """Cancel what is unpaid and credit it; what was paid stays. A body is not looked at."""
    command = VoidPurchase(call.bearer.merchant_id, _asked_for(call))
    return await _done(call, lambda work: void_purchase(command, work))


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


async def _done(call: Call, verb: Verb[PurchaseView]) -> Response:
    return await call.once(verb, lambda view: _answer(call, view))


ROUTES = (
    Route("GET", "/transactions", list_them, list[answers.Transaction], READ, query=FILTERS),
    Route("GET", "/transactions/{id}", show, answers.Transaction, READ, query=SHOWN),
    Route("PUT", "/transactions/{id}", update, answers.Transaction, WRITE, UpdateBody, INCLUDES),
    Route("POST", "/transactions/{id}/capture", capture, answers.Transaction, WRITE, CaptureBody, INCLUDES),
    Route("POST", "/transactions/{id}/void", void, answers.Transaction, WRITE, query=INCLUDES),
    Route("POST", "/transactions/{id}/refund", refund, answers.Transaction, WRITE, query=INCLUDES),
)
