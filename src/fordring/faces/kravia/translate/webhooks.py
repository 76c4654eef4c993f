"""A creditor's webhook: from a body to our words, and back."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit
from uuid import UUID

from fordring.channels.signing import is_signing_secret
from fordring.domain.merchant import Merchant
from fordring.domain.telling import Topic
from fordring.faces.common.addresses import address_problem
from fordring.faces.kravia.compatibility import CASE_UPDATE, NO_CLAIM, SIGNATURE_ALGORITHM
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.translate.figures import time_text
from fordring.faces.kravia.wire.webhook_answers import Webhook, WebhookDelivery, WebhookTest
from fordring.faces.kravia.wire.webhooks import WebhookBody
from fordring.services.hooks.try_watch import Trial
from fordring.services.hooks.watch_claims import WatchClaims
from fordring.storage.calls import CallAttempt, OutgoingCall
from fordring.storage.hooks import Hook


def watch_of(body: WebhookBody, merchant: Merchant, *, insecure: bool) -> WatchClaims:
    """What the body asks for; `insecure` lets http and private addresses pass. Raises BadRequestError."""
    problems: dict[str, str] = {}
    if body.url is not None and (found := _url_problem(body.url, insecure=insecure)):
        problems["url"] = found
    if body.secret is not None and not is_signing_secret(body.secret):
        problems["secret"] = "is a text, or base64 behind whsec_"  # noqa: S105 - what is wrong with it
    if problems:
        raise BadRequestError(problems)
    return WatchClaims(merchant.merchant_id, body.url, body.secret, body.enabled)


def _url_problem(url: str, *, insecure: bool) -> str | None:
    """Why it cannot be told anything: the address must need no authentication, and is shown to whoever asks."""
    problem = address_problem(url, insecure=insecure)
    if problem is None and "@" in urlsplit(url).netloc:
        return "must name no user and no password"
    return problem


def webhook(
    merchant: Merchant,
    watch: Hook,
    sent: Sequence[OutgoingCall] = (),
    attempts: Mapping[UUID, Sequence[CallAttempt]] | None = None,
    numbers: Mapping[UUID, int] | None = None,
) -> Webhook:
    """The webhook as it stands, with what was sent there, its attempts and the numbers of the claims."""
    return Webhook(
        creditor_id=merchant.creditor_no,
        url=watch.url,
        enabled=watch.reachable,
        algorithm=SIGNATURE_ALGORITHM,
        stopped_because=watch.stopped_because,
        consecutive_failures=watch.failures,
        last_updated_time=time_text(watch.updated_at),
        deliveries=[_delivery(call, (attempts or {}).get(call.call_id, ()), numbers or {}) for call in sent],
    )


def _delivery(call: OutgoingCall, attempts: Sequence[CallAttempt], numbers: Mapping[UUID, int]) -> WebhookDelivery:
    last = attempts[-1] if attempts else None
    waits = call.next_try_at if call.state == "waiting" else None
    return WebhookDelivery(
        id=str(call.call_id),
        event_type=CASE_UPDATE,
        claim_id=numbers[call.claim_id] if call.claim_id else NO_CLAIM,
        test=call.topic is Topic.PING,
        status=call.state,
        attempts=call.attempts,
        time=time_text(call.created_at),
        next_attempt_time=time_text(waits) if waits else None,
        last_status=last.status_code if last else None,
        last_result=last.detail or last.outcome if last else None,
    )


def webhook_test(trial: Trial) -> WebhookTest:
    """A delivery that was asked for."""
    return WebhookTest(
        id=str(trial.call_id),
        queued=True,
        url=trial.watch.url,
        event_type=CASE_UPDATE,
        claim_id=trial.claim_no or NO_CLAIM,
    )
