"""Which names on a bill are a verified person's: the table of what is tolerated, and of what is not."""

import pytest

from fordring.domain.identity.names import name_matches, same_name

# on the bill | given names | family name
ALLOWED = """
    Ola Nordmann             | Ola               | Nordmann
    OLA  nordmann            | Ola               | Nordmann
    Nordmann, Ola            | Ola               | Nordmann
    Nordmann Ola             | Ola               | Nordmann
    Ola Nordmann             | Ola Magnus        | Nordmann
    Magnus Nordmann          | Ola Magnus        | Nordmann
    Ola M. Nordmann          | Ola Magnus        | Nordmann
    Ola Magnus Nordmann      | Ola Magnus        | Nordmann
    Kari Hansen              | Kari              | Nordmann Hansen
    Kari Nordmann-Hansen     | Kari              | Nordmann Hansen
    Anne-Marie Holm          | Anne Marie        | Holm
    Anne Marie Holm          | Anne-Marie        | Holm
    AnneMarie Holm           | Anne-Marie        | Holm
    Anne Marie Holm          | Annemarie         | Holm
    Anne Holm                | Anne-Marie        | Holm
    Åse Ås                   | Aase              | Aas
    Aase Aas                 | Åse               | Ås
    Ase As                   | Åse               | Ås
    Bjoern Aage Soerensen    | Bjørn-Åge         | Sørensen
    Bjorn Sorensen           | Bjørn-Åge         | Sørensen
    Björn Sörensen           | Bjørn-Åge         | Sørensen
    Asa Oberg                | Åsa               | Öberg
    Jarvinen Vaino           | Väinö             | Järvinen
    Vaeinoe Jaervinen        | Väinö             | Järvinen
    Andre Muller             | André             | Müller
    Andre Mueller            | André             | Müller
    Pal Obrien               | Pál               | O’Brien
    Pál O'Brien              | Pal               | OBrien
    Ánte Sara                | Ante              | Sara
    Ditlev von der Lippe     | Ditlev            | von der Lippe
    Ditlev Lippe             | Ditlev            | von der Lippe
    Ola Ola                  | Ola               | Ola
    Ola Å                    | Ola               | Å
    Łukasz Wojcik            | Lukasz            | Wójcik
    Cong Nguyen              | Công Đức          | Nguyễn
    Gunther Strasse          | Günther           | Straße
    MÄRTHA ÅBERG             | Märtha            | Åberg
"""
REFUSED = """
    Kari Nordmann            | Ola               | Nordmann
    Ola Hansen               | Ola               | Nordmann
    Ola                      | Ola               | Nordmann
    Nordmann                 | Ola               | Nordmann
    Ola Ola                  | Ola               | Nordmann
    Ola Magnus               | Ola Magnus        | Nordmann
    O Nordmann               | Ola               | Nordmann
    Ola N                    | Ola               | Nordmann
    O N                      | Ola               | Nordmann
    Ola Kari Nordmann        | Ola               | Nordmann
    Ola Nordmann Hansen      | Ola               | Nordmann
    Ola X. Nordmann          | Ola Magnus        | Nordmann
    Ola Nord                 | Ola               | Nordmann
    Ola Nordmannsen          | Ola               | Nordmann
    Ditlev von der           | Ditlev            | von der Lippe
    Sara Aho                 | Saara             | Aho
    Ola Nordmann AS          | Ola               | Nordmann
    Ola & Kari Nordmann      | Ola               | Nordmann
                             | Ola               | Nordmann
    - .                      | Ola               | Nordmann
    Ola Nordmann             |                   |
    Ола Нордманн             | Ola               | Nordmann
    a b c d e f g h i j      | Aa Bb Cc Dd Ee Ff | Gg Hh Ii Jj
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip("\n").splitlines()]


@pytest.mark.parametrize(("billed", "given", "family"), rows(ALLOWED))
def test_a_name_that_says_nothing_the_verified_one_does_not_is_the_persons(
    billed: str, given: str, family: str
) -> None:
    assert name_matches(billed, given, family)


@pytest.mark.parametrize(("billed", "given", "family"), rows(REFUSED))
def test_a_name_that_says_more_or_leaves_out_a_half_is_not_the_persons(billed: str, given: str, family: str) -> None:
    assert not name_matches(billed, given, family)


@pytest.mark.parametrize(
    ("billed", "name", "fits"),
    [
        ("Ola Nordmann", "Ola Magnus Nordmann", True),
        ("Ola Magnus", "Ola Magnus Nordmann", False),
        ("Ola Nordmann", "Nordmann, Ola Magnus", True),
        ("Ola Magnus", "Nordmann, Ola Magnus", False),
        ("Ola Nordmann", "Nordmann", False),
        ("Ola Nordmann", "", False),
    ],
)
def test_of_a_name_in_one_piece_the_last_word_is_the_family_name(billed: str, name: str, *, fits: bool) -> None:
    assert name_matches(billed, "Ola", "", name) is fits


def test_a_name_of_endless_length_is_refused_at_once() -> None:
    assert not name_matches("Ola Nordmann" + " " * 200, "Ola", "Nordmann")
    assert not name_matches("a " * 100, "a " * 100, "a " * 100)
    assert name_matches("a a a a a a a a a", "a a a a a a a a", "a")
    assert not name_matches("å" * 90, "å" * 90, "Holm")


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Ola Nordmann", "OLA  NORDMANN", True),
        ("Bjørn Åge", "Bjoern Aage", True),
        ("Ola Nordmann", "Nordmann Ola", False),
        ("Ola Nordmann", "Ola", False),
        ("", "", True),
    ],
)
def test_two_bills_are_to_the_same_name_however_it_is_written(ours: str, theirs: str, *, same: bool) -> None:
    assert same_name(ours, theirs) is same
