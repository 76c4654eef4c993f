-- Documents that a client hands in stand beside those made here; what the sandbox's mail brought along is kept with it.

ALTER TABLE document ADD COLUMN uploaded_as text, ADD COLUMN file_name text;
COMMENT ON COLUMN document.kind IS
    'the claim''s own kind: its paper, of which there is one; attachment: travels with it; original: what it was elsewhere; '
    'replaced: a paper another took the place of; other: kept and shown only';
COMMENT ON COLUMN document.uploaded_as IS 'the type as the client says it; null for what is made here';
CREATE UNIQUE INDEX document_uploaded ON document (merchant_id, claim_id, uploaded_as, sha256) WHERE uploaded_as IS NOT NULL;

ALTER TABLE mailbox_message ADD COLUMN attachment_ids uuid[] NOT NULL DEFAULT '{}';
