# data table: invented people; their numbers are of the ranges that the three registers keep for tests
"""Whom the simulated provider knows."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TestPerson:
    """One person. `remark` says what they are good for."""

    __test__ = False  # no test, whatever its name begins with

    given_name: str
    family_name: str
    national_id: str
    birthdate: str
    remark: str = ""


PEOPLE: Mapping[str, Mapping[str, TestPerson]] = {
    "NO": {
        "ola": TestPerson("Ola", "Nordmann", "01817049954", "1970-01-01", "bills to Ola Nordmann"),
        "kari": TestPerson("Kari Anne", "Nordmann", "02827549833", "1975-02-02", "has a middle name"),
        "bjorn": TestPerson("Bjørn-Åge", "Sørensen", "03838049712", "1980-03-03", "bills to Bjoern Aage Sorensen too"),
        "ingrid": TestPerson("Ingrid", "Ukjent", "04848549691", "1985-04-04", "is nobody you bill: the names differ"),
    },
    "SE": {
        "sven": TestPerson("Karl Sven", "Svensson", "197001019802", "1970-01-01", "is called by the second name"),
        "asa": TestPerson("Åsa", "Öberg", "198002029811", "1980-02-02", "bills to Asa Oberg too"),
        "maj": TestPerson("Maj", "Okänd", "199003039820", "1990-03-03", "is nobody you bill: the names differ"),
    },
    "FI": {
        "vaino": TestPerson("Väinö", "Järvinen", "070770-905D", "1970-07-07", "bills to Vaino Jarvinen too"),
        "aino": TestPerson("Aino-Maria", "Mäkinen", "080880-906N", "1980-08-08", "has a hyphen"),
        "tove": TestPerson("Tove", "Tuntematon", "090990-907X", "1990-09-09", "is nobody you bill: the names differ"),
    },
}

COUNTRIES = {"NO": "Norwegian BankID", "SE": "Swedish BankID", "FI": "Finnish Trust Network"}
IDPS = {"NO": "nbid", "SE": "sbid", "FI": "ftn"}
