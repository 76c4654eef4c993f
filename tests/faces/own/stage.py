"""Our own face before an app, with a player of recording outlets, and the tokens of those who ask."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx2
from fastapi import FastAPI

from fordring.domain.merchant import Merchant
from fordring.faces import own
from fordring.faces.common.context import FaceContext, open_context
from fordring.faces.common.tokens import Bearer
from fordring.faces.own import OwnDoors
from fordring.jobs.bank_day import play_bank_day
from fordring.jobs.court import court_bundle
from fordring.jobs.handlers import player_of
from fordring.jobs.payment_orders import order_file
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.services.access.create_client import CreateClient, create_client
from fordring.services.incoming_file import keep_bank_file
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.storage.transaction import Database
from jobs.outgoing import Installation

BASE = "http://fordring.test"


class Desk:
    """Somebody who asks at our own face."""

    def __init__(self, house: Installation, face: FaceContext, http: httpx2.AsyncClient) -> None:
        self.house, self.face, self.http = house, face, http

    async def merchant_token(self, merchant: Merchant, *scopes: str) -> str:
        """A token as the merchant face issues them, good for an hour."""
        now = self.house.wall()
        expires = int((now + timedelta(hours=1)).timestamp())
        command = CreateClient(merchant.account_id, frozenset(scopes or {"admin:checkout"}))
        made = await self.house.database.run(lambda c: create_client(command, self.house.jobs.work(c)))
        client = made.client
        bearer = Bearer(client.client_id, merchant.account_id, merchant.merchant_id, client.scopes, expires)
        return self.face.credentials.tokens.issue(bearer, client.generation, "here", now)

    async def api_key(self, merchant: Merchant) -> str:
        """An API key of the merchant face."""
        command = CreateAPIKey(merchant.account_id, "test")
        return (await self.house.database.run(lambda c: create_api_key(command, self.house.jobs.work(c))))[1]

    async def opaque_token(self, *merchants: Merchant, operator: bool = False, name: str = "test") -> str:
        """A token as the creditor face takes them."""
        command = IssueToken(name, frozenset(each.merchant_id for each in merchants), operator=operator)
        return await self.house.database.run(lambda connection: issue_token(command, self.house.jobs.work(connection)))

    async def bearer(self, *merchants: Merchant, operator: bool = False, name: str = "test") -> dict[str, str]:
        """The header of a request with such a token."""
        return {"Authorization": f"Bearer {await self.opaque_token(*merchants, operator=operator, name=name)}"}


async def desk_of(database: Database, folder: Path) -> Desk:
    """The face, called in process."""
    house = Installation(database, folder)

    async def open_document(_merchant_id: UUID, _document_id: UUID) -> bytes:
        raise AssertionError("no document is opened here")

    face = await open_context(database, house.wall, BASE, open_document, open_document)
    face = replace(face, court_bundle=partial(court_bundle, house.jobs))
    app = FastAPI()
    keep = partial(keep_bank_file, house.jobs.blobs)
    play_day = partial(play_bank_day, house.jobs)
    doors = OwnDoors(player_of(house.jobs).advance, play_day, keep, partial(order_file, house.jobs))
    own.mount(app, face, doors)
    return Desk(house, face, httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE))
