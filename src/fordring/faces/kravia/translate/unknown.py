"""Members that nobody here knows, kept as they came."""

import json
from collections.abc import Mapping
from typing import Any


def kept_text(members: Mapping[str, Any]) -> str:
    """The members as JSON in plain ASCII; a decimal becomes its text."""
    return json.dumps(members, default=str, ensure_ascii=True, sort_keys=True)
