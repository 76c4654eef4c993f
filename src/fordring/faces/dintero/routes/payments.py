"""`POST /sessions/pay`: a merchant's order is paid by invoice in one step, without the payer."""

from starlette.responses import Response

from fordring.domain.errors import InvalidCommandError, WrongCurrencyError
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import WRITE, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.fields import command_problems
from fordring.faces.dintero.translate.orders import places_of
from fordring.faces.dintero.translate.payments import ORDER_AT, Asked, pay_command
from fordring.faces.dintero.translate.transactions import paid_in_one_step
from fordring.faces.dintero.wire import answers
from fordring.faces.dintero.wire.payments import PayBody
from fordring.services.checkout.pay_by_invoice import pay_by_invoice


async def pay(call: Call) -> Response:
    """Create the session and pay it by invoice, in one step.

    The transaction is AUTHORIZED; collection has begun where the invoice is delivered for the merchant.
    """
    body = shaped(PayBody, await call.visit.body())
    asked = Asked(
        merchant_id=call.bearer.merchant_id,
        toggles=call.toggles,
        system_headers=call.system_headers,
        wall=call.visit.wall,
        insecure_callbacks=call.context.allow_private_callbacks and call.bearer.account_id.startswith("T"),
    )
    try:
        command = pay_command(body, asked)
        # A reference that must be the only one is looked for under a lock, which takes a transaction around both.
        return await call.once(
            lambda work: pay_by_invoice(command, work),
            lambda view: call.visit.answer(paid_in_one_step(view, call.context.base_url)),
            one_statement=command.unique is None,
        )
    except (InvalidCommandError, WrongCurrencyError) as error:
        raise BadRequestError(*command_problems(error.problems, places_of(body.session.order, ORDER_AT))) from error


ROUTES = (
    Route(
        "POST",
        "/sessions/pay",
        pay,
        answers.PaidTransaction,
        WRITE,
        PayBody,
        refusal=answers.PayErrorAnswer,
        of_payment=True,
    ),
)
