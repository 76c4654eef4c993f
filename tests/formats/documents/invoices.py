"""Invented invoices of the three countries, for the document tests."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fordring.domain.money import Money
from fordring.formats.documents.model import Buyer, Country, InvoiceDocument, Line, Payment, Section, Seller, VATTotal

GOODS = (
    ("Ullgenser «Fjell», størrelse L", "stk", 89_900),
    ("Montering og opplæring på stedet", "t", 125_000),
    ("Kaffebønner, økologisk, hel", "kg", 24_950),
    ("Årsabonnement Pålegg & Brød", "", 149_000),
    ("Frakt", "", 9_900),
)

NORWEGIAN = InvoiceDocument(
    kind="invoice",
    language="nb",
    country="NO",
    seller=Seller(
        name="Fjellheim Handel AS",
        address=("Storgata 1", "0155 Oslo"),
        organization_number="974760673",
        in_foretaksregisteret=True,
        email="faktura@fjellheim.example",
        phone="+47 22 00 00 00",
        website="fjellheim.example",
    ),
    buyer=Buyer(
        name="Blåbær Kafé og Bakeri AS",
        contact="v/ Åse Østby",
        address=("Sjøgata 12 B", "9008 Tromsø"),
        organization_number="923609016",
        customer_number="10042",
        customer_reference="PO-7781 / Åse",
    ),
    number="A1B2C-000123",
    issued_on=date(2026, 11, 16),
    due_on=date(2026, 11, 30),
    delivered_on=date(2026, 11, 14),
    delivery_place="Tromsø",
    merchant_reference="Ordre 55021",
    sections=(),
    vat_totals=(),
    total_minor=0,
    currency="NOK",
    payment=Payment(
        payee="Fjellheim Handel AS",
        reference="33000083672049",
        reference_kind="KID",
        account="9999.10.42764",
        iban="NO97 9999 1042 764",
        bic="DNBANOKKXXX",
    ),
)

SWEDISH = replace(
    NORWEGIAN,
    language="sv",
    country="SE",
    seller=Seller(
        name="Ängsblomman Trädgård AB",
        address=("Drottninggatan 5", "111 51 Stockholm"),
        organization_number="5560360793",
        vat_number="SE556036079301",
        f_skatt=True,
        email="faktura@angsblomman.example",
        phone="08-123 45 67",
    ),
    buyer=Buyer(
        name="Göteborgs Växthus HB",
        contact="Att: Åsa Öberg",
        address=("Hamngatan 3", "411 14 Göteborg"),
        organization_number="9696635371",
        customer_number="20077",
        customer_reference="Åsa Öberg",
    ),
    delivery_place="Göteborg",
    currency="SEK",
    payment=Payment(
        payee="Ängsblomman Trädgård AB",
        reference="655969",
        reference_kind="OCR",
        account="5050-1055",
        account_kind="BG",
        iban="SE45 5000 0000 0583 9825 7466",
        bic="ESSESESS",
    ),
)

FINNISH = replace(
    NORWEGIAN,
    language="fi",
    country="FI",
    seller=Seller(
        name="Järvenpään Käsityö Oy",
        address=("Mannerheimintie 10", "00100 Helsinki"),
        organization_number="2077474-0",
        vat_number="FI20774740",
        email="laskutus@jarvenpaa.example",
    ),
    buyer=Buyer(
        name="Pöytä ja Tuoli Oy",
        contact="Päivi Äyräväinen",
        address=("Hämeenkatu 7", "33100 Tampere"),
        organization_number="1572860-0",
        customer_reference="Päivi",
    ),
    delivery_place="Tampere",
    currency="EUR",
    payment=Payment(
        payee="Järvenpään Käsityö Oy",
        reference="86851 62596 19897",
        reference_kind="viitenumero",
        iban="FI79 4405 2020 0360 82",
        bic="NDEAFIHH",
    ),
)

BY_COUNTRY: dict[Country, InvoiceDocument] = {"NO": NORWEGIAN, "SE": SWEDISH, "FI": FINNISH}
RATES: dict[Country, tuple[int, int]] = {"NO": (2500, 1500), "SE": (2500, 600), "FI": (2550, 1350)}


def invoice(country: Country = "NO", lines: int = 1, **changes: Any) -> InvoiceDocument:
    """An invoice of the country with so many lines over its two rates, its sums right, changed as told."""
    rates = RATES[country]
    made = tuple(_line(index, rates[index % 2], BY_COUNTRY[country].currency) for index in range(lines))
    used = sorted({line.vat_rate_bp for line in made}, reverse=True)
    totals = tuple(_vat_total(rate, made) for rate in used)
    whole: dict[str, Any] = {
        "sections": (Section(made),),
        "vat_totals": totals,
        "total_minor": sum(each.gross_minor for each in totals),
    }
    return replace(BY_COUNTRY[country], **(whole | changes))


def grouped(country: Country = "NO", purchases: int = 2, lines: int = 2, **changes: Any) -> InvoiceDocument:
    """An invoice of so many purchases of so many lines each, the first made on 3 November."""
    made = invoice(country, purchases * lines).sections[0].lines
    sections = tuple(
        Section(
            made[place * lines : (place + 1) * lines],
            heading=f"ordre-{1 + place}",
            delivered_on=date(2026, 11, 3) + timedelta(days=place % 27),
        )
        for place in range(purchases)
    )
    facts: dict[str, Any] = {"sections": sections, "merchant_reference": None, "delivered_on": None}
    return invoice(country, purchases * lines, **(facts | {"issued_on": date(2026, 12, 1)} | changes))


def credit_note(country: Country = "NO", **changes: Any) -> InvoiceDocument:
    """A credit note of one line for invoice A1B2C-000123."""
    fixed: dict[str, Any] = {"kind": "credit_note", "number": "A1B2C-000124", "credited_number": "A1B2C-000123"}
    return invoice(country, **(fixed | {"due_on": None, "payment": None} | changes))


def described(description: str, **changes: Any) -> InvoiceDocument:
    """A Norwegian invoice whose one line has this description."""
    line = replace(_line(0, 2500, "NOK"), description=description)
    return invoice(**({"sections": (Section((line,)),)} | changes))


def _line(index: int, rate: int, currency: str) -> Line:
    name, unit, price = GOODS[index % len(GOODS)]
    quantity = 1 + index % 4
    discount = 5_000 if index % 5 == 3 else 0
    net = price * quantity - discount
    vat = Money(net, currency).portion(rate).minor
    number = f"{1000 + index}" if index % 2 else None
    return Line(name, str(quantity), price, rate, net, vat, net + vat, unit, discount, number)


def _vat_total(rate: int, lines: tuple[Line, ...]) -> VATTotal:
    of_rate = [line for line in lines if line.vat_rate_bp == rate]
    net, vat = sum(line.net_minor for line in of_rate), sum(line.vat_minor for line in of_rate)
    return VATTotal(rate, net, vat, net + vat)
