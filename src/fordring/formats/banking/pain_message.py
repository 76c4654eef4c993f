"""The message of a pain file, read whole: our own orders, and what a bank answers to one, are small."""

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.detect import detect
from fordring.formats.banking.secure_xml import DamagedXMLError, Element, close, feed, finished, pull_parser


def message_of(data: bytes, kind: str, element: str) -> Element:
    """The element of that local name in a file of that kind, `pain.001` or `pain.002`.

    Raises NotABankFileError when it is of another kind, or is damaged.
    """
    if detect(data) != kind:
        raise NotABankFileError(f"this is not a {kind} message")
    parser = pull_parser("end", [f"{{*}}{element}"])
    try:
        feed(parser, data)
        close(parser)
    except DamagedXMLError as error:
        raise NotABankFileError(f"this {kind} is damaged or cut off in line {error.row}: {error.reason}") from error
    return next(finished(parser))
