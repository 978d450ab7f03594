"""More furniture in words: buttons, counters, notices and the captions of nothing in particular.

The same form as in `furniture_lines`: a reason, the most words of such a line, patterns of whole
lines in English, French and Arabic.
"""

from __future__ import annotations

from monitors.articles.reasons import Reason

_COUNT = r"[\d.,]+\s*[kKmM]?"

BUTTONS: tuple[tuple[Reason, int, tuple[str, ...]], ...] = (
    (
        Reason.LABEL,
        9,
        (
            "(?:save|keep) (?:it )?for later|add to (?:favou?rites|bookmarks|reading list)",
            r"listen\s*[•·:–-]?\s*\d{1,2}:\d\d|(?:enable|turn on|allow|get) notifications",
            "report (?:a |an )?(?:typo|error|mistake|correction|this ad|ad)|something went wrong",
            "manage (?:your |my )?(?:preferences|choices)|click here to (?:subscribe|join|sign up)",
            "ajouter à (?:vos|mes) (?:favoris|articles)",
            r"(?:offrir|imprimer|sauvegarder) l['’]article",
            "suivre(?: (?:ce|le) sujet| cet auteur)?|activer les notifications|signaler une erreur",
            r"retour à l['’]accueil|vidéo de l['’]article|affiche de la vidéo|réservé aux abonnés",
            "cliquez ici pour (?:vous abonner|vous inscrire)",
            r"حجم الخط|استمع (?:إلى|الى|ل)\s?(?:هذا )?(?:ال)?خبر|استمع للخبر",
            "(?:أضف|اضف) إلى المفضلة",
            "تفعيل (?:الإشعارات|التنبيهات)|طباعة (?:الخبر|المقال)|إرسال إلى صديق|الإبلاغ عن خطأ",
            "اضغط هنا (?:للاشتراك|للتسجيل|للمتابعة)|(?:ال)?رابط (?:ال)?مختصر",
        ),
    ),
    (
        Reason.VIEWS,
        6,
        (
            rf"(?:views|reads|shares)\s*:?\s*{_COUNT}|{_COUNT}\s*(?:views?|reads?|shares?|likes?)",
            rf"(?:nombre de )?(?:vues|lectures)\s*:?\s*{_COUNT}|{_COUNT}\s*(?:vues?|lectures?)",
            rf"(?:عدد )?(?:المشاهدات|القراءات|الزيارات)\s*:?\s*{_COUNT}",
            rf"{_COUNT}\s*(?:مشاهدة|مشاهدات|قراءة|زيارة)",
        ),
    ),
    (
        Reason.SHARE,
        12,
        (
            r"share (?:full|the full) article|(?:link|url) copied!?|email this .{0,30}",
            r"click to (?:share|print|email).{0,60}\(opens in new window\)",
            "lien copié|(?:تم نسخ الرابط|تم النسخ)",
        ),
    ),
    (
        Reason.COMMENTS,
        12,
        (
            "(?:voir|lire|afficher) les commentaires|commenter",
            r"(?:هذا (?:المقال|الخبر) )?تلقى \d+ (?:تعليق|تعليقات|تعليقا|تعليقًا)",
            r"please enable javascript to view the comments.*",
        ),
    ),
    (
        Reason.COMMENTS,
        50,
        (
            "(?:please (?:understand|note) that |all )?comments are (?:moderated|reviewed).*",
            "we ask that (?:your )?comments .{2,30}|some comments may be .{10,}",
            "we want to hear what you think about this (?:article|story).*",
            "les commentaires sont (?:modérés|soumis|publiés après).*",
            "(?:les propos|les commentaires) .{0,60}n['’]engagent que leurs auteurs.*",
            "(?:التعليقات|الآراء) (?:المنشورة|الواردة) .{0,60}لا تعبر .*",
            ".{0,90}مراجعة التعليقات قبل نشرها.*|يرجى الالتزام بآداب (?:الحوار|التعليق).*",
        ),
    ),
    (
        Reason.PAYWALL,
        40,
        (
            "to (?:view|read|see) the (?:full|entire) (?:story|article).{0,60}subscri.*",
            "if you['’]re seeing this message but you['’]re already a subscriber.*",
            "first-time subscribers also receive .*",
            "we rely on your support .*|support (?:our|independent|local) journalism.*",
            "(?:votre soutien|soutenez)[ -].{0,60}(?:journalisme|presse|information) .{0,60}",
            "pour (?:lire|accéder à) (?:l['’]article|la suite).{0,40}(?:abonne|connecte).*",
            "(?:لقراءة|للاطلاع على) (?:المقال|النص|الخبر) كامل[اًا]*.{0,40}(?:اشترك|سجل).*",
        ),
    ),
    (
        Reason.FOLLOW,
        16,
        (
            r"(?:click here|tap here) to (?:join|follow) .{2,60}",
            r"cliquez ici pour (?:rejoindre|suivre) .{2,60}",
            r"(?:اضغط|انقر) هنا (?:للانضمام|لمتابعة) .{2,60}",
            r"(?:do you )?(?:have|got) a (?:news )?tip\?.{0,80}",
        ),
    ),
    (
        Reason.MORE,
        6,
        (
            r"most (?:read|popular|viewed) (?:in|on|from) .{2,30}",
            "à la une (?:de|sur|du) .{2,30}|(?:ailleurs )?sur le web|sur nos réseaux",
            "(?:من|في) مواقع أخرى|(?:مختارات|اخترنا) (?:لك|لكم)|أهم الأخبار|أبرز الأخبار",
        ),
    ),
    (
        Reason.NOTICE,
        22,
        (
            r"(?:your|this) browser (?:does not|doesn['’]t) support .{2,60}",
            r"(?:please )?enable javascript .{2,80}",
            r"votre navigateur ne (?:prend pas en charge|supporte pas|permet pas).{2,60}",
            "متصفحك لا يدعم .{2,60}|يرجى تفعيل جافا ?سكريبت.{0,60}",
            "this (?:article|story|post) (?:was )?(?:originally |first )(?:appeared|published) .+",
        ),
    ),
    (
        Reason.CAPTION,
        9,
        (
            r"image (?:source|caption)\s*[,:].{2,80}",
            r"(?:file|stock|archive|undated) (?:photo|image|picture)",
            r"(?:photo|image) (?:d['’]illustration|d['’]archives?|d['’]archive)",
            r"(?:photo|image|picture)s? (?:credits?|courtesy)\s*:.{2,60}",
            r"(?:crédits?|copyright) (?:photos?|images?)\s*:.{2,60}",
            r"(?:تصوير|مصدر الصور[ةه]?|حقوق الصور[ةه]?)\s*[:/].{2,60}",
            "صورة (?:أرشيفية|ارشيفية|تعبيرية|توضيحية|من الأرشيف)|(?:أرشيفية|أرشيف)",
        ),
    ),
    (
        Reason.READING_TIME,
        6,
        (r"est\.? \d+ min(?:ute)?s? read|\d+ mins? to read",),
    ),
)
