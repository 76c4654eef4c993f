"""camt files that are wrong: refused, read with questions, or read all the same; and no mutation of any file raises."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings

from formats.banking.camt_text import IBAN, SAMPLES, details, entry, message, payment, scor, statement
from formats.banking.fixed_text import Spoil, Told, mutations, swapped

SOUND = message(
    statement(
        entry(details(payment("100", scor("77"), refs="<EndToEndId>E1</EndToEndId>")), reference="B1"),
        entry(amount="50.00", mark="DBIT", reference="B2"),
        head="<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>150.00</Sum></TtlNtries></TxsSummry>",
    )
)


def zipped(data: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("camt.xml", data + b" " * 5_000_000)
    return into.getvalue()


LAUGHS = b'<!ENTITY a "' + b"a" * 500 + b'"><!ENTITY b "' + b"&a;" * 500 + b'">'
BOMB = b'<?xml version="1.0"?><!DOCTYPE Document [' + LAUGHS + b"]>"
OUTSIDE = b'<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

SPOILT: list[tuple[Spoil, str, str, int]] = [
    # what is wrong, what becomes of the file, what is said, how many lines are read
    (lambda data: data, "sound", "", 2),
    (lambda data: data.replace(b"><", b">\r\n\t<"), "sound", "", 2),
    (lambda data: b"\xef\xbb\xbf" + data, "sound", "", 2),
    (swapped(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"', ""), "sound", "", 2),
    (swapped("camt.054.001.08", "camt.054.001.99"), "sound", "", 2),
    (swapped("<Id>S1</Id>", ""), "sound", "", 2),
    (swapped("<GrpHdr><MsgId>M1</MsgId></GrpHdr>", ""), "sound", "", 2),
    (swapped("<Ntry>", "<Novelty>1</Novelty><Ntry><Other/>"), "sound", "", 2),
    (swapped("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>"), "sound", "", 2),
    (swapped("</Ntry>", "x" * 65_536 + "</Ntry>"), "sound", "", 2),
    (swapped("2026-11-20", "2026-11-31"), "questions", "the booking day '2026-11-31' is not a date", 2),
    (swapped("BOOK", "book"), "questions", "status 'book' is not known", 2),
    (swapped("<Sts><Cd>BOOK</Cd></Sts>", ""), "questions", "status '' is not known", 2),
    (swapped("CRDT", "crdt"), "questions", "'crdt' is neither CRDT nor DBIT", 1),
    (swapped(">100.00<", ">100,00<"), "questions", "'100,00' is not an amount", 1),
    (swapped('Ccy="NOK">50', 'Ccy="XXX">50'), "questions", "currency 'XXX' is not one we keep", 1),
    (swapped('Ccy="NOK">50', 'Ccy="EUR">50'), "questions", "entries in EUR on an account in NOK are in none", 2),
    (swapped("<Sum>150.00", "<Sum>150.01"), "refused", "TtlNtries announces the sum 150.01", 2),
    (swapped("<NbOfNtries>2", "<NbOfNtries>3"), "refused", "TtlNtries announces 3 entries, the file has 2", 2),
    (swapped(f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>NOK</Ccy></Acct>", ""), "refused", "names no account", 2),
    (swapped("<MsgId>M1", "<MsgId>Å"), "refused", "damaged or cut off", 0),
    (swapped("</Ntry>", "</Nrty>"), "refused", "damaged or cut off", 0),
    (lambda data: data.lower(), "refused", "not a bank file", 0),
    (lambda _: b"", "refused", "not a bank file", 0),
    (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(400), "refused", "not a bank file", 0),
    (zipped, "refused", "not a bank file", 0),
    (gzip.compress, "refused", "not a bank file", 0),
    (lambda data: BOMB + data.replace(b"B1", b"&b;"), "refused", "not a bank file", 0),
    (lambda data: OUTSIDE + data.replace(b"B1", b"&x;"), "refused", "not a bank file", 0),
    (lambda data: data.replace(b"B1", b"&b;"), "refused", "damaged or cut off", 0),
]


@pytest.mark.parametrize(("spoil", "outcome", "said", "lines"), SPOILT)
def test_what_is_wrong_is_said_and_the_rest_is_read(spoil: Spoil, outcome: str, said: str, lines: int) -> None:
    told = Told(spoil(SOUND))
    assert (told.outcome, len(told.lines)) == (outcome, lines), told.said
    assert said in told.said


@settings(max_examples=100)
@given(mutations(SOUND))
def test_no_mutation_of_a_message_makes_the_reader_raise(spoilt: bytes) -> None:
    Told(spoilt)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published samples are not beside this checkout")
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*[!d]") if path.suffix != ".md"))
def test_no_mutation_of_a_published_file_makes_the_reader_raise(name: str) -> None:
    @settings(max_examples=60)
    @given(mutations((SAMPLES / name).read_bytes()))
    def mutate(spoilt: bytes) -> None:
        Told(spoilt)

    mutate()
