"""Asking an application of our own as if over HTTP: the simulated provider is reached whatever the network allows."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from fordring.gateways.identity.fetching import Answer, Asking, UnreachableError

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


class InProcessFetch:
    """Asks one ASGI application, which is reached at `base` from outside and knows its paths from there on."""

    def __init__(self, application: Application, base: str) -> None:
        self._application = application
        self._base = base

    async def __call__(self, asking: Asking, /) -> Answer:
        """Ask once. Raises UnreachableError for what is not the application's."""
        if not asking.url.startswith(f"{self._base}/"):
            raise UnreachableError("the address is not the application's")
        body = urlencode(asking.form).encode() if asking.form is not None else b""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._application(self._scope(asking, body), receive, send)
        headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        media_type = headers.get("content-type", "").partition(";")[0].strip()
        return Answer(sent[0]["status"], media_type, b"".join(part.get("body", b"") for part in sent[1:]))

    def _scope(self, asking: Asking, body: bytes) -> Message:
        where = urlsplit(asking.url)
        path = where.path.removeprefix(urlsplit(self._base).path)
        headers = {"host": where.netloc, "content-length": str(len(body)), **asking.headers}
        if asking.form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": asking.method,
            "scheme": where.scheme,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": where.query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 0),
            "server": (where.hostname or "localhost", where.port or 80),
        }
