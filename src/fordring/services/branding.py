"""How a merchant's papers look and which language they speak, by its settings."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, cast, get_args

from fordring.domain.errors import InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.formats.documents.model import DEFAULT_COLOUR, Brand, Language

LANGUAGES: Mapping[str, Language] = {"NO": "nb", "SE": "sv", "FI": "fi"}


def brand_of(settings: Mapping[str, Any]) -> Brand:
    """The merchant's colour and logo. A brand that no renderer could draw is left out: it must not stop an invoice."""
    chosen = settings.get("brand") or {}
    try:
        logo = base64.b64decode(chosen["logo"], validate=True) if chosen.get("logo") else None
        return Brand(chosen.get("colour") or DEFAULT_COLOUR, logo)
    except (InvalidCommandError, binascii.Error, ValueError):
        return Brand()


def merchant_language(merchant: Merchant) -> Language:
    """What the merchant itself is written to in: its setting `document_language`, else its country's."""
    chosen = merchant.settings.get("document_language")
    return cast("Language", chosen) if chosen in get_args(Language) else LANGUAGES[merchant.country]
