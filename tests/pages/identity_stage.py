"""A payer's browser before the pages of an identification, with the simulated provider beside them."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import Checkout
from fordring.domain.purchase.offer import ProductTerms, Terms
from fordring.domain.purchase.purchase import Callback, Kind, Product
from fordring.gateways.identity.directory import Directory
from fordring.gateways.identity.fetching import Answer, Asking, Fetch
from fordring.gateways.identity.in_process import InProcessFetch
from fordring.gateways.identity.provider import Identifies, Provider
from fordring.gateways.identity.sealing import Sealer, fresh_key
from fordring.pages import PagesContext, mount
from fordring.pages.identity.visit import PATH
from fordring.services.checkout.create_checkout import CreateCheckout, create_checkout
from fordring.services.checkout.pay_checkout import CheckoutPayment, PayCheckout, pay_checkout
from fordring.services.views import CheckoutView
from fordring.simulators.identity.application import SimulatedProvider
from fordring.simulators.identity.provider import Simulated
from fordring.storage import checkouts
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.stage import pages_of
from support import make

PUBLIC = "http://localhost:8080"
SIMULATOR = f"{PUBLIC}/simulators/identity"
RETURN = "https://shop.example.com/back?cart=7"
CALLBACK = Callback("https://shop.example.com/cb?report_error=true", frozenset({Kind.AUTHORIZED, Kind.DECLINED}))
Answers = Callable[[Asking, Answer], Answer]


@dataclass
class Line:
    """The way to the provider: what went over it, and what a test makes of the answers."""

    fetch: Fetch
    asked: list[Asking] = field(default_factory=list)
    bend: Answers = lambda _asking, answer: answer

    async def __call__(self, asking: Asking, /) -> Answer:
        """The answer, as it was or bent."""
        self.asked.append(asking)
        return self.bend(asking, await self.fetch(asking))


@dataclass
class Stage:
    """One merchant with checkouts that want their payer identified, and a payer's browser."""

    house: Installation
    merchant: Merchant
    browser: httpx2.AsyncClient
    line: Line
    sealer: Sealer
    simulated: Simulated
    context: PagesContext
    simulator: Any

    @asynccontextmanager
    async def another_browser(self) -> AsyncIterator[httpx2.AsyncClient]:
        """A browser without a past, before the pages as their context is now."""
        app = app_of(self.context, self.simulator)
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=PUBLIC) as client:
            yield client

    async def open(self, **more: Any) -> CheckoutView:
        """A checkout of one order that offers everything to whoever is identified."""
        terms = Terms({product: ProductTerms(enabled=True, identity_required=True) for product in Product})
        owner = self.merchant
        facts: dict[str, Any] = {
            "merchant_id": owner.merchant_id,
            "profile_id": None,
            "order": make.order(vat_bp=owner.default_vat_bp or 0),
            "currency": owner.currency,
            "terms": terms,
            "content": {"url": {"return_url": RETURN}, "order": {"amount": 12_500}},
            "callback": CALLBACK,
        }
        command = CreateCheckout(**facts | more)
        return await self.house.database.run(lambda c: create_checkout(command, self.house.jobs.work(c)))

    async def pay(self, view: CheckoutView, product: Product = Product.CONSUMER, **names: str) -> CheckoutPayment:
        """What comes of paying it."""
        billing = make.billing(self.merchant.country, **names)
        address = {"first_name": billing.first_name, "last_name": billing.last_name}
        command = PayCheckout(
            merchant_id=self.merchant.merchant_id,
            checkout_id=view.checkout.checkout_id,
            product=product,
            billing=billing,
            address=address,
        )

        async def paid(connection: Any) -> CheckoutPayment:
            work = self.house.jobs.work(connection)
            payment = await pay_checkout(command, work)
            await work.unit.flush()
            return payment

        return await self.house.database.run(paid)

    async def page_of(self, view: CheckoutView, product: Product = Product.CONSUMER, **names: str) -> str:
        """The path of the page where its payer is identified."""
        payment = await self.pay(view, product, **names)
        assert payment.identity_token
        return f"{PATH}/{payment.identity_token}"

    async def checkout(self, view: CheckoutView) -> Checkout:
        """The checkout as it is now."""
        async with self.house.database.reading() as connection:
            return await checkouts.get(connection, self.merchant.merchant_id, view.checkout.checkout_id)

    async def set_out(self, page: str, **more: Any) -> str:
        """Begin at the page; the address of the provider that the payer is sent to."""
        form = form_of((await self.browser.get(page)).text)
        sent = await self.browser.post(page, data=form, **more)
        assert sent.status_code == 303, sent.text
        return str(sent.headers["location"])

    async def choose(self, provider: str, person: str, **more: str) -> str:
        """Choose somebody at the provider; the address that the payer is sent back to."""
        fields = form_of((await self.browser.get(provider)).text)
        back = await self.browser.post(provider, data={**fields, "person": person, **more})
        assert back.status_code == 303, back.text
        return str(back.headers["location"])

    async def go_on(self, address: str) -> httpx2.Response:
        """What the browser shows in the end, unless it leaves for the shop: then the answer that sends it there."""
        answer = await self.browser.get(address)
        while answer.is_redirect and not answer.headers["location"].startswith("https://shop"):
            answer = await self.browser.get(answer.headers["location"])
        return answer

    async def identify(self, page: str, person: str, **more: str) -> httpx2.Response:
        """The whole way as somebody."""
        return await self.go_on(await self.choose(await self.set_out(page), person, **more))


def form_of(html: str) -> dict[str, str]:
    """The fields of a page, buttons too, the first of each name."""
    found = re.findall(r'<(?:input|button)[^>]*?name="([^"]*)"[^>]*?value="([^"]*)"', html)
    return {name: unescape(value) for name, value in reversed(found)}


def simulated_of(house: Installation) -> Simulated:
    """The simulated provider of an installation."""
    return Simulated(SIMULATOR, f"{PUBLIC}{PATH}/callback", fresh_key(), house.wall)


@asynccontextmanager
async def stage_of(
    database: Database, folder: Path, merchant: Merchant, providers: tuple[Identifies, ...] | None = None
) -> AsyncIterator[Stage]:
    """An installation with the simulated provider, or with these, and a browser before it."""
    house = Installation(database, folder)
    simulated, sealer = simulated_of(house), Sealer(fresh_key())
    simulator = SimulatedProvider(simulated).application()
    line = Line(InProcessFetch(simulator, SIMULATOR))
    known = [Provider(configuration, line) for configuration in simulated.configurations()]
    directory = Directory(known if providers is None else providers)
    context = replace(pages_of(house), public_url=PUBLIC, identity=directory, seal=sealer.seal)
    transport = httpx2.ASGITransport(app=app_of(context, simulator))
    async with httpx2.AsyncClient(transport=transport, base_url=PUBLIC) as browser:
        yield Stage(house, merchant, browser, line, sealer, simulated, context, simulator)


def app_of(context: PagesContext, simulator: Any) -> FastAPI:
    """The pages, with the simulated provider beside them."""
    app = FastAPI()
    mount(app, context, app.openapi)
    app.mount("/simulators/identity", simulator)
    return app
