"""Paths are found in any casing; what stands for an id keeps its own."""

from faces.kravia.stage import Office, printed, problem_of


async def test_a_path_is_found_in_any_casing(office: Office) -> None:
    made = (await office.ask("POST", "/Api/V2/Invoice/Register", json=printed(debtorNumber="aB-1"))).json()
    answer = await office.ask("GET", f"/API/v2/INVOICE/{made['id']}/Details")
    assert answer.json()["value"]["invoice"]["invoiceNo"] == "20001"
    started = await office.ask("POST", f"/api/v2/Invoice/{made['id']}/Action?Action=start")
    assert started.json()["statusCode"] == "Scheduled"
    card = await office.ask("GET", "/api/v2/Creditor/10001/Debtor/aB-1")
    assert card.json()["debtorNumber"] == "aB-1"
    assert (await office.ask("GET", "/api/v2/creditor/10001/debtor/ab-1")).status_code == 404


async def test_what_is_not_there_is_refused_in_any_casing_in_this_faces_words(office: Office) -> None:
    nowhere = await office.ask("GET", "/API/V2/Nobody")
    problem = problem_of(nowhere, 404)
    assert (problem["instance"], problem["traceId"]) == ("/API/V2/Nobody", nowhere.headers["request-id"])
    assert problem_of(await office.ask("GET", "/api/v2/invoice/99/details"), 404)["detail"] == "there is no invoice 99"
    assert (
        problem_of(await office.ask("GET", "/api/v2/invoice/xx/details"), 404)["detail"] == "there is no such invoice"
    )
    for path in ("/api/v2/invoice/register", "/API/V2/Invoice/Register"):
        refused = await office.ask("GET", path)
        problem_of(refused, 405)
        assert refused.headers["Allow"] == "POST"
