"""XML to outside: elements as text, so that a message's builder reads like the standard's table of contents."""

import re
from html import escape

# What XML 1.0 cannot carry at all, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *content: str, **attributes: str) -> str:
    """An element around finished XML; empty when there is no content, as ISO 20022 has no empty elements."""
    inner = "".join(content)
    marks = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{marks}>{inner}</{name}>" if inner else ""


def leaf(name: str, text: str, **attributes: str) -> str:
    """An element with escaped text; characters that XML cannot carry are left out."""
    return element(name, escape(_FORBIDDEN.sub("", text), quote=False), **attributes)


def document(message: str, version: str, *content: str) -> bytes:
    """The bytes of `Document` in the namespace of a message such as `camt.054` and version such as `08`."""
    inner = element("Document", *content, xmlns=f"urn:iso:std:iso:20022:tech:xsd:{message}.001.{version}")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inner}\n'.encode()
