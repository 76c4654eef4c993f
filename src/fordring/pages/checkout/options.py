"""The kinds of invoice that a checkout offers, with their terms in plain words, and which one is chosen at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from fordring.domain.calendar import issue_day, local_day, period_end
from fordring.domain.purchase.offer import Offer, Payability, contract_of, offer_of, payability
from fordring.domain.purchase.purchase import Channel, Product
from fordring.formats.documents.figures import Figures
from fordring.pages.checkout.texts.words import Texts
from fordring.pages.checkout.visit import Order

CONSUMERS_FIRST = (Product.CONSUMER, Product.BUSINESS, Product.GROUPED)
BUSINESSES_FIRST = (Product.BUSINESS, Product.GROUPED, Product.CONSUMER)


@dataclass(frozen=True, slots=True)
class Option:
    """One kind of invoice; `terms` are sentences. What is not payable says why instead."""

    product: Product
    name: str
    terms: tuple[str, ...]
    payable: bool


def options_of(order: Order, texts: Texts, figures: Figures) -> tuple[Option, ...]:
    """What the checkout offers, in the order it is shown. What the merchant's contract lacks is not spoken of."""
    return tuple(
        Option(
            product=offer.product,
            name=texts.products[offer.product].name,
            terms=tuple(_terms(offer, order, texts, figures)) if payable else (texts.amount_outside,),
            payable=payable,
        )
        for offer, payable in _offers(order)
    )


def first_choice(order: Order, options: tuple[Option, ...]) -> Product | None:
    """The product that is chosen before the payer chooses: the shop's default, else the first that can be paid."""
    payable = [option.product for option in options if option.payable]
    if order.showing.product in payable:
        return order.showing.product
    return payable[0] if payable else None


def _offers(order: Order) -> Iterator[tuple[Offer, bool]]:
    contract = contract_of(order.merchant.settings)
    country = order.showing.billing.country or order.merchant.country
    for product in _in_order(order):
        offer = offer_of(product, order.checkout.terms, contract)
        found = payability(offer, order.checkout.order.amount_minor, country, contract)
        if offer.enabled and found is not Payability.DISABLED_BY_GATEWAY:
            yield offer, found is Payability.PAYABLE


def _in_order(order: Order) -> tuple[Product, ...]:
    said = order.showing.of_business
    of_business = bool(order.showing.billing.organization_number) if said is None else said
    return BUSINESSES_FIRST if of_business else CONSUMERS_FIRST


def _terms(offer: Offer, order: Order, texts: Texts, figures: Figures) -> Iterator[str]:
    country, merchant = order.merchant.country, order.merchant.name
    today = local_day(order.now, country)
    due = texts.products[offer.product].due
    if offer.product is Product.GROUPED:
        issued_on = issue_day(today, offer.interval, country)
        until = _day(period_end(today, offer.interval), figures)
        yield texts.grouped_until.format(until=until, issue=_day(issued_on, figures))
        yield due.format(due=_day(issued_on + timedelta(days=offer.days_until_due), figures))
        yield texts.grouped_sent.format(merchant=merchant)
    else:
        due_on = _day(today + timedelta(days=offer.days_until_due), figures)
        yield due.format(due=due_on) if offer.days_until_due else texts.due_today
        sent = texts.sent_by_merchant if offer.channel is Channel.MERCHANT else texts.sent_by_operator
        yield sent.format(merchant=merchant)
    if offer.identity_required:
        yield texts.identity


def _day(day: date, figures: Figures) -> str:
    return format_date(day, format="long", locale=figures.words.locale)
