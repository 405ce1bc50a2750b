WITH numbered AS (
    SELECT
        lower(email) AS email,
        name,
        changed_on,
        count(*) OVER (PARTITION BY email) AS copies,
        row_number() OVER (PARTITION BY email ORDER BY changed_on DESC, id DESC) AS place
    FROM members
)
SELECT email, name, changed_on, copies
FROM numbered
WHERE place = 1
ORDER BY email;
