"""The link of the page that a claim's payer has: the claim's public number, and a key that nobody guesses."""

import hmac
import re
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.short_ids import ALPHABET, LENGTH, long, short

PAGES = "/invoice"
_TOKEN = re.compile(rf"([1-9][0-9]{{0,17}})-([{ALPHABET}]{{{LENGTH}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PageToken:
    """What a link says: which claim by its public number, and the key that must be the claim's own."""

    claim_no: int
    key: UUID

    @property
    def text(self) -> str:
        """The token as it stands in a link."""
        return f"{self.claim_no}-{short(self.key)}"

    def opens(self, claim: Claim) -> bool:
        """Whether it is this claim's; how far a wrong key is right does not show in the time that takes."""
        return claim.page_key is not None and hmac.compare_digest(self.key.bytes, claim.page_key.bytes)


def page_path(claim: Claim) -> str | None:
    """Where the page is below the public address, as `/invoice/1000001-…`; None before the claim has been stored."""
    return None if claim.page_key is None else f"{PAGES}/{PageToken(claim.claim_no, claim.page_key).text}"


def read_token(text: str) -> PageToken | None:
    """What the token says; None for what cannot be one."""
    found = _TOKEN.fullmatch(text)
    if found is None:
        return None
    try:
        return PageToken(int(found[1]), long(found[2]))
    except ValueError:  # 22 characters may say more than 128 bits
        return None
