"""The records of KTL files, Finnish reference payments, 90 characters each (bank-files, section 4)."""
# data table: Finance Finland, reference payments ("Saapuvien viitemaksujen tiedosto")

from fordring.formats.banking.fixed_width import Field, Fill, Record

WIDTH = 90
TEXT = Fill.TEXT
EURO = "1"
CORRECTION = "1"

HEADER = Record(
    "header",
    (
        Field("record", 1, 1, constant="0"),
        Field("written_on", 2, 7),
        Field("written_at", 8, 11),
        Field("bank", 12, 13, TEXT),
        Field("service", 14, 22, TEXT),
        Field("currency", 23, 23, TEXT, EURO),
        Field("filler", 24, 90, TEXT),
    ),
)
PAYMENT = Record(
    "payment",
    (
        Field("record", 1, 1, constant="3"),
        Field("account", 2, 15),
        Field("booked_on", 16, 21),
        Field("paid_on", 22, 27),
        Field("archive", 28, 43, TEXT),
        Field("reference", 44, 63),
        Field("payer", 64, 75, TEXT),
        Field("currency", 76, 76, TEXT, EURO),
        Field("name_source", 77, 77, TEXT, "J"),
        Field("amount", 78, 87),
        Field("correction", 88, 88),
        Field("delivery", 89, 89, TEXT, "A"),
        Field("receipt", 90, 90, TEXT),
    ),
)
SUMMARY = Record(
    "summary",
    (
        Field("record", 1, 1, constant="9"),
        Field("count", 2, 7),
        Field("sum", 8, 18),
        Field("correction_count", 19, 24),
        Field("correction_sum", 25, 35),
        Field("filler", 36, 90, TEXT),
    ),
)

RECORDS = {"0": HEADER, "3": PAYMENT, "5": PAYMENT, "9": SUMMARY}
