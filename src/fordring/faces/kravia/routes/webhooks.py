"""A creditor's webhook: where it hears of every change to its invoices."""

from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.webhooks import watch_of, webhook, webhook_test
from fordring.faces.kravia.wire.webhook_answers import Webhook, WebhookTest
from fordring.faces.kravia.wire.webhooks import WebhookBody
from fordring.services.callers import creditor_of
from fordring.services.hooks.end_watch import EndWatch, end_watch
from fordring.services.hooks.try_watch import Trial, TryWatch, try_watch
from fordring.services.hooks.watch_claims import watch_claims
from fordring.storage import calls, claims, hooks
from fordring.storage.hooks import Hook

DELIVERIES_SHOWN = 20


async def set_webhook(call: Call) -> Response:
    """Say where the creditor wants to hear of every change to its invoices, and with which secret it is signed.

    What is absent stays as it is. The secret is never shown again.
    """
    merchant = await _creditor(call)
    body, raw = await call.read(WebhookBody)
    insecure = call.context.allow_private_callbacks and merchant.sandbox
    command = watch_of(body, merchant, insecure=insecure)

    def answer(watch: Hook) -> Response:
        return call.answer(webhook(merchant, watch))

    return await call.once(lambda work: watch_claims(command, work), answer, raw)


async def show_webhook(call: Call) -> Response:
    """The creditor's webhook, without its secret, and what was sent to it last (our own addition)."""
    merchant = await _creditor(call)
    async with call.context.database.reading() as connection:
        watch = await hooks.watch_of(connection, merchant.merchant_id)
        if watch is None:
            raise NotFoundError("webhook", "of this creditor")
        sent = await calls.of_hook(connection, merchant.merchant_id, watch.hook_id, DELIVERIES_SHOWN)
        attempts = await calls.attempts_of(connection, sent)
        about = [each.claim_id for each in sent if each.claim_id is not None]
        numbers = await claims.numbers_of(connection, merchant.merchant_id, about)
    return call.answer(webhook(merchant, watch, sent, attempts, numbers))


async def remove_webhook(call: Call) -> Response:
    """Take the webhook away; what waits to be sent to it is dropped (our own addition)."""
    merchant = await _creditor(call)

    def answer(watch: Hook) -> Response:
        return call.answer(webhook(merchant, watch))

    return await call.once(lambda work: end_watch(EndWatch(merchant.merchant_id), work), answer, b"")


async def test_webhook(call: Call) -> Response:
    """Send one CaseUpdate, of the creditor's newest invoice, as if it had changed (our own addition).

    It is queued and sent at once; the webhook's `deliveries` say what came of it.
    """
    merchant = await _creditor(call)

    def answer(trial: Trial) -> Response:
        return call.answer(webhook_test(trial))

    return await call.once(lambda work: try_watch(TryWatch(merchant.merchant_id), work), answer, b"")


async def _creditor(call: Call) -> Merchant:
    """The creditor in the path. Raises ForeignCreditorError."""
    async with call.context.database.reading() as connection:
        return await creditor_of(connection, call.number, call.token.merchants)


AT = "/creditor/{id}/webhook"

ROUTES: tuple[Route, ...] = (
    Route("PUT", AT, set_webhook, Webhook, WebhookBody),
    Route("GET", AT, show_webhook, Webhook),
    Route("DELETE", AT, remove_webhook, Webhook),
    Route("POST", f"{AT}/test", test_webhook, WebhookTest),
)
