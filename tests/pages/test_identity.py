"""A payer is identified on the way from a checkout to its payment: what goes well, and what is put right."""

from dataclasses import replace
from pathlib import Path

from pydantic_core import to_json

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.offer import ProductTerms, Terms
from fordring.domain.purchase.purchase import Product
from fordring.faces.dintero.translate.transactions import transaction
from fordring.faces.dintero.wire.answers import Transaction
from fordring.gateways.identity.provider import Provider
from fordring.services.checkout.pay_checkout import Hindrance
from fordring.services.views import CheckoutView, PurchaseView, purchase_view
from fordring.storage.transaction import Database
from pages.identity_stage import PUBLIC, RETURN, SIMULATOR, Stage, form_of, stage_of
from support import make
from support.small_provider import HETU, ISSUER, SmallProvider, trust_network

TO_SHOP = f"{RETURN}&merchant_reference=order-1&transaction_id=T11112222."


async def bought(stage: Stage, view: CheckoutView) -> PurchaseView:
    paid = await stage.checkout(view)
    assert paid.purchase_id is not None
    async with stage.house.database.reading() as connection:
        return await purchase_view(connection, stage.merchant, paid.purchase_id)


async def test_who_is_identified_as_the_billed_person_has_paid_and_is_back_at_the_shop(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        for _ in range(2):
            shown = await stage.browser.get(page)
            assert shown.status_code == 200
            assert "Fjord Sykkel AS ber deg bekrefte hvem du er" in shown.text
            assert "frame-ancestors 'none'" in shown.headers["content-security-policy"]
            assert "unsafe-inline" not in shown.headers["content-security-policy"]
        sent = await stage.set_out(page)
        assert sent.startswith(f"{SIMULATOR}/authorize?")
        assert "code_challenge_method=S256" in sent
        (cookie,) = stage.browser.cookies.jar
        assert (cookie.path, cookie.secure, cookie.has_nonstandard_attr("HttpOnly")) == ("/identity", False, True)
        assert cookie.get_nonstandard_attr("SameSite") == "lax"
        answer = await stage.go_on(await stage.choose(sent, "ola"))
        assert answer.headers["location"].startswith(TO_SHOP)
        assert (await stage.browser.get(page)).headers["location"].startswith(TO_SHOP)
        worded = transaction(await bought(stage, view), PUBLIC)
        Transaction.model_validate_json(to_json(worded))
        told = worded["verified_identity"]
        assert len(told.pop("sub")) == 32
        assert len(told.pop("nonce")) == 43
        assert told.pop("auth_time").startswith("2026-11-16T09:00:00")
        assert told == {
            "type": "dintero-idp",
            "iss": SIMULATOR,
            "aud": "fordring-no",
            "acr": "urn:fordring:simulated",
            "national_idp": "nbid",
            "national_country": "NO",
            "name": "Ola Nordmann",
            "given_name": "Ola",
            "family_name": "Nordmann",
        }


async def test_payers_of_three_countries_are_spoken_to_in_their_language(database: Database, tmp_path: Path) -> None:
    people = {
        "SE": ("T22223333", "asa", "Asa", "Oberg", "ber dig legitimera dig"),
        "FI": ("T33334444", "vaino", "Vaino", "Jarvinen", "pyytää sinua tunnistautumaan"),
    }
    for country, (account, person, first, last, said) in people.items():
        owner = await make.merchant(database, country, account, number_prefix=f"{country}{country}X")
        async with stage_of(database, tmp_path, owner) as stage:
            view = await stage.open()
            page = await stage.page_of(view, first_name=first, last_name=last)
            assert said in (await stage.browser.get(page)).text
            english = await stage.browser.get(page, headers={"Accept-Language": "de,en;q=0.5"})
            assert "asks who you are" in english.text
            asked = await stage.browser.get(f"{page}?language=fi", headers={"Accept-Language": "en"})
            assert "pyytää sinua" in asked.text
            assert (await stage.identify(page, person)).headers["location"].startswith(RETURN)


async def test_another_name_than_the_bills_is_corrected_without_being_identified_again(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        shown = await stage.identify(page, "ingrid")
        assert "Du er identifisert som Ingrid Ukjent, men fakturaen står i navnet Ola Nordmann." in shown.text
        form = form_of(shown.text)
        assert (form["first_name"], form["last_name"]) == ("Ola", "Nordmann")
        stranger = (await stage.browser.get(page, headers={"Cookie": "none=0"})).text
        assert "Ingrid" not in stranger.replace(shown.text, "")
        again = await stage.browser.post(f"{page}/name", data={**form, "first_name": "Inger"})
        assert again.headers["location"] == page
        assert "<b>" not in (await stage.browser.get(page)).text
        done = await stage.browser.post(f"{page}/name", data={**form, "first_name": "Ingrid", "last_name": "UKJENT"})
        assert done.headers["location"].startswith(TO_SHOP)
        purchase = await bought(stage, view)
        assert purchase.billing["first_name"] == "Ingrid"
        assert purchase.purchase.content["order"]["billing_address"] == {"first_name": "Ingrid", "last_name": "UKJENT"}


async def test_somebody_else_is_identified_in_a_second_try(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        page = await stage.page_of(await stage.open())
        assert "Navnet stemmer ikke" in (await stage.identify(page, "ingrid")).text
        own = {"given_name": "Ola Magnus", "family_name": "Nordmann"}
        assert (await stage.identify(page, "other", **own)).headers["location"].startswith(TO_SHOP)


async def test_for_a_business_anybody_may_act_who_says_who_they_are(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        company = {"business_name": "Nordmann AS", "organization_number": "923609016"}
        for product in (Product.BUSINESS, Product.GROUPED):
            view = await stage.open(order=make.order(reference=product))
            page = await stage.page_of(view, product, **company)
            assert (await stage.identify(page, "ingrid")).headers["location"].startswith(RETURN)
            worded = transaction(await bought(stage, view), PUBLIC)
            assert worded["verified_identity"]["name"] == "Ingrid Ukjent"


async def test_an_identification_is_good_for_one_checkout_one_product_and_one_name_half_an_hour(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view, other = await stage.open(), await stage.open(order=make.order(reference="order-2"))
        page = await stage.page_of(view, email="ola+declined@example.com")
        declined = await stage.identify(page, "ola")
        assert "kan ikke betales med faktura" in declined.text
        assert (await stage.pay(other)).hindrance is Hindrance.IDENTITY
        assert (await stage.pay(view, first_name="Kari")).hindrance is Hindrance.IDENTITY
        company = {"business_name": "Nordmann AS", "organization_number": "923609016"}
        assert (await stage.pay(view, Product.BUSINESS, **company)).hindrance is Hindrance.IDENTITY
        before = stage.house.wall.now
        stage.house.wall.now = before.replace(minute=59)
        assert (await stage.pay(view)).hindrance is Hindrance.IDENTITY
        stage.house.wall.now = before
        assert (await stage.pay(view, first_name="OLA")).hindrance is None
        assert (await stage.pay(other)).hindrance is Hindrance.IDENTITY


async def test_what_needs_no_identification_tells_of_none(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        terms = Terms({Product.CONSUMER: ProductTerms(enabled=True, identity_required=False)})
        view = await stage.open(terms=terms)
        assert (await stage.pay(view)).hindrance is None
        one_step = await stage.house.pay(merchant, order=make.order(reference="one-step"))
        for purchase in (await bought(stage, view), one_step):
            assert "verified_identity" not in transaction(purchase, PUBLIC)


async def test_a_payer_who_gives_up_comes_back_with_an_error_and_the_shop_is_called(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        form = form_of((await stage.browser.get(page)).text)
        left = await stage.browser.post(f"{page}/leave", data=form)
        assert left.headers["location"] == f"{RETURN}&merchant_reference=order-1&error=authorization"
        assert (await stage.browser.post(f"{page}/leave", data=form)).headers["location"] == page
        over = await stage.browser.get(page)
        assert (over.status_code, "Tilbake til kassen" in over.text, "leave" in over.text) == (410, True, False)
        kept = await stage.checkout(view)
        assert [event.kind for event in kept.events][-1] == "unidentified"
        async with database.reading() as connection:
            topics = [row["topic"] for row in await connection.fetch("SELECT topic FROM outgoing_call ORDER BY topic")]
        assert topics == ["callback"]
        again = await stage.page_of(view)
        assert (await stage.identify(again, "ola")).headers["location"].startswith(TO_SHOP)


async def test_where_the_shop_named_no_address_the_page_says_that_it_is_paid(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open(content={"order": {"amount": 12_500}})
        page = await stage.page_of(view)
        shown = await stage.identify(page, "ola")
        assert (shown.status_code, "betalt med faktura" in shown.text) == (200, True)


async def test_over_https_the_cookie_is_secure(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        stage.context = replace(stage.context, public_url="https://pay.example.com")
        page = await stage.page_of(await stage.open())
        async with stage.another_browser() as other:
            form = form_of((await other.get(page)).text)
            sent = await other.post(page, data=form)
        assert "; Secure" in sent.headers["set-cookie"]
        assert (
            "redirect_uri=https%3A%2F%2Fpay.example.com%2Fidentity%2Fcallback%2Fsimulated-no"
            in sent.headers["location"]
        )


async def test_a_live_finnish_payer_is_identified_by_the_trust_network(database: Database, tmp_path: Path) -> None:
    live = await make.merchant(database, "FI", "P33334444", number_prefix="LIVEF")
    broker = SmallProvider(make.WALL)
    async with stage_of(database, tmp_path, live, (Provider(trust_network(), broker),)) as stage:
        view = await stage.open()
        page = await stage.page_of(view, first_name="Vaino", last_name="Jarvinen")
        code = broker.authorize(await stage.set_out(page))
        assert broker.asked["redirect_uri"] == f"{PUBLIC}/identity/callback/ftn"
        assert broker.asked["ui_locales"] == "fi"
        back = f"{broker.asked['redirect_uri']}?code={code}&state={broker.asked['state']}"
        assert (await stage.go_on(back)).headers["location"].startswith(RETURN)
        told = transaction(await bought(stage, view), PUBLIC)["verified_identity"]
        assert (told["iss"], told["national_idp"], told["name"]) == (ISSUER, "ftn", "Väinö Järvinen")
        assert HETU not in repr(told)
