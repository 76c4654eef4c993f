"""The traps of real bank files inside one entry, each with the smallest message that has it (bank-files, section 6)."""

import pytest

from fordring.domain.money import Money
from fordring.formats.banking.model import BankAccountRef, Direction, LineStatus
from formats.banking.camt_text import details, entry, free, only, payment, read, scor

ONE_HUNDRED = Money(10_000, "NOK")


def test_one_payment_may_name_several_references() -> None:
    strd = scor("111")[len("<RmtInf>") : -len("</RmtInf>")]
    line = only(entry(details(payment("100", f"<RmtInf>{strd}{strd.replace('111', '222')}</RmtInf>"))))
    assert [found.value for found in line.references] == ["111", "222"]
    assert line.amount == ONE_HUNDRED


def test_a_reference_in_free_text_is_a_candidate_after_the_structured_ones() -> None:
    mixed = free("Faktura A1B2C-000001 KID 1234-", "12345 67890").replace("</RmtInf>", scor("77")[len("<RmtInf>") :])
    line = only(entry(details(payment("100", mixed))))
    assert [found.value for found in line.references] == ["77", "A1B2C-000001", "1234-", "1234567890", "12345", "67890"]


def test_amounts_and_dates_in_free_text_are_no_candidates() -> None:
    text = free("paid 1234,56 on 01.02.2017 and 2026-11/21", "9" * 36, "no number")
    assert only(entry(details(payment("100", text)))).references == ()


def test_an_unknown_reference_type_is_kept_with_its_issuer() -> None:
    strange = scor("210000").replace("<Cd>SCOR</Cd>", "<Prtry>QRR</Prtry>").replace("</Tp>", "<Issr>BANK</Issr></Tp>")
    (found,) = only(entry(details(payment("100", strange)))).references
    assert (found.kind, found.code, found.issuer) == ("scor", "QRR", "BANK")


def test_an_empty_reference_is_none() -> None:
    assert only(entry(details(payment("100", scor(" "))))).references == ()


def test_document_numbers_compare_without_padding() -> None:
    document = "<RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>{}</Nb></RfrdDocInf>"
    strd = "".join(f"<Strd>{document.format(number)}</Strd>" for number in (" 9580572", "00000000000009580572"))
    found = only(entry(details(payment("100", f"<RmtInf>{strd}</RmtInf>")))).references
    assert [reference.comparable for reference in found] == ["9580572", "9580572"]


def test_a_credit_note_is_deducted_whichever_element_bears_its_amount() -> None:
    note = "<RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>5</Nb></RfrdDocInf>"
    for amount in (
        '<RmtdAmt Ccy="NOK">3</RmtdAmt>',
        '<CdtNoteAmt Ccy="NOK">3</CdtNoteAmt>',
        '<RmtAmtAndTp><Amt Ccy="NOK">3</Amt></RmtAmtAndTp>',
    ):
        strd = f"<RmtInf><Strd>{note}<RfrdDocAmt>{amount}</RfrdDocAmt></Strd></RmtInf>"
        (found,) = only(entry(details(payment("100", strd)))).references
        assert found.amount == Money(-300, "NOK")


def test_a_document_amount_that_cannot_be_read_is_a_question_beside_the_payment() -> None:
    strd = scor("1").replace("<CdtrRefInf>", '<RfrdDocAmt><RmtdAmt Ccy="NOK">x</RmtdAmt></RfrdDocAmt><CdtrRefInf>')
    reading = read(entry(details(payment("100", strd))))
    assert reading.lines[0].references[0].amount is None
    assert "a document's amount" in reading.said


def test_a_document_amount_without_number_says_nothing() -> None:
    strd = scor("1").replace("<CdtrRefInf>", "<RfrdDocAmt><AdjstmntAmtAndRsn/></RfrdDocAmt><CdtrRefInf>")
    assert only(entry(details(payment("100", strd)))).references[0].amount is None


