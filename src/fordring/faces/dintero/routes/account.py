"""`/admin/checkout` and `/admin/gateways/kravia`: what holds for all of an account's checkouts."""

from starlette.responses import Response

from fordring.domain.merchant import Merchant
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.routes.route import READ, WRITE, Route
from fordring.faces.dintero.routes.visit import Call, shaped
from fordring.faces.dintero.translate.administration import (
    checkout_settings,
    checkout_words,
    gateway_settings,
    gateway_words,
)
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.wire import administration as wire
from fordring.services.configuring.change_settings import ChangeSettings, change_settings
from fordring.storage import merchants

ADMIN = frozenset(["admin:checkout"])
CHECKOUT, GATEWAY = "checkout", "gateway"


async def show_checkout(call: Call) -> Response:
    """The account's configuration: as it was given, or what holds where none was."""
    return call.visit.answer(checkout_words(await _merchant(call)))


async def change_checkout(call: Call) -> Response:
    """Put the account's configuration in the place of what it was.

    An option's `details.invoice_channel` is who delivers where no session, payment or profile says; it counts when the
    account's currency is among the option's `currencies`, or none are named.
    """
    body = shaped(wire.CheckoutBody, await call.visit.body())
    content = checkout_settings(body.configuration, (await _merchant(call)).currency)
    command = ChangeSettings(call.bearer.merchant_id, CHECKOUT, content)
    return await call.once(
        lambda work: change_settings(command, work), lambda changed: call.visit.answer(checkout_words(changed))
    )


async def show_gateway(call: Call) -> Response:
    """The creditor that invoices are registered for, and who may deliver them."""
    return call.visit.answer(gateway_words(await _merchant(call), call.context.base_url))


async def change_gateway(call: Call) -> Response:
    """Say who may deliver invoices. What is offered by a channel that is not listed cannot be paid.

    `merchant_id` must be this account's creditor: there is no other. `url` is kept and not called.
    """
    gateway = shaped(wire.GatewayBody, await call.visit.body()).kravia
    creditor_no = (await _merchant(call)).creditor_no
    if gateway.merchant_id != creditor_no:
        raise BadRequestError(Problem(("kravia", "merchant_id"), "is not the creditor of this account"))
    command = ChangeSettings(call.bearer.merchant_id, GATEWAY, gateway_settings(gateway))
    return await call.once(
        lambda work: change_settings(command, work),
        lambda changed: call.visit.answer(gateway_words(changed, call.context.base_url)),
    )


async def _merchant(call: Call) -> Merchant:
    async with call.context.database.reading() as connection:
        return await merchants.get(connection, call.bearer.merchant_id)


ROUTES = (
    Route("GET", "/admin/checkout", show_checkout, wire.Checkout, READ),
    Route("PUT", "/admin/checkout", change_checkout, wire.Checkout, WRITE, wire.CheckoutBody),
    Route("GET", "/admin/gateways/kravia", show_gateway, wire.GatewayAnswer, READ),
    Route("PUT", "/admin/gateways/kravia", change_gateway, wire.GatewayAnswer, ADMIN, wire.GatewayBody),
)
