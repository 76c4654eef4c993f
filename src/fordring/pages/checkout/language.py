"""Which language a page for a payer speaks: what it was asked for, what the shop set, what the browser prefers.

In this order: the address's `language`, the shop's own setting for the order, the browser's `Accept-Language`, the
merchant's country. A browser that names none of the four is spoken to in English.
"""

from collections.abc import Iterator

from fordring.formats.documents.model import Language

LANGUAGES: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nb", "da": "nb", "sv": "sv", "fi": "fi", "en": "en"}
"""By the first two letters of a language tag. Nynorsk and Danish are nearest to bokmål."""

TAGS_MAX = 20


def chosen(asked: str, shops: str, accepted: str, merchants: Language) -> Language:
    """The language, by what is said in each place; an empty text says nothing."""
    return known(asked) or known(shops) or _preferred(accepted) or ("en" if accepted.strip(" *") else merchants)


def known(tag: str) -> Language | None:
    """The language of a tag such as `nb-NO`, if it is one of ours."""
    return LANGUAGES.get(tag.strip()[:2].lower())


def _preferred(accepted: str) -> Language | None:
    """The best liked of ours (RFC 9110 section 12.5.4)."""
    liked = sorted(_weighed(accepted), key=lambda weighed: -weighed[0])
    return next((language for weight, language in liked if weight), None)


def _weighed(accepted: str) -> Iterator[tuple[float, Language]]:
    for part in accepted.split(",")[:TAGS_MAX]:
        tag, _, parameters = part.partition(";")
        language = known(tag)
        if language is not None:
            yield _weight(parameters), language


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