def test_a_foreign_payment_is_worth_the_entry_amount() -> None:
    foreign = '<AmtDtls><InstdAmt><Amt Ccy="SEK">95</Amt></InstdAmt><TxAmt><Amt Ccy="NOK">100</Amt></TxAmt></AmtDtls>'
    line = only(entry(details(payment("95", foreign, currency="SEK"))))
    assert (line.amount, line.instructed, line.question) == (ONE_HUNDRED, Money(9_500, "SEK"), "")
    assert only(entry(details(payment("95", currency="SEK")))).question == ""


def test_payments_with_one_end_to_end_id_are_still_several() -> None:
    same = payment("50", refs="<EndToEndId>X</EndToEndId>")
    assert [line.amount.minor for line in read(entry(details(same, same))).lines] == [5_000, 5_000]


def test_an_end_to_end_id_that_was_not_provided_is_none() -> None:
    assert only(entry(details(payment("100", refs="<EndToEndId>NOTPROVIDED</EndToEndId>")))).end_to_end_id == ""


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("<Sts>BOOK</Sts>", LineStatus.BOOKED),
        ("<Sts><Cd>BOOK</Cd></Sts>", LineStatus.BOOKED),
        ("<Sts><Cd>PDNG</Cd></Sts>", LineStatus.PENDING),
        ("<Sts><Cd>FUTR</Cd></Sts>", LineStatus.PENDING),
        ("<Sts>INFO</Sts>", LineStatus.INFORMATION),
    ],
)
def test_only_booked_entries_are_money(status: str, expected: LineStatus) -> None:
    line = only(entry(status=status))
    assert line.status is expected
    assert line.is_money == (expected is LineStatus.BOOKED)


@pytest.mark.parametrize("status", ["", "<Sts><Prtry>OWN</Prtry></Sts>"])
def test_an_entry_of_unknown_status_is_no_money_and_a_question(status: str) -> None:
    reading = read(entry(status=status))
    assert not reading.lines[0].is_money
    assert "not taken for money" in reading.said


def test_an_entry_without_details_is_one_line() -> None:
    assert only(entry()).amount == ONE_HUNDRED


def test_one_payment_without_amount_has_the_entry_amount() -> None:
    line = only(entry(details(payment("", scor("77")))))
    assert (line.amount, line.question) == (ONE_HUNDRED, "")


@pytest.mark.parametrize(
    ("inner", "question"),
    [
        (details(payment("0")), "the payment says 0.00 NOK, its entry 100.00 NOK"),
        (details(payment("100.01")), "the payment says 100.01 NOK, its entry 100.00 NOK"),
        (details(payment("60"), payment()), "a payment has no amount in NOK, or a zero"),
        (details(payment("100"), payment("0")), "a payment has no amount in NOK, or a zero"),
        (details(payment("60"), payment("40", currency="SEK")), "a payment has no amount in NOK, or a zero"),
        (details(payment("60"), payment("50")), "the payments do not sum to their entry"),
        (details(batch="<NbOfTxs>3</NbOfTxs>"), "a batch of 3 payments lists 0"),
        (details(payment("60"), payment("40"), batch="<NbOfTxs>3</NbOfTxs>"), "a batch of 3 payments lists 2"),
        (details(payment("100"), batch="<NbOfTxs>2</NbOfTxs>"), "a batch of 2 payments lists 1"),
        (
            details(payment("60"), payment("40"), batch='<TtlAmt Ccy="SEK">100</TtlAmt>'),
            "the batch's total is not its entry's amount",
        ),
    ],
)
def test_a_doubtful_split_books_the_entry_amount_and_asks(inner: str, question: str) -> None:
    line = only(entry(inner))
    assert (line.amount, line.question, line.split) == (ONE_HUNDRED, question, False)


def test_a_doubtful_split_keeps_all_references_for_the_person_who_decides() -> None:
    line = only(entry(details(payment("60", scor("1")), payment("50", free("for 4711")))))
    assert [found.value for found in line.references] == ["1", "4711"]
    assert line.text == "for 4711"


