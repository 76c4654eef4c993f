"""What both clients share: one HTTP call, and an error that says what the server said."""

from collections.abc import Mapping
from typing import Any

import httpx2

JSON = Any


class RefusedError(Exception):
    """The server answered with anything but 200. `status` is its code, `body` what it said, JSON where it is JSON."""

    def __init__(self, response: httpx2.Response) -> None:
        self.status = response.status_code
        is_json = "json" in response.headers.get("content-type", "")
        self.body: JSON = response.json() if is_json else response.text
        super().__init__(f"{response.request.method} {response.request.url.path}: {self.status} {self.body}")


async def call(
    http: httpx2.AsyncClient, method: str, path: str, headers: Mapping[str, str], **more: Any
) -> httpx2.Response:
    """One request. Raises RefusedError unless the answer is 200."""
    response = await http.request(method, path, headers=dict(headers), **more)
    if response.status_code != httpx2.codes.OK:
        raise RefusedError(response)
    return response
