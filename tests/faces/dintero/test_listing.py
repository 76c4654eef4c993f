"""The list of transactions: newest first, page by page, narrowed by every filter."""

from typing import Any

import pytest

from faces.dintero.stage import Shop, business, consumer

MATCHES = """
status=AUTHORIZED                                   3 2 1
status=AUTHORIZATION_VOIDED                         4
status=AUTHORIZED&status=AUTHORIZATION_VOIDED       4 3 2 1
status=CAPTURED                                     -
status=REFUNDED                                     -
status=REFUNDED&status=AUTHORIZED                   3 2 1
payment_product=kravia                              4 3 2 1
payment_product=vipps                               -
payment_product=vipps&payment_product=kravia        4 3 2 1
payment_product_type=kravia.invoice_b2b             2
payment_product_type=kravia.invoice_b2b_grouped     -
payment_product_type=payex.creditcard               -
payment_operation=unscheduled_purchase              4 3 2 1
payment_operation=recurring_purchase                -
merchant_reference=order-1                          1
merchant_reference=order                            -
merchant_reference_2=second                         3
customer_id=c-2                                     2
store_id=oslo                                       1
store_id=oslo&store_id=bergen                       2 1
store_id=x                                          -
currency=NOK                                        4 3 2 1
currency=SEK                                        -
currency=SEK&currency=NOK                           4 3 2 1
amount=200                                          2
amount.gte=200                                      4 3 2
amount.lte=200                                      2 1
amount.gte=200&amount.lte=300                       3 2
created_at.gte=2026-11-16T10:00:00Z                 4 3
created_at.gte=2026-11-16T11:00:00%2B01:00          4 3
created_at.gte=2026-11-16T11:00:00+01:00            4 3
created_at.lte=2026-11-16T10:00:00                  2 1
created_at.lte=2026-11-16                           -
captured_at.gte=2026-01-01T00:00:00Z                -
captured_at.lte=2027-01-01T00:00:00Z                -
refunded_at.gte=2026-01-01T00:00:00Z                -
card_brand=Visa                                     -
token_id=x                                          -
payout_correlation_id=a,b                           -
payout_destination_id=seller-1                      1
terminal_id=x                                       -
channel=ecommerce                                   4 3 1
channel=in_store                                    2
search=ORDER-1                                      1
search=ola nord                                     4 3 2 1
search=ola@example.com                              4 3 2 1
search=99999999                                     4 3 2 1
search=second                                       3
search=nobody                                       -
search=                                             4 3 2 1
limit=2                                             4 3
limit=100                                           4 3 2 1
includes=events.success.true                        4 3 2 1
unheard=of                                          4 3 2 1
status=AUTHORIZED&amount.lte=200                    2 1
"""

REFUSED = """
limit=0
limit=101
limit=x
limit=-1
status=authorized
status=NONSENSE
payment_product_type=kravia.invoice_b2x
payment_product_type=nonsense
payment_product=%00
payment_operation=nonsense
currency=nok
amount=1.5
amount.gte=99999999999999999999
created_at.gte=yesterday
created_at.gte=
captured_at.lte=2026-13-01
channel=telepathy
id=nonsense
session_id=T11112222.short
search=%00
"""


async def four(shop: Shop) -> list[dict[str, Any]]:
    """Four transactions, 45 minutes apart; the last is voided."""
    first = consumer("order-1", 100)
    first["session"]["order"] |= {"store": {"id": "oslo"}, "payout_destination_id": "seller-1"}
    second = business("order-2", 200)
    second["session"] |= {"customer": {"customer_id": "c-2"}, "configuration": {"channel": "in_store"}}
    second["session"]["order"]["store"] = {"id": "bergen"}
    third = consumer("order-3", 300)
    third["session"]["order"]["merchant_reference_2"] = "second"
    made = []
    for body in (first, second, third, consumer("order-4", 400)):
        made.append(await shop.pay(body))
        shop.wall.forward(minutes=45)
    await shop.post(f"/v1/transactions/{made[-1]['id']}/void")
    return made


async def numbers(shop: Shop, query: str) -> list[str]:
    answer = await shop.get(f"/v1/transactions?{query}")
    assert answer.status_code == 200, (query, answer.text)
    return [each["merchant_reference"].removeprefix("order-") for each in answer.json()]


async def test_each_filter_leaves_what_fits_it(shop: Shop) -> None:
    made = await four(shop)
    for line in MATCHES.strip().splitlines():
        query, *expected = line[:52].strip(), *line[52:].split()
        assert await numbers(shop, query) == [number for number in expected if number != "-"], query
    by_id = "&".join(f"id={made[place]['id']}" for place in (0, 2))
    assert await numbers(shop, by_id) == ["3", "1"]
    assert await numbers(shop, f"session_id={made[1]['session_id']}") == ["2"]
    assert await numbers(shop, f"search={made[1]['session_id']}") == ["2"]
    assert await numbers(shop, f"search={made[0]['id']}") == ["1"]


async def test_filter_values_that_mean_nothing_are_refused_by_name(shop: Shop) -> None:
    for query in REFUSED.split():
        answer = await shop.get(f"/v1/transactions?{query}")
        assert answer.status_code == 400, query
        assert answer.json()["error"]["errors"][0]["path"] == [query.partition("=")[0]]


async def test_the_next_page_begins_behind_the_last_id(shop: Shop) -> None:
    made = await four(shop)
    assert await numbers(shop, f"limit=2&starting_after={made[2]['id']}") == ["2", "1"]
    assert await numbers(shop, f"starting_after={made[0]['id']}") == []
    assert await numbers(shop, f"starting_after={made[3]['id']}&amount.lte=200") == ["2", "1"]


async def test_ten_are_listed_when_no_limit_is_given(shop: Shop) -> None:
    for number in range(12):
        await shop.pay(consumer(f"order-{number}"))
    assert await numbers(shop, "") == [str(number) for number in range(11, 1, -1)]


async def test_others_transactions_are_neither_listed_nor_continued_from(shop: Shop, neighbour: Shop) -> None:
    made = await four(shop)
    assert await numbers(neighbour, "") == []
    assert await numbers(neighbour, f"id={made[0]['id']}") == []
    assert await numbers(neighbour, f"search={made[0]['id']}") == []
    for identifier in (made[0]["id"], made[0]["id"].replace("T11112222", "T99998888"), "nonsense"):
        answer = await neighbour.get(f"/v1/transactions?starting_after={identifier}")
        assert answer.status_code == 404


@pytest.mark.parametrize("base", ["/v1", "/v1/accounts/T11112222/payments"])
async def test_the_list_is_a_bare_array_of_whole_transactions(base: str, shop: Shop) -> None:
    paid = await shop.pay()
    listed = (await shop.get(f"{base}/transactions")).json()
    assert listed == [(await shop.get(f"{base}/transactions/{paid['id']}")).json()]
