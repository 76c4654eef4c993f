"""`/embedResult/`: says what happened, whatever a shop's address of it looks like, and may be framed."""

from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.stage import browser, pages_of

SAYS = """
language=no&error=cancelled                        Du avbrøt
language=sv&error=cancelled                        Du avbröt
language=fi&error=failed                           Maksaminen ei onnistunut
language=en&error=authorization                    That did not work
language=en                                        Not paid
language=en&transaction_id=T11112222.abc           Not paid
sid=T1.x&merchant_reference=a&b%zz"<b>&error=<b>   That did not work
language=en&merchant_reference=a#b&error=x         Not paid
sid=%00&language=%ff&error=cancelled               You cancelled
"""


@pytest.mark.parametrize("line", SAYS.strip().splitlines())
async def test_it_says_what_happened(line: str, database: Database, merchant: Merchant, tmp_path: Path) -> None:
    assert merchant
    query, heading = line[:51].strip(), line[51:]
    async with browser(pages_of(Installation(database, tmp_path))) as client:
        answer = await client.get(f"/embedResult/?{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in answer.text
    assert "<b>" not in answer.text
    assert "frame-ancestors" not in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
