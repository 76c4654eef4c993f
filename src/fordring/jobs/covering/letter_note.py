"""The e-mail that carries a letter: its own sentences, what is to be paid and of what it is made, made of it alone."""

from fordring.channels.mime import one_line
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.claim_tables import MARK
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.texts import WORDS
from fordring.jobs.covering.note import CoverNote, Facts, file_name, letter_html, plain_facts
from fordring.jobs.covering.texts import COVERS


def letter_note(letter: TableLetter) -> CoverNote:
    """The note for this letter, in its language; what asterisks stand for is told where an amount here bears one."""
    cover, words = COVERS[letter.language], LETTER_WORDS[letter.language]
    seller, buyer = one_line(letter.seller.name), one_line(letter.buyer.contact or letter.buyer.name)
    title = one_line(f"{letter.title} {letter.number}".strip())
    subject = words.mail_subject.format(title=title, seller=seller)
    facts = letter_facts(letter)
    greeting, questions = cover.greeting.format(buyer=buyer), words.mail_questions.format(seller=seller)
    paragraphs = [*letter.paragraphs, *([f"{words.each_reference}."] if letter.slips else [])]
    marked = any(MARK in each for each in (*paragraphs, *(value for _, value in facts)))
    marks = letter.marks if marked else ()
    online = [f"{words.mail_page}:\n{letter.page_url}"] if letter.page_url else []
    test = [cover.test] if letter.sandbox else []
    rest = [each for each in (cover.attached, letter.consequence, "\n".join(marks), questions) if each]
    text = "\n\n".join([*test, greeting, *paragraphs, *([plain_facts(facts)] if facts else []), *online, *rest]) + "\n"
    said: dict[str, object] = {
        "subject": subject,
        "language": letter.language,
        "colour": letter.brand.colour,
        "test": cover.test if letter.sandbox else "",
        "greeting": greeting,
        "opening": "\n".join(paragraphs),
        "facts": facts,
        "attached": cover.attached,
        "closing": letter.consequence,
        "marks": marks,
        "questions": questions,
        "reach": [way for way in (letter.seller.email, letter.seller.phone, letter.seller.website) if way],
    }
    if letter.page_url:
        said["link"] = {"url": letter.page_url, "label": words.mail_page, "ink": letter.brand.ink}
    return CoverNote(subject, text, letter_html(said), file_name(letter.title, letter.number))


def letter_facts(letter: TableLetter) -> Facts:
    """What it is made of, what it sums to, until when, and how it is paid: each claim by its own reference."""
    if not letter.total_minor:
        return list(letter.sums)
    words, letter_words = WORDS[letter.language], LETTER_WORDS[letter.language]
    figures = Figures.typed(words, letter.currency)
    facts = [*(letter.sums if len(letter.sums) > 1 else ()), (words.to_pay, figures.money(letter.total_minor))]
    if letter.due_on:
        facts.append((letter_words.pay_by, figures.day(letter.due_on)))
    payment = letter.payment
    if payment is None:
        return facts
    label = words.accounts[payment.account_kind] if payment.account else "IBAN"
    facts.append((label, payment.account or payment.iban or ""))
    reference = words.references[payment.reference_kind]
    if payment.reference:
        facts.append((reference, payment.reference))
    facts.extend(
        (f"{one_line(slip.name)}, {reference} {slip.reference}", figures.money(slip.amount_minor))
        for slip in letter.slips
    )
    facts.append((words.payee, one_line(payment.payee)))
    return facts