def test_a_batch_that_adds_up_becomes_its_payments() -> None:
    batch = '<PmtInfId>P9</PmtInfId><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="NOK">100.00</TtlAmt>'
    reading = read(entry(details(payment("60", scor("1")), payment("40", scor("2")), batch=batch)))
    assert [(line.amount.minor, line.references[0].value) for line in reading.lines] == [(6_000, "1"), (4_000, "2")]
    assert {line.payment_information_id for line in reading.lines} == {"P9"}
    assert not reading.problems


def test_a_batch_of_one_without_details_is_no_question() -> None:
    assert only(entry(details(batch="<NbOfTxs>1</NbOfTxs>"))).question == ""


def test_batches_in_several_details_count_together() -> None:
    two = details(payment("60"), batch="<NbOfTxs>1</NbOfTxs>") + details(payment("40"), batch="<NbOfTxs>1</NbOfTxs>")
    assert len(read(entry(two)).lines) == 2


def test_the_entry_decides_the_direction() -> None:
    reading = read(entry(details(payment("100", mark="CRDT")), mark="DBIT"))
    assert reading.lines[0].direction is Direction.DEBIT
    assert "marked against its entry" in reading.said
    several = read(entry(details(payment("150", mark="CRDT"), payment("50", mark="DBIT"))))
    assert several.lines[0].question == "a payment's direction is not its entry's"


def test_charges_taken_from_a_credit_explain_the_difference() -> None:
    charges = '<Chrgs><Rcrd><Amt Ccy="NOK">{}</Amt></Rcrd></Chrgs>'
    line = only(entry(details(payment("105", charges.format("5")))))
    assert (line.amount, line.charges, line.question) == (ONE_HUNDRED, Money(500, "NOK"), "")
    reading = read(entry(details(payment("65", charges.format("5")), payment("40"))))
    assert [share.amount.minor for share in reading.lines] == [6_000, 4_000]


def test_charges_make_a_debit_larger() -> None:
    charged = payment("95", "<Chrgs><TtlChrgsAndTaxAmt Ccy='NOK'>5</TtlChrgsAndTaxAmt></Chrgs>")
    assert only(entry(details(charged), mark="DBIT")).question == ""


def test_charges_in_another_currency_explain_nothing() -> None:
    charges = '<Chrgs><Rcrd><Amt Ccy="SEK">5</Amt></Rcrd></Chrgs>'
    assert only(entry(details(payment("105", charges)))).question


def test_charges_of_the_entry_are_shown_and_given_back_ones_deducted() -> None:
    record = '<Rcrd><Amt Ccy="NOK">{}</Amt><CdtDbtInd>{}</CdtDbtInd></Rcrd>'
    charges = f"<Chrgs>{record.format('5', 'DBIT')}{record.format('2', 'CRDT')}<Rcrd/></Chrgs>"
    assert only(entry(charges)).charges == Money(300, "NOK")
    mixed = charges.replace('"NOK">2', '"SEK">2')
    assert only(entry(mixed)).charges is None


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("200000", "NOK", 20_000_000),
        ("6256.7", "EUR", 625_670),
        ("18.150", "EUR", 1_815),
        ("5442.09000", "EUR", 544_209),
    ],
)
def test_decimals_beyond_the_currency_are_accepted_as_zeros(amount: str, currency: str, minor: int) -> None:
    (line,) = read(entry(amount=amount, currency=currency)).lines
    assert line.amount == Money(minor, currency)


@pytest.mark.parametrize(
    "bad",
    [
        entry(amount="1.005"),
        entry(amount="1.5", currency="JPY"),
        entry(amount="-1"),
        entry(amount="1e3"),
        entry(currency="XXQ"),
        entry(mark="CREDIT"),
        "<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>",
    ],
)
def test_an_entry_that_cannot_be_read_is_a_question_and_the_others_stand(bad: str) -> None:
    reading = read(bad, entry())
    assert len(reading.lines) == 1
    assert "the entry cannot be read" in reading.said
    assert reading.problems[0].source == "statement 1, entry 1, line 1"
    assert not reading.fatal


