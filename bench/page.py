"""docs/benchmarks.md: the last figures of a whole run, the machine they were taken on, and how they are taken."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.figures import Figure, as_markdown, of_markdown

PARTS = (
    "pay",
    "token",
    "pdf",
    "reading",
    "bank",
    "matching",
    "growth",
    "lists",
    "callbacks",
    "billing",
    "register",
    "follow",
    "interest",
    "followup",
    "year",
    "pages",
)
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
CPU_FACTS = Path("/proc/cpuinfo")

TEMPLATE = """\
# Benchmarks

Written by `make bench`; every comparison is of contestants that took turns in one run, so read the ratios.
One part alone: `BENCH_ARGS=pay make bench` (pay, token, pdf, reading, bank, matching, growth, lists, callbacks,
billing, register, follow, interest, followup, year, pages); the others keep their last figures here. A quick look, not
kept: `BENCH_ARGS="--scale 0.1" make bench`.

{table}

Last taken on {day}: {machine}, Python {python}, PostgreSQL {postgres}, embedded, with `fsync` and
`synchronous_commit` on. Load average at the end: {load}; much more than the number of cores means that others worked
there too, and then contestants with more work per unit lose more.

## How it is measured

* **Pay.** A load generator of its own process posts over 32 kept connections, each the next request when the last is
  answered, to the web application as `fordring run` starts it. Against it: the rows that the verb itself decided,
  put into the same database over 32 connections by one hand-written statement a unit, each column a parameter,
  the invoice number taken by that statement, nothing read before and nothing answered. Which merchant is next is drawn
  by lot. Of the rounds the middle one counts. Round trips are counted by a proxy on the database's socket. The p99 is
  told twice: of all that 32 connections get done, each without a pause, which is a saturated machine (the statement's
  own is beside it); and of payments offered evenly at 0.35 of the statement's rate, over as many connections and
  counted from when each was due. The target asks for that rate and that p99 in one sentence, so the second is how it
  is read, and the first is printed against the same limit (docs/decisions/0023-the-tail-of-payments.md).
* **Token.** The check as every handler makes it, and whole requests for one transaction, which make one each, handed to
  the web application in its own process: without a network the check's share is at its largest. Many checks and one
  request in turns, the middle of each. The first check is that of a process that remembers nothing.
* **PDF.** `render_pdf` and the bare compiler on the same template, in turns; each document has a number of its own,
  for typst remembers what it has set before.
* **Reading.** A file of one account in each format, one payment after the other, from its bytes to its lines, by one
  process that does nothing else; the best of three rounds. A payment is two lines of OCR giro and BgMax, one of KTL.
* **Bank.** A camt.054 with one credit for each open claim, from its first byte received to its last line booked, by the
  job itself in a process of its own, whose largest memory is told. Against it: the rows that it wrote, by bare `COPY`
  into tables with the same columns, keys and indexes, one `UPDATE` of as many claims and one of their purchases, for
  booking changes both; without foreign keys, triggers or stamps of their own.
  Then as many credits in two files of the same account, booked at once by two processes, which on two cores share
  them with their two connections; how often either waits for a lock is looked at fifty times a second. And OCR giro and
  BgMax with as many payments, booked like the first.
* **Matching.** Payments whose truth is known, with every kind of slip that payers make, booked by the job. What is to
  be booked is what bears its claims' own references unharmed, wherever they stand; of the rest it counts how often the
  claim that it is for is suggested first. One corpus has as many slips as we take for usual, one payment of forty; the
  other four times as many, so that what waits and what must not be booked is tried more often.
* **Growth.** Payments by the verb, and files booked by the job, in a database with few claims and in one with many,
  one unit in each in turns; the middle one counts. The claims are copies of a real purchase with all its rows.
* **Lists.** Each query of `GET /transactions` and `GET /sessions` over one kept connection to the web application,
  nine times, of which the middle one counts, at a merchant with a year of purchases. `{{deep}}`, `{{session}}` and
  `{{reference}}` are those of a purchase three quarters down the list, `{{days_3}}` is three days ago. What finds
  each: docs/decisions/0024-lists.md.
* **Callbacks.** Purchases of four merchants, each owing one call, and the worker as `fordring run` starts it with
  nothing else to do. The receiver is a process of its own that answers 200; from its first request to its last is what
  counts. Every call is signed, has a connection of its own, and its attempt is recorded with request and answer.
* **Billing.** Two workers in processes of their own bill one merchant's purchases, from the word "go" to the last
  commit: invoices with numbers, references, ledger entries, events, documents, deliveries and jobs. The yardstick takes
  the rows that they wrote, the purchases' new versions among them, and puts them over two connections into tables with
  the same columns, keys, foreign keys and indexes, one `INSERT … SELECT` a table and connection. Memory is that of the
  larger worker.
* **Register.** Register and then Start of the same invoice are one unit, over 32 kept connections at 64 creditors.
  Against it: two hand-written statements a unit, each a transaction, putting the rows that the two verbs put; the verbs
  say what those are in a transaction that is undone, once for each creditor. Then one partner loads one creditor over
  8 connections in ten pieces, and how long an invoice of the last piece takes is compared with the first.
* **Follow.** Each query of the creditor face's `search` over one kept connection to the web application, fifteen times,
  of which the middle one counts, for a token of two creditors, one of which has very many invoices. `{{last}}` is the
  time of the last change, `{{middle}}` of one half way. What stamps cost is told by payments and bookings in two
  databases in turns, one of which has neither the trigger nor the indexes (docs/decisions/0027-stamps.md).
* **Interest.** Claims a third of which were paid in part, over a change of rates, as of one day; and what follows next
  for claims reminded of before, by one process that stores nothing.
* **Followup.** One merchant's delivered invoices, copied; its clock is moved to where their reminders may be sent, and
  a twentieth of them is due. Picking is one locked statement, the quickest of some; then two workers in processes of
  their own take every step: plan, interest, row, entry, event, letter, delivery and job.
* **Year.** One sandbox merchant's invoices: a fifth is paid, a fifth in part, a fifth in two parts, the others never.
  Its clock is moved by a year at once, by one process that does all the jobs of those days too: documents, mails,
  payments by files of its bank, steps with their letters, payouts.
* **Pages.** The checkout page of a shop that embeds it, as a browser with an empty memory loads it: every style sheet,
  script, picture and the session that its script asks for, uncompressed, with the answers' headers. Then the page alone
  again and again over one kept connection.
"""


def write_page(figures: Sequence[Figure], day: date, postgres: str) -> None:
    """Write the page anew; the parts that were not measured this time keep their last figures."""
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(page(figures, before, day, postgres), encoding="utf-8")


def page(figures: Sequence[Figure], before: str, day: date, postgres: str) -> str:
    """The whole page, from what was measured now and the page as it was."""
    fresh = {figure.part for figure in figures}
    rows = [row for row in of_markdown(before) if row[0] not in fresh] + [figure.cells() for figure in figures]
    return TEMPLATE.format(
        table=as_markdown(sorted(rows, key=lambda row: PARTS.index(row[0]))),
        day=day.isoformat(),
        machine=machine(),
        python=platform.python_version(),
        postgres=postgres,
        load=f"{os.getloadavg()[0]:.1f}",
    )


def machine() -> str:
    """Cores, their make, and the system: `2 cores (AMD EPYC), Linux 6.1`."""
    names = [line.partition(":")[2].strip() for line in _lines(CPU_FACTS) if line.startswith("model name")]
    make = names[0] if names else platform.machine()
    return f"{os.cpu_count()} cores ({make}), {platform.system()} {platform.release()}"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
