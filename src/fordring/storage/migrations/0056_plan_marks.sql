-- Beside the amounts of a plan stands what they rest on where nobody vouches for it, as beside those of a letter.

ALTER TABLE payment_plan ADD COLUMN marks text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN payment_plan.marks IS 'figures of its fees and interest that were not verified that day';
