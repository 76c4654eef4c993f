"""Subscriptions and deliveries: from the body of a request to our words, and back (page "Webhooks")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fordring.channels.signing import STANDARD_PREFIX, is_signing_secret
from fordring.domain.telling import Topic
from fordring.faces.common.addresses import address_problem
from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.masks import parse_mask
from fordring.faces.dintero.translate.vocabulary import NEVER_SENT, SUBSCRIBED, TOPIC_WORDS
from fordring.faces.dintero.wire.hooks import SecretBody, SubscriptionBody
from fordring.storage.calls import CallAttempt, OutgoingCall
from fordring.storage.hooks import Hook

SECRET_TYPE = "HMAC-SHA1"  # noqa: S105 - the name of a method
CONTENT_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a body asks for. `keep_secret`: it names a secret without its value, as answers do."""

    url: str
    topics: frozenset[Topic]
    secret: str | None
    keep_secret: bool
    content: dict[str, Any]
    active: bool


def wanted_of(body: SubscriptionBody, *, insecure: bool) -> Wanted:
    """The subscription that the body describes; `insecure` lets http and private addresses pass.

    Raises BadRequestError naming every field that cannot be used.
    """
    problems = (*_config_problems(body, insecure=insecure), *_event_problems(body.events), *_mask_problems(body))
    if problems:
        raise BadRequestError(*problems)
    secret = body.config.secret
    content: dict[str, Any] = {"events": body.events}
    content |= {"fields": body.fields} if body.fields else {}
    content |= {"exclude_fields": body.exclude_fields} if body.exclude_fields else {}
    return Wanted(
        url=body.config.url,
        topics=frozenset(SUBSCRIBED[word] for word in body.events if word in SUBSCRIBED),
        secret=secret.value if secret else None,
        keep_secret=secret is not None and secret.value is None,
        content=content,
        active=body.active,
    )


def _config_problems(body: SubscriptionBody, *, insecure: bool) -> Iterable[Problem]:
    config = body.config
    if found := address_problem(config.url, insecure=insecure):
        yield Problem(("config", "url"), found)
    if config.content_type.partition(";")[0].strip().lower() != CONTENT_TYPE:
        yield Problem(("config", "content_type"), f"is {CONTENT_TYPE}")
    if config.insecure_ssl not in {0, "0"}:
        yield Problem(("config", "insecure_ssl"), "is 0: certificates are always checked")
    if config.secret is not None:
        yield from _secret_problems(config.secret)


def _secret_problems(secret: SecretBody) -> Iterable[Problem]:
    if secret.type != SECRET_TYPE:
        yield Problem(("config", "secret", "type"), f"is {SECRET_TYPE}")
    if secret.value is not None and not is_signing_secret(secret.value):
        yield Problem(("config", "secret", "value"), f"is a text, or base64 behind {STANDARD_PREFIX}")


def _event_problems(events: Sequence[str]) -> Iterable[Problem]:
    if not events:
        yield Problem(("events",), "names at least one event")
    for place, word in enumerate(events):
        if word not in SUBSCRIBED and word not in NEVER_SENT:
            yield Problem(("events", place), f"{word} is no event; those sent are {', '.join(sorted(SUBSCRIBED))}")


def _mask_problems(body: SubscriptionBody) -> Iterable[Problem]:
    masks: list[tuple[tuple[str | int, ...], str]] = [(("fields",), body.fields)] if body.fields else []
    masks += [(("exclude_fields", place), text) for place, text in enumerate(body.exclude_fields or ())]
    for path, text in masks:
        try:
            parse_mask(text)
        except ValueError as error:
            yield Problem(path, str(error))


def subscription(hook: Hook) -> dict[str, Any]:
    """The subscription as it is shown; the secret's value never is."""
    secret = {"secret": {"type": SECRET_TYPE}} if hook.secret else {}
    config = {"url": hook.url, "content_type": CONTENT_TYPE, **secret, "insecure_ssl": 0}
    told = {
        "id": str(hook.hook_id),
        "config": config,
        **hook.content,
        "active": hook.active,
        "created_at": hook.created_at,
        "created_by": hook.created_by,
        "updated_at": hook.updated_at,
        "deleted_at": hook.deleted_at,
        "deleted_by": hook.deleted_by,
        "consecutive_failures": hook.failures,
        "stopped_because": hook.stopped_because,
    }
    return {name: value for name, value in told.items() if value is not None}


def delivery(call: OutgoingCall, attempts: Sequence[CallAttempt]) -> dict[str, Any]:
    """One delivery with everything that was tried."""
    told = {
        "id": str(call.call_id),
        "subscription_id": str(call.hook_id),
        "event": TOPIC_WORDS[call.topic],
        "status": call.state,
        "created_at": call.created_at,
        "next_attempt_at": call.next_try_at if call.state == "waiting" else None,
        "finished_at": call.finished_at,
        "attempts": [_attempt(attempt) for attempt in attempts],
    }
    return {name: value for name, value in told.items() if value is not None}


def _attempt(attempt: CallAttempt) -> dict[str, Any]:
    ended = attempt.finished_at
    duration = round((ended - attempt.started_at).total_seconds(), 3) if ended else None
    told: dict[str, Any] = {"attempt": attempt.attempt_no, "started_at": attempt.started_at}
    if attempt.request is not None:
        told["request"] = {**attempt.request, "body": attempt.request_body or ""}
        told["response"] = {"status_code": attempt.status_code, "body": attempt.response_body or ""}
    details = {"outcome": attempt.outcome, "reason": attempt.detail, "delivery_duration": duration}
    return {**told, "details": details}
