"""The records of TITO files, Finnish account statements, each as long as it says itself (bank-files, section 5)."""
# data table: Finance Finland, account statement in machine form ("Konekielinen tiliote")

from fordring.formats.banking.fixed_width import Field, Fill, Record

TEXT = Fill.TEXT
MARK, LENGTH, KIND, CONTENT = slice(0, 3), slice(3, 6), slice(6, 8), 9

HEADER = Record(
    "statement",
    (
        Field("record", 1, 3, TEXT, "T00"),
        Field("length", 4, 6, constant="322"),
        Field("version", 7, 9, constant="100"),
        Field("account", 10, 23),
        Field("number", 24, 26),
        Field("begins_on", 27, 32),
        Field("ends_on", 33, 38),
        Field("written_on", 39, 44),
        Field("written_at", 45, 48),
        Field("customer", 49, 65, TEXT),
        Field("opening_on", 66, 71),
        Field("opening_sign", 72, 72, TEXT, "+"),
        Field("opening", 73, 90),
        Field("records", 91, 96),
        Field("currency", 97, 99, TEXT, "EUR"),
        Field("account_name", 100, 129, TEXT),
        Field("limit", 130, 147),
        Field("owner", 148, 182, TEXT),
        Field("contact", 183, 222, TEXT),
        Field("more_contact", 223, 262, TEXT),
        Field("bank_information", 263, 292, TEXT),
        Field("iban", 293, 322, TEXT),
    ),
)
ENTRY = Record(
    "entry",
    (
        Field("record", 1, 3, TEXT, "T10"),
        Field("length", 4, 6, constant="188"),
        Field("number", 7, 12),
        Field("archive", 13, 30, TEXT),
        Field("booked_on", 31, 36),
        Field("value_on", 37, 42),
        Field("paid_on", 43, 48),
        Field("type", 49, 49, constant="1"),
        Field("code", 50, 52),
        Field("description", 53, 87, TEXT),
        Field("sign", 88, 88, TEXT, "+"),
        Field("amount", 89, 106),
        Field("receipt", 107, 107, TEXT),
        Field("delivery", 108, 108, TEXT),
        Field("name", 109, 143, TEXT),
        Field("name_source", 144, 144, TEXT),
        Field("other_account", 145, 158, TEXT),
        Field("account_changed", 159, 159, TEXT),
        Field("reference", 160, 179),
        Field("form", 180, 187, TEXT),
        Field("level", 188, 188, TEXT),
    ),
)
BALANCE = Record(
    "balance",
    (
        Field("record", 1, 3, TEXT, "T40"),
        Field("length", 4, 6, constant="050"),
        Field("day", 7, 12),
        Field("sign", 13, 13, TEXT, "+"),
        Field("closing", 14, 31),
        Field("available_sign", 32, 32, TEXT, "+"),
        Field("available", 33, 50),
    ),
)
CUMULATIVE = Record(
    "cumulative",
    (
        Field("record", 1, 3, TEXT, "T50"),
        Field("length", 4, 6, constant="067"),
        Field("period", 7, 7, constant="1"),
        Field("day", 8, 13),
        Field("credit_count", 14, 21),
        Field("credit_sign", 22, 22, TEXT, "+"),
        Field("credits", 23, 40),
        Field("debit_count", 41, 48),
        Field("debit_sign", 49, 49, TEXT, "-"),
        Field("debits", 50, 67),
    ),
)
DETAIL = Record(
    "detail",
    (
        Field("record", 1, 3, TEXT, "T11"),
        Field("length", 4, 6),
        Field("kind", 7, 8),
    ),
)

RECORDS = {
    "T00": HEADER,
    "T10": ENTRY,
    "T11": DETAIL,
    "T80": ENTRY,
    "T81": DETAIL,
    "T40": BALANCE,
    "T50": CUMULATIVE,
    "T51": CUMULATIVE,
}
WITHOUT_MONEY = frozenset({"T51", "T60", "T70"})

# The content of a SEPA detail (kind 11), by position in the line.
SEPA = {
    "reference": slice(8, 43),
    "iban": slice(43, 78),
    "bic": slice(78, 113),
    "recipient": slice(113, 183),
    "payer": slice(183, 253),
    "id": slice(253, 288),
    "archive": slice(288, 323),
}
