"""`POST /sessions/{sid}/pay`: a payer, or a merchant in its second step, pays a session by invoice."""

from datetime import UTC, datetime
from uuid import UUID

from starlette.responses import Response

from fordring.domain.errors import InvalidCommandError, WrongCurrencyError
from fordring.domain.purchase.checkout import CheckoutChangedError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.payer import payers_call
from fordring.faces.dintero.routes.route import CHECKOUT, WRITE, Route
from fordring.faces.dintero.routes.sessions import asked_for
from fordring.faces.dintero.routes.visit import Call, Visit, shaped
from fordring.faces.dintero.translate.fields import Places, command_problems
from fordring.faces.dintero.translate.orders import billing_of
from fordring.faces.dintero.translate.session_words import payment_words
from fordring.faces.dintero.translate.vocabulary import PRODUCTS
from fordring.faces.dintero.wire.answers import PayErrorAnswer
from fordring.faces.dintero.wire.session_answers import PaymentResponse
from fordring.faces.dintero.wire.sessions import PaySessionBody
from fordring.services.checkout.pay_checkout import PayCheckout, pay_checkout

UNMODIFIED = "if-unmodified-since"
PUBLIC, SCOPED = CHECKOUT


async def pay_session(visit: Visit) -> Response:
    """Pay the session by invoice; no token is asked for, the session's id is enough.

    A payment that is declined is a 200 without success: the session can be paid again. `If-Unmodified-Since` with the
    session's `updated_at` refuses (412) to pay what has changed since.
    """
    call, checkout_id = await payers_call(visit)
    return await _pay(call, checkout_id)


async def pay_own_session(call: Call) -> Response:
    """Pay the account's session by invoice. As the public operation, with a token."""
    return await _pay(call, asked_for(call))


async def _pay(call: Call, checkout_id: UUID) -> Response:
    body = shaped(PaySessionBody, await call.visit.body())
    command = PayCheckout(
        merchant_id=call.bearer.merchant_id,
        checkout_id=checkout_id,
        product=PRODUCTS[body.payment_product_type],
        billing=billing_of(body.billing_address),
        address=body.billing_address.model_dump(exclude_unset=True),
        seen=_seen(call.visit.request.headers.get(UNMODIFIED)),
    )
    base_url = call.context.base_url
    try:
        return await call.once(
            lambda work: pay_checkout(command, work),
            lambda outcome: call.visit.answer(payment_words(outcome, base_url)),
        )
    except (InvalidCommandError, WrongCurrencyError) as error:
        raise BadRequestError(*command_problems(error.problems, PLACES)) from error


def _seen(header: str | None) -> datetime | None:
    """The `updated_at` that the payer has seen. Raises CheckoutChangedError for what none can be."""
    if header is None:
        return None
    try:
        seen = datetime.fromisoformat(header)
    except ValueError:
        raise CheckoutChangedError("If-Unmodified-Since is not the session's updated_at") from None
    return seen if seen.tzinfo else seen.replace(tzinfo=UTC)


PLACES = Places(("order",), ("billing_address",))

ROUTES = (
    Route(
        *("POST", "/sessions/{sid}/pay", pay_session, PaymentResponse),
        body=PaySessionBody,
        bases=(PUBLIC,),
        credentials=(),
        refusal=PayErrorAnswer,
        of_payment=True,
        more_statuses=(412, 429),
    ),
    Route(
        *("POST", "/sessions/{sid}/pay", pay_own_session, PaymentResponse, WRITE, PaySessionBody),
        bases=(SCOPED,),
        refusal=PayErrorAnswer,
        of_payment=True,
        more_statuses=(412,),
    ),
)
