"""XML from outside: parsed in pieces, without DTD, entities and network, and looked at by local name only.

Namespaces differ by message version and bank; local names do not, so every lookup ignores the namespace.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, cast

from lxml.etree import XMLPullParser, XMLSyntaxError
from lxml.etree import _Element as Element

__all__ = [
    "DamagedXMLError",
    "Element",
    "by_name",
    "close",
    "each",
    "feed",
    "finished",
    "local_name",
    "pull_parser",
    "row_of",
    "text_at",
    "text_of",
]


def pull_parser(event: Literal["start", "end"], tags: list[str] | None = None) -> XMLPullParser:
    """A parser fed in pieces that refuses huge text and deep nesting and resolves nothing."""
    return XMLPullParser(
        events=(event,),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


class DamagedXMLError(Exception):
    """The file is not well-formed: the parser's sentence, and the line of what it was fed."""

    def __init__(self, reason: str, row: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.row = row


def feed(parser: XMLPullParser, piece: bytes) -> None:
    """Let the parser read on. Raises DamagedXMLError.

    The parser itself is silent of an entity that is not declared, and would take what follows for a new document.
    """
    try:
        parser.feed(piece)
    except XMLSyntaxError as error:
        raise _damage(error) from error
    log = parser.feed_error_log
    for fault in log.filter_from_fatals() if len(log) else ():
        raise DamagedXMLError(fault.message, fault.line)


def close(parser: XMLPullParser) -> None:
    """There is no more. Raises DamagedXMLError where there should be."""
    try:
        parser.close()
    except XMLSyntaxError as error:
        raise _damage(error) from error


def _damage(error: XMLSyntaxError) -> DamagedXMLError:
    return DamagedXMLError(error.msg.partition(", line ")[0], error.lineno or 0)


def finished(parser: XMLPullParser) -> Iterator[Element]:
    """The elements a parser has come to since it was asked last."""
    events = cast("Iterator[tuple[str, Element]]", parser.read_events())  # namespace events are never asked for
    for _, element in events:
        yield element


def row_of(element: Element) -> int:
    """The line of the file on which an element begins."""
    return cast("int", element.sourceline)


@lru_cache(maxsize=1024)
def _bare(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return _bare(element.tag)


def by_name(element: Element | None) -> dict[str, Element]:
    """The first child of each local name; nothing of nothing."""
    if element is None:
        return {}
    found: dict[str, Element] = {}
    for child in element:
        name = _bare(child.tag)
        if name not in found:
            found[name] = child
    return found


def each(element: Element | None, name: str) -> list[Element]:
    """All children of one local name, in their order."""
    return [] if element is None else [child for child in element if _bare(child.tag) == name]


def text_of(element: Element | None, length_max: int = 140) -> str:
    """The text of an element without blanks around it, cut at `length_max` characters; empty for a missing one."""
    text = None if element is None else element.text
    return text.strip()[:length_max] if text else ""


def text_at(element: Element | None, *path: str) -> str:
    """The text at the end of a path of local names, empty where the path breaks off."""
    for name in path:
        if element is None:
            return ""
        element = by_name(element).get(name)
    return text_of(element)
