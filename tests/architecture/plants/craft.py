"""Plants for how a file is made: sizes, openings, names, doubles, suppressions, reasons."""

_59_LINES = "    x += 1\n" * 59
_400_LINES = "x = 1\n" * 399 + "x = 1"

CRAFT: dict[str, str] = {
    "a function has at most 60 lines": f'''
=== src/fordring/domain/long.py
"""A function of 61 lines and one of 60."""
async def sixty_one(x): <<<
    x += 1
{_59_LINES}def sixty(x):
{_59_LINES}
''',
    "a file has at most 400 lines": f"""
=== src/fordring/domain/long.py
x = 0 <<<
{_400_LINES}
=== src/fordring/storage/migrations/0001_long.sql
-- 401 lines. <<<
{_400_LINES}
=== tests/domain/test_exact.py
{_400_LINES}
=== tests/domain/postal_codes.py
# data table: postal codes, from the postal service
{_400_LINES}
""",
    "a file marked as a table holds data only": """
=== src/fordring/domain/rates.py
# data table: rates, from the central bank
RATES = {1: 2}
class Odd:
    def method(self): <<<
        return RATES
""",
    "a module opens by saying what it is": '''
=== src/fordring/domain/silent.py
x = 1 <<<
=== src/fordring/domain/empty.py
"""    """ <<<
=== src/fordring/domain/wordy.py
"""One, <<<
two,
three,
four,
five,
six.
"""
=== src/fordring/domain/right.py
"""One,
two,
three,
four,
five.
"""
=== src/fordring/storage/migrations/0001_silent.sql
CREATE TABLE silent (); <<<
=== src/fordring/storage/migrations/0002_right.sql
-- What it is.
''',
    "a module's name says what is inside": """
=== src/fordring/domain/utils.py
x = 1 <<<
=== src/fordring/services/money_helpers.py
x = 1 <<<
=== src/fordring/storage/common/rows.py
x = 1 <<<
=== tests/support/manager.py
x = 1 <<<
=== src/fordring/faces/common/bearer.py
x = 1
=== src/fordring/domain/database.py
x = 1
""",
    "doubles instead of mocks": '''
=== tests/services/test_mocked.py
"""Every way to replace code from outside."""
import mock <<<
from unittest import mock as fake <<<
from unittest.mock import patch <<<
def test_a(mocker): ... <<<
def test_b(monkeypatch):
    monkeypatch.setattr("fordring.domain.money.Money", None) <<<
    monkeypatch.setitem({}, "a", 1) <<<
=== tests/services/test_plain.py
"""The environment of a process may be set; a word in a sentence is no mock: patch, Mock."""
def test_c(monkeypatch):
    monkeypatch.setenv("PORT", "8081")
    print("from unittest import mock")
''',
    "a browser test waits for what it expects": '''
=== tests/browser/test_hasty.py
"""Every kind of hasty look, and what is patient or no look at a page."""
async def test_a(page, shop):
    assert await page.locator(".copy").count() == 7 <<<
    assert "kr" in (await page.inner_text("#sum")), "no sum" <<<
    assert not (await page.get_by_role("button").is_disabled()) <<<
    await expect(page.locator(".copy")).to_have_count(7)
    assert await page.evaluate("innerWidth") == 320
    assert (await shop.names()).count("AUTHORIZED") == 1
=== tests/services/test_counted.py
"""No page here."""
async def test_b(rows):
    assert await rows.count() == 1
''',
    "a suppression says why": '''
=== src/fordring/domain/silenced.py
"""Silenced with and without a reason."""
a = 1  # noqa <<<
b = 1  # noqa: E501 <<<
c = 1  # type: ignore <<<
d = 1  # type: ignore[arg-type]  # stubs <<<
e = 1  # pragma: no cover <<<
f = 1  # noqa: E501, S608 - the table's name is a constant
g = 1  # type: ignore[arg-type]  # the library's stubs lack the tuple
h = 1  # pragma: no cover - only seen when the disk is full
i = "# noqa"
''',
    "a rule switched off has a reason": """
=== pyproject.toml
[tool.ruff.lint]
ignore = [
    "D203",    # the other of two contradicting styles
    "D213", <<<
    "EM101", "EM102", <<<
]
[tool.ruff.lint.per-file-ignores]
"tests/**" = [
    "S603", "S607", # tests run our own commands
    "S311", <<<
]
"src/fordring/storage/**" = ["S608"] # own column lists
"src/fordring/formats/**" = ["S320"] <<<
[tool.other]
words = [
    "A1",
]
""",
}
