"""The records of BgMax files, 80 characters each (bank-files, section 3)."""
# data table: Bankgirot, "Bankgiro Inbetalningar" manual

from fordring.formats.banking.fixed_width import Field, Fill, Record

WIDTH = 80
TEXT, RIGHT = Fill.TEXT, Fill.RIGHT


START = Record(
    "start",
    (
        Field("record", 1, 2, constant="01"),
        Field("layout", 3, 22, TEXT, "BGMAX"),
        Field("version", 23, 24, constant="01"),
        Field("written_at", 25, 44),
        Field("mark", 45, 45, TEXT, "P"),
        Field("reserve", 46, 80, TEXT),
    ),
)
OPENING = Record(
    "opening",
    (
        Field("record", 1, 2, constant="05"),
        Field("bankgiro", 3, 12),
        Field("plusgiro", 13, 22, RIGHT),
        Field("currency", 23, 25, TEXT, "SEK"),
        Field("reserve", 26, 80, TEXT),
    ),
)
PAYMENT = Record(
    "payment",
    (
        Field("record", 1, 2, constant="20"),
        Field("payer_bankgiro", 3, 12),
        Field("reference", 13, 37, RIGHT),
        Field("amount", 38, 55),
        Field("code", 56, 56, constant="1"),
        Field("channel", 57, 57, constant="1"),
        Field("serial", 58, 69),
        Field("image", 70, 70, constant="0"),
        Field("reserve", 71, 80, TEXT),
    ),
)
DEDUCTION = Record(
    "deduction",
    (
        Field("record", 1, 2, constant="21"),
        Field("payer_bankgiro", 3, 12),
        Field("reference", 13, 37, RIGHT),
        Field("amount", 38, 55),
        Field("code", 56, 56, constant="1"),
        Field("channel", 57, 57, constant="1"),
        Field("serial", 58, 69),
        Field("image", 70, 70, constant="0"),
        Field("deduction", 71, 71, TEXT, "0"),
        Field("reserve", 72, 80, TEXT),
    ),
)
INFORMATION = Record(
    "information",
    (
        Field("record", 1, 2, constant="25"),
        Field("text", 3, 52, TEXT),
        Field("reserve", 53, 80, TEXT),
    ),
)
NAME = Record(
    "name",
    (
        Field("record", 1, 2, constant="26"),
        Field("name", 3, 37, TEXT),
        Field("more", 38, 72, TEXT),
        Field("reserve", 73, 80, TEXT),
    ),
)
ADDRESS = Record(
    "address",
    (
        Field("record", 1, 2, constant="27"),
        Field("street", 3, 37, TEXT),
        Field("postal_code", 38, 46, TEXT),
        Field("reserve", 47, 80, TEXT),
    ),
)
CITY = Record(
    "city",
    (
        Field("record", 1, 2, constant="28"),
        Field("city", 3, 37, TEXT),
        Field("country", 38, 72, TEXT),
        Field("country_code", 73, 74, TEXT),
        Field("reserve", 75, 80, TEXT),
    ),
)
ORGANISATION = Record(
    "organisation number",
    (
        Field("record", 1, 2, constant="29"),
        Field("number", 3, 14),
        Field("reserve", 15, 80, TEXT),
    ),
)
DEPOSIT = Record(
    "deposit",
    (
        Field("record", 1, 2, constant="15"),
        Field("account", 3, 37),
        Field("booked_on", 38, 45),
        Field("number", 46, 50),
        Field("sum", 51, 68),
        Field("currency", 69, 71, TEXT, "SEK"),
        Field("count", 72, 79),
        Field("type", 80, 80, TEXT),
    ),
)
END = Record(
    "end",
    (
        Field("record", 1, 2, constant="70"),
        Field("payments", 3, 10),
        Field("deductions", 11, 18),
        Field("extras", 19, 26),
        Field("deposits", 27, 34),
        Field("reserve", 35, 80, TEXT),
    ),
)

RECORDS = {
    "01": START,
    "05": OPENING,
    "20": PAYMENT,
    "21": DEDUCTION,
    "22": PAYMENT,
    "23": PAYMENT,
    "25": INFORMATION,
    "26": NAME,
    "27": ADDRESS,
    "28": CITY,
    "29": ORGANISATION,
    "15": DEPOSIT,
    "70": END,
}

# Codes of a reference that has the agreement's form; with the others it is text as it was written.
CORRECT = frozenset({"2", "4"})
CURRENCIES = frozenset({"SEK", "EUR"})
