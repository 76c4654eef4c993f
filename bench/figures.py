"""What a measurement says: one line of the table, on a terminal and in docs/benchmarks.md."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("part", "what", "measured", "compared with", "ratio", "target", "verdict")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `ratio` is what was measured against `compared`; `met` is None where nothing is promised."""

    part: str
    what: str
    measured: str
    compared: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line's words under HEADINGS."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return self.part, self.what, self.measured, self.compared, ratio, self.target, verdict


def at_least(part: str, what: str, rate: float, base: float, target: float, unit: str, base_name: str) -> Figure:
    """A rate that is to reach `target` times another rate of the same run."""
    ratio = rate / base
    compared = f"{base:,.0f} {unit} {base_name}"
    return Figure(part, what, f"{rate:,.0f} {unit}", compared, ratio, f"at least {target}", ratio >= target)


def at_most(part: str, what: str, cost: float, base: float, target: float, base_name: str) -> Figure:
    """A cost in milliseconds that is to stay within `target` times another cost of the same run."""
    ratio = cost / base
    return Figure(
        part, what, f"{cost:.2f} ms", f"{base:.2f} ms {base_name}", ratio, f"at most {target}", ratio <= target
    )


def as_text(figures: Sequence[Figure]) -> str:
    """The table for a terminal."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def as_markdown(rows: Sequence[Sequence[str]]) -> str:
    """The table for the page, from each line's words."""
    whole = [HEADINGS, tuple("---" for _ in HEADINGS), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in whole)


def of_markdown(text: str) -> list[tuple[str, ...]]:
    """The lines of a table that stands in `text`, without its headings."""
    rows = [line.removeprefix("|").removesuffix("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in row) for row in rows[2:]]
