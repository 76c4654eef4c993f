"""Who comes with a token or an API key: asked of the database, then remembered until it is taken back or expires."""

from datetime import datetime

from fordring.faces.common.memory import Memory
from fordring.faces.common.tokens import Bearer, InvalidTokenError, Tokens, require_unexpired
from fordring.storage.house import api_keys, tokens, withdrawals
from fordring.storage.house.tokens import Token
from fordring.storage.transaction import Database

KEY = "key "
"""Before a key in the memory, so that a key is never found as a token."""


class Credentials:
    """Reads the credentials of one installation."""

    def __init__(self, database: Database, tokens: Tokens, memory: Memory) -> None:
        self._database = database
        self.tokens = tokens
        self.memory = memory

    async def of_token(self, token: str, wall: datetime) -> Bearer:
        """The holder of a token. Raises InvalidTokenError."""
        known = self.memory.recall(token, Bearer)
        if known is not None:
            require_unexpired(known, wall)
            return known
        heard = self.memory.heard
        read = self.tokens.read(token, wall)
        async with self._database.reading() as connection:
            stands = await withdrawals.stands(connection, read.bearer.client_id, read.generation, read.sha256)
        if not stands:
            raise InvalidTokenError("the token was taken back")
        self.memory.keep(token, read.bearer, heard)
        return read.bearer

    async def of_key(self, key: str, wall: datetime) -> Bearer:
        """The account an API key belongs to, and what it may do there. Raises InvalidTokenError."""
        known = self.memory.recall(KEY + key, Bearer)
        if known is not None:
            require_unexpired(known, wall)
            return known
        heard = self.memory.heard
        async with self._database.reading() as connection:
            found = await api_keys.find(connection, key, wall)
        if found is None:
            raise InvalidTokenError("the API key is not valid")
        expires = None if found.expires_at is None else int(found.expires_at.timestamp())
        bearer = Bearer(str(found.api_key_id), found.account_id, found.merchant_id, found.scopes, expires)
        self.memory.keep(KEY + key, bearer, heard)
        return bearer

    async def of_opaque(self, secret: str, wall: datetime) -> Token | None:
        """What a token without signature allows; None for one that is not known, or has ended.

        One whose holder takes merchants in is asked for each time: it acts for a new one from the next call on.
        """
        known = self.memory.recall(secret, Token)
        if known is not None:
            return known if known.expires_at is None or known.expires_at > wall else None
        heard = self.memory.heard
        async with self._database.reading() as connection:
            found = await tokens.find(connection, secret, wall)
        if found is not None and found.onboards is None:
            self.memory.keep(secret, found, heard)
        return found
