"""What a page may not do unseen: say an error, ask somebody else, or break an axe-core rule; and what it looks like."""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request

SERIOUS = frozenset({"serious", "critical"})
REFUSED = "Failed to load resource: the server responded with a status of 4"
"""What Chromium says of every answer between 400 and 499; what was refused is for a test to look at."""
OF_THE_PAGE_ITSELF = frozenset({"data", "blob", "about"})


@dataclass
class Watch:
    """Looks over the shoulder of every page of a context.

    `origins` are those that may be asked; a message of the console that contains one of `forgiven` is none of ours.
    """

    origins: set[str]
    forgiven: list[str] = field(default_factory=lambda: [REFUSED])
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch everything that happens in it from now on."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"uncaught: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in self.forgiven):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in OF_THE_PAGE_ITSELF and f"{parts.scheme}://{parts.netloc}" not in self.origins:
            self.complaints.append(f"left the origin: {request.method} {request.url}")


async def axe(page: Page) -> None:
    """Fail on what axe-core calls serious or critical, each with its place on the page."""
    found = await Axe().run(page)
    assert found.response["passes"] or found.response["inapplicable"], "axe-core has looked at nothing"
    grave = [
        f"{each['impact']} {each['id']}: {each['help']}\n"
        + "\n".join(f"    {node['html']}\n    {node['failureSummary']}" for node in each["nodes"])
        for each in found.response["violations"]
        if each["impact"] in SERIOUS
    ]
    assert not grave, f"{page.url}\n" + "\n".join(grave)


async def screenshot(page: Page, name: str) -> Path:
    """The whole page as `name`.png in the folder of screenshots; says where. FORDRING_SCREENSHOTS names another."""
    path = _folder() / f"{name}.png"
    await page.screenshot(path=path, full_page=True)
    print(f"screenshot: {path}")  # noqa: T201 -- a person who runs the test wants to look at it
    return path


def _folder() -> Path:
    folder = Path(os.environ.get("FORDRING_SCREENSHOTS") or Path(tempfile.gettempdir()) / "fordring-screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
