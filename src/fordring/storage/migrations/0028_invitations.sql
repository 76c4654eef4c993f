-- Invitations of people to a merchant, by e-mail. Times are the wall clock's. A link is kept as the SHA-256 of its secret;
-- each attempt at the mail makes a link of its own, and all of an invitation's end with it.

CREATE TABLE invitation (
    merchant_id         uuid NOT NULL REFERENCES merchant,
    invitation_id       uuid NOT NULL,
    email               text NOT NULL,
    name                text NOT NULL,
    accountant          boolean NOT NULL,
    country             text NOT NULL,
    organization_number text NOT NULL,
    created_at          timestamptz NOT NULL,
    created_by          text NOT NULL,
    expires_at          timestamptz NOT NULL,
    accepted_at         timestamptz,
    PRIMARY KEY (merchant_id, invitation_id)
);
CREATE INDEX invitation_open ON invitation (merchant_id, email) WHERE accepted_at IS NULL;

CREATE TABLE house.invitation_link (
    token_sha256  text PRIMARY KEY,
    merchant_id   uuid NOT NULL,
    invitation_id uuid NOT NULL,
    recorded_at   timestamptz NOT NULL
);
COMMENT ON TABLE house.invitation_link IS 'where the secret of a link finds its invitation';

ALTER TABLE delivery
    ADD COLUMN invitation_id uuid,
    ADD FOREIGN KEY (merchant_id, invitation_id) REFERENCES invitation,
    DROP CONSTRAINT delivery_check1,
    ADD CONSTRAINT delivery_of_one_thing CHECK (num_nonnulls(claim_id, report_id, invitation_id) = 1);
CREATE INDEX delivery_invitation ON delivery (merchant_id, invitation_id) WHERE invitation_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON invitation TO fordring_app;
GRANT SELECT, INSERT ON house.invitation_link TO fordring_app;
