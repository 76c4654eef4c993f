-- A key holds what whoever made it could give it.

ALTER TABLE house.api_key ADD COLUMN scopes text[] NOT NULL DEFAULT '{admin:checkout}';
UPDATE house.api_key SET scopes = '{admin:checkout,admin:hooks}' WHERE created_by = 'fordring';
ALTER TABLE house.api_key ALTER COLUMN scopes DROP DEFAULT;
