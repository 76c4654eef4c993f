"""Very many invoices of one creditor to search: spread over states, kinds and names, made by statements over sets."""

from bench.house import House, settle
from bench.looked_through import AT_ONCE, COUNTED, SYLLABLES
from fordring.domain.claim.claim import Claim
from fordring.main.clock import wall
from fordring.storage import claim_words
from fordring.storage.transaction import Database
from fordring.storage.words import SETTLED

STATE = "(ARRAY['draft', 'issued', 'closed'])[1 + width_bucket(a, ARRAY[0.02, 0.12])]"
FILLED = f"""
    WITH example AS MATERIALIZED (SELECT t FROM claim AS t WHERE (t.merchant_id, t.claim_id) = ($1, $2))
    INSERT INTO claim SELECT made.* FROM example, generate_series($3::integer, $4::integer) AS place,
        LATERAL (SELECT random() + 0 * place AS a, random() + 0 * place AS b, random() + 0 * place AS c,
                        (lpad(to_hex(1700000000000 + place), 12, '0') || '7' || substr(md5(place::text), 1, 3) || '8'
                         || substr(md5(place::text), 4, 15))::uuid AS claim_id) AS drawn,
        LATERAL jsonb_populate_record(example.t, jsonb_build_object(
            'claim_id', claim_id, 'claim_no', 5000000 + place, 'number', 'LOOKD-' || place,
            'reference', NULL, 'state', CASE WHEN b < 0.01 THEN 'closed' ELSE {STATE} END, 'next_step_on', NULL,
            'closed_because', CASE WHEN a >= 0.12 AND b >= 0.01 THEN
                (ARRAY['time_barred', 'written_off', 'withdrawn', 'credited', 'paid'])
                    [1 + width_bucket(c, ARRAY[0.005, 0.01, 0.025, 0.05])] END,
            'kind', (ARRAY['credit_note', 'collection_case', 'invoice'])[1 + width_bucket(b, ARRAY[0.01, 0.1])],
            'due_on', current_date + 14 - place % 40,
            'last_step', CASE WHEN b >= 0.01 AND {STATE} = 'issued' AND place % 40 > 14 AND c > 0.2 THEN
                (ARRAY['compensation', 'heavy_demand', 'legal_action', 'collection_notice', 'payment_demand',
                       'monitored', 'reminder'])[1 + width_bucket(c, ARRAY[0.21, 0.23, 0.25, 0.35, 0.45, 0.6])] END,
            'paused_at', CASE WHEN c > 0.995 THEN '2026-01-01T00:00:00Z' END,
            'billing', (example.t).billing || jsonb_build_object(
                'email', 'mail' || floor(b * 300000) || '@example.com',
                'first_name', (ARRAY{SYLLABLES})[1 + floor(a * 10)] || (ARRAY{SYLLABLES})[1 + floor(b * 10)],
                'last_name', (ARRAY{SYLLABLES})[1 + floor(c * 10)] || (ARRAY{SYLLABLES})[1 + place % 10]
                    || (ARRAY{SYLLABLES})[1 + place / 10 % 10]))) AS made"""  # noqa: S608 - of the constants above


# What holds claims up: three in a hundred of those that are open, stopped, in a payment plan, or waiting for a word.
STOPPED = """
    INSERT INTO claim_stop (merchant_id, stop_id, claim_id, reason, since, note, interest_paused, created_at,
                            created_by, recorded_at)
    SELECT merchant_id, gen_random_uuid(), claim_id,
           CASE WHEN claim_no % 100 = 1 THEN 'payment_plan' ELSE 'disputed' END, current_date - 7, '', false, now(), '',
           now()
      FROM claim WHERE merchant_id = $1 AND state = 'issued' AND claim_no % 100 < 2"""
WAITING = """
    INSERT INTO follow_up_waiting (merchant_id, claim_id, kind, step, reasons, since, recorded_at)
    SELECT merchant_id, claim_id, 'approval', 'legal_action', '[]', current_date, now()
      FROM claim WHERE merchant_id = $1 AND state = 'issued' AND claim_no % 100 = 2"""


async def fill(house: House, database: Database, example: Claim, many: int) -> None:
    """So many claims like this one, of its merchant; their words are kept."""
    first, last = 1, min(many, COUNTED)
    while first <= many:
        async with database.transaction() as connection:
            await connection.execute("SELECT setseed($1)", 1 / first)
            await connection.execute(FILLED, example.merchant_id, example.claim_id, first, last)
        if first == 1:
            await settle(house)
        first, last = last + 1, min(many, last + AT_ONCE)
    async with database.transaction() as connection:
        for statement in (STOPPED, WAITING):
            await connection.execute(statement, example.merchant_id)
    late = wall() + 2 * SETTLED
    while await database.run(lambda connection: claim_words.keep(connection, late)):
        pass
