-- Deeds of people, invites, a chat that joined, what rests.
INSERT INTO deed (at, chat, user_id, person, folded, name, what, detail, refused)
VALUES (1930465800000000, 'terminal', 9223372036854775807, 'Zoë', 'zoe', '/mute', 'muted', 'الميناء 🚢', 0),
    (1930466400000000, '', -1, '', '', '/audit', 'refused', '', 1);
INSERT INTO invite (digest, made_at, until, uses, by, topics)
VALUES ('00ff', 1930465800000000, 4102444800000000, 1, 'Zoë', NULL), ('00fe', 1930465800000000, 4102444800000000, 1, '', '["drones"]');
INSERT INTO guest (chat, address, thread, name, username, language, by, topics, at)
VALUES ('telegram:99', 99, NULL, 'Ali 🚢', '', 'ar', 'Zoë', NULL, 1930465800000000),
    ('telegram:-100:7', -100, 7, '', 'delta', 'fr', '', '["drones"]', 1930465800000000);
INSERT INTO pause (source, since, until, by)
VALUES ('', 1930465800000000, NULL, 'Zoë'), ('Meridian Post', 1930465800000000, 4102444800000000, '');
