-- A band of a text among the last days'.
INSERT INTO band (band, found_at, article)
SELECT 77, found_at, number FROM article ORDER BY number LIMIT 1;
