"""The records of OCR giro files, 80 characters each (bank-files, section 2)."""
# data table: Nets, "OCR giro" system manual

from fordring.formats.banking.fixed_width import Field, Fill, Record

WIDTH = 80
TEXT, RIGHT = Fill.TEXT, Fill.RIGHT

TRANSMISSION_START = Record(
    "start of transmission",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="00"),
        Field("type", 5, 6, constant="00"),
        Field("record", 7, 8, constant="10"),
        Field("sender", 9, 16, constant="00008080"),
        Field("transmission", 17, 23),
        Field("recipient", 24, 31),
        Field("filler", 32, 80),
    ),
)
ASSIGNMENT_START = Record(
    "start of assignment",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="09"),
        Field("type", 5, 6, constant="00"),
        Field("record", 7, 8, constant="20"),
        Field("agreement", 9, 17),
        Field("assignment", 18, 24),
        Field("account", 25, 35),
        Field("filler", 36, 80),
    ),
)
AMOUNT_1 = Record(
    "amount item 1",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="09"),
        Field("type", 5, 6, constant="10"),
        Field("record", 7, 8, constant="30"),
        Field("transaction", 9, 15),
        Field("settled_on", 16, 21),
        Field("centre", 22, 23),
        Field("day_code", 24, 25),
        Field("partial", 26, 26),
        Field("serial", 27, 31),
        Field("sign", 32, 32, TEXT, "0"),
        Field("amount", 33, 49),
        Field("kid", 50, 74, RIGHT),
        Field("card", 75, 76),
        Field("filler", 77, 80),
    ),
)
AMOUNT_2 = Record(
    "amount item 2",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="09"),
        Field("type", 5, 6, constant="10"),
        Field("record", 7, 8, constant="31"),
        Field("transaction", 9, 15),
        Field("form", 16, 25),
        Field("archive", 26, 34),
        Field("reserved", 35, 41),
        Field("paid_on", 42, 47),
        Field("debit_account", 48, 58),
        Field("filler", 59, 80),
    ),
)
AMOUNT_3 = Record(
    "amount item 3",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="09"),
        Field("type", 5, 6, constant="21"),
        Field("record", 7, 8, constant="32"),
        Field("transaction", 9, 15),
        Field("text", 16, 55, TEXT),
        Field("filler", 56, 80),
    ),
)
ASSIGNMENT_END = Record(
    "end of assignment",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="09"),
        Field("type", 5, 6, constant="00"),
        Field("record", 7, 8, constant="88"),
        Field("transactions", 9, 16),
        Field("records", 17, 24),
        Field("sum", 25, 41),
        Field("settled_on", 42, 47),
        Field("earliest", 48, 53),
        Field("latest", 54, 59),
        Field("filler", 60, 80),
    ),
)
TRANSMISSION_END = Record(
    "end of transmission",
    (
        Field("format", 1, 2, TEXT, "NY"),
        Field("service", 3, 4, constant="00"),
        Field("type", 5, 6, constant="00"),
        Field("record", 7, 8, constant="89"),
        Field("transactions", 9, 16),
        Field("records", 17, 24),
        Field("sum", 25, 41),
        Field("settled_on", 42, 47),
        Field("filler", 48, 80),
    ),
)

RECORDS = {
    "10": TRANSMISSION_START,
    "20": ASSIGNMENT_START,
    "30": AMOUNT_1,
    "31": AMOUNT_2,
    "32": AMOUNT_3,
    "88": ASSIGNMENT_END,
    "89": TRANSMISSION_END,
}

SERVICES = {"09": "OCR giro", "21": "AvtaleGiro"}

# What the payer did, by transaction type; 18 and 20 take money back, and count upwards in the control totals.
TYPES = {
    "10": "giro debited to an account",
    "11": "standing order",
    "12": "direct remittance",
    "13": "business terminal giro",
    "14": "giro over the counter",
    "15": "AvtaleGiro",
    "16": "telegiro",
    "17": "giro paid in cash",
    "18": "reversal with KID",
    "19": "purchase with KID",
    "20": "reversal with text",
    "21": "purchase with text",
}
TAKEN_BACK = frozenset({"18", "20"})
WITH_TEXT = frozenset({"20", "21"})
