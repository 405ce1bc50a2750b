CREATE FULLTEXT INDEX articles_words ON articles (title, body);

CREATE OR REPLACE PROCEDURE search(IN words TEXT)
SELECT id, title
FROM articles
WHERE CONCAT(title, ' ', body) REGEXP REPLACE(words, ' ', '|') AND draft = 0
ORDER BY id;
