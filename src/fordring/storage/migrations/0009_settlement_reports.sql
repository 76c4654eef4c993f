-- Settlement reports: what a payout was made of as files, who gets them by e-mail, and which event each line comes from.

ALTER TABLE payable ADD COLUMN event_no integer;
COMMENT ON COLUMN payable.event_no IS 'the event of the purchase that the amount came with; set where purchase_id is';

-- Each payment of a purchase made one row and one event, both in order.
UPDATE payable y SET event_no = e.event_no
  FROM (SELECT merchant_id, purchase_id, entry_id, line_no,
               row_number() OVER (PARTITION BY merchant_id, purchase_id ORDER BY entry_id, line_no) AS place
          FROM payable WHERE purchase_id IS NOT NULL) n
  JOIN (SELECT merchant_id, purchase_id, event_no,
               row_number() OVER (PARTITION BY merchant_id, purchase_id ORDER BY event_no) AS place
          FROM purchase_event WHERE kind = 'paid') e USING (merchant_id, purchase_id, place)
 WHERE (y.merchant_id, y.entry_id, y.line_no) = (n.merchant_id, n.entry_id, n.line_no);

-- Purchases settled before this say which of their payments went out, and what each cost.
UPDATE purchase_event v SET facts = v.facts || jsonb_build_object('lines', l.lines)
  FROM (SELECT merchant_id, purchase_id, payout_id,
               jsonb_agg(jsonb_build_object('event_no', event_no, 'amount_minor', amount_minor, 'fee_minor', fee_minor)
                         ORDER BY entry_id, line_no) AS lines
          FROM (SELECT y.*, (round(p.fee * sum(y.amount_minor) OVER reached / p.gross)
                             - round(p.fee * (sum(y.amount_minor) OVER reached - y.amount_minor) / p.gross))::bigint
                            AS fee_minor
                  FROM payable y
                  JOIN (SELECT merchant_id, payout_id, gross_minor::numeric AS gross,
                               (commission_minor + vat_minor)::numeric AS fee FROM payout) p
                       USING (merchant_id, payout_id)
                WINDOW reached AS (PARTITION BY y.merchant_id, y.payout_id ORDER BY y.entry_id, y.line_no)) shared
         WHERE purchase_id IS NOT NULL GROUP BY 1, 2, 3) l
 WHERE v.kind = 'settled' AND (v.merchant_id, v.purchase_id) = (l.merchant_id, l.purchase_id)
   AND v.facts ->> 'payout_id' = l.payout_id::text;

CREATE TABLE settlement_report (
    merchant_id   uuid NOT NULL REFERENCES merchant,
    report_id     uuid NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('settlement', 'test')),
    payout_id     uuid,
    purchase_ids  uuid[],
    currency      text NOT NULL,
    capture_minor bigint NOT NULL,
    refund_minor  bigint NOT NULL,
    data_from     timestamptz NOT NULL,
    data_to       timestamptz NOT NULL,
    created_by    text NOT NULL,
    created_at    timestamptz NOT NULL,
    rendered_at   timestamptz,
    PRIMARY KEY (merchant_id, report_id),
    UNIQUE (merchant_id, payout_id),
    FOREIGN KEY (merchant_id, payout_id) REFERENCES payout,
    CHECK (CASE kind WHEN 'settlement' THEN payout_id IS NOT NULL AND purchase_ids IS NULL
                     ELSE payout_id IS NULL AND purchase_ids IS NOT NULL END)
);
COMMENT ON TABLE settlement_report IS 'the lines of a confirmed payout as a report; a test is of chosen purchases and of no money';
COMMENT ON COLUMN settlement_report.data_from IS 'the first payment in it, and data_to the last, by the merchant''s clock';

CREATE TABLE report_file (
    merchant_id      uuid NOT NULL,
    file_id          uuid NOT NULL,
    report_id        uuid NOT NULL,
    filetype         text NOT NULL CHECK (filetype IN ('pdf', 'csv', 'xml', 'json')),
    blob_key         text,
    sha256           text,
    size_bytes       bigint,
    template_version text,
    PRIMARY KEY (merchant_id, file_id),
    UNIQUE (merchant_id, report_id, filetype),
    FOREIGN KEY (merchant_id, report_id) REFERENCES settlement_report
);
COMMENT ON COLUMN report_file.blob_key IS 'null until the one rendering of all the report''s files, by the job or the first reader';

CREATE TABLE report_configuration (
    merchant_id      uuid NOT NULL REFERENCES merchant,
    configuration_id uuid NOT NULL,
    filetypes        text[] NOT NULL,
    destinations     jsonb NOT NULL,
    providers        text[] NOT NULL,
    filters          jsonb NOT NULL,
    send_every       bigint,
    applies          boolean NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    last_send_at     timestamptz,
    PRIMARY KEY (merchant_id, configuration_id)
);

COMMENT ON COLUMN report_configuration.applies IS 'settlements of ours satisfy its providers and filters; the face says so';

ALTER TABLE delivery
    ALTER COLUMN claim_id DROP NOT NULL,
    ALTER COLUMN document_id DROP NOT NULL,
    ADD COLUMN report_id uuid,
    ADD COLUMN configuration_id uuid,
    ADD COLUMN filetypes text[],
    ADD FOREIGN KEY (merchant_id, report_id) REFERENCES settlement_report,
    ADD CHECK (num_nonnulls(claim_id, document_id) IN (0, 2)),
    ADD CHECK ((claim_id IS NULL) = (report_id IS NOT NULL)),
    ADD CHECK (num_nonnulls(report_id, configuration_id, filetypes) IN (0, 3));
CREATE INDEX delivery_report ON delivery (merchant_id, report_id) WHERE report_id IS NOT NULL;
COMMENT ON COLUMN delivery.report_id IS 'a settlement report on its way to the merchant, where it is not a claim''s document to a payer';

-- Confirmed before this: their reports are made by whoever reads them first.
WITH made AS (
    INSERT INTO settlement_report (merchant_id, report_id, kind, payout_id, currency, capture_minor, refund_minor,
                                   data_from, data_to, created_by, created_at)
    SELECT p.merchant_id, gen_random_uuid(), 'settlement', p.payout_id, p.currency,
           sum(greatest(y.amount_minor, 0)), sum(greatest(-y.amount_minor, 0)),
           min(coalesce(e.at, x.value_on::timestamp AT TIME ZONE 'UTC')),
           max(coalesce(e.at, x.value_on::timestamp AT TIME ZONE 'UTC')), 'fordring', p.settled_at
      FROM payout p JOIN payable y USING (merchant_id, payout_id)
      JOIN entry x USING (merchant_id, entry_id)
      LEFT JOIN purchase_event e USING (merchant_id, purchase_id, event_no)
     WHERE p.state = 'confirmed' GROUP BY p.merchant_id, p.payout_id
    RETURNING merchant_id, report_id)
INSERT INTO report_file (merchant_id, file_id, report_id, filetype)
SELECT merchant_id, gen_random_uuid(), report_id, filetype
  FROM made CROSS JOIN unnest(ARRAY['pdf', 'csv', 'xml', 'json']) AS f(filetype);

CREATE INDEX payout_made ON payout (merchant_id, created_at DESC, payout_id DESC) WHERE state = 'confirmed';
CREATE INDEX report_listed ON settlement_report (merchant_id, created_at DESC, report_id DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON settlement_report, report_file, report_configuration TO fordring_app;
