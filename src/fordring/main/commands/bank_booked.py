"""What a command prints of a bank file that it has booked, or that was booked before."""

from datetime import datetime

from fordring.storage.house.files import BankFile


def told_of(file: BankFile, began: datetime) -> str:
    """Its name, and how many lines became what; whether that was before the command `began`."""
    before = " before, nothing is booked twice" if file.finished_at and file.finished_at < began else ""
    counts = "".join(f", {number} {what}" for what, number in file.counts.items())
    return f"{file.name}: {file.state}{before}{counts}"
