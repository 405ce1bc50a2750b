SELECT lower(email) AS email, max(name) AS name, max(changed_on) AS changed_on, count(*) AS copies
FROM members
GROUP BY lower(email)
ORDER BY email;
