"""Entries read by their shape give what their trees give, to the last field and line of the file, whatever comes."""

import io
import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.camt_pieces import windows
from fordring.formats.banking.camt_shapes import SEEN_MAX, SHAPES_MAX, Shapes, shape_of
from fordring.formats.banking.model import BankLine
from formats.banking.camt_text import details, entry, free, message, payment, sample, scor, statement

NAMED = "<RltdPties><Dbtr><Pty><Nm>Kåre Ærlig</Nm></Pty></Dbtr>{}</RltdPties>"
ACCOUNT = "<DbtrAcct><Id>{}</Id></DbtrAcct>"
OTHER = "<Othr><Id>97101234561</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr>"
DOCUMENT = "<Strd><RfrdDocInf><Nb>4711</Nb></RfrdDocInf></Strd>"

# What a payment may hold: the usual, what is passed over, and what only the tolerant reader reads.
INSIDE = (
    scor("0000100073"),
    free("KID 100073", "takk"),
    free("x" * 141),
    free(" 100073 ", " "),
    free("Rest &amp; 1234"),
    f"<RmtInf>{DOCUMENT}</RmtInf>",
    scor("1000073").replace("</RmtInf>", f"<Ustrd>4444</Ustrd>{DOCUMENT}</RmtInf>"),
    NAMED.format(ACCOUNT.format(OTHER)),
    NAMED.format(ACCOUNT.format("<IBAN>NO9386011117947</IBAN>")),
    NAMED.format(ACCOUNT.format("<IBAN> </IBAN>")),
    NAMED.format(ACCOUNT.format(f"<IBAN>NO9386011117947</IBAN>{OTHER}")),
    NAMED.format("<UltmtDbtr><Nm>Ola</Nm></UltmtDbtr>"),
    "<RltdPties><Dbtr><Nm>Kari\u00a0</Nm></Dbtr><Cdtr><Nm>Vi</Nm></Cdtr></RltdPties>",
    "<AmtDtls><TxAmt><Amt Ccy='NOK'>100.00</Amt></TxAmt></AmtDtls>",
    '<AmtDtls><InstdAmt><Amt Ccy="EUR">10.00</Amt></InstdAmt></AmtDtls>',
    "<RltdAgts><DbtrAgt><FinInstnId><BICFI>DNBANOKK</BICFI></FinInstnId></DbtrAgt></RltdAgts>",
    "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>",
    "<AddtlTxInf>and more</AddtlTxInf>",
    '<Chrgs><Amt Ccy="NOK">5.00</Amt></Chrgs>',
    "<Refs><EndToEndId>second</EndToEndId></Refs>",
    "<Purp>mixed<Cd>SALA</Cd></Purp>",
    "<X/>",
)
REFS = (
    "",
    "<EndToEndId>NOTPROVIDED</EndToEndId>",
    "<AcctSvcrRef>T1</AcctSvcrRef><EndToEndId>E1</EndToEndId>",
    "<MsgId>M</MsgId>",
)
AROUND: tuple[dict[str, str], ...] = (
    {},
    {"mark": "DBIT"},
    {"mark": "XXXX"},
    {"amount": "0"},
    {"amount": "1.234"},
    {"amount": "99"},
    {"currency": "EUR"},
    {"currency": "XYZ"},
    {"status": "<Sts>BOOK</Sts>"},
    {"status": "<Sts><Cd>PDNG</Cd></Sts>"},
    {"status": "<Sts><Cd>ODD</Cd></Sts>"},
    {"day": "<BookgDt><DtTm>2026-11-20T23:59:59+01:00</DtTm></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt>"},
    {"day": "<BookgDt><Dt>2026-13-45</Dt></BookgDt>"},
    {"reference": ""},
)


