-- The index, and a procedure that searches. Try it by hand:
--   mariadb help < articles.sql  and  mariadb help < search.sql  and  mariadb help -e "CALL search('lost refund')"
CREATE OR REPLACE PROCEDURE search(IN words TEXT)
SELECT id, title FROM articles WHERE title = words ORDER BY id;
