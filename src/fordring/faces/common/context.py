"""What a face is handed by main: the database, the wall clock, the keys, and a few facts of the installation."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.faces.common.credentials import Credentials
from fordring.faces.common.links import Links
from fordring.faces.common.memory import Memory
from fordring.faces.common.pace import Pace
from fordring.faces.common.public_pace import PublicPace
from fordring.faces.common.tokens import Tokens
from fordring.formats.papers.kinds import DOCUMENT_BYTES_MAX
from fordring.services.kept_file import KeptFile
from fordring.services.onboarding.open_signing_key import open_signing_key
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

OpenDocument = Callable[[UUID, UUID], Awaitable[bytes]]
"""Merchant and document, or file of a report, to the bytes of its one rendering, made now if it was not yet."""


KeepFile = Callable[[UUID, bytes], Awaitable[KeptFile]]
"""A merchant's bytes put into the blob store, before the transaction that adds the row which names them."""


async def _nowhere(_merchant_id: UUID, _content: bytes) -> KeptFile:
    raise RuntimeError("no blob store was handed in")


async def _never(_merchant_id: UUID, claim_id: UUID) -> bytes:
    raise NotFoundError("file", claim_id)


@dataclass(frozen=True, slots=True)
class Uploads:
    """What the operator lets clients hand in, and where it goes. No `media_types` means any that is safe to send on.

    `preview`: merchant and claim to the PDF that its invoice will be.
    """

    bytes_max: int = DOCUMENT_BYTES_MAX
    media_types: frozenset[str] = frozenset()
    keep: KeepFile = _nowhere
    preview: OpenDocument = _never


@dataclass(frozen=True, slots=True)
class FaceContext:
    """One installation, as its faces see it. `base_url` has no slash at the end.

    `court_bundle`: merchant and claim to the claim's summary for a court, a PDF.
    `allow_private_callbacks` lets sandbox merchants, and only them, be called at http and private addresses.
    """

    database: Database
    wall: Callable[[], datetime]
    base_url: str
    open_document: OpenDocument
    open_report: OpenDocument
    credentials: Credentials
    links: Links
    allow_private_callbacks: bool = False
    uploads: Uploads = field(default_factory=Uploads)
    pace: Pace = field(default_factory=Pace)
    public_pace: PublicPace = field(default_factory=PublicPace)
    court_bundle: OpenDocument = _never


async def open_context(
    database: Database,
    wall: Callable[[], datetime],
    base_url: str,
    open_document: OpenDocument,
    open_report: OpenDocument,
    *,
    allow_private_callbacks: bool = False,
    uploads: Uploads | None = None,
    pace: Pace | None = None,
) -> FaceContext:
    """The context of this installation, with its signing key: made now when this is the first start."""
    key = await database.run(
        lambda connection: open_signing_key(Work(connection, Unit(connection), wall(), Asker("fordring", new_id())))
    )
    return FaceContext(
        database=database,
        wall=wall,
        base_url=base_url,
        open_document=open_document,
        open_report=open_report,
        credentials=Credentials(database, Tokens(key, base_url), Memory()),
        links=Links(key),
        allow_private_callbacks=allow_private_callbacks,
        uploads=uploads or Uploads(),
        pace=pace or Pace(),
    )
