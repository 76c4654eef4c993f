-- Grouped invoices: a purchase waits, without a claim, for the invoice of its customer's billing period.

ALTER TABLE purchase ALTER COLUMN claim_id DROP NOT NULL;
ALTER TABLE purchase DROP CONSTRAINT IF EXISTS purchase_product_check;
ALTER TABLE purchase ADD CONSTRAINT purchase_product_check CHECK (product IN ('business', 'consumer', 'grouped'));
COMMENT ON COLUMN purchase.claim_id IS 'null until a grouped purchase is billed; every other has its claim from the start';

CREATE TABLE billing_group (
    merchant_id uuid NOT NULL REFERENCES merchant,
    bill_on     date NOT NULL,
    group_key   uuid NOT NULL,
    purchases   integer NOT NULL CHECK (purchases > 0),
    PRIMARY KEY (merchant_id, bill_on, group_key)
);
COMMENT ON TABLE billing_group IS 'one invoice to come; the billing run deletes the row with the commit that makes the invoice, so what is left is what waits';
COMMENT ON COLUMN billing_group.purchases IS 'how many joined, those voided since among them';

CREATE TABLE billing_item (
    merchant_id    uuid NOT NULL,
    purchase_id    uuid NOT NULL,
    bill_on        date NOT NULL,
    group_key      uuid NOT NULL,
    payer_key      text NOT NULL,
    billing        jsonb NOT NULL,
    days_until_due integer NOT NULL,
    delivered_on   date NOT NULL,
    lines          jsonb NOT NULL,
    warnings       jsonb NOT NULL,
    PRIMARY KEY (merchant_id, purchase_id),
    FOREIGN KEY (merchant_id, purchase_id) REFERENCES purchase
);
CREATE INDEX billing_item_group ON billing_item (merchant_id, bill_on, group_key);
COMMENT ON TABLE billing_item IS 'what a grouped purchase brings to its invoice, frozen when it was made: whom to bill, on which terms, its lines';

GRANT SELECT, INSERT, UPDATE, DELETE ON billing_group, billing_item TO fordring_app;
