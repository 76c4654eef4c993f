"""What an organisation's number is called and how it is written: as in the country that gave it, in each language."""

from dataclasses import replace

import pytest

from fordring.formats.documents.model import Country, InvoiceDocument, Language
from fordring.formats.documents.pdf.party_view import buyer_facts, registrations
from fordring.formats.documents.texts import WORDS
from formats.documents.invoices import FINNISH, NORWEGIAN, SWEDISH

SELLERS: dict[Country, InvoiceDocument] = {"NO": NORWEGIAN, "SE": SWEDISH, "FI": FINNISH}
OF_SELLERS: list[tuple[Language, str]] = [
    ("nb", "Org.nr. 974760673  Org.nr. 556036-0793  Y-tunnus 2077474-0"),
    ("sv", "Org.nr 974760673  Org.nr 556036-0793  FO-nummer 2077474-0"),
    ("fi", "Organisaationumero 974760673  Organisaationumero 556036-0793  Y-tunnus 2077474-0"),
    ("en", "Org. no. 974760673  Org. no. 556036-0793  Business ID 2077474-0"),
]


@pytest.mark.parametrize(("language", "called"), OF_SELLERS)
def test_a_sellers_number_is_called_what_fits_its_country(language: Language, called: str) -> None:
    for country, expected in zip(SELLERS, called.split("  "), strict=True):
        stated = registrations(SELLERS[country].seller, country, WORDS[language])[0]
        assert stated.replace("\N{NO-BREAK SPACE}", "").removesuffix(" MVA") == expected


@pytest.mark.parametrize(
    ("country", "number", "expected"),
    [
        (None, "923609016", ("Deres org.nr.", "923 609 016")),
        ("SE", "5560360793", ("Deres org.nr.", "556036-0793")),
        ("FI", "20774740", ("Deres Y-tunnus", "2077474-0")),
        ("DK", "88146328", ("Deres org.nr.", "88146328")),
    ],
)
def test_a_buyers_number_is_called_and_written_as_where_the_buyer_is(
    country: str | None, number: str, expected: tuple[str, str]
) -> None:
    buyer = replace(NORWEGIAN.buyer, country=country, organization_number=number)
    assert expected in [
        (label, (value or "").replace("\N{NO-BREAK SPACE}", " "))
        for label, value in buyer_facts(buyer, "NO", WORDS["nb"])
    ]
