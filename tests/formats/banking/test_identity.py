"""When two bank lines are the same money: shared keys between messages, and different keys for different money."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fordring.formats.banking.identity import entry_identity, line_content, line_identity, said_identity
from formats.banking.camt_text import Reading, details, entry, message, payment, read, scor, statement


def keys(*entries: str) -> list[str]:
    return [line_identity(line) for line in read(*entries).lines]


def test_a_credit_has_one_identity_in_a_notification_and_in_a_statement() -> None:
    noticed = Reading(message(statement(entry(details(payment("100", scor("77")))))))
    stated = Reading(message(statement(entry(), kind="camt.053"), kind="camt.053"))
    assert line_identity(noticed.lines[0]) == line_identity(stated.lines[0]) == "bank:NO9386011117947:credit:BANK1"


def test_the_same_file_gives_the_same_identities() -> None:
    entries = [entry(reference=""), entry(reference=""), entry(details(payment("60"), payment("40")))]
    assert keys(*entries) == keys(*entries)


def test_lines_of_one_batch_differ_and_share_their_entry() -> None:
    one = payment("60", refs="<AcctSvcrRef>T1</AcctSvcrRef>")
    two = payment("20")
    lines = read(entry(details(one, two, two))).lines
    assert [line_identity(line).rpartition("BANK1")[2] for line in lines] == ["/T1", "/1", "/2"]
    assert {entry_identity(line) for line in lines} == {"bank:NO9386011117947:credit:BANK1"}


def test_a_payments_reference_used_twice_in_a_batch_is_told_apart() -> None:
    same = payment("50", refs="<AcctSvcrRef>T1</AcctSvcrRef>")
    assert len(set(keys(entry(details(same, same))))) == 2


def test_an_entry_reference_used_twice_in_one_statement_is_told_apart() -> None:
    assert keys(entry(), entry())[1].endswith("BANK1#1")


def test_the_same_entry_in_two_statements_of_a_file_is_one() -> None:
    reading = Reading(message(statement(entry()), statement(entry())))
    assert len({line_identity(line) for line in reading.lines}) == 1


def test_a_reversal_is_not_what_it_reverses() -> None:
    assert len(set(keys(entry(), entry("<RvslInd>true</RvslInd>"), entry(mark="DBIT")))) == 3


def test_a_payments_own_reference_stands_in_for_the_entrys() -> None:
    (key,) = keys(entry(details(payment("100", refs="<AcctSvcrRef>T1</AcctSvcrRef>")), reference=""))
    assert key == "bank:NO9386011117947:credit:T1"


FROM = "<RltdPties><DbtrAcct><Id><IBAN>NO1</IBAN></Id></DbtrAcct></RltdPties>"


def test_a_pending_entry_has_the_identity_under_which_it_will_be_booked() -> None:
    pending, booked = keys(entry(status="<Sts>PDNG</Sts>"), entry())
    assert pending == booked


def test_without_a_bank_reference_the_facts_decide() -> None:
    facts = [
        entry(reference=""),
        entry(reference="", amount="101"),
        entry(reference="", day="<BookgDt><Dt>2026-11-21</Dt></BookgDt>"),
        entry("<NtryRef>5</NtryRef>", reference=""),
        entry(details(payment("100", scor("77"))), reference=""),
        entry(details(payment("100", refs="<EndToEndId>E</EndToEndId>")), reference=""),
        entry(details(payment("100", FROM)), reference=""),
        entry(reference=""),
    ]
    found = keys(*facts)
    assert len(set(found)) == len(facts)
    assert all(key.startswith("facts:") for key in found)
    assert found[-1] == f"{found[0]}#1"
    assert entry_identity(read(facts[0]).lines[0]) == ""


def test_content_tells_a_repetition_from_a_conflict() -> None:
    first, other = read(entry(), entry(amount="101")).lines
    assert line_content(first) != line_content(other)
    assert line_content(first) == line_content(replace(first, text="more"))
    assert line_content(replace(first, reversal=True)) == "credit! 10000 NOK"


@given(st.lists(st.sampled_from(["", "A", "B"]), max_size=12))
def test_no_two_lines_of_a_statement_share_an_identity(references: list[str]) -> None:
    found = keys(*(entry(reference=reference) for reference in references))
    assert len(set(found)) == len(found)


def said(reference: str = "", name: str = "", text: str = "") -> UUID | None:
    (line,) = read(entry(details(payment("100", scor(reference) if reference else "")))).lines
    return said_identity(replace(line, party_name=name, text=text))


def test_what_is_said_of_a_credit_is_the_same_however_a_file_spells_it() -> None:
    assert said("00 77", "Ola", "thanks") == said("77") == said("RF9777")
    assert said(name="Åsa Öberg", text="TACK, allt") == said(name="ÅSA ÖBERG", text="Tack\nallt!")
    assert len({said("77"), said("78"), said(name="Ola"), said(text="Ola"), said(name="Kari")}) == 5


def test_of_a_credit_that_says_nothing_nothing_is_compared() -> None:
    assert (said(), said("000", "Ola"), said(name=" ", text="***")) == (None, None, None)
