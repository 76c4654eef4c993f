"""Files: bytes for who brings a token, facts for who accepts JSON, and signed links for a few minutes."""

from faces.dintero.stage import BASE, PDF, Shop, client_of
from fordring.faces.dintero.wire.answers import File
from fordring.storage.transaction import Database


async def file_path(shop: Shop) -> str:
    url: str = (await shop.pay())["metadata"]["kravia:invoice_url"]
    return url.removeprefix(BASE)


async def test_with_a_token_the_pdf_itself_is_answered(shop: Shop) -> None:
    path = await file_path(shop)
    for accept in ("*/*", "application/pdf", ""):
        answer = await shop.get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.content) == (200, PDF)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == 'inline; filename="invoice_A1B2C-000001.pdf"'


async def test_who_accepts_json_gets_a_link_that_needs_no_token(shop: Shop) -> None:
    path = await file_path(shop)
    for headers in ({"Authorization": f"Bearer {shop.token}"}, {}):
        answer = await shop.http.get(path, headers={"Accept": "application/json, text/plain", **headers})
        told = File.model_validate_json(answer.content)
        linked = await shop.http.get(told.url)
        assert (linked.status_code, linked.content) == (200, PDF)


async def test_a_link_ends_and_cannot_be_changed(shop: Shop) -> None:
    path = await file_path(shop)
    url = (await shop.get(path, headers={"Accept": "application/json"})).json()["url"]
    other = (await file_path(shop)) + "?" + url.partition("?")[2]
    changed = (url[:-1] + ("0" if url[-1] != "0" else "1"), url.replace("expires=", "expires=9"), other)
    for link in changed:
        assert (await shop.http.get(link)).status_code == 401
    assert (await shop.http.get(f"{path}?signature=x&expires=%20")).status_code == 401
    shop.wall.forward(minutes=10, seconds=1)
    assert (await shop.http.get(url)).status_code == 401


async def test_without_a_token_the_bytes_are_kept_back(shop: Shop) -> None:
    path = await file_path(shop)
    for headers in ({"Accept": "application/pdf"}, {"Accept": "*/*"}, {"Authorization": "Bearer nonsense"}):
        answer = await shop.http.get(path, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "ACCESS_FORBIDDEN")


async def test_a_token_without_reading_rights_does_not_open_files(shop: Shop, database: Database) -> None:
    path = await file_path(shop)
    credentials = await client_of(database, shop.merchant.account_id, frozenset(["write:checkout"]))
    writer = await Shop(shop.merchant, credentials, shop.http, shop.wall).log_in()
    assert (await writer.get(path)).status_code == 403


async def test_files_of_others_and_of_nobody_are_not_found(shop: Shop, neighbour: Shop) -> None:
    path, second = await file_path(shop), await file_path(shop)
    mixed = path.rpartition(".")[0] + "." + second.rpartition(".")[2]
    disguised = path.replace("T11112222", "T99998888")
    for wrong in (disguised, mixed, "/v1/files/f-abc123", path[:-1], "/v1/files/" + path.rpartition(".")[2]):
        assert (await shop.get(wrong)).status_code == 404, wrong
    assert (await neighbour.get(path)).status_code == 404
    assert (await neighbour.get(disguised)).status_code == 404
    assert (await neighbour.get(path, headers={"Accept": "application/json"})).status_code == 404
