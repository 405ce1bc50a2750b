-- transfer(payer, payee, amount in cents). Try it by hand:
--   psql bank < bank.sql  and  psql bank < transfer.sql  and  psql bank -c 'SELECT transfer(1, 2, 500)'
CREATE OR REPLACE FUNCTION transfer(payer integer, payee integer, amount integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'not written yet';
END;
$$;
