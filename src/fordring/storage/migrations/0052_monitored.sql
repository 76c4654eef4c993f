-- A claim that was not collected is only watched from then on: a step like the others, without a letter.

ALTER TABLE step
    DROP CONSTRAINT step_kind_check,
    ADD CONSTRAINT step_kind_check CHECK (kind IN ('advance_notice', 'reminder', 'compensation', 'collection_notice',
                                                   'payment_demand', 'heavy_demand', 'legal_action', 'monitored'));
ALTER TABLE claim
    DROP CONSTRAINT claim_last_step_check,
    ADD CONSTRAINT claim_last_step_check CHECK (last_step IN (
        'reminder', 'compensation', 'collection_notice', 'payment_demand', 'heavy_demand', 'legal_action', 'monitored'));

-- Whether invoices become cases by themselves did nothing until now: they did, whatever was kept. They go on doing so
-- where nobody says otherwise from now on.
UPDATE merchant SET settings = jsonb_set(settings, '{follow_up,automatic_transfer}', 'true')
 WHERE settings #> '{follow_up,automatic_transfer}' = 'false';
