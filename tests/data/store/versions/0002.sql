-- Rows in every table that version 2 brought; an article that opened a story.
INSERT INTO article (number, id, found_at, copy_of, signature, body, story, joined)
VALUES (3, 'a3', 1930466400000000, NULL, NULL,
    '{"v":1,"id":"a3","url":"https://delta.example/a3","title":"Le Courrier du Delta raconte","text":"Un récit.","source":"Le Courrier du Delta","language":"fr","found_at":1930466400000000,"keys":["url:a3"]}',
    'a3',
    '{"v":1,"joined":{"article_id":"a3","story":"a3"},"traits":{},"article":{"id":"a3","url":"https://delta.example/a3","title":"Le Courrier du Delta raconte","text":"","found_at":1930466400000000}}');
INSERT INTO trait (key, found_at, article)
VALUES (-9223372036854775808, 1930466400000000, 3), (9223372036854775807, 1930466400000000, 3);
INSERT INTO revisit (article_id, at, since, step, missing, etag, last_modified)
VALUES ('a1', 1930466400000000, 1930465800000000, 0, 2, NULL, NULL), ('a3', 1930466400000000, 1930466400000000, 3, 0, '"é"', 'Wed, 05 Mar 2031 08:30:00 GMT');
INSERT INTO version (article_id, number, seen_at, change, title, text, note)
VALUES ('a1', 2, 1930466400000000, 'withdrawn', 'طائرات', '', 'errata: l''heure');
INSERT INTO site_memory (site, at, body)
VALUES ('marfa.example', 1930465800000000, '{"v":1,"site":"marfa.example","furniture":[[9223372036854775807,741000]]}');
INSERT INTO listing_memory (source, at, body)
VALUES ('صحيفة المرفأ', 1930465800000000, '{"v":1,"source":"صحيفة المرفأ","followed":[{"pattern":"/*","articles":9}],"counts":[10,11],"looks":2}');
