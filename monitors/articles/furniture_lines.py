"""Furniture in words: what pages print around articles, in English, French and Arabic.

Each pattern must match a whole line (ends may carry signs), so that no sentence is cut. The
number is the most words such a line may have: a real paragraph that begins alike stays.
"""

from __future__ import annotations

import re

from monitors.articles.furniture_buttons import BUTTONS
from monitors.articles.furniture_words import LABEL, LANGUAGE, NETWORK, NUMBER
from monitors.articles.reasons import Reason

_TABLE: tuple[tuple[Reason, int, tuple[str, ...]], ...] = (
    (Reason.LABEL, 8, (rf"{LABEL}(?:\s*(?:[|·•/,-]|\s)\s*{LABEL})*",)),
    (
        Reason.READING_TIME,
        8,
        (
            (
                r"(?:(?:estimated )?read(?:ing)? time\s*:?\s*)?(?:about |~|< ?)?(?:\d+|one|two|"
                r"three|five)\s*[-–]?\s*min(?:ute)?s?\.?\s*(?:to )?(?:read|reading|listen|watch)"
                "?(?: time)?"
            ),
        ),
    ),
    (
        Reason.READING_TIME,
        9,
        (
            (
                r"(?:(?:temps|durée) de lecture\s*:?\s*|lecture\s*:?\s*)?(?:environ |~|< ?)"
                r"?(?:\d+|une|deux|trois|cinq)\s*min(?:ute)?s?\.?\s*(?:de lecture)?"
            ),
        ),
    ),
    (
        Reason.READING_TIME,
        8,
        (
            (
                r"(?:(?:مدة|وقت|زمن) القراءة\s*:?\s*)?(?:\d+\s*)?(?:دقيقة|دقيقتان|دقيقتين|دقائق|"
                r"د)\s*(?:واحدة\s*)?(?:قراءة|للقراءة|من القراءة)?"
            ),
        ),
    ),
    (
        Reason.READING_TIME,
        8,
        (
            r"(?:lesezeit|lesedauer)\s*:?\s*(?:ca\.? |etwa )?\d+ min(?:uten?)?\.?",
            r"(?:tempo (?:de leitura|di lettura)|tiempo de lectura|lettura)\s*:?\s*\d+ min\w*\.?",
            r"\d+ min(?:uten?|utos?|uti)?\.? (?:lesezeit|de leitura|de lectura|di lettura|gelesen)",
        ),
    ),
    (Reason.COMMENTS, 12, (rf"this (?:article|story|post) (?:has )?received {NUMBER} comments?",)),
    (
        Reason.COMMENTS,
        12,
        (
            rf"(?:{NUMBER}|\(\d+\))\s*comments?|comments?\s*(?:\(?\d+\)?)?",
            "no comments(?: yet)?",
        ),
    ),
    (
        Reason.COMMENTS,
        16,
        (
            "(?:leave|post|add|write) (?:a|your) (?:comment|reply)|be the first to comment",
            "join the (?:conversation|discussion)|comments are (?:closed|off).*",
            "view (?:all )?comments.*|log in to comment.*",
            r"your email address will not be published.*|what do you think\?.*",
        ),
    ),
    (
        Reason.COMMENTS,
        14,
        (
            rf"cet article a reçu {NUMBER} commentaires?",
            rf"(?:{NUMBER}|aucun|\(\d+\))\s*commentaires?|commentaires?\s*(?:\(?\d+\)?)?",
            "(?:laisser|poster|ajouter|écrire) un commentaire|réagir.{0,20}",
            "soyez le premier à (?:commenter|réagir)|les commentaires sont fermés.*",
            "connectez-vous pour commenter.*",
        ),
    ),
    (
        Reason.COMMENTS,
        14,
        (
            (
                r"(?:تلقى|حصل|حصد|ورد على) هذا (?:المقال|الخبر)(?: على)? \d+ ?(?:تعليق|تعليقات|"
                "تعليقا|تعليقًا)"
            ),
            r"\d+\s*(?:تعليق|تعليقات|تعليقا|تعليقًا)",
            r"(?:التعليقات|تعليقات|التعليق)\s*(?:\(?\d+\)?)?",
            "لا (?:توجد|يوجد) (?:أي )?تعليقات.*",
            "(?:أضف|اترك|اكتب|أرسل) (?:تعليق[اً]*|تعليقك|تعليقًا).{0,20}|كن أول من يعلق.*",
            "التعليقات مغلقة.*",
        ),
    ),
    (Reason.SHARE, 14, (rf"(?:{NETWORK})(?:\s*(?:[|·•/,:-]|\s)\s*(?:{NETWORK}))*",)),
    (
        Reason.SHARE,
        14,
        (
            r"share (?:this|on|via|with|it|now|the|to|article|story).*|(?:\d+\s*)?shares?",
            "spread the word",
            "partage[rz](?:-le|-la)? (?:sur|via|avec|cet|cette|l['’]article|par|ce).*",
            r"\d*\s*partages?",
            (
                "(?:شارك|شاركوا|شاركها|شاركه|مشاركة) (?:على|عبر|هذا|هذه|المقال|الخبر|الموضوع|"
                "مع|الرابط).*"
            ),
            r"مشاركات?\s*\d*",
        ),
    ),
    (
        Reason.FOLLOW,
        24,
        (
            "follow (?:us|our|.{2,40}) on .*|(?:like|find|join) us on .*",
            "join our .{0,30}(?:channel|group|community).*",
            "download (?:our|the) .{0,30}app.*|get (?:our|the) .{0,20}app.*",
            "(?:suivez|retrouvez|rejoignez)[- ](?:nous|notre).{0,12} (?:sur|chaîne|page).*",
            (
                r"retrouvez .{2,40} sur (?:facebook|twitter|x|whats\s?app|telegram|instagram|"
                "youtube|google).*"
            ),
            "téléchargez (?:notre|l['’]) ?app.*",
            (
                r"(?:تابع(?:ونا|وا|نا)?|انضم(?:وا)?|اشترك(?:وا)?)\s.{0,40}(?:على|عبر|في|إلى)"
                r"\s.{0,30}(?:فيسبوك|تويتر|إكس|واتساب|تلغرام|تليغرام|تيليجرام|يوتيوب|إنستغرام|"
                "انستغرام|غوغل|جوجل|أخبار|قناتنا|القناة).*"
            ),
            "تابعونا.*|حمل(?:وا)? تطبيق.*",
        ),
    ),
    (
        Reason.NEWSLETTER,
        45,
        (
            (
                "(?:sign up|subscribe|register)(?: now| today| here| free)? ?(?:(?:to|for|"
                "and get) (?:our|the|get|free|.{0,40}(?:newsletter|e-?mails?|alerts?|briefing|"
                "inbox|updates?|daily|weekly)).*)?"
            ),
            "subscribe.{0,40}newsletter.*",
            "(?:get|receive|want) .{0,60}(?:in|to|into) your (?:in-?box|e-?mail).*",
            "(?:our |the |daily |weekly |free )*newsletters?|enter your e-?mail.*",
            "your e-?mail(?: address)?|thank you for subscribing.*|you can unsubscribe.*",
            "sign up",
        ),
    ),
    (
        Reason.NEWSLETTER,
        45,
        (
            "(?:inscrivez|abonnez)[- ]vous.*",
            (
                "(?:recevez|recevoir) .{0,90}(?:e-?mails?|boîte|newsletter|alertes?|lettre|"
                r"inbox|matin|soir|whats\s?app).*"
            ),
            "(?:s['’]inscrire|je m['’](?:inscris|abonne)|s['’]abonner).*",
            "(?:notre |la |nos )?newsletters?|votre (?:adresse )?e-?mail.*",
            "entrez votre (?:adresse )?e-?mail.*|merci pour votre inscription.*|infolettre",
        ),
    ),
    (
        Reason.NEWSLETTER,
        40,
        (
            (
                r"(?:اشترك(?:وا)?|سجل(?:وا)?|اشتراك|للاشتراك)(?: الآن)?(?:\s(?:في|ب|معنا|إلى|"
                "ليصلك|لتصلك|للحصول).*)?"
            ),
            "(?:النشرة|نشرتنا|النشرات) (?:البريدية|الإخبارية|اليومية|الإلكترونية).{0,60}",
            "بريدك الإلكتروني|(?:أدخل|ادخل) بريدك.*",
            "(?:احصل|تلق[ىَّ]?) (?:على )?.{0,60}(?:بريدك|نشرت).*",
        ),
    ),
    (
        Reason.MORE,
        40,
        (
            (
                r"(?:read|see|watch|listen|more)(?: (?:more|also|next|further|on))?\s*(?::|>>?|"
                r"»|→|\||—).*"
            ),
            (
                "(?:also read|also see|see also|related|recommended|more from|you (?:may|might)"
                r" (?:also )?like|don['’]t miss|editor['’]s picks?)\s*[:|].*"
            ),
        ),
    ),
    (
        Reason.MORE,
        7,
        (
            (
                "(?:read|see|view) (?:more|next|also|the full (?:story|article)|full (?:story|"
                r"article))(?: on| about)?(?:\s?\S+){0,3}"
            ),
            (
                "(?:also read|see also|related|related (?:stories|articles|news|topics|content|"
                "posts|coverage)|recommended(?: (?:for you|stories|reading))?|more (?:stories|"
                "news|on this(?: story| topic)?|from .{2,30}|like this|to read)|most (?:read|"
                "popular|viewed|shared)|trending(?: now)?|latest(?: news| stories)?|"
                "top stories|you (?:may|might) (?:also )?like|what to read next|"
                "continue reading.*|keep reading|editors?['’]s? picks?|up next|don['’]t miss|"
                "in this (?:article|story)|read more)"
            ),
        ),
    ),
    (
        Reason.MORE,
        40,
        (
            (
                "(?:à |a )?(?:lire|voir|écouter|regarder)(?: (?:aussi|également|encore|plus|"
                r"la suite|notre|nos|sur le même sujet|l['’]article|en plus))*\s*(?:[:|>»→].*)"
            ),
            "lire (?:aussi|également|notre|l['’]article|la suite|plus).{0,160}",
            "à (?:lire|voir|découvrir) (?:aussi|également|ensuite).{0,160}",
            "voir aussi.{0,120}|(?:sur|dans) le même (?:sujet|thème)",
            "(?:articles?|sujets?) (?:liés?|similaires?|associés?|connexes?|recommandés?)",
            "nos (?:derniers|autres) articles",
            "(?:les )?(?:plus|articles les plus) (?:lus|populaires|consultés)",
            (
                "(?:la rédaction vous (?:conseille|recommande)|vous (?:aimerez|pourriez)"
                " aussi(?: aimer)?|dans la même rubrique|à la une|en savoir plus|"
                "pour aller plus loin|l['’]essentiel de l['’]actu|les dernières (?:infos|"
                "actualités|nouvelles)|recommandé(?:s)?(?: pour vous)?)"
            ),
        ),
    ),
    (
        Reason.MORE,
        40,
        (
            (
                r"(?:[إا]قر[أا]|شاهد|طالع|انظر|استمع)(?:وا|ي)?\s+(?:أيض[اً]+|ايضا|المزيد|كذلك)"
                r"(?:\s*[:|«\"–-]?.{0,200})?"
            ),
            r"(?:[إا]قر[أا]|شاهد|طالع)\s*[:|].*|لقراءة المزيد.*|للمزيد.{0,60}",
            "المزيد(?: من.{0,40}| حول.{0,40}| عن.{0,40})?|أخبار ذات صلة",
            (
                "(?:مقالات|مواضيع|موضوعات|أخبار|مواد|قصص|محتوى) (?:ذات صلة|مشابهة|متعلقة|"
                "مرتبطة|مقترحة|ذو صلة)"
            ),
            "(?:الأكثر|الاكثر) (?:قراءة|مشاهدة|تداول[اً]*|شعبية|تعليقا)",
            "قد يعجبك(?: أيض[اً]+)?|قد يهمك.{0,60}|آخر الأخبار|تابع القراءة",
            "اقرأ في هذا المقال|نرشح لك.{0,60}|نوصي بقراءة.*",
        ),
    ),
    (
        Reason.COOKIES,
        80,
        (
            (
                "(?:we|this (?:web)?site|our (?:web)?site|our partners).{0,40}(?:use|uses|"
                "using) .{0,30}cookies.*"
            ),
            "by (?:continuing|using|clicking).{0,120}(?:cookies|terms|privacy).*",
            ("(?:accept|reject|manage|allow)(?: all)?(?: the)? ?(?:cookies|preferences|choices)?"),
            "cookie (?:policy|settings|notice|preferences)|privacy policy",
            "terms (?:of (?:use|service)|and conditions)",
            "we (?:value|care about) your privacy.*",
            (
                "(?:nous utilisons|ce site (?:web )?utilise|notre site utilise)"
                ".{0,40}(?:cookies|traceurs).*"
            ),
            "en (?:poursuivant|continuant|naviguant).{0,140}cookies.*",
            "(?:tout )?(?:accepter|refuser)(?: tout| et (?:fermer|continuer)| les cookies)?",
            ("(?:paramétrer|gérer|gestion des?) (?:les |mes |vos )?(?:cookies|choix|préférences)"),
            "politique de confidentialité|mentions légales",
            (
                "(?:يستخدم (?:هذا )?(?:الموقع|موقعنا)|نستخدم|نحن نستخدم).{0,60}(?:ارتباط|كوكيز|"
                "cookies|الكوكيز).*"
            ),
            "(?:قبول|موافق|رفض|أوافق)(?: الكل)?|سياسة الخصوصية|شروط الاستخدام",
        ),
    ),
    (
        Reason.COPYRIGHT,
        50,
        (
            r"(?:©|\(c\)|copyright\b).{0,250}",
            (
                ".{0,120}(?:all rights reserved|tous droits réservés|جميع الحقوق محفوظة|"
                "كافة الحقوق محفوظة|حقوق (?:النشر|الطبع|الملكية).{0,20}محفوظة).{0,120}"
            ),
            "حقوق (?:النشر|الطبع).{0,80}|toute reproduction .{0,60}interdite.*",
            "reproduction interdite.*",
            "(?:this material|no part of this).{0,60}(?:may not be|published|reproduced).*",
            "the post .{3,200} (?:first )?appeared (?:first )?on .*",
            (
                "(?:l['’]article|cet article|le post) .{0,200}(?:est apparu|apparaît)"
                " en premier sur .*"
            ),
            "ظهرت المقالة .* أولاً? على .*",
        ),
    ),
    (
        Reason.TAGS,
        40,
        (
            (
                "(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|posted in|"
                "in this section|subjects?|mots?[- ]cl[ée]s?|étiquettes?|th[èe]mes?|rubriques?|"
                "catégories?|sujets?|الكلمات (?:المفتاحية|الدلالية|الدالة)|كلمات (?:مفتاحية|"
                r"دلالية|دالة)|وسوم|الوسوم|التصنيفات?|تصنيفات?|أقسام|هاشتاغ)\s*(?:[:|].*)?"
            ),
            r"(?:#[\w-]+[\s,،|]*)+",
        ),
    ),
    (
        Reason.ADVERTISEMENT,
        14,
        (
            (
                r"(?:-|—|\s)*(?:advertisements?|advert|ads?|ad feedback|advertising|"
                "sponsored(?: content| by.*)?|promoted(?: content)?|paid (?:content|post)|"
                "partner content|(?:story|article|content) continues (?:below|after)"
                "(?: (?:this |the )?ad(?:vertisement)?s?)?|scroll to continue.*|remove ads|"
                r"advertisement\s?[-–—]?\s?(?:scroll to continue|continues? below|"
                "story continues below)|publicités?|annonces?|contenu (?:sponsorisé|partenaire)"
                "|sponsorisé|(?:la suite|l['’]article (?:continue|se poursuit)|"
                "suite de l['’]article) après (?:cette|la) (?:publicité|pub)|إعلان|إعلانات|"
                "اعلان|اعلانات|مساحة إعلانية|محتوى (?:ممول|مدفوع|إعلاني)|يتبع بعد الإعلان|"
                r"المقال يستمر بعد الإعلان)(?:-|—|\s)*"
            ),
        ),
    ),
    (
        Reason.PAYWALL,
        40,
        (
            (
                "this (?:article|story|content) is (?:for|only|reserved|exclusive|available)"
                ".{0,30}(?:subscribers|members).*"
            ),
            r"already (?:a|have an?) (?:subscriber|member|account|subscription)\??.*",
            "(?:subscribe|log in|sign in|register) to (?:continue|read|keep|unlock|view).*",
            "to (?:continue|keep) reading.{0,60}",
            r"you have (?:\d+|no|reached).{0,40}articles?.*|(?:log|sign) (?:in|out)",
            "(?:article|contenu|cet article est) réservé aux? abonnés?.*",
            r"il (?:vous )?reste \d+ ?% (?:de cet article )?à (?:lire|découvrir).*",
            r"(?:déjà|vous êtes déjà) abonnée? ?\?.*",
            "(?:la suite est|pour lire la suite|la lecture de cet article).{0,80}",
            "(?:se connecter|connectez-vous|je me connecte|identifiez-vous).{0,60}",
            "هذا (?:المقال|المحتوى) (?:مخصص|متاح|حصري).{0,30}(?:للمشتركين|للأعضاء).*",
            "(?:سجل|تسجيل) (?:الدخول|دخول).*|للمشتركين فقط",
        ),
    ),
    (
        Reason.LANGUAGES,
        14,
        (
            rf"(?:{LANGUAGE})(?:\s*(?:[|·•/,:–-]|\s)\s*(?:{LANGUAGE}))*",
            (
                r"(?:read|available|also|lire|disponible|اقرأ).{0,40}\b(?:in|en|باللغة)"
                rf"\s(?:{LANGUAGE})"
            ),
        ),
    ),
    (
        Reason.AGENCY,
        34,
        (
            (
                r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|translated|"
                r"production) by .*\)?"
            ),
            (
                r"\(?(?:with|from|source\s*:|by|avec|par|sources?\s*:|المصدر\s*:|المصادر\s*:)"
                r"?\s*(?:afp|reuters|ap|associated press|tass|kcna|xinhua|agencies|agences|"
                r"news agencies|efe|dpa|ansa|wires?|أ\s?ف\s?ب|رويترز|وكالات|الوكالات|فرانس برس|"
                r"سبوتنيك|تاس|د\s?ب\s?أ|أسوشيتد برس)(?:\s*(?:[/,،+&-]|and|et|و|avec|with)"
                r"\s*(?:afp|reuters|ap|tass|kcna|xinhua|agencies|agences|أ\s?ف\s?ب|رويترز|"
                r"وكالات|الوكالات|فرانس برس|تاس))*\)?"
            ),
            r"our standards\s*:.*|(?:our|the) thomson .* trust principles.*",
        ),
    ),
)

_EDGE = r"[\s\-–—•·*►▶◄»«>|:.…!\[\]()\"'’“”+→←]*"
PATTERNS: tuple[tuple[Reason, int, re.Pattern[str]], ...] = tuple(
    (reason, most, re.compile(rf"{_EDGE}(?:{'|'.join(patterns)}){_EDGE}", re.IGNORECASE))
    for reason, most, patterns in (*_TABLE, *BUTTONS)
)
LEADING = re.compile(rf"(?:{LABEL})\s+(?=\S)", re.IGNORECASE)