def test_an_unreadable_payment_amount_is_a_question() -> None:
    reading = read(entry(details(payment("1,00"))))
    assert reading.lines[0].amount == ONE_HUNDRED
    assert "'1,00' is not an amount" in reading.said


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("<BookgDt><DtTm>2026-11-20T23:59:59.123456789+01:00</DtTm></BookgDt>", "2026-11-20"),
        ("<BookgDt><DtTm>2026-11-20T00:10:00+02:00</DtTm></BookgDt>", "2026-11-20"),
        ("<BookgDt><Dt>2026-11-20+01:00</Dt></BookgDt>", "2026-11-20"),
        ("", "None"),
    ],
)
def test_a_booking_day_is_the_banks_own_and_never_shifted(day: str, expected: str) -> None:
    assert str(only(entry(day=day)).booked_on) == expected


def test_a_day_that_is_none_is_a_question() -> None:
    reading = read(entry(day="<BookgDt><Dt>2026-13-01</Dt></BookgDt>"))
    assert reading.lines[0].booked_on is None
    assert "is not a date" in reading.said


def test_a_reversal_is_marked() -> None:
    assert only(entry("<RvslInd>true</RvslInd>", mark="DBIT")).reversal
    assert not only(entry("<RvslInd>false</RvslInd>")).reversal


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("<Dbtr><Nm>Old</Nm></Dbtr>", "Old"),
        ("<Dbtr><Pty><Nm>New</Nm></Pty></Dbtr>", "New"),
        ("<Dbtr><Agt><FinInstnId><Nm>A Bank</Nm></FinInstnId></Agt></Dbtr>", "A Bank"),
        ("<Dbtr><Pty/></Dbtr><UltmtDbtr><Pty><Nm>Behind</Nm></Pty></UltmtDbtr>", "Behind"),
        ("", ""),
    ],
)
def test_a_payer_may_be_named_in_many_ways_or_not(party: str, name: str) -> None:
    line = only(entry(details(payment("100", f"<RltdPties>{party}</RltdPties>"))))
    assert (line.debtor_name, line.debtor_account) == (name, None)


def test_the_other_party_of_a_debit_is_its_creditor() -> None:
    parties = "<RltdPties><Cdtr><Nm>Shop</Nm></Cdtr><CdtrAcct><Id><BBAN>1</BBAN></Id></CdtrAcct></RltdPties>"
    line = only(entry(details(payment("100", parties)), mark="DBIT"))
    assert (line.party_name, line.party_account) == ("Shop", BankAccountRef("1", "BBAN"))
    assert (line.debtor_name, line.debtor_account) == ("", None)


@pytest.mark.parametrize(
    "reason", ["<Rsn><Cd>AC04</Cd></Rsn>", "<RtrRsn><Cd>AC04</Cd></RtrRsn>", "<Rsn><Prtry>AC04</Prtry></Rsn>"]
)
def test_a_returned_payout_says_why(reason: str) -> None:
    assert only(entry(details(payment("100", f"<RtrInf>{reason}</RtrInf>")))).return_reason == "AC04"


def test_the_banks_own_words_are_kept() -> None:
    line = only(entry(details(payment("100", "<AddtlTxInf>tx</AddtlTxInf>")), "<AddtlNtryInf>entry</AddtlNtryInf>"))
    assert line.text == "tx\nentry"


def test_more_references_than_one_payment_can_have_are_cut_and_said() -> None:
    reading = read(entry(details(payment("100", free(*(f"{1000 + count}" for count in range(300)))))))
    assert len(reading.lines[0].references) == 200
    assert "more references or text" in reading.said


def test_extra_words_beside_a_reference_are_text() -> None:
    more = scor("77").replace("</Strd>", "<AddtlRmtInf>see 4711</AddtlRmtInf></Strd>")
    line = only(entry(details(payment("100", more))))
    assert line.text == "see 4711"
    assert [found.value for found in line.references] == ["77", "4711"]
