"""Which bank file is this? Decided by the first bytes, never by a file's name."""

from contextlib import suppress
from dataclasses import dataclass

from lxml.etree import XMLSyntaxError

from fordring.formats.banking.fixed_formats import detect_fixed_width
from fordring.formats.banking.secure_xml import Element, finished, pull_parser

HEAD_BYTES = 65_536

_MESSAGES = {
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrAcctRptV01": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrStmtV01": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    "BkToCstmrDbtCdtNtfctnV01": "camt.054",
    "CstmrCdtTrfInitn": "pain.001",
    "CstmrPmtStsRpt": "pain.002",
}
_ELEMENTS_MAX = 40


@dataclass(frozen=True, slots=True)
class Detected:
    """A message found: `kind` such as `camt.054`, and the two digits of its version, empty where it is not named."""

    kind: str
    version: str


def detect(head: bytes) -> str | None:
    """The kind of the file that begins with `head`, or None.

    It is `camt.052`, `camt.053`, `camt.054`, `pain.001`, `pain.002`, or a format of fixed width: `ocr_giro`.
    64 kB are enough: the message's element stands among the first. A file with a DTD is none of ours.
    """
    fixed = detect_fixed_width(head)
    if fixed is not None:
        return fixed
    found = detect_message(head)
    return found.kind if found else None


def detect_message(head: bytes) -> Detected | None:
    """As `detect`, with the version."""
    parser = pull_parser("start")
    with suppress(XMLSyntaxError):  # what stood before the damage still says what the file is
        parser.feed(head[:HEAD_BYTES])
    for seen, element in enumerate(finished(parser)):
        if seen > _ELEMENTS_MAX or _has_dtd(element):
            return None
        namespace, local = _names(element)
        if local in _MESSAGES:
            return Detected(_MESSAGES[local], _version(namespace))
    return None


def _names(element: Element) -> tuple[str, str]:
    """Namespace and local name, also of a name that is none, as a damaged file may have: `QName` raises for it."""
    namespace, _, local = str(element.tag).rpartition("}")
    return namespace.removeprefix("{"), local


def _has_dtd(element: Element) -> bool:
    return element.getroottree().docinfo.internalDTD is not None


def _version(namespace: str) -> str:
    """`08` of `urn:iso:std:iso:20022:tech:xsd:camt.054.001.08`."""
    last = namespace.rpartition(".")[2]
    return last if len(last) == 2 and last.isdigit() else ""
