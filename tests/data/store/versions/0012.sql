INSERT INTO edition (name, number) VALUES ('served', 3);