DOMAIN = "<Domn><Cd>{}</Cd><Fmly><Cd>{}</Cd><SubFmlyCd>{}</SubFmlyCd></Fmly></Domn>"
CODES = (
    DOMAIN.format("ACMT", "MDOP", "CHRG"),
    DOMAIN.format("PMNT", "ICDT", "COMM") + "<Prtry><Cd>NTRF</Cd></Prtry>",
    DOMAIN.format("PMNT", "RCDT", "CHRG<X/>"),
    DOMAIN.format("PMNT", "RCDT", "ESCT"),
    DOMAIN.format("PMNT", "RCDT", ""),
    "<Prtry><Cd>CHRG</Cd></Prtry>",
    "<Domn><Cd>PMNT</Cd></Domn>",
    "",
)
SAID = dict(zip(CODES, [("CHRG",), ("COMM", "NTRF"), ("CHRG",), ("ESCT",), (), ("CHRG",), (), ()], strict=True))
LONG = (
    ["thanks"] * 7,
    [" ".join(f"{n}{m:03}" for m in range(28)) for n in range(1, 9)],
    [f"{n}" * 70 for n in range(10, 40)],
)
PUT = [b"", b"\xff", b"\x00", b"<", b"&", b"&b;", b">", b"]]>", b"<!--", b"<Ntry>", b"</Ntry>", b"\n"]


@st.composite
def payments(draw: st.DrawFn) -> str:
    inner = draw(st.lists(st.sampled_from(INSIDE), max_size=2))
    amount, mark = (
        draw(st.sampled_from(["", "100.00", "50", "1.234", "0"])),
        draw(st.sampled_from(["", "CRDT", "DBIT"])),
    )
    return payment(amount, *inner, refs=draw(st.sampled_from(REFS)), mark=mark)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A message whose entries come several times each, as a bank's do, with line breaks or without."""
    kinds = []
    for _ in range(draw(st.integers(1, 3))):
        inside = [details(*draw(st.lists(payments(), max_size=2)) * draw(st.sampled_from([1, 1, 4])))]
        kinds.append(entry(*inside, **draw(st.sampled_from(AROUND))))
    entries = draw(st.lists(st.sampled_from(kinds), min_size=4, max_size=12))
    between = draw(st.sampled_from(["", "\n", "\r\n  ", "<!-- <Ntry> -->", "<Ntry/>"]))
    data = message(statement(*(f"{each}{between}" for each in entries)), statement(*entries))
    return data.replace(b"><", b">\n<") if draw(st.booleans()) else data


def items(data: bytes, *, by_shape: bool) -> list[str]:
    """Everything of every item, its place in the file too."""
    return [repr(item) for item in read_camt(io.BytesIO(data), by_shape=by_shape)]


@settings(max_examples=60, deadline=None)
@given(files())
def test_both_ways_of_reading_give_the_same(data: bytes) -> None:
    assert items(data, by_shape=True) == items(data, by_shape=False)


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_both_ways_give_the_same_of_a_damaged_file(data: bytes, more: st.DataObject) -> None:
    place = more.draw(st.integers(150, len(data)))
    put = more.draw(st.sampled_from(PUT))
    damaged = data[:place] + put + data[place + more.draw(st.integers(0, 9)) :]
    assert items(damaged, by_shape=True) == items(damaged, by_shape=False)


@pytest.mark.parametrize("name", ["camt_054_credit_notoification_example_finland.xml", "camt053.v8.xml"])
def test_both_ways_give_the_same_of_the_published_samples(name: str) -> None:
    data = sample(name)
    begin, end = data.index(b"<Ntry>"), data.rindex(b"</Ntry>") + len(b"</Ntry>")
    often = data[:begin] + b"\n".join([data[begin:end]] * 5) + data[end:]
    assert items(often, by_shape=True) == items(often, by_shape=False)


@pytest.mark.parametrize("last", ["20.00", "1.234", "0", ""])
@pytest.mark.parametrize("texts", LONG)
def test_many_payments_of_one_entry_are_read_by_their_shape(last: str, texts: list[str]) -> None:
    several = [payment("20.00", free(*texts), NAMED.format("")) for _ in range(4)]
    data = message(statement(entry(details(*several, payment(last, free(*texts), NAMED.format(""))), amount="100.00")))
    assert items(data, by_shape=True) == items(data, by_shape=False)


@pytest.mark.parametrize("texts", LONG)
def test_more_text_than_one_payment_can_have_is_said_by_the_tolerant_reader(texts: list[str]) -> None:
    few = entry(details(payment("100.00", free(*["thanks"] * len(texts)))))
    data = message(statement(few, few, few, entry(details(payment("100.00", free(*texts)))), few))
    assert items(data, by_shape=True) == items(data, by_shape=False)


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("mark", ["CRDT", "DBIT"])
def test_whatever_a_payment_holds_both_ways_give_the_same(inside: str, mark: str) -> None:
    data = message(statement(*[entry(details(payment("100.00", inside, refs=REFS[2])), mark=mark)] * 4))
    assert items(data, by_shape=True) == items(data, by_shape=False)


