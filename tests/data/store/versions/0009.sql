-- A source whose feed names a hub, and what the hub was asked for.
UPDATE source SET hub = 'https://hub.example/', topic = 'https://marfa.example/خبر.xml', push = 'on' WHERE name = 'صحيفة المرفأ';
INSERT INTO subscription (token, secret, source, hub, topic, base, made_at, next_try, state, asked_at, tries,
    lease_until, pushed_at, pushes, wanted, idle, heard, judged, message)
VALUES ('t1', 's1', 'صحيفة المرفأ', 'https://hub.example/', 'https://marfa.example/خبر.xml', 'https://bot.example/push',
    1930465800000000, 1930466400000000, 'on', 1930465800000000, 3, 1930466400000000, 1930465900000000,
    9223372036854775807, 1930465900000000, 2, 1, 1930465800000000, 'à l''écoute 🚢');
