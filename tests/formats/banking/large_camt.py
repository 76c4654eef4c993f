"""Read a camt.053 of so many bytes, made while it is read: its size, its lines, and the process's largest memory.

Run by hand as well: `python tests/formats/banking/large_camt.py 1073741824`.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.model import BankLine

BEGIN = (
    b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId>'
    b"</GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>NO9386011117947</IBAN></Id><Ccy>NOK</Ccy></Acct>"
)
END = b"</Stmt></BkToCstmrStmt></Document>"
PAYER = "<Dbtr><Pty><Nm>Kari Nordmann</Nm></Pty></Dbtr>"
NOTE = "what the bank has to say of it " * 150


class Large(io.BytesIO):
    """The message, an entry of about 5 kB at a time."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = 0
        self.parts = self._parts(size)

    def _parts(self, size: int) -> Iterator[bytes]:
        yield BEGIN
        place = 0
        while self.size < size:
            place += 1
            yield (
                f'<Ntry><Amt Ccy="NOK">{place}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
                f"<BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>B{place}</AcctSvcrRef><NtryDtls><TxDtls>"
                f"<RltdPties>{PAYER}</RltdPties><RmtInf><Ustrd>Invoice {place}</Ustrd></RmtInf></TxDtls></NtryDtls>"
                f"<AddtlNtryInf>{NOTE}</AddtlNtryInf></Ntry>\n"
            ).encode()
        yield END

    def read(self, size: int | None = -1) -> bytes:
        """The next part, whatever its size."""
        del size
        part = next(self.parts, b"")
        self.size += len(part)
        return part


def main(size: int) -> None:
    """Read it, and print what was measured."""
    stream = Large(size)
    lines = sum(isinstance(item, BankLine) for item in read_camt(stream))
    sys.stdout.write(f"{stream.size} {lines} {peak()}\n")


def peak() -> int:
    """The most bytes this program has held; `ru_maxrss` would count those of the process that started it."""
    found = re.search(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
