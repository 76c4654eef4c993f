"""`fordring rules`: what it prints, and what an operator can do to the rules."""

from typer.testing import CliRunner

from fordring.main.cli import app


def shown(*words: str) -> list[list[str]]:
    """The cells of what `fordring rules show` prints into a pipe."""
    result = CliRunner().invoke(app, ["rules", "show", *words])
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_what_applies_on_a_day_is_a_line_each_with_its_standing_and_source() -> None:
    lines = shown("NO", "2026-03-01")
    [fee] = [cells for cells in lines if cells[0] == "reminder_fee"]
    assert fee[1:5] == ["any", "38.00", "2026-01-01 –", "not verified"]
    assert "inkassoforskriften § 1-2" in fee[5]
    [rate] = [cells for cells in lines if cells[0] == "late_interest"]
    assert rate[1:4] == ["any", "12.00 %", "2026-01-01 – 2026-06-30"]
    assert lines[-1][0].startswith("LOV-2026-05-22-19: adopted")


def test_a_half_year_without_a_row_is_told() -> None:
    lines = shown("SE", "2026-07-01")
    [rate] = [cells for cells in lines if cells[0] == "late_interest"]
    assert rate[2:5] == ["10.00 %", "2026-01-01 – 2026-06-30", "ended, no row since"]
