"""Who may pay by invoice."""

import pytest

from fordring.domain.parties import Billing
from fordring.domain.purchase.acceptance import Decline, decline_of


@pytest.mark.parametrize(
    ("email", "place", "expected"),
    [
        ("ola@example.com", "sandbox", None),
        ("ola+declined@example.com", "sandbox", Decline.REJECTED),
        ("ola+Declined@example.com", "sandbox", Decline.REJECTED),
        ("ola+declined@example.com", "live", None),
        ("declined@example.com", "sandbox", None),
        ("ola+paid@example.com", "sandbox", None),
    ],
)
def test_only_a_sandbox_plays_a_payer_who_is_rejected(email: str, place: str, expected: Decline | None) -> None:
    assert decline_of(Billing(email=email), sandbox=place == "sandbox") is expected
