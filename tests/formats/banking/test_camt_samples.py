"""The published camt samples give what their publisher's description says, and no more."""

from fordring.domain.money import Money
from fordring.formats.banking.model import BankAccountRef
from formats.banking.camt_text import Reading, sample

FINNISH = "camt_054_credit_notoification_example_finland.xml"
DUTCH = "camt053.v8.xml"

EXPECTED = """
 88.16 | SUOMI OY | End To End ID 11 | text 9597349
742.45 | TEST OY | End to End ID 12 | scor 9544208 1371.13, document 9582095 -628.68
6000.54|DEBTOR FINLAND OY|EndToEndId 13|document 9580572 6256.70, document 9580521 -166.46, document 9579095 -89.70
216.85 | Debtor Name | | text 3131090U20130000, text 170124, text 43459
"""


def shown(money: Money) -> str:
    sign = "-" if money.minor < 0 else ""
    whole, cents = divmod(abs(money.minor), 100)
    return f"{sign}{whole}.{cents:02}"


def test_the_finnish_notification_gives_four_credits_with_their_references() -> None:
    reading = Reading(sample(FINNISH))
    rows = [
        [
            shown(line.amount),
            line.debtor_name,
            line.end_to_end_id,
            ", ".join(
                " ".join(filter(None, [found.kind, found.comparable, shown(found.amount) if found.amount else ""]))
                for found in line.references
            ),
        ]
        for line in reading.lines
    ]
    assert rows == [[cell.strip() for cell in row.split("|")] for row in EXPECTED.strip().splitlines()]
    assert not reading.problems
    assert reading.totals[0].credits == Money(704_800, "EUR")
    assert reading.totals[0].entries == 4


def test_the_finnish_foreign_payment_is_worth_what_arrived_in_euro() -> None:
    line = Reading(sample(FINNISH)).lines[3]
    assert (line.amount, line.instructed) == (Money(21_685, "EUR"), Money(208_258, "SEK"))
    assert "PARTIAL PYMT" in line.text


def test_what_a_payer_deducted_by_credit_notes_leaves_what_arrived() -> None:
    for line in Reading(sample(FINNISH)).lines[1:3]:
        assert sum(found.amount.minor for found in line.references if found.amount) == line.amount.minor


def test_a_broken_control_total_of_a_real_file_is_fatal() -> None:
    assert Reading(sample(FINNISH).replace(b"<Sum>7048</Sum>", b"<Sum>7048.01</Sum>")).fatal
    assert Reading(sample(FINNISH).replace(b"<NbOfNtries>4<", b"<NbOfNtries>5<")).fatal


def test_every_truncation_of_a_real_file_is_fatal_and_none_crashes() -> None:
    data = sample(FINNISH).rstrip()
    for end in range(400, len(data), 487):
        assert Reading(data[:end]).fatal, end


def test_the_dutch_statement_is_read_with_warnings_and_no_crash() -> None:
    reading = Reading(sample(DUTCH))
    (line,) = reading.lines
    assert line.amount == Money(885, "EUR")
    assert line.question == "the payment says 0.00 SEK, its entry 8.85 EUR"
    assert (str(line.booked_on), str(line.value_on)) == ("2014-12-31", "2015-01-02")
    assert (line.references[0].value, line.references[0].issuer) == ("4654654654654654", "BBA")
    assert line.account == BankAccountRef("NL26VAYB8060476890", "")
    assert not reading.fatal
    assert "CODU" in reading.said
    assert "the closing balance is in SEK, on an account in EUR: it is compared with nothing" in reading.said
    assert (reading.totals[0].opening, reading.totals[0].closing) == (Money(1815, "EUR"), Money(-2700, "SEK"))
