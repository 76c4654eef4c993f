-- Workers book files of one account at the same time. A credit that two kinds of files tell of, each with a number of its
-- own, is known by what both say of it and by how many were alike before it; an entry that one file gives whole and another
-- payment by payment is opened by one line. Who brings the same at the same time meets these keys, and looks again.

ALTER TABLE house.bank_line
    ADD COLUMN said uuid,
    ADD COLUMN said_no integer,
    ADD COLUMN opens_entry boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN house.bank_line.said IS 'a digest of what every kind of file says of a credit: its reference, else payer and text; null where nothing is said';
COMMENT ON COLUMN house.bank_line.said_no IS 'which it is of the credits of one account, day and amount of which the same is said, counted from 1';
COMMENT ON COLUMN house.bank_line.opens_entry IS 'the first line of its entry, which is the only one where the entry came whole';

-- What is there is spelt as formats/banking/identity.py spells it.
WITH given AS (
    SELECT bank_line_id, bank_account_id, booked_on, amount_minor, recorded_at, bank_file_id, position,
           jsonb_path_query_first(remittance, '$.references[*] ? (@.kind == "scor").value') #>> '{}' AS reference,
           concat_ws('/', '', lower(regexp_replace(replace(debtor_name, 'ß', 'ss'), '[^[:alnum:]]', '', 'g')),
                     lower(regexp_replace(replace(coalesce(remittance ->> 'text', ''), 'ß', 'ss'),
                                          '[^[:alnum:]]', '', 'g'))) AS words
      FROM house.bank_line JOIN house.bank_account USING (bank_account_id, currency) WHERE credit AND NOT reversal),
spelt AS (
    SELECT given.*, CASE WHEN reference IS NULL THEN nullif(words, '//')
                         ELSE nullif(ltrim(regexp_replace(upper(regexp_replace(reference, '\s', '', 'g')),
                                                          '^RF.{0,2}', ''), '0'), '') END AS words_said
      FROM given),
digested AS (
    SELECT spelt.*, encode(substring(sha256(convert_to(words_said, 'UTF8')) FROM 1 FOR 16), 'hex')::uuid AS said
      FROM spelt WHERE words_said IS NOT NULL),
counted AS (
    SELECT bank_line_id, said, row_number() OVER (PARTITION BY bank_account_id, booked_on, amount_minor, said
                                                  ORDER BY recorded_at, bank_file_id, position) AS said_no
      FROM digested)
UPDATE house.bank_line l SET said = c.said, said_no = c.said_no FROM counted c WHERE c.bank_line_id = l.bank_line_id;

UPDATE house.bank_line l SET opens_entry = true
  FROM (SELECT DISTINCT ON (bank_account_id, entry_identity) bank_line_id FROM house.bank_line
         WHERE entry_identity <> '' ORDER BY bank_account_id, entry_identity, recorded_at, bank_file_id, position) first
 WHERE first.bank_line_id = l.bank_line_id;

DROP INDEX house.bank_line_facts;
CREATE UNIQUE INDEX bank_line_said ON house.bank_line (bank_account_id, booked_on, amount_minor, said, said_no)
    WHERE credit AND NOT reversal;
CREATE UNIQUE INDEX bank_line_opened ON house.bank_line (bank_account_id, entry_identity) WHERE opens_entry;
