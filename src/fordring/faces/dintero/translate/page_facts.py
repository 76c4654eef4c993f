"""A session's content becomes what its checkout page begins with. What is not of the expected kind counts as unsaid."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fordring.domain.parties import COUNTRIES, Billing
from fordring.domain.purchase.showing import Box, Shipping, Showing, Theme
from fordring.faces.dintero.translate.orders import BILLING_FIELDS
from fordring.faces.dintero.translate.vocabulary import PRODUCTS
from fordring.services.views import CheckoutView

OF_BUSINESS = {"b2b": True, "b2c": False}
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", re.ASCII)
RADIUS = re.compile(r"([0-9]{1,2})(?:\.0)?(?:px)?", re.ASCII)
NOT_OF_SHIPPING = frozenset(["comment", "customer_reference", "cost_center"])


def showing_of(view: CheckoutView) -> Showing:
    """What the session's page begins with."""
    content: Mapping[str, Any] = view.checkout.content
    order, configuration = _object(content, "order"), _object(content, "configuration")
    return Showing(
        billing=_billing(order, _object(content, "customer")),
        countries=_countries(_object(configuration, "countries")),
        of_business=OF_BUSINESS.get(_text(configuration, "default_customer_type")),
        product=PRODUCTS.get(_text(configuration, "default_payment_type")),
        theme=_theme(_object(configuration, "theme")),
        boxes=tuple(_boxes(content)),
        terms_link=_text(_object(content, "url"), "merchant_terms_url"),
        language=_text(configuration, "language"),
        shipping=_shipping(_object(order, "shipping_option")),
        discounts={place: found for place, item in enumerate(_objects(order, "items")) if (found := _discounts(item))},
        codes=tuple(code for code in _list(order, "discount_codes") if isinstance(code, str)),
    )


def ticked(view: CheckoutView, boxes: Mapping[str, bool]) -> dict[str, Any]:
    """The session's checkboxes as the payer left them, to be kept with its content; nothing where it has none."""
    given = _objects(view.checkout.content, "checkboxes")
    return {"checkboxes": [{**box, "checked": boxes.get(str(box.get("id")), False)} for box in given]} if given else {}


def _billing(order: Mapping[str, Any], customer: Mapping[str, Any]) -> Billing:
    """The billing address; where there is none, whoever the order is sent to; and how the customer is reached."""
    address, sent_to = _object(order, "billing_address"), _object(order, "shipping_address")
    known = {name: _text(address, name) for name in BILLING_FIELDS}
    if not any(known.values()):
        known = {name: _text(sent_to, name) for name in BILLING_FIELDS if name not in NOT_OF_SHIPPING}
    for name in ("email", "phone_number"):
        known[name] = known[name] or _text(customer, name)
    return Billing(**known)


def _countries(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Those with rules of ours that are allowed and not denied; all of them where that leaves none."""
    allowed, denied = _list(said, "allow_countries"), _list(said, "deny_countries")
    left = [country for country in COUNTRIES if (not allowed or country in allowed) and country not in denied]
    preferred = _text(said, "preferred_country")
    return tuple(sorted(left or COUNTRIES, key=lambda country: country != preferred))


def _theme(said: Mapping[str, Any]) -> Theme:
    return Theme(
        primary=_colour(_text(said, "primary")),
        backdrop=_colour(_text(said, "backdrop")),
        card_radius=_radius(said.get("cardRadius")),
        button_radius=_radius(said.get("buttonRadius")),
    )


def _colour(text: str) -> str:
    """`#abc` and `#aabbcc` as six digits; anything else is no colour."""
    if not COLOUR.fullmatch(text):
        return ""
    digits = text[1:] if len(text) == len("#rrggbb") else "".join(digit * 2 for digit in text[1:])
    return f"#{digits.lower()}"


def _radius(given: Any) -> int | None:
    found = RADIUS.fullmatch(str(given))
    return int(found[1]) if found else None


def _boxes(content: Mapping[str, Any]) -> Iterator[Box]:
    for box in _objects(content, "checkboxes"):
        link = _object(box, "link")
        yield Box(
            box_id=str(box.get("id", "")),
            label=_text(box, "label"),
            checked=box.get("checked") is True,
            required=box.get("required") is True,
            link=_text(link, "url"),
            link_text=_text(link, "text"),
        )


def _shipping(said: Mapping[str, Any]) -> Shipping | None:
    if not said:
        return None
    named = {name: _text(said, name) for name in ("title", "operator", "description")}
    return Shipping(**named)


def _discounts(item: Mapping[str, Any]) -> tuple[str, ...]:
    lines = _objects(item, "discount_lines")
    return tuple(text for line in lines if (text := _text(line, "description") or _text(line, "discount_id")))


def _object(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(whole: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = whole.get(name)
    return found if isinstance(found, list) else ()


def _objects(whole: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [each for each in _list(whole, name) if isinstance(each, Mapping)]


def _text(whole: Mapping[str, Any], name: str) -> str:
    found = whole.get(name)
    return found if isinstance(found, str) else ""
