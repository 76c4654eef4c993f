"""The API documentation shows what the routes take and answer, though bodies bypass the framework's machinery."""

from openapi_spec_validator import validate

from faces.dintero.stage import Shop
from fordring.domain.merchant import Merchant


async def test_the_document_is_valid_and_has_every_body_and_answer(shop: Shop, merchant: Merchant) -> None:
    assert merchant.account_id == "T11112222"
    document = (await shop.http.get("/openapi.json")).json()
    validate(document)
    for base in ("/v1", "/v1/accounts/{aid}/payments"):
        pay = document["paths"][f"{base}/sessions/pay"]["post"]
        body = pay["requestBody"]["content"]["application/json"]["schema"]
        assert body["properties"]["payment"]["properties"]["days_until_due"]["maximum"] == 365
        answer = pay["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer["$ref"].endswith("/PaidTransaction")
        refused = pay["responses"]["400"]["content"]["application/json"]["schema"]
        assert refused["$ref"].endswith("/PayErrorAnswer")
        listed = document["paths"][f"{base}/transactions"]["get"]
        assert {"starting_after", "created_at.gte"} <= {each["name"] for each in listed["parameters"]}
    assert document["paths"]["/v1/accounts/{oid}/auth/token"]["post"]["requestBody"]
