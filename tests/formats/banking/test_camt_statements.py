"""Whole camt messages: versions, accounts, several statements, control totals, balances, copies, damage and attacks."""

import io

import pytest

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.model import BankAccountRef, Problem
from formats.banking.camt_text import MESSAGES, Reading, details, entry, message, payment, read, scor, statement

BOMB = """<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""


@pytest.mark.parametrize("kind", MESSAGES)
@pytest.mark.parametrize("version", ["01", "02", "03", "06", "07", "08", "12"])
def test_every_version_of_every_message_is_read(kind: str, version: str) -> None:
    old = version < "03"
    amount = '<AmtDtls><TxAmt><Amt Ccy="NOK">100</Amt></TxAmt></AmtDtls>' if old else '<Amt Ccy="NOK">100</Amt>'
    name = "<Nm>Kari</Nm>" if version < "07" else "<Pty><Nm>Kari</Nm></Pty>"
    remittance = scor("77")
    if version == "01":
        remittance = "<RmtInf><Strd><CdtrRefInf><CdtrRefTp><Cd>SCOR</Cd></CdtrRefTp><CdtrRef>77</CdtrRef></CdtrRefInf>"
        remittance += "<RfrdDocInf><RfrdDocTp><Cd>CINV</Cd></RfrdDocTp><RfrdDocNb>5</RfrdDocNb></RfrdDocInf>"
        remittance += "</Strd></RmtInf>"
    inner = f"<TxDtls>{amount}<RltdPties><Dbtr>{name}</Dbtr></RltdPties>{remittance}</TxDtls>"
    status = "<Sts>BOOK</Sts>" if version < "07" else "<Sts><Cd>BOOK</Cd></Sts>"
    batch = "<Btch><NbOfTxs>1</NbOfTxs></Btch>"
    body = batch + inner if version == "01" else f"<NtryDtls>{batch}{inner}</NtryDtls>"
    reading = Reading(message(statement(entry(body, status=status), kind=kind), kind=kind, version=version))
    (line,) = reading.lines
    assert (line.amount, line.debtor_name, line.question) == (Money(10_000, "NOK"), "Kari", "")
    assert (line.references[0].value, line.references[0].code) == ("77", "SCOR")
    assert reading.totals[0].message_kind == kind
    assert not reading.problems


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("<IBAN>FI1431313001234567</IBAN>", BankAccountRef("FI1431313001234567", "IBAN")),
        ("<Othr><Id>86011117947</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr>", BankAccountRef("86011117947", "BBAN")),
        ("<Othr><Id>991-2346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr>", BankAccountRef("991-2346", "BGNR")),
        ("<PrtryAcct><Id>123</Id></PrtryAcct>", BankAccountRef("123", "")),
        ("<BBAN>123</BBAN>", BankAccountRef("123", "BBAN")),
    ],
)
def test_an_account_is_named_by_any_scheme_and_its_check_digits_are_not_judged(
    account: str, expected: BankAccountRef
) -> None:
    reading = Reading(message(statement(entry(), account=account)))
    assert reading.lines[0].account == reading.totals[0].account == expected


def test_a_statement_without_account_is_fatal() -> None:
    assert Reading(message(statement(entry(), account=""))).fatal


def test_each_statement_of_a_file_has_its_own_lines_and_totals() -> None:
    other = statement(entry(), entry(mark="DBIT", amount="30"), account="<IBAN>NO1</IBAN>")
    empty = statement()
    reading = Reading(message(statement(entry()), other, empty))
    assert [line.account.identifier for line in reading.lines] == ["NO9386011117947", "NO1", "NO1"]
    assert [(line.statement_no, line.entry_no) for line in reading.lines] == [(1, 1), (2, 2), (2, 3)]
    assert [(totals.credits.minor, totals.debits.minor) for totals in reading.totals] == [
        (10_000, 0),
        (10_000, 3_000),
        (0, 0),
    ]
    assert reading.totals[0].statement_id == "S1"
    assert reading.totals[0].message_id == "M1"


def test_a_message_without_statement_is_fatal() -> None:
    assert Reading(message()).fatal


def test_a_source_tells_a_person_where_to_look() -> None:
    reading = read(entry(), "\n" + entry())
    assert reading.lines[1].source == "statement 1, entry 2, payment 1 (line 2)"


def summary(name: str = "TtlNtries", count: str = "2", total: str = "") -> str:
    inner = (f"<NbOfNtries>{count}</NbOfNtries>" if count else "") + (f"<Sum>{total}</Sum>" if total else "")
    return f"<TxsSummry><{name}>{inner}</{name}></TxsSummry>"


@pytest.mark.parametrize(
    ("head", "verdict"),
    [
        (summary(), "fine"),
        (summary(count="02"), "fine"),
        (summary(count="3"), "fatal"),
        (summary(total="130.00"), "fine"),
        (summary(total="70"), "fine"),
        (summary(total="-70"), "fine"),
        (summary(total="130.01"), "fatal"),
        (summary(total="many"), "fatal"),
        (summary("TtlCdtNtries", "1", "100"), "fine"),
        (summary("TtlCdtNtries", "2", "100"), "fatal"),
        (summary("TtlDbtNtries", "1", "30"), "fine"),
        (summary("TtlDbtNtries", "", "31"), "fatal"),
    ],
)
def test_a_control_total_that_does_not_match_forbids_booking(head: str, verdict: str) -> None:
    assert read(entry(), entry(amount="30", mark="DBIT"), head=head).fatal is (verdict == "fatal")


def test_control_totals_of_an_empty_statement_are_zero() -> None:
    assert not read(head=summary(count="0", total="0")).fatal


@pytest.mark.parametrize(
    "page", ["<PgNb>2</PgNb><LastPgInd>true</LastPgInd>", "<PgNb>1</PgNb><LastPgInd>false</LastPgInd>"]
)
def test_a_control_total_over_several_pages_is_a_warning(page: str) -> None:
    head = summary(count="9")
    in_header = message(statement(entry(), head=head), header=f"<MsgPgntn>{page}</MsgPgntn>")
    in_statement = message(statement(entry(), head=f"<NtfctnPgntn>{page}</NtfctnPgntn>{head}"))
    for reading in (Reading(in_header), Reading(in_statement)):
        assert "announces 9" in reading.said
        assert not reading.fatal


PAGINATED = [
    ("", "", ""),
    ("<PgNb>1</PgNb><LastPgInd>true</LastPgInd>", "", ""),
    ("<PgNb>00002</PgNb><LastPgInd>true</LastPgInd>", "", "2"),
    ("", "<PgNb>1</PgNb><LastPgInd>false</LastPgInd>", "1"),
    ("<PgNb>3</PgNb><LastPgInd>false</LastPgInd>", "<PgNb>2</PgNb><LastPgInd>true</LastPgInd>", "3.2"),
    ("<PgNb>#@</PgNb><LastPgInd>false</LastPgInd>", "<LastPgInd>false</LastPgInd>", ""),
]


@pytest.mark.parametrize(("of_message", "of_statement", "page"), PAGINATED)
def test_every_line_tells_its_page_of_several(of_message: str, of_statement: str, page: str) -> None:
    header = f"<MsgPgntn>{of_message}</MsgPgntn>" if of_message else ""
    head = f"<NtfctnPgntn>{of_statement}</NtfctnPgntn>" if of_statement else ""
    reading = Reading(message(statement(entry(), entry(), entry(), head=head), header=header))
    assert [line.page for line in reading.lines] == [page] * 3


def test_an_unreadable_entry_does_not_condemn_the_others_by_the_control_total() -> None:
    assert not read(entry(), entry(amount="x"), head=summary(total="150")).fatal
    assert not read(entry(), entry(amount="x"), head=summary("TtlCdtNtries", "2", "150")).fatal


def test_a_control_sum_over_several_currencies_is_not_tested() -> None:
    reading = read(entry(), entry(currency="SEK"), head=summary(total="1"))
    assert not reading.fatal
    assert reading.said == "entries in SEK on an account in NOK are in none of its sums"


def balance(code: str, amount: str, mark: str = "CRDT", currency: str = "NOK") -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{kind}<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd></Bal>'


@pytest.mark.parametrize(
    ("head", "verdict"),
    [
        (balance("OPBD", "50") + balance("CLBD", "120"), "fine"),
        (balance("PRCD", "50") + balance("CLBD", "120"), "fine"),
        (balance("OPBD", "100", "DBIT") + balance("CLBD", "30", "DBIT"), "fine"),
        (balance("OPBD", "50"), "fine"),
        (balance("OPBD", "50") + balance("CLBD", "121"), "warning"),
        (balance("OPBD", "50") + balance("CLBD", "120", currency="SEK"), "warning"),
        (balance("OPBD", "x") + balance("CLBD", "120"), "warning"),
    ],
)
def test_balances_that_do_not_reconcile_are_a_warning_and_never_fatal(head: str, verdict: str) -> None:
    reading = read(entry(), entry(amount="30", mark="DBIT"), entry(amount="7", status="<Sts>PDNG</Sts>"), head=head)
    assert bool(reading.problems) is (verdict == "warning")
    assert not reading.fatal
    assert reading.totals[0].pending == 1


def page(no: int, last: str, *balances: tuple[str, str]) -> str:
    """The head of one page of a statement."""
    kinds = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="NOK">{amount}</Amt>'
        "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
        for code, amount in balances
    )
    return f"<StmtPgntn><PgNb>{no}</PgNb><LastPgInd>{last}</LastPgInd></StmtPgntn>{kinds}"


PAGES = [
    # the balances on a page with one credit of 100.00, and whether they agree with it
    (page(1, "false", ("OPBD", "50.00"), ("ITBD", "150.00")), "agree"),
    (page(2, "true", ("ITBD", "150.00"), ("CLBD", "250.00")), "agree"),
    (page(1, "false", ("OPBD", "50.00"), ("ITBD", "151.00")), "warning"),
    (page(2, "true", ("ITBD", "151.00"), ("CLBD", "250.00")), "warning"),
    (page(2, "false", ("ITBD", "150.00")), "agree"),
    (page(1, "true", ("OPBD", "50.00"), ("ITBD", "99.00")), "agree"),
]


@pytest.mark.parametrize(("head", "verdict"), PAGES)
def test_a_statement_over_several_files_is_compared_page_by_page(head: str, verdict: str) -> None:
    reading = Reading(message(statement(entry(), head=head, kind="camt.053"), kind="camt.053"))
    assert ("warning" if "closing balance" in reading.said else "agree") == verdict
    assert not reading.fatal


def test_a_version_1_balance_has_its_code_directly() -> None:
    head = balance("OPBD", "5").replace("<CdOrPrtry>", "").replace("</CdOrPrtry>", "")
    assert read(head=head).totals[0].opening == Money(500, "NOK")


def test_a_copy_mark_is_a_note_and_the_lines_are_still_there() -> None:
    reading = read(entry(), head="<CpyDplctInd>DUPL</CpyDplctInd>")
    assert (len(reading.lines), reading.totals[0].copy, reading.fatal) == (1, "DUPL", False)
    assert "DUPL" in reading.said


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html><body>hello</body></html>",
        b"NY000010" + b"0" * 72,
        b"<Document" + b" " * 100_000,
        ("<a>" * 60).encode(),
        b"%PDF-1.7",
        message().replace(b"BkToCstmrDbtCdtNtfctn", b"CstmrCdtTrfInitn"),
        BOMB.encode() + message(statement(entry(reference="&c;"))),
        BOMB.encode("utf-16"),
        b'<!DOCTYPE Document SYSTEM "file:///etc/passwd">' + message(statement(entry())),
    ],
)
def test_what_is_no_bank_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotABankFileError):
        Reading(data)


def test_an_entity_without_declaration_is_fatal() -> None:
    assert Reading(message(statement(entry(reference="&boom;")))).fatal


def test_a_truncated_message_is_fatal_wherever_it_is_cut() -> None:
    data = message(statement(entry(details(payment("100", scor("77"))))))
    begin = data.index(b"<GrpHdr>")
    assert all(Reading(data[:end]).fatal for end in range(begin, len(data), 7))


def test_a_second_message_after_the_first_is_fatal() -> None:
    data = message(statement(entry()))
    assert Reading(data + data).fatal


def test_huge_text_is_cut_and_an_endless_one_is_fatal() -> None:
    assert len(read(entry(reference="x" * 100_000)).lines[0].entry_reference) == 140
    assert read(entry(reference="x" * 11_000_000)).fatal


class _Endless(io.BytesIO):
    """A message whose entry never ends."""

    begun = False

    def read(self, size: int | None = -1) -> bytes:
        del size
        if self.begun:
            return b"<Btch/>" * 9_000
        self.begun = True
        return message(statement("@")).partition(b"@")[0] + b"<Ntry>"


def test_an_entry_without_end_is_given_up() -> None:
    (problem,) = read_camt(_Endless(), silent_bytes_max=1_000_000)
    assert isinstance(problem, Problem)
    assert problem.fatal


def test_other_encodings_prefixes_and_envelopes_are_read() -> None:
    text = message(
        statement(entry(details(payment("100", "<RltdPties><Dbtr><Nm>Åse</Nm></Dbtr></RltdPties>"))))
    ).decode()
    latin = f'<?xml version="1.0" encoding="ISO-8859-1"?>{text}'.encode("latin-1")
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    envelope = f"<Envelope><AppHdr><Fr>x</Fr></AppHdr><!-- a note -->{text}</Envelope>".encode()
    for data in (latin, wide, envelope, text.encode("utf-8-sig")):
        assert Reading(data).lines[0].debtor_name == "Åse"


def test_comments_inside_values_do_not_change_them() -> None:
    assert read(entry(amount="1<!-- 9 -->00")).lines[0].amount == Money(10_000, "NOK")