@pytest.mark.parametrize("odd", [{"amount": "0.00"}, {"amount": "1.234"}, {"mark": "ODD"}, {"reference": "&#49;"}])
def test_an_odd_entry_of_a_known_shape_is_read_as_a_tree(odd: dict[str, str]) -> None:
    usual = entry(details(payment("", scor("100073"))))
    data = message(statement(usual, usual, usual, entry(details(payment("", scor("100073"))), **odd), usual))
    assert items(data, by_shape=True) == items(data, by_shape=False)


def test_usual_entries_are_read_by_their_shape() -> None:
    """Otherwise the two ways would be one."""
    shapes = Shapes("Ntry")
    usual = entry(details(payment("100.00", scor("100073"), refs=REFS[2], mark="CRDT")))
    for _ in range(2):
        assert shapes.match(usual, 0) is None
        shapes.learn(usual)
    found = shapes.match(usual.replace("100073", "100099"), 0)
    assert found is not None
    assert (found[0].reference, found[0].amount, found[2]) == ("100099", "100.00", len(usual))


@pytest.mark.parametrize("text", ["1<b>", "1&amp;2", "1\x01", "1\ufffe", "", " 1", "1 ", "1\r", "x" * 141, "]]>"])
def test_a_text_that_is_not_plain_has_no_shape(text: str) -> None:
    usual = entry(details(payment("100.00", free("thanks"))))
    shape = shape_of(usual, "Ntry")
    assert shape is not None
    assert shape.pattern.match(usual)
    assert shape.pattern.match(usual.replace("thanks", text)) is None


def test_the_number_of_shapes_is_bounded() -> None:
    shapes = Shapes("Ntry")
    for many, _ in product(range(1, 40), range(2)):
        shapes.learn(entry(details(payment("1.00", free(*["a"] * many)))))
    assert len(shapes.known) == SHAPES_MAX
    unlike = Shapes("Ntry")
    for many in range(SEEN_MAX + 9):
        unlike.learn(f"<Ntry><A{'b' * many}></A{'b' * many}></Ntry>")
    assert len(unlike.seen) == SEEN_MAX


@pytest.mark.parametrize("declared", ['encoding="ISO-8859-1"', 'encoding="utf-8"', ""])
def test_a_file_in_another_encoding_is_read_as_trees(declared: str) -> None:
    data = f'<?xml version="1.0" {declared}?>'.encode() + message(statement(*[entry()] * 5))
    plain = [text is not None for _, text in windows(data, io.BytesIO())]
    assert plain[0] == ("ISO" not in declared)
    assert sum(isinstance(item, BankLine) for item in read_camt(io.BytesIO(data))) == 5


def test_from_the_first_comment_on_every_entry_is_read_as_a_tree() -> None:
    data = message(statement(*[entry()] * 3))
    hidden = data.replace(b"</Ntry><Ntry>", b"</Ntry ><!-- </Ntry><Ntry>", 1)
    whole = re.sub(rb"</Ntry></Ntfctn>", b"</Ntry>--></Ntfctn>", hidden)
    assert sum(isinstance(item, BankLine) for item in read_camt(io.BytesIO(whole))) == 1
    assert items(whole, by_shape=True) == items(whole, by_shape=False)


@pytest.mark.parametrize("mark", ["CRDT", "DBIT"])
@pytest.mark.parametrize("code", CODES)
def test_whatever_code_a_transaction_has_both_ways_give_the_same(code: str, mark: str) -> None:
    coded = entry(f"<BkTxCd>{code}</BkTxCd>", details(payment("100.00", scor("0000100073"))), mark=mark)
    bare = entry(f"<BkTxCd>{code}</BkTxCd>", mark=mark)
    data = message(statement(*[coded] * 4, *[bare] * 4))
    assert items(data, by_shape=True) == items(data, by_shape=False)
    said = [item.codes for item in read_camt(io.BytesIO(data)) if isinstance(item, BankLine)]
    assert said == [SAID[code] if mark == "DBIT" else ()] * 8
