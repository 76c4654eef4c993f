"""A person as a provider vouched for, and the beginning of an answer that is not believed."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is kept of an identification. `national_idp` is the means (`bankid_no`), `country` whose people it knows."""

    issuer: str
    subject: str
    audience: str
    acr: str
    authenticated_at: datetime
    national_idp: str
    country: str
    nonce: str
    name: str = ""
    given_name: str = ""
    family_name: str = ""

    @property
    def full_name(self) -> str:
        """The name in one piece."""
        return self.name.strip() or f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Identified:
    """A person, and their national id as the provider told it; it is shown nowhere, in tracebacks neither."""

    person: Person
    national_id: str = field(default="", repr=False)
