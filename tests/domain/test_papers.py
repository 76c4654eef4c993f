"""What a paper handed in is to a claim, by the claim's kind and state and by what the client means with it."""

from dataclasses import replace

import pytest

from domain.test_claim import DRAFT
from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.papers import Purpose, document_kind, goes_by_letter
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.purchase.purchase import Channel

EXPECTED = """
                            attachment  invoice      other
invoice         draft       attachment  invoice      other
invoice         scheduled   attachment  invoice      other
invoice         issued      other       -            other
invoice         closed      -           -            -
credit_note     draft       attachment  credit_note  other
credit_note     closed      -           -            -
collection_case draft       attachment  original     other
collection_case issued      other       original     other
reminder        issued      other       original     other
"""


def rows() -> list[tuple[str, str, str, str]]:
    head, *lines = EXPECTED.strip().splitlines()
    purposes = head.split()
    return [
        (kind, state, purpose, found)
        for kind, state, *cells in map(str.split, lines)
        for purpose, found in zip(purposes, cells, strict=True)
    ]


@pytest.mark.parametrize(("kind", "state", "purpose", "expected"), rows())
def test_what_a_paper_is_to_a_claim(kind: str, state: str, purpose: str, expected: str) -> None:
    claim = replace(DRAFT, kind=ClaimKind(kind), state=State(state))
    if expected == "-":
        with pytest.raises(IllegalTransitionError):
            document_kind(claim, Purpose(purpose))
    else:
        assert document_kind(claim, Purpose(purpose)) == expected


def test_a_letter_is_what_we_print_for_a_payer_without_email() -> None:
    address = {"country": "NO", "address_line": "A 1", "postal_code": "0150", "postal_place": "Oslo"}
    without = replace(DRAFT, billing=address)
    assert goes_by_letter(without)
    assert not goes_by_letter(replace(without, billing={**address, "email": "a@example.com"}))
    assert not goes_by_letter(replace(without, channel=Channel.MERCHANT))
    assert goes_by_letter(replace(without, kind=ClaimKind.CREDIT_NOTE))
    assert not goes_by_letter(replace(without, kind=ClaimKind.COLLECTION_CASE))
