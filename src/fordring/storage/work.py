"""What a verb is given: the transaction, the rows it adds, the wall clock, who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and with what: `name` is a client id, a token's name or `fordring` itself."""

    name: str
    request_id: UUID
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """One verb's work inside one transaction. Verbs never commit, send or sleep."""

    connection: Connection
    unit: Unit
    wall: datetime
    asker: Asker
