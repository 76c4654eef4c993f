"""The standing truths of the ledger (docs/ARCHITECTURE.md), each a query that names the rows that break it."""

from dataclasses import dataclass

import asyncpg

from fordring.domain.money import Money
from fordring.storage.house.reconciled import crossing_sql
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Truth:
    """A sentence that must hold, and the query whose every row is a breach. A `warning` is listed, not a failure.

    Columns that end in `_minor` are amounts in the row's `currency`.
    """

    sentence: str
    breaches: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One truth and what breaks it, a line per offending row, its amounts as people read them."""

    truth: Truth
    rows: tuple[str, ...]


TRUTHS = (
    Truth(
        "every entry balances",
        """SELECT merchant_id, entry_id, currency, sum(amount_minor) AS rest_minor FROM posting
            GROUP BY 1, 2, 3 HAVING sum(amount_minor) <> 0""",
    ),
    Truth(
        "every entry has postings, every posting its entry",
        """SELECT merchant_id, entry_id FROM (SELECT DISTINCT merchant_id, entry_id FROM posting) p
             FULL JOIN entry e USING (merchant_id, entry_id) WHERE e.kind IS NULL OR p.entry_id IS NULL""",
    ),
    Truth(
        "per claim, receivable and expected cancel out",
        """SELECT merchant_id, claim_id, currency, sum(amount_minor) AS rest_minor FROM posting
            WHERE account LIKE 'receivable.%' OR account LIKE 'expected.%'
            GROUP BY 1, 2, 3 HAVING sum(amount_minor) <> 0""",
    ),
    Truth(
        "per book, bank account and currency, money held is money owed",
        """SELECT merchant_id, bank_account_id, currency, sum(amount_minor) AS rest_minor FROM posting
            WHERE account IN ('client_funds', 'in_transit') OR account LIKE 'owed.%'
            GROUP BY 1, 2, 3 HAVING sum(amount_minor) <> 0""",
    ),
    Truth(
        "no receivable is negative",
        """SELECT merchant_id, claim_id, account, currency, sum(amount_minor) AS balance_minor FROM posting
            WHERE account LIKE 'receivable.%' GROUP BY 1, 2, 3, 4 HAVING sum(amount_minor) < 0""",
    ),
    Truth(
        "a claim's stored balance is the sum of its postings",
        """SELECT c.merchant_id, c.claim_id, c.number, c.currency, c.open_principal AS open_principal_minor,
                  p.principal AS principal_minor, c.open_fees AS open_fees_minor, p.fees AS fees_minor,
                  c.open_interest AS open_interest_minor, p.interest AS interest_minor
             FROM claim c LEFT JOIN LATERAL (
                  SELECT coalesce(sum(amount_minor) FILTER (WHERE account = 'receivable.principal'), 0) AS principal,
                         coalesce(sum(amount_minor) FILTER (WHERE account = 'receivable.fees'), 0) AS fees,
                         coalesce(sum(amount_minor) FILTER (WHERE account = 'receivable.interest'), 0) AS interest
                    FROM posting p WHERE (p.merchant_id, p.claim_id) = (c.merchant_id, c.claim_id)) p ON true
            WHERE c.state NOT IN ('draft', 'scheduled')
              AND (c.open_principal, c.open_fees, c.open_interest)
                  IS DISTINCT FROM (p.principal, p.fees, p.interest)""",
    ),
    Truth(
        "what of a claim's open fees and interest is the operator's is expected for the operator",
        """SELECT c.merchant_id, c.claim_id, c.currency, c.open_fees_operator AS open_fees_operator_minor,
                  c.open_interest AS open_interest_minor, p.expected AS expected_minor
             FROM claim c JOIN merchant m USING (merchant_id) JOIN LATERAL (
                  SELECT -coalesce(sum(amount_minor), 0) AS expected FROM posting p
                   WHERE (p.merchant_id, p.claim_id) = (c.merchant_id, c.claim_id)
                     AND account = 'expected.operator') p ON true
            WHERE p.expected <> c.open_fees_operator
                  + CASE WHEN m.settings -> 'operator_parts' ? 'interest' THEN c.open_interest ELSE 0 END""",
    ),
    Truth(
        "every number series has no gap and no double",
        """SELECT s.merchant_id, s.next_number, count(c.number) AS given, max(c.number) AS last
             FROM number_series s LEFT JOIN claim c ON c.merchant_id = s.merchant_id AND c.number IS NOT NULL
            WHERE s.series = 'invoice' GROUP BY 1, 2
           HAVING count(DISTINCT c.number) <> s.next_number - 1
               OR coalesce(max(split_part(c.number, '-', 2)::bigint), 0) <> s.next_number - 1""",
    ),
    Truth(
        "a purchase's captured amount is the principal covered by payments",
        """SELECT merchant_id, claim_id, currency, captured_minor, covered_minor
             FROM (SELECT merchant_id, claim_id, currency, sum(captured_minor) AS captured_minor
                     FROM purchase GROUP BY 1, 2, 3) p
             LEFT JOIN (SELECT merchant_id, claim_id, sum(minor) AS covered_minor
                          FROM (SELECT merchant_id, claim_id, principal_minor AS minor FROM payment
                                UNION ALL
                                SELECT merchant_id, claim_id, booked_minor FROM reported_booking
                                 WHERE kind = 'direct_payment') m
                         GROUP BY 1, 2) y USING (merchant_id, claim_id)
            WHERE captured_minor <> coalesce(covered_minor, 0)""",
    ),
    Truth(
        "what is open of a claim's principal is what is open of its purchases",
        """SELECT merchant_id, claim_id, c.currency, c.open_principal AS open_principal_minor, p.open AS open_minor
             FROM (SELECT merchant_id, claim_id, sum(amount_minor - captured_minor - voided_minor) AS open
                     FROM purchase WHERE claim_id IS NOT NULL GROUP BY 1, 2) p
             JOIN claim c USING (merchant_id, claim_id) WHERE c.open_principal <> p.open""",
    ),
    Truth(
        "every purchase without a claim waits for its invoice, or is voided",
        """SELECT p.merchant_id, p.purchase_id, p.status FROM purchase p
            WHERE p.claim_id IS NULL AND p.status NOT IN ('voided', 'failed') AND NOT EXISTS (
                  SELECT FROM billing_item i JOIN billing_group g USING (merchant_id, bill_on, group_key)
                   WHERE (i.merchant_id, i.purchase_id) = (p.merchant_id, p.purchase_id))""",
    ),
    Truth(
        "what waits to be paid out is what is owed to the merchant",
        """SELECT merchant_id, bank_account_id, currency, owed AS owed_minor, waiting AS waiting_minor
             FROM (SELECT merchant_id, bank_account_id, currency, -sum(amount_minor) AS owed FROM posting
                    WHERE account = 'owed.merchant' GROUP BY 1, 2, 3) o
             FULL JOIN (SELECT merchant_id, bank_account_id, currency, sum(amount_minor) AS waiting FROM payable
                         WHERE payout_id IS NULL GROUP BY 1, 2, 3) w USING (merchant_id, bank_account_id, currency)
            WHERE coalesce(owed, 0) <> coalesce(waiting, 0)""",
    ),
    Truth(
        "what waits to be refunded is what is owed to payers",
        """SELECT merchant_id, bank_account_id, currency, owed AS owed_minor, waiting AS waiting_minor
             FROM (SELECT merchant_id, bank_account_id, currency, -sum(amount_minor) AS owed FROM posting
                    WHERE account = 'owed.payer' GROUP BY 1, 2, 3) o
             FULL JOIN (SELECT merchant_id, bank_account_id, currency,
                               sum(CASE state WHEN 'owing' THEN -amount_minor ELSE amount_minor END) AS waiting
                          FROM refund WHERE state IN ('waiting', 'owing') GROUP BY 1, 2, 3) w
                 USING (merchant_id, bank_account_id, currency)
            WHERE coalesce(owed, 0) <> coalesce(waiting, 0)""",
    ),
    Truth(
        "what waits to be identified is what the house owes",
        """SELECT bank_account_id, currency, owed AS owed_minor, waiting AS waiting_minor
             FROM (SELECT bank_account_id, currency, -sum(amount_minor) AS owed FROM posting
                    WHERE account = 'owed.unidentified' GROUP BY 1, 2) o
             FULL JOIN (SELECT bank_account_id, currency, sum(amount_minor - reversed_minor) AS waiting
                          FROM house.bank_line WHERE state = 'unidentified' GROUP BY 1, 2) w
                 USING (bank_account_id, currency)
            WHERE coalesce(owed, 0) <> coalesce(waiting, 0)""",
    ),
    Truth(
        "what is in transit was sent, and the bank has said nothing of it yet",
        """SELECT merchant_id, bank_account_id, currency, travelling AS travelling_minor, sent AS sent_minor
             FROM (SELECT merchant_id, bank_account_id, currency, -sum(amount_minor) AS travelling FROM posting
                    WHERE account = 'in_transit' GROUP BY 1, 2, 3) t
             FULL JOIN (SELECT merchant_id, bank_account_id, currency, sum(minor) AS sent
                          FROM (SELECT merchant_id, bank_account_id, currency, net_minor AS minor FROM payout
                                 WHERE state = 'sent'
                                UNION ALL
                                SELECT merchant_id, bank_account_id, currency, amount_minor FROM refund
                                 WHERE state = 'sent') s
                         GROUP BY 1, 2, 3) s USING (merchant_id, bank_account_id, currency)
            WHERE coalesce(travelling, 0) <> coalesce(sent, 0)""",
    ),
    Truth(
        "a payout is the sum of its lines, and one for an invoice has no other's",
        """SELECT merchant_id, payout_id, o.reference, o.currency, o.gross_minor, y.minor AS lines_minor
             FROM payout o LEFT JOIN LATERAL (
                  SELECT sum(y.amount_minor) AS minor, bool_or(y.claim_id <> o.claim_id) AS others FROM payable y
                   WHERE (y.merchant_id, y.payout_id) = (o.merchant_id, o.payout_id)) y ON true
            WHERE o.state <> 'rejected' AND (o.gross_minor IS DISTINCT FROM y.minor OR y.others)""",
    ),
    Truth(
        "what was invoiced of a shortfall is the sum of its lines, stands in its entry, and its invoice asks for it",
        """SELECT s.merchant_id, s.shortfall_id, s.currency, s.amount_minor, y.minor AS lines_minor,
                  x.borne AS borne_minor, c.principal_minor
             FROM shortfall s LEFT JOIN claim c ON (c.merchant_id, c.claim_id) = (s.invoicer_id, s.claim_id)
             LEFT JOIN LATERAL (SELECT -sum(amount_minor) AS minor FROM payable p
                                 WHERE (p.merchant_id, p.payout_id) = (s.merchant_id, s.shortfall_id)) y ON true
             LEFT JOIN LATERAL (SELECT sum(amount_minor) AS borne FROM posting p
                                 WHERE (p.merchant_id, p.entry_id) = (s.merchant_id, s.entry_id)
                                   AND p.account = 'owed.operator.shortfalls') x ON true
            WHERE (s.amount_minor, s.amount_minor, s.amount_minor)
                  IS DISTINCT FROM (y.minor, x.borne, c.principal_minor)""",
    ),
    Truth(
        "the newest closing balance that a bank told of each account is what the ledger says was there",
        f"""SELECT a.iban, b.day, b.currency, b.closing_minor AS bank_minor,
                   coalesce(l.minor, 0) + coalesce(v.minor, 0) AS ledger_minor
             FROM (SELECT DISTINCT ON (bank_account_id) * FROM house.bank_balance ORDER BY bank_account_id, day DESC) b
             JOIN house.bank_account a USING (bank_account_id)
             LEFT JOIN LATERAL (
                  SELECT sum(p.amount_minor) AS minor FROM posting p JOIN entry x USING (merchant_id, entry_id)
                   WHERE p.account = 'client_funds' AND p.bank_account_id = b.bank_account_id
                     AND p.currency = b.currency AND x.value_on <= b.day) l ON true
             LEFT JOIN LATERAL (SELECT sum(minor) AS minor
                                  FROM ({crossing_sql("b.bank_account_id", "b.day")}) s) v ON true
            WHERE b.closing_minor <> coalesce(l.minor, 0) + coalesce(v.minor, 0)""",
        warning=True,
    ),
    Truth(
        "no bank refused a transfer after it had debited it, but for what a person has looked into",
        """SELECT reference, reason, recorded_at FROM house.transfer_status WHERE outcome = 'question'""",
        warning=True,
    ),
    Truth(
        "no merchant's client funds or dues are negative",
        """SELECT merchant_id, bank_account_id, account, currency, sum(amount_minor) AS balance_minor FROM posting
            WHERE account IN ('client_funds', 'owed.merchant') GROUP BY 1, 2, 3, 4
           HAVING CASE account WHEN 'client_funds' THEN sum(amount_minor) < 0 ELSE sum(amount_minor) > 0 END""",
        warning=True,
    ),
)

SHOWN_MAX = 20
MINOR = "_minor"


async def findings(connection: Connection) -> list[Finding]:
    """Ask every truth, in order; a finding without rows holds."""
    return [Finding(truth, tuple(await _breaches(connection, truth))) for truth in TRUTHS]


async def _breaches(connection: Connection, truth: Truth) -> list[str]:
    return [_told(row) for row in await connection.fetch(f"{truth.breaches} LIMIT {SHOWN_MAX}")]


def _told(row: asyncpg.Record) -> str:
    told = []
    for name, value in row.items():
        if name.endswith(MINOR):
            amount = "nothing" if value is None else str(Money(int(value), row["currency"]))
            told.append(f"{name.removesuffix(MINOR)} {amount}")
        elif name != "currency":
            told.append(f"{name} {value}")
    return ", ".join(told)
