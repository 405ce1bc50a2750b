CREATE FULLTEXT INDEX articles_words ON articles (title);

CREATE OR REPLACE PROCEDURE search(IN words TEXT)
SELECT id, title
FROM articles
WHERE MATCH (title) AGAINST (words) AND draft = 0
ORDER BY MATCH (title) AGAINST (words) DESC, id;
