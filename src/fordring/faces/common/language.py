"""The language in which a face tells what it tells in sentences: the first of `Accept-Language` that is one of ours."""

from collections.abc import Mapping

from starlette.requests import Request

from fordring.domain.followup.words.tongue import Language

SPOKEN: Mapping[str, Language] = {"nb": "nb", "no": "nb", "nn": "nb", "sv": "sv", "fi": "fi", "en": "en"}


def language_of(request: Request) -> Language:
    """Norwegian, Swedish, Finnish or English; English where nothing else is asked for."""
    asked = (each.strip()[:2].lower() for each in request.headers.get("accept-language", "").split(","))
    return next((SPOKEN[each] for each in asked if each in SPOKEN), "en")
