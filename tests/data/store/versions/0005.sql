-- A source whose list is not as it was, an illness that was told, messages to be edited.
INSERT INTO source (name, kind, url, next_check, checks, articles, failures, message, active, amiss,
    amiss_since)
VALUES ('Meridian Post', 'page', '', 1930465800000000, 4, 0, 0, 'lists fewer', 1, 4, 1930465800000000);
INSERT INTO ailment (source, illness, since, told_at, outage, well_at)
VALUES ('صحيفة المرفأ', 'failing', 1930465800000000, 1930465800000000, 1930465800000000, NULL), ('Meridian Post', 'failing', 1930465800000000, 1930465800000000, NULL, 1930466400000000);
INSERT INTO story_message (alert_id, asked_at, not_before, shown)
VALUES (1, 1930465800000000, 1930466400000000, 'وسائل أخرى: 3'), (3, NULL, 1930466400000000, '');
