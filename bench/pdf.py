"""PDF: an invoice rendered by us against the bare compiler on the same inputs, and by several processes."""

import time
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import ExitStack
from datetime import date
from multiprocessing import get_context
from statistics import median

from bench.figures import Figure, at_least
from bench.orders import KID, LINES, TOTAL, VAT_BP
from bench.size import Size
from fordring.domain.claim.numbering import number_text
from fordring.domain.money import Money, divide_rounded
from fordring.domain.references import issue_reference
from fordring.formats.documents.model import Buyer, InvoiceDocument, Line, Payment, Section, Seller, VATTotal
from fordring.formats.documents.pdf.render import render_pdf, template_inputs
from fordring.formats.documents.pdf.typesetting import compiler

PART = "pdf"
BARE_MIN = 0.9
SCALE_MIN = 1.5
ISSUED_AT = 1_795_000_000


def measure(size: Size) -> list[Figure]:
    """Documents a second, ours against bare in turns, and two processes against one."""
    ours, bare = _against_bare(size.documents)
    one, two = (_by_processes(size.documents, many) for many in (1, 2))
    return [
        at_least(PART, "invoice as PDF/A-3, one process", ours, bare, BARE_MIN, "a second", "by bare typst"),
        at_least(PART, "the same, two processes", two, one, SCALE_MIN, "a second", "by one"),
    ]


def invoice(number: int) -> InvoiceDocument:
    """The order of the bench on paper, with this number."""
    lines = tuple(_line(text, gross) for text, gross in LINES)
    net, vat = sum(line.net_minor for line in lines), sum(line.vat_minor for line in lines)
    return InvoiceDocument(
        kind="invoice",
        language="nb",
        country="NO",
        seller=Seller("Fjord Sykkel AS", ("Havnegata 4", "0150 Oslo"), "923609016", in_foretaksregisteret=True),
        buyer=Buyer("Ola Nordmann", ("Storgata 1", "0151 Oslo")),
        number=number_text("A1B2C", number),
        issued_on=date(2026, 11, 21),
        due_on=date(2026, 12, 5),
        sections=(Section(lines),),
        vat_totals=(VATTotal(VAT_BP, net, vat, TOTAL),),
        total_minor=TOTAL,
        currency="NOK",
        payment=Payment("Fjord Sykkel AS", issue_reference(KID, number), "KID", account="8601.11.17947"),
    )


def _line(text: str, gross: int) -> Line:
    net = divide_rounded(gross * 10_000, 10_000 + VAT_BP)
    vat = (Money(gross, "NOK") - Money(net, "NOK")).minor
    return Line(text, "1", net, VAT_BP, net, vat, gross)


def _against_bare(documents: int) -> tuple[float, float]:
    """Documents a second by `render_pdf` and by the compiler alone, in turns, by the middle one.

    Each document has a number of its own: typst remembers what it has set before.
    """
    bare = compiler("invoice.typ")
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(1, 2 * documents + 2, 2):
        ours, theirs = invoice(number), template_inputs(invoice(number + 1))
        began = time.perf_counter()
        render_pdf(ours)
        between = time.perf_counter()
        bare.compile(format="pdf", sys_inputs=theirs, pdf_standards=["a-3a", "ua-1"], timestamp=ISSUED_AT)
        took[0].append(between - began)
        took[1].append(time.perf_counter() - between)
    return 1 / median(took[0][1:]), 1 / median(took[1][1:])


def _by_processes(documents: int, many: int) -> float:
    """Documents a second of so many processes that have read their fonts already."""
    with ExitStack() as stack:
        pools = [
            stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_render))
            for _ in range(many)
        ]
        wait([pool.submit(_render) for pool in pools])
        began = time.perf_counter()
        wait([pool.submit(_render, documents // many) for pool in pools])
        return documents // many * many / (time.perf_counter() - began)


def _render(documents: int = 1) -> None:
    for number in range(documents):
        render_pdf(invoice(1 + number))
