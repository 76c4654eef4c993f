"""A camt file of 50 MB is read in a process of its own, whose memory stays far below the file's size."""

import subprocess
import sys
from pathlib import Path

LARGE = Path(__file__).with_name("large_camt.py")
MIB = 1024 * 1024


def test_memory_does_not_grow_with_the_file() -> None:
    answer = subprocess.run([sys.executable, LARGE, str(50 * MIB)], check=True, capture_output=True, text=True)
    size, lines, peak = map(int, answer.stdout.split())
    assert size > 50 * MIB
    assert lines > 5_000
    assert peak < 120 * MIB
