"""Where a process of the house begins. A start does not wait for what only the other commands need."""

import gc
import sys
from importlib import import_module


def main() -> None:
    """The command `fordring`: `fordring run` at once, everything else through the command line."""
    begin(*(("installation", "run_installation") if sys.argv[1:] == ["run"] else ("cli", "app")))


def begin(module: str, name: str) -> None:
    """Import a module of this room and end with what its function of that name returns.

    What is imported stays: looking through it for cycles again and again is a quarter of a start.
    """
    gc.disable()
    imported = import_module(f"fordring.main.{module}")
    gc.freeze()
    gc.enable()
    sys.exit(getattr(imported, name)())
