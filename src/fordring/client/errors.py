"""What can go wrong with a call, as one family of errors."""

import json
from collections.abc import Mapping
from typing import Any


class ClientError(Exception):
    """Whatever a client raises."""


class UnreachableError(ClientError):
    """No answer came, after every attempt that was safe. What was asked may have been done all the same."""


class TooLargeError(ClientError):
    """The answer is longer than `Options.answer_bytes_max`; it was not read to its end."""


class UnreadableError(ClientError):
    """The answer does not have the shape that the API documents."""


class RefusedError(ClientError):
    """The server said no. `errors` has the sentences about each field, under its name as it was sent, else as printed.

    `code` is the merchant face's word for the refusal, `request_id` what the operator finds it by. `body` is all that
    was said: JSON where it is JSON, else text.
    """

    def __init__(self, asked: str, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.body = _said(content)
        said = self.body if isinstance(self.body, dict) else {}
        facts: dict[str, Any] = said["error"] if isinstance(said.get("error"), dict) else said
        self.code: str | None = facts.get("code")
        self.message: str = facts.get("detail") or facts.get("message") or facts.get("title") or str(self.body)
        self.errors = _by_field(facts.get("errors"))
        self.request_id: str | None = headers.get("request-id") or facts.get("traceId")
        fields = "".join(f"; {name}: {' '.join(sentences)}" for name, sentences in self.errors.items())
        super().__init__(f"{asked}: {status} {self.message}{fields}")


def _said(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")


def _by_field(errors: Any) -> dict[str, tuple[str, ...]]:
    """The sentences by field: the creditor face's object of lists, or the merchant face's list of places."""
    if isinstance(errors, Mapping):
        return {str(name): _sentences(said) for name, said in errors.items()}
    found: dict[str, tuple[str, ...]] = {}
    for each in errors if isinstance(errors, list) else ():
        facts = each if isinstance(each, Mapping) else {"message": each}
        name = ".".join(str(step) for step in facts.get("path") or ())
        found[name] = (*found.get(name, ()), str(facts.get("message", "")))
    return found


def _sentences(said: Any) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, list) else (str(said),)
