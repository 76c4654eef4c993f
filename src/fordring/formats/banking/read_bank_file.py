"""Any bank file that is read here, by what it is: the one door of all formats."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.bgmax import read_bgmax
from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.detect import HEAD_BYTES, detect
from fordring.formats.banking.ktl import read_ktl
from fordring.formats.banking.model import BankItem
from fordring.formats.banking.ocr_giro import read_ocr_giro
from fordring.formats.banking.tito import read_tito

READERS: dict[str, Callable[[BinaryIO], Iterator[BankItem]]] = {
    "camt.052": read_camt,
    "camt.053": read_camt,
    "camt.054": read_camt,
    "ocr_giro": read_ocr_giro,
    "bgmax": read_bgmax,
    "ktl": read_ktl,
    "tito": read_tito,
}
"""Which formats are read, by what `detect` calls them."""

READ_HERE = "camt.052, camt.053, camt.054, OCR giro, BgMax, KTL, TITO"
NO_BANK_FILE = f"this is not a bank file that is read here: {READ_HERE}"


def read_bank_file(stream: BinaryIO) -> Iterator[BankItem]:
    """The lines, problems and totals of a seekable stream, read from its beginning.

    A `Problem` with `fatal` means that nothing of the file may be booked; it may come last. Raises NotABankFileError.
    """
    stream.seek(0)
    kind = detect(stream.read(HEAD_BYTES))
    stream.seek(0)
    if kind not in READERS:
        raise NotABankFileError(NO_BANK_FILE)
    yield from READERS[kind](stream)
