"""Who carries out the steps of a call: one that blocks and one that is awaited, twins line by line.

Two descriptors make a method of both out of one description.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import update_wrapper
from types import TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

import httpx2

from fordring.client.errors import TooLargeError
from fordring.client.exchange import Answer, Credentials, Options, Send, SignIn, Step, Steps, Wait, exchange
from fordring.client.request import Page, Request

P = ParamSpec("P")
T = TypeVar("T")


class Blocking:
    """Makes calls and waits for them; threads may share it. As a context manager it closes the HTTP client it made."""

    def __init__(self, url: str, credentials: Credentials, options: Options, http: httpx2.Client | None) -> None:
        self.url = url.rstrip("/")
        self.options = options
        self._credentials = credentials
        self._http = http or httpx2.Client()
        self._is_mine = http is None
        self._signing_in = threading.Lock()

    def ask(self, request: Request[T]) -> T:
        """Make one call. Raises RefusedError, UnreachableError, UnreadableError, TooLargeError."""
        return self._run(exchange(request, self._credentials, self.options))

    def each(self, first: Request[Page[T]]) -> Iterator[T]:
        """Whatever there is, page after page, each fetched when it is needed. Raises as `ask`."""
        following: Request[Page[T]] | None = first
        while following is not None:
            page = self.ask(following)
            yield from page.items
            following = page.next

    def close(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        if self._is_mine:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    came = self._done(step)
                except httpx2.RequestError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(came)
        except StopIteration as end:
            done: T = end.value
            return done

    def _done(self, step: Step) -> Any:
        match step:
            case Wait(seconds):
                return time.sleep(seconds)
            case SignIn():
                with self._signing_in:
                    return self._run(self._credentials.headers(self.options))
            case Send():
                with self._http.stream(**_sent(step, self.url, self.options)) as response:
                    taken = _Taken(response, self.options.answer_bytes_max)
                    for part in response.iter_bytes():
                        taken.add(part)
                    return taken.answer()


class Awaiting:
    """Makes calls and is awaited; tasks may share it. As a context manager it closes the HTTP client it made."""

    def __init__(self, url: str, credentials: Credentials, options: Options, http: httpx2.AsyncClient | None) -> None:
        self.url = url.rstrip("/")
        self.options = options
        self._credentials = credentials
        self._http = http or httpx2.AsyncClient()
        self._is_mine = http is None
        self._signing_in = asyncio.Lock()

    async def ask(self, request: Request[T]) -> T:
        """Make one call. Raises RefusedError, UnreachableError, UnreadableError, TooLargeError."""
        return await self._run(exchange(request, self._credentials, self.options))

    async def each(self, first: Request[Page[T]]) -> AsyncIterator[T]:
        """Whatever there is, page after page, each fetched when it is needed. Raises as `ask`."""
        following: Request[Page[T]] | None = first
        while following is not None:
            page = await self.ask(following)
            for item in page.items:
                yield item
            following = page.next

    async def close(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        if self._is_mine:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    came = await self._done(step)
                except httpx2.RequestError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(came)
        except StopIteration as end:
            done: T = end.value
            return done

    async def _done(self, step: Step) -> Any:
        match step:
            case Wait(seconds):
                return await asyncio.sleep(seconds)
            case SignIn():
                async with self._signing_in:
                    return await self._run(self._credentials.headers(self.options))
            case Send():
                async with self._http.stream(**_sent(step, self.url, self.options)) as response:
                    taken = _Taken(response, self.options.answer_bytes_max)
                    async for part in response.aiter_bytes():
                        taken.add(part)
                    return taken.answer()


class Call(Generic[P, T]):
    """One call, described once: a method that answers on a blocking client, and one to be awaited on an async one."""

    def __init__(self, described: Callable[Concatenate[Any, P], Request[T]]) -> None:
        self._described = described
        self.__doc__ = described.__doc__

    @overload
    def __get__(self, client: Blocking, owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, client: Awaiting, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        def asked(*given: P.args, **named: P.kwargs) -> Any:
            return client.ask(self._described(client, *given, **named))

        return self if client is None else update_wrapper(asked, self._described)


class Listing(Generic[P, T]):
    """The same for what comes in pages: an iterator, or one for `async for`."""

    def __init__(self, described: Callable[Concatenate[Any, P], Request[Page[T]]]) -> None:
        self._described = described
        self.__doc__ = described.__doc__

    @overload
    def __get__(self, client: Blocking, owner: type) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(self, client: Awaiting, owner: type) -> Callable[P, AsyncIterator[T]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        def asked(*given: P.args, **named: P.kwargs) -> Any:
            return client.each(self._described(client, *given, **named))

        return self if client is None else update_wrapper(asked, self._described)


class _Taken:
    """An answer on its way in, as long as it may be. Raises TooLargeError."""

    def __init__(self, response: httpx2.Response, bytes_max: int) -> None:
        self._response, self._bytes_max = response, bytes_max
        self._content = bytearray()

    def add(self, part: bytes) -> None:
        self._content += part
        if len(self._content) > self._bytes_max:
            raise TooLargeError(f"{self._response.request.url}: the answer is longer than {self._bytes_max} bytes")

    def answer(self) -> Answer:
        return Answer(self._response.status_code, self._response.headers, bytes(self._content))


def _sent(step: Send, url: str, options: Options) -> dict[str, Any]:
    """What is handed to the HTTP client."""
    request = step.request
    headers = {**step.headers, **request.headers}
    given: dict[str, Any] = {"timeout": options.timeout_seconds}
    if request.content is not None:
        headers["Content-Type"] = "application/json"
        given["content"] = request.content
    if request.file is not None:
        given["files"] = {"file": request.file}
    if request.login is not None:
        given["auth"] = request.login
    address = request.path if "://" in request.path else url + request.path
    return {"method": request.method, "url": address, "params": request.parameters, "headers": headers, **given}
