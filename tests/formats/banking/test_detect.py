"""What a file is, told by its first bytes."""

import pytest

from fordring.formats.banking.detect import Detected, detect, detect_message
from formats.banking.camt_text import MESSAGES, message


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_camt_message_is_known_by_its_element(kind: str) -> None:
    assert detect(message(kind=kind)[:120]) == kind
    assert detect(message(kind=kind, version="01")) == kind


def test_the_version_stands_in_the_namespace_and_may_be_missing() -> None:
    assert detect_message(message(version="12")) == Detected("camt.054", "12")
    assert detect_message(b"<Document><CstmrCdtTrfInitn/></Document>") == Detected("pain.001", "")


@pytest.mark.parametrize("head", [b"", b"BGMAX", b"<a/>", b"<!DOCTYPE a><Document/>", b"<b/>" * 3])
def test_anything_else_is_nothing_we_know(head: bytes) -> None:
    assert detect(head) is None


def test_a_name_that_is_none_in_xml_names_no_message() -> None:
    assert detect(b"<urn: a='1'><x/></urn:>") is None
