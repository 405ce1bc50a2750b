CREATE FULLTEXT INDEX articles_words ON articles (title, body);

CREATE OR REPLACE PROCEDURE search(IN words TEXT)
SELECT id, title
FROM articles
WHERE MATCH (title, body) AGAINST (words) AND draft = 0;
