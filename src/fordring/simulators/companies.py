"""The sandbox's company register: invented companies of three countries, found by numbers that nobody bears."""

from datetime import datetime

from fordring.gateways.companies import Company, RegisterDownError

DOWN = {"NO": "310101850", "SE": "5599991246", "FI": "99991173"}
"""Whoever asks for these finds the register down."""

INVENTED = (
    Company(
        organization_number="310100005",
        name="Nordlys Kaffebrenneri AS",
        country="NO",
        address_line="Brenneriveien 4",
        postal_code="0182",
        postal_place="Oslo",
    ),
    Company(
        organization_number="310100374",
        name="Måke & Sønn Båtbyggeri AS",
        country="NO",
        address_line="Naustet 12",
        postal_code="5003",
        postal_place="Bergen",
    ),
    Company(organization_number="310100749", name="Uten Adresse ENK", country="NO"),
    Company(
        organization_number="5599990016",
        name="Gråsparv Bokbinderi AB",
        country="SE",
        address_line="Pergamentgatan 7",
        postal_code="113 24",
        postal_place="Stockholm",
    ),
    Company(
        organization_number="5599990420",
        name="Älgens Cykelverkstad AB",
        country="SE",
        address_line="Kedjevägen 31",
        postal_code="411 05",
        postal_place="Göteborg",
    ),
    Company(
        organization_number="99990015",
        name="Tuulen Purjeet Oy",
        country="FI",
        address_line="Purjekatu 9",
        postal_code="00150",
        postal_place="Helsinki",
    ),
    Company(
        organization_number="99990306",
        name="Käpy ja Kuusi Oy",
        country="FI",
        address_line="Kuusitie 2",
        postal_code="33100",
        postal_place="Tampere",
    ),
)


class SandboxRegister:
    """A company register as seen from outside; it knows the invented companies, and three numbers that it fails at."""

    def __init__(self) -> None:
        self._companies = {(company.country, company.organization_number): company for company in INVENTED}

    def covers(self, country: str) -> bool:
        """Whether it has companies of that country."""
        return country in DOWN

    async def find(self, number: str, country: str, wall: datetime) -> Company | None:
        """The company with this number, if there is one. Raises RegisterDownError for one number a country."""
        if DOWN.get(country) == number:
            raise RegisterDownError(f"asked at {wall} for the number at which it is down")
        return self._companies.get((country, number))
