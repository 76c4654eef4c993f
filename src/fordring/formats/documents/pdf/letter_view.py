"""A letter of paragraphs and tables as the template sees it, its parts named as an invoice's are."""

from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.model import Table, TableLetter
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.pdf.legible import legible_all
from fordring.formats.documents.pdf.party_view import footer_columns
from fordring.formats.documents.pdf.view import online, payment_view
from fordring.formats.documents.texts import WORDS
from fordring.formats.documents.texts.words import Words

SLIPS_MAX = 12
"""As many references as a slip repeats; of more the table alone tells, so that a slip is never longer than its page."""


def letter_view(letter: TableLetter) -> dict[str, object]:
    """The whole letter as strings, lists and dicts for the template; equal letters give equal views."""
    words = WORDS[letter.language]
    figures = Figures(words, letter.currency)
    buyer = letter.buyer
    shown = {
        "language": letter.language,
        "kind": letter.title,
        "title": f"{letter.title} {letter.number}".strip(),
        "colour": letter.brand.colour,
        "test": [words.test_mark, words.test_note] if letter.sandbox else None,
        "preview": [words.preview_mark, words.preview_note] if letter.preview else None,
        "seller": letter.seller.name,
        "sender": ", ".join((letter.seller.name, *letter.seller.address)),
        "recipient": [line for line in (buyer.name, buyer.contact, *buyer.address) if line],
        "facts": letter.facts,
        "headline": _headline(letter, words, figures),
        "paragraphs": letter.paragraphs,
        "tables": [_table(table) for table in letter.tables],
        "consequence": letter.consequence,
        "notes": [[note.heading, note.text] for note in letter.notes],
        "marks": letter.marks,
        "payment": _payment(letter, words, figures),
        "footer": footer_columns(letter, words),
        "page": [words.page, words.of],
    }
    return {key: legible_all(value) for key, value in shown.items()} | {"online": online(letter, words)}


def _headline(letter: TableLetter, words: Words, figures: Figures) -> list[str]:
    """What is to be paid and until when; nothing beside the title where nothing is."""
    if not letter.total_minor:
        return ["", "", ""]
    due = f"{LETTER_WORDS[letter.language].pay_by} {figures.day(letter.due_on)}" if letter.due_on else ""
    return [words.to_pay, figures.money(letter.total_minor), due]


def _table(table: Table) -> dict[str, object]:
    return {
        "heading": table.heading,
        "columns": table.columns,
        "text_columns": table.text_columns,
        "rows": [{"cells": row.cells, "detail": row.detail} for row in table.rows],
        "total": table.total,
        "foot": table.foot,
    }


def _payment(letter: TableLetter, words: Words, figures: Figures) -> dict[str, object] | None:
    """The payment block, with the letter's own word for its day; of several, each with its own reference."""
    payment = letter.payment
    if payment is None:
        return None
    letter_words = LETTER_WORDS[letter.language]
    shown = payment_view(letter, payment, words, figures)
    due = [(letter_words.pay_by, figures.day(letter.due_on))] if letter.due_on else []
    reference = words.references[payment.reference_kind]
    listed = letter.slips if len(letter.slips) <= SLIPS_MAX else ()
    how = letter_words.each_reference if listed else letter_words.each_in_table
    parts = [[f"{slip.name}  {reference} {slip.reference}", figures.money(slip.amount_minor)] for slip in listed]
    first = [(words.amount, figures.money(letter.total_minor)), *due]
    return shown | {"first": first, "each": [how, parts] if letter.slips else None}
