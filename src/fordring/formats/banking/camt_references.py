"""What a payer named: creditor references, document numbers, candidates out of free text (bank-files, section 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fordring.domain.money import Money
from fordring.formats.banking.figures import read_money
from fordring.formats.banking.model import Reference, ReferenceKind
from fordring.formats.banking.secure_xml import Element, by_name, each, local_name, text_of

REFERENCES_MAX = 200
TEXT_LENGTH_MAX = 4_000
CREDIT_NOTE = "CREN"

_LINE_LENGTH_MAX = 1_000
_CANDIDATE_LENGTH_MAX = 35
_ORDER = {kind: place for place, kind in enumerate(ReferenceKind)}
# A word with at least four digits, hyphens allowed inside and one at the end (a mod-11 KID may end so); what touches
# a decimal sign or a slash is an amount or a date.
_CANDIDATE = re.compile(r"(?<![\w.,/-])(?=(?:[A-Za-z-]*[0-9]){4})[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-?(?![\w/-]|[.,][0-9])")
_GROUPED = re.compile(r"(?:RF[0-9]{2}|[0-9]+)(?: [0-9A-Z]+)* ?-?")
_DOCUMENT_AMOUNTS = {"RmtdAmt": 1, "CdtNoteAmt": -1, "DuePyblAmt": 1}


@dataclass(frozen=True, slots=True)
class Remittance:
    """The remittance information of one payment, with what could not be understood in `problems`."""

    references: tuple[Reference, ...] = ()
    text: str = ""
    problems: tuple[str, ...] = ()


def read_remittance(element: Element | None) -> Remittance:
    """References in the order of trust (structured, documents, free text), free text as its lines.

    An unknown type code is kept as it is. At most 200 references and 4 000 characters, more is a problem.
    """
    if element is None:
        return Remittance()
    references: list[Reference] = []
    texts: list[str] = []
    problems: list[str] = []
    for child in element:
        if local_name(child) == "Strd":
            references += _structured(child, problems)
            texts += [text_of(more, _LINE_LENGTH_MAX) for more in each(child, "AddtlRmtInf")]
        else:  # `Ustrd`, or what later versions may add
            texts.append(text_of(child, _LINE_LENGTH_MAX))
    references += [Reference(ReferenceKind.TEXT, value) for value in text_candidates(texts)]
    text = "\n".join(texts)
    if len(references) > REFERENCES_MAX or len(text) > TEXT_LENGTH_MAX:
        problems.append("more references or text than one payment can have; the rest stands in the file only")
    references.sort(key=lambda reference: _ORDER[reference.kind])
    return Remittance(tuple(references[:REFERENCES_MAX]), text[:TEXT_LENGTH_MAX], tuple(problems))


def text_candidates(texts: list[str]) -> list[str]:
    """What may be a reference in free text, each once: words with four digits or more, and a number printed in groups.

    Whether one is a reference says its check digit or an open claim, not this list.
    """
    found: dict[str, None] = {}
    for text in texts:
        joined = "".join(text.split())
        if " " in text and len(joined) <= _CANDIDATE_LENGTH_MAX and _GROUPED.fullmatch(text):
            found[joined] = None
        for match in _CANDIDATE.finditer(text):
            if len(match[0]) <= _CANDIDATE_LENGTH_MAX:
                found[match[0]] = None
    return list(found)


def _structured(strd: Element, problems: list[str]) -> Iterator[Reference]:
    """The references of one `Strd`; its amount belongs to its first document, else to the creditor reference."""
    parts = by_name(strd)
    amount = _amount(strd, problems) if "RfrdDocAmt" in parts else None
    documents = [_document(element) for element in each(strd, "RfrdDocInf")] if "RfrdDocInf" in parts else []
    for place, (code, issuer, value) in enumerate(document for document in documents if document[2]):
        given = amount if place == 0 else None
        if given is not None and code == CREDIT_NOTE and given.minor > 0:
            given = -given
        yield Reference(ReferenceKind.DOCUMENT, value, code, issuer, given)
    if "CdtrRefInf" not in parts:
        return
    reference = by_name(parts["CdtrRefInf"])
    value = text_of(reference.get("Ref", reference.get("CdtrRef")))
    if value:
        code, issuer = _type(reference.get("Tp", reference.get("CdtrRefTp")))
        yield Reference(ReferenceKind.SCOR, value, code, issuer, None if documents else amount)


def _document(element: Element) -> tuple[str, str, str]:
    parts = by_name(element)
    code, issuer = _type(parts.get("Tp", parts.get("RfrdDocTp")))
    return code, issuer, text_of(parts.get("Nb", parts.get("RfrdDocNb")))


def _type(element: Element | None) -> tuple[str, str]:
    """Code and issuer; version 1 has the code directly, later ones inside `CdOrPrtry`."""
    parts = by_name(element)
    choice = by_name(parts["CdOrPrtry"]) if "CdOrPrtry" in parts else parts
    return text_of(choice.get("Cd", choice.get("Prtry"))), text_of(parts.get("Issr"))


def _amount(strd: Element, problems: list[str]) -> Money | None:
    """What was said to be paid for this `Strd`: remitted, else credited (negative), else due; version 12's `Amt`."""
    parts: dict[str, Element] = {}
    for element in each(strd, "RfrdDocAmt"):
        parts = by_name(element) | parts
    found = next(((parts[name], sign) for name, sign in _DOCUMENT_AMOUNTS.items() if name in parts), None)
    if found is None:
        typed = by_name(parts.get("RmtAmtAndTp")).get("Amt")
        if typed is None:
            return None
        found = (typed, 1)
    try:
        amount = read_money(text_of(found[0]), found[0].get("Ccy", ""))
    except ValueError as error:
        problems.append(f"a document's amount: {error}")
        return None
    return -amount if found[1] < 0 else amount
