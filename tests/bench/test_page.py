"""docs/benchmarks.md is what the bench writes: its table, its facts, how it is measured."""

from datetime import date

from bench.__main__ import PARTS
from bench.figures import HEADINGS, Figure, as_markdown, as_text, at_least, at_most, of_markdown
from bench.page import PAGE, TEMPLATE, page
from bench.page import PARTS as SHOWN

FIGURES = [
    at_least("pay", "payments", 40, 100, 0.35, "a second", "by one statement each"),
    at_most("growth", "one payment", 2.0, 1.0, 1.3, "with few"),
    Figure("pay", "its p99", "30 ms"),
]


def test_a_figure_tells_its_ratio_and_whether_it_is_met() -> None:
    assert [figure.cells() for figure in FIGURES] == [
        ("pay", "payments", "40 a second", "100 a second by one statement each", "0.40", "at least 0.35", "met"),
        ("growth", "one payment", "2.00 ms", "1.00 ms with few", "2.00", "at most 1.3", "MISSED"),
        ("pay", "its p99", "30 ms", "", "", "", ""),
    ]


def test_every_part_has_its_place_on_the_page() -> None:
    assert tuple(PARTS) == SHOWN
    assert all(part in TEMPLATE for part in PARTS)


def test_both_tables_have_a_line_for_each_figure() -> None:
    assert len(as_text(FIGURES).splitlines()) == 1 + len(FIGURES)
    assert len(as_markdown([figure.cells() for figure in FIGURES]).splitlines()) == 2 + len(FIGURES)


def test_a_page_has_the_table_the_machine_and_the_method() -> None:
    text = page(FIGURES, "", date(2026, 11, 21), "18.1")
    assert [row[1] for row in of_markdown(text)] == ["payments", "its p99", "one payment"]
    assert "PostgreSQL 18.1" in text
    assert "2026-11-21" in text


def test_parts_that_were_not_measured_keep_their_last_figures() -> None:
    before = page(FIGURES, "", date(2026, 11, 21), "18.1")
    again = page([Figure("pay", "payments", "50 a second")], before, date(2026, 11, 22), "18.1")
    assert [row[:3] for row in of_markdown(again)] == [
        ("pay", "payments", "50 a second"),
        ("growth", "one payment", "2.00 ms"),
    ]


def test_the_committed_page_is_in_the_shape_that_the_bench_writes() -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, rest = TEMPLATE.replace("{{", "{").replace("}}", "}").split("{table}")
    assert text.startswith(before)
    assert text.endswith(rest[rest.index("\n## How") :])
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows[0] == f"| {' | '.join(HEADINGS)} |"
    assert len(rows) > 8
    assert {row.count("|") for row in rows} == {len(HEADINGS) + 1}
