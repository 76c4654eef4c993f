-- Days to pay by that no step can be reckoned from: they are refused since, and those that were kept end with the century.

UPDATE step SET pay_by = '2099-12-31' WHERE pay_by > '2099-12-31';
ALTER TABLE step ADD CONSTRAINT step_pay_by_told CHECK (pay_by <= '2099-12-31');

UPDATE claim SET content = jsonb_set(content, '{steps}', (
        SELECT jsonb_agg(CASE WHEN kept ->> 'pay_by' > '2099-12-31' THEN kept || '{"pay_by": "2099-12-31"}' ELSE kept END
                         ORDER BY place)
          FROM jsonb_array_elements(content -> 'steps') WITH ORDINALITY AS s(kept, place)))
 WHERE jsonb_path_exists(content, '$.steps[*].pay_by ? (@ > "2099-12-31")');
