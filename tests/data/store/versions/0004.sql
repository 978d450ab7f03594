-- What readers settled; a preference that no program knows any more is passed over.
INSERT INTO setting (chat, name, value, at, by)
VALUES ('terminal', 'quiet', '22:00-07:00', 1930465800000000, 'Zoë'), ('terminal', 'forgotten', 'é', 1930465800000000, '');
