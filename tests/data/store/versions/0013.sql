INSERT INTO published (number, text, at, by)
VALUES (3, 'sources: {المرفأ: https://marfa.example/}', 1930465800000000, 'rédaction 🚢');
