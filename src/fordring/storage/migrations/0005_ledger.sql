-- The ledger: entries and their postings, append-only, zero-sum checked by the database itself.
-- Partitioned by the month of recording, months added ahead by the schedule; the application may insert, nothing else.

CREATE TABLE entry (
    merchant_id uuid NOT NULL,
    entry_id    uuid NOT NULL,
    kind        text NOT NULL,
    value_on    date NOT NULL,
    cause       text NOT NULL,
    facts       jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, entry_id, recorded_at)
) PARTITION BY RANGE (recorded_at);
COMMENT ON COLUMN entry.merchant_id IS 'the book: a merchant, or the nil uuid for the house book';

CREATE TABLE posting (
    merchant_id     uuid NOT NULL,
    entry_id        uuid NOT NULL,
    line_no         integer NOT NULL,
    account         text NOT NULL,
    claim_id        uuid,
    bank_account_id uuid,
    currency        text NOT NULL,
    amount_minor    bigint NOT NULL CHECK (amount_minor <> 0),
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, entry_id, line_no, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX posting_claim ON posting (merchant_id, claim_id) WHERE claim_id IS NOT NULL;

CREATE TABLE ledger_account (account text PRIMARY KEY, meaning text NOT NULL);
INSERT INTO ledger_account (account, meaning) VALUES
    ('receivable.principal', 'what the payer owes of the principal, per claim'),
    ('receivable.fees', 'what the payer owes of fees, per claim'),
    ('receivable.interest', 'what the payer owes of interest, per claim'),
    ('expected.merchant', 'the other side of a receivable that will be the merchant''s, per claim'),
    ('expected.operator', 'the other side of a receivable that will be the operator''s, per claim'),
    ('client_funds', 'money on the client account, per bank account'),
    ('in_transit', 'payout or refund sent, not yet confirmed by the bank'),
    ('owed.merchant', 'collected, not yet paid out'),
    ('owed.payer', 'overpaid, to be refunded'),
    ('owed.unidentified', 'received, claim not known yet (house book)'),
    ('owed.operator.fees', 'the operator''s fees until swept'),
    ('owed.operator.interest', 'the operator''s interest until swept'),
    ('owed.operator.commission', 'commission kept back from payouts'),
    ('owed.operator.vat', 'VAT on commission');

-- Each statement's postings are whole entries: per entry and currency they sum to zero, and their accounts exist.
CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT entry_id, currency, sum(amount_minor) AS rest INTO wrong
      FROM added GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance: % % left', wrong.entry_id, wrong.rest, wrong.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balances';
    END IF;
    SELECT account INTO wrong FROM added
     WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.account = added.account) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no such ledger account: %', wrong.account USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER posting_balances AFTER INSERT ON posting
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_unbalanced();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_no_truncate BEFORE TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- TRUNCATE triggers are not inherited by partitions, and a partition reached past its parent would escape the
-- balance check: each gets its own triggers, and the application has no right on it.
CREATE FUNCTION add_ledger_month(first_day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT AS $$
DECLARE
    parent text;
    part   text;
BEGIN
    first_day := date_trunc('month', first_day)::date;
    FOREACH parent IN ARRAY ARRAY['entry', 'posting'] LOOP
        part := format('%s_%s', parent, to_char(first_day, 'YYYYMM'));
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent,
                       first_day::timestamp AT TIME ZONE 'UTC',
                       (first_day + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        PERFORM guard_ledger_partition(part);
    END LOOP;
END $$;

CREATE FUNCTION guard_ledger_partition(part text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part);
    IF part LIKE 'posting%' THEN
        EXECUTE format('CREATE TRIGGER balances AFTER INSERT ON %I REFERENCING NEW TABLE AS added '
                       'FOR EACH STATEMENT EXECUTE FUNCTION refuse_unbalanced()', part);
    END IF;
END $$;

CREATE TABLE entry_rest PARTITION OF entry DEFAULT;
CREATE TABLE posting_rest PARTITION OF posting DEFAULT;
SELECT guard_ledger_partition('entry_rest'), guard_ledger_partition('posting_rest');
