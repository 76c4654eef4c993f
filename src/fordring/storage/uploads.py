"""Documents that a client hands in for a claim, and the one paper that the claim itself has."""

from dataclasses import replace

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.papers import ORIGINAL, REPLACED, Purpose
from fordring.storage.documents import Document
from fordring.storage.transaction import Connection

_NAMES = (
    *("merchant_id", "document_id", "claim_id", "kind", "media_type", "blob_key", "sha256", "size_bytes"),
    *("created_at", "uploaded_as", "file_name"),
)


async def _of_claim(connection: Connection, claim: Claim, condition: str, *values: object) -> list[Document]:
    rows = await connection.fetch(
        f"SELECT * FROM document WHERE merchant_id = $1 AND claim_id = $2 AND {condition} ORDER BY document_id",
        claim.merchant_id,
        claim.claim_id,
        *values,
    )
    return [Document(**{name: row[name] for name in Document.__slots__}) for row in rows]


async def paper_of(connection: Connection, claim: Claim) -> Document | None:
    """The claim's own paper, the client's or ours; None while there is none yet."""
    found = await _of_claim(connection, claim, "kind = $3", claim.kind)
    return found[0] if found else None


async def original_of(connection: Connection, claim: Claim) -> Document | None:
    """The newest copy of what the claim was where it came from; None where none was handed in."""
    found = await _of_claim(connection, claim, "kind = $3", ORIGINAL)
    return found[-1] if found else None


async def travelling_with(connection: Connection, claim: Claim) -> list[Document]:
    """The attachments that are sent along with the claim's paper, in the order they came."""
    return await _of_claim(connection, claim, "kind = $3", Purpose.ATTACHMENT)


async def same(connection: Connection, claim: Claim, uploaded_as: str, sha256: str) -> Document | None:
    """What was handed in before under this type with the same bytes."""
    found = await _of_claim(connection, claim, "uploaded_as = $3 AND sha256 = $4", uploaded_as, sha256)
    return found[0] if found else None


async def count(connection: Connection, claim: Claim) -> int:
    """How many documents were handed in for the claim."""
    return len(await _of_claim(connection, claim, "uploaded_as IS NOT NULL"))


async def add(connection: Connection, document: Document) -> Document:
    """A document more."""
    places = ", ".join(f"${place}" for place in range(1, len(_NAMES) + 1))
    await connection.execute(
        f"INSERT INTO document ({', '.join(_NAMES)}) VALUES ({places})",
        *(getattr(document, name) for name in _NAMES),
    )
    return document


async def put_in_place(connection: Connection, claim: Claim, document: Document) -> Document:
    """Make an upload the claim's paper; another that was it is kept, our own rendering, never issued, gives way."""
    await connection.execute(
        """DELETE FROM document
            WHERE merchant_id = $1 AND claim_id = $2 AND kind = $3 AND uploaded_as IS NULL""",
        claim.merchant_id,
        claim.claim_id,
        claim.kind,
    )
    await connection.execute(
        """UPDATE document SET kind = CASE WHEN document_id = $4 THEN $3 ELSE $5 END
            WHERE merchant_id = $1 AND claim_id = $2 AND (kind = $3 OR document_id = $4)""",
        claim.merchant_id,
        claim.claim_id,
        claim.kind,
        document.document_id,
        REPLACED,
    )
    return replace(document, kind=claim.kind)


async def remove(connection: Connection, document: Document) -> None:
    """Take a document away; its bytes stay in the blob store, where others may refer to them."""
    await connection.execute(
        "DELETE FROM document WHERE merchant_id = $1 AND document_id = $2", document.merchant_id, document.document_id
    )
