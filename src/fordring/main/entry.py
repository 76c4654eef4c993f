"""Where the command `fordring` begins. A start does not wait for what only the other commands need."""

import sys


def main() -> None:
    """`fordring run` at once; everything else through the command line."""
    if sys.argv[1:] == ["run"]:
        from fordring.main.installation import run_installation  # noqa: PLC0415 - a third of the time of a start

        sys.exit(run_installation())
    from fordring.main.cli import app  # noqa: PLC0415 - and this would be the rest of it

    app()
