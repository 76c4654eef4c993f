-- The house: the few tables without a merchant. Amounts are integers of minor units; `recorded_at` is the wall clock.

CREATE SCHEMA house;

CREATE TABLE house.bank_account (
    bank_account_id  uuid PRIMARY KEY,
    name             text NOT NULL,
    country          text NOT NULL,
    currency         text NOT NULL,
    iban             text NOT NULL UNIQUE,
    domestic         text,
    bic              text NOT NULL,
    scheme           text NOT NULL CHECK (scheme IN ('kid', 'ocr', 'viitenumero', 'rf')),
    reference_length integer NOT NULL,
    modulus          integer NOT NULL,
    reference_level  text NOT NULL,
    sandbox          boolean NOT NULL
);
CREATE INDEX bank_account_domestic ON house.bank_account (domestic);

CREATE SEQUENCE house.claim_no START WITH 1000001;

CREATE TABLE house.claim_directory (
    claim_no    bigint PRIMARY KEY,
    merchant_id uuid NOT NULL,
    claim_id    uuid NOT NULL
);

CREATE TABLE house.reference (
    bank_account_id uuid NOT NULL,
    reference       text NOT NULL,
    merchant_id     uuid NOT NULL,
    claim_id        uuid NOT NULL,
    PRIMARY KEY (bank_account_id, reference)
);
COMMENT ON TABLE house.reference IS 'payment references are unique per receiving account; this is where a payment finds its claim';

CREATE TABLE house.client (
    client_id   text PRIMARY KEY,
    owner_id    text NOT NULL,
    secret_hash text NOT NULL,
    scopes      text[] NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE house.token (
    token_sha256 text PRIMARY KEY,
    name         text NOT NULL,
    merchants    uuid[] NOT NULL,
    operator     boolean NOT NULL DEFAULT false,
    expires_at   timestamptz,
    created_at   timestamptz NOT NULL
);

COMMENT ON TABLE house.token IS 'secrets of the creditor face, API keys of the merchant face, and the operator''s own';

CREATE TABLE house.signing_key (
    key_id     text PRIMARY KEY,
    private    text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE house.bank_file (
    bank_file_id uuid PRIMARY KEY,
    sha256       text NOT NULL UNIQUE,
    name         text NOT NULL,
    kind         text NOT NULL,
    size_bytes   bigint NOT NULL,
    blob_key     text NOT NULL,
    state        text NOT NULL CHECK (state IN ('received', 'booking', 'booked', 'refused')),
    booked_lines bigint NOT NULL DEFAULT 0,
    counts       jsonb NOT NULL DEFAULT '{}',
    problems     jsonb NOT NULL DEFAULT '[]',
    received_at  timestamptz NOT NULL,
    finished_at  timestamptz
);
COMMENT ON COLUMN house.bank_file.booked_lines IS 'the mark: lines up to here are booked; a killed reader resumes after it';

CREATE TABLE house.bank_line (
    bank_account_id uuid NOT NULL REFERENCES house.bank_account,
    identity        text NOT NULL,
    entry_identity  text NOT NULL,
    bank_line_id    uuid NOT NULL UNIQUE,
    bank_file_id    uuid NOT NULL REFERENCES house.bank_file,
    position        bigint NOT NULL,
    split           boolean NOT NULL,
    credit          boolean NOT NULL,
    reversal        boolean NOT NULL,
    amount_minor    bigint NOT NULL,
    currency        text NOT NULL,
    booked_on       date NOT NULL,
    value_on        date NOT NULL,
    debtor_name     text NOT NULL,
    debtor_account  text NOT NULL,
    remittance      jsonb NOT NULL,
    state           text NOT NULL CHECK (state IN ('matched', 'unidentified', 'question', 'noted', 'confirmed')),
    reason          text NOT NULL,
    merchant_id     uuid,
    claim_id        uuid,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (bank_account_id, identity)
);
CREATE INDEX bank_line_state ON house.bank_line (state, recorded_at) WHERE state IN ('unidentified', 'question');
CREATE INDEX bank_line_entry ON house.bank_line (bank_account_id, entry_identity) WHERE split;
COMMENT ON COLUMN house.bank_line.entry_identity IS 'the key of the whole entry: one file may give as one line what another gives payment by payment';

CREATE TABLE house.payment_order (
    order_id        uuid PRIMARY KEY,
    bank_account_id uuid NOT NULL REFERENCES house.bank_account,
    message_id      text NOT NULL UNIQUE,
    file_name       text NOT NULL,
    blob_key        text NOT NULL,
    sha256          text NOT NULL,
    size_bytes      bigint NOT NULL,
    currency        text NOT NULL,
    total_minor     bigint NOT NULL,
    transfers       integer NOT NULL,
    execute_on      date NOT NULL,
    debtor_name     text NOT NULL,
    created_at      timestamptz NOT NULL
);
COMMENT ON TABLE house.payment_order IS 'one pain.001 file for one bank account; its bytes follow from this row and its payouts';
