-- The words of purchases stand beside them, kept by a job: an index on the purchase itself would double what its row costs
-- to write. What the job has not come to yet is looked at itself (storage/words.py).

CREATE TABLE purchase_words (
    merchant_id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    words       tsvector NOT NULL,
    PRIMARY KEY (merchant_id, purchase_id),
    FOREIGN KEY (merchant_id, purchase_id) REFERENCES purchase
);
CREATE INDEX purchase_words_sought ON purchase_words USING gin (words);
GRANT SELECT, INSERT, UPDATE, DELETE ON purchase_words TO fordring_app;
