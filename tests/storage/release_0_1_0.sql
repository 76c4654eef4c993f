-- What release 0.1.0 (migrations up to 0006) had written of a merchant with one profile and one purchase.

INSERT INTO house.bank_account VALUES
    ('00000000-0000-7000-8000-000000000001', 'Client account NOK', 'NO', 'NOK', 'NO9386011117947', '86011117947', 'DNBANOKK',
     'kid', 12, 10, 'none', true);
INSERT INTO merchant (
    merchant_id, account_id, name, organization_number, country, currency, address, vat_registered, in_business_register,
    f_skatt, default_vat_bp, number_prefix, bank_account_id, payout_account, commission_bp, commission_vat_bp, settings,
    signature_secret, created_at)
SELECT id::uuid, account_id, 'Fjord Sykkel AS', '923609016', 'NO', 'NOK', '{}', true, true, false, 2500, prefix,
       '00000000-0000-7000-8000-000000000001', '97101234561', 0, 0, '{}', 'secret', '2026-11-16T09:00:00Z'
  FROM (VALUES ('00000000-0000-7000-8000-000000000002', 'T11112222', 'A1B2C'),
               ('00000000-0000-7000-8000-000000000003', 'T11112223', 'B1B2C')) AS m (id, account_id, prefix);
INSERT INTO profile VALUES
    ('00000000-0000-7000-8000-000000000002', 'own', '{"channels": {"business": "merchant"}}', '2026-11-16T09:00:00Z');
INSERT INTO checkout VALUES
    ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000004', 'default',
     '{"merchant_reference": "order-1"}', '2026-11-16T09:00:00Z', '2026-11-17T09:00:00Z');
INSERT INTO claim (
    merchant_id, claim_id, claim_no, kind, state, number, bank_account_id, reference, payer_key, billing, business, currency,
    principal_minor, open_principal, open_fees, open_interest, issued_on, due_on, days_until_due, channel,
    collection_started, content, created_at, updated_at)
VALUES
    ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000005', 1000001, 'invoice', 'issued',
     'A1B2C-000001', '00000000-0000-7000-8000-000000000001', '100000100008', 'mail:ola@example.com', '{}', false, 'NOK',
     12500, 12500, 0, 0, '2026-11-16', '2026-11-30', 14, 'operator', true, '{"lines": []}', '2026-11-16T09:00:00Z',
     '2026-11-16T09:00:00Z');
INSERT INTO purchase (
    merchant_id, purchase_id, checkout_id, claim_id, product, status, settlement_status, currency, amount_minor,
    captured_minor, voided_minor, pending_minor, settled_minor, merchant_reference, merchant_reference_2, payer_name, store_id,
    callback, content, system_headers, created_at, updated_at)
VALUES
    ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000006',
     '00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000005', 'consumer', 'authorized',
     'not_settled', 'NOK', 12500, 0, 0, 0, 0, 'order-1', 'second', 'Ola Nordmann', 'oslo',
     '{"url": "https://shop.example.com/cb", "kinds": ["authorized"], "delay_seconds": 0}',
     '{"order": {"amount": 12500, "currency": "NOK", "merchant_reference": "order-1"}, "channel": "ecommerce"}',
     '{"dintero-system-name": "shop"}', '2026-11-16T09:00:00Z', '2026-11-16T09:00:00Z');
INSERT INTO purchase_event (
    merchant_id, purchase_id, event_no, kind, status, success, amount_minor, at, request_id, created_by, facts,
    request_headers, recorded_at)
SELECT '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000006', event_no, kind, status, true, 12500,
       '2026-11-16T09:00:00Z', '00000000-0000-7000-8000-000000000007', 'client', '{}', '{}', '2026-11-16T09:00:00Z'
  FROM (VALUES (1, 'initialized', 'initiated'), (2, 'authorized', 'authorized'),
               (3, 'collection_started', 'authorized')) AS e (event_no, kind, status);
