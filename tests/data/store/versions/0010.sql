-- A rhythm; these bytes are none, so that it is learnt anew.
UPDATE source SET rhythm = x'00ff7f' WHERE name = 'صحيفة المرفأ';
