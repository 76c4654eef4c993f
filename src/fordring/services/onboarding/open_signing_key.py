"""The key that signs tokens and links: made by the first process that asks, the same for all afterwards."""

import json

from joserfc.jwk import ECKey

from fordring.storage.house import keys
from fordring.storage.ids import new_id
from fordring.storage.work import Work

CURVE = "P-256"


async def open_signing_key(work: Work) -> keys.SigningKey:
    """The signing key, for ES256 (RFC 7518 section 3.4)."""
    return await keys.current(work.connection, _fresh, work.wall)


def _fresh() -> keys.SigningKey:
    key_id = str(new_id())
    key = ECKey.generate_key(CURVE, {"kid": key_id})
    return keys.SigningKey(key_id, json.dumps(key.as_dict(private=True)))
