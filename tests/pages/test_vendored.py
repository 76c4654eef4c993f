"""What we keep of others is what they published: the sums written down are those of the files."""

import hashlib
from pathlib import Path

from fordring.pages.embed import sdk

ORIGIN = sdk.FILE.with_name("ORIGIN.md")


def test_the_web_sdk_is_as_it_was_published() -> None:
    assert hashlib.sha256(sdk.FILE.read_bytes()).hexdigest() == sdk.SHA256
    told = ORIGIN.read_text(encoding="utf-8")
    assert sdk.SHA256 in told
    assert sdk.VERSION in told
    assert f'"{sdk.VERSION}"' in sdk.FILE.read_text(encoding="utf-8")


def test_nothing_else_is_kept_and_its_licence_is() -> None:
    kept = sorted(path.name for path in Path(sdk.FILE.parent).iterdir())
    assert kept == ["LICENSE", "ORIGIN.md", sdk.FILE.name]
    assert sdk.FILE.with_name("LICENSE").read_text(encoding="utf-8").startswith("MIT License")
