ALTER TABLE accounts ADD CHECK (cents >= 0);

CREATE OR REPLACE FUNCTION transfer(payer integer, payee integer, amount integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    there_is integer;
BEGIN
    IF amount <= 0 THEN
        RAISE EXCEPTION 'an amount is more than zero';
    END IF;
    IF payer = payee THEN
        RAISE EXCEPTION 'payer and payee are the same';
    END IF;

    -- Both rows, and always the lower number first: whoever else wants them waits here, holding none of them.
    PERFORM 1 FROM accounts WHERE id IN (payer, payee) ORDER BY id FOR UPDATE;

    SELECT cents INTO there_is FROM accounts WHERE id = payer;
    IF there_is IS NULL OR NOT EXISTS (SELECT 1 FROM accounts WHERE id = payee) THEN
        RAISE EXCEPTION 'there is no such account';
    END IF;
    IF there_is < amount THEN
        RAISE EXCEPTION 'account % has only % cents', payer, there_is;
    END IF;

    UPDATE accounts SET cents = cents - amount WHERE id = payer;
    UPDATE accounts SET cents = cents + amount WHERE id = payee;
    INSERT INTO journal VALUES (payer, payee, amount);
END;
$$;
