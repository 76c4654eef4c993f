-- The application's role owns nothing: it reads and writes rows, and only adds to the ledger.

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fordring_app') THEN
        CREATE ROLE fordring_app NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this cluster is being set up at the same moment
END $$;

GRANT USAGE ON SCHEMA public, house TO fordring_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, house TO fordring_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, house TO fordring_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO fordring_app;

DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT inhrelid::regclass FROM pg_inherits
                 WHERE inhparent IN ('entry'::regclass, 'posting'::regclass) LOOP
        EXECUTE format('REVOKE ALL ON %s FROM fordring_app', part);
    END LOOP;
END $$;
REVOKE ALL ON entry, posting, ledger_account FROM fordring_app;
GRANT SELECT, INSERT ON entry, posting TO fordring_app;
GRANT SELECT ON ledger_account TO fordring_app;
REVOKE ALL ON schema_migration FROM fordring_app;
GRANT SELECT ON schema_migration TO fordring_app;

-- An owner that is no superuser must be able to act as the application (`role` setting of its connections).
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'fordring_app', 'MEMBER') THEN
        EXECUTE format('GRANT fordring_app TO %I', current_user);
    END IF;
END $$;
