"""Furniture in words: what pages print around articles, in English, French and Arabic.

Each pattern must match a whole line (ends may carry signs), so that no sentence is cut. The
number is the most words such a line may have: a real paragraph that begins alike stays.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Reason(StrEnum):
    """Why a line is no article text, as `read --explain` says it."""

    TITLE = "the title again"
    LEAD = "kept as the subtitle"
    BYLINE = "byline"
    DATE = "date line"
    CAPTION = "caption"
    IMAGE = "name of a picture"
    LABEL = "label"
    READING_TIME = "reading time"
    COMMENTS = "comments"
    SHARE = "share bar"
    FOLLOW = "follow us"
    NEWSLETTER = "newsletter"
    MORE = "read more"
    LINK = "link to another page"
    TEASER = "announces another page"
    COOKIES = "cookie notice"
    COPYRIGHT = "copyright"
    TAGS = "tags"
    ADVERTISEMENT = "advertisement"
    PAYWALL = "paywall"
    LANGUAGES = "language switcher"
    SITE = "name of the site"
    AGENCY = "agency sign-off"
    REPEATED = "printed before"
    SIGNS = "no words"
    LEARNED = "seen on other pages of this site"


_NUMBER = r"(?:\d+|no|one|two|three|five|zéro|un|une|deux)"
_NETWORK = (
    r"(?:facebook|twitter|x(?:\s*\(twitter\))?|whats\s?app|telegram|linked\s?in|e-?mail|mail|courriel|"
    r"instagram|youtube|reddit|pinterest|tik\s?tok|threads|blue\s?sky|mastodon|messenger|rss|viber|"
    r"google news|google|snapchat|flipboard|pocket|print|copy (?:the )?link|copier le lien|imprimer|"
    r"فيسبوك|فيس بوك|تويتر|إكس|واتساب|واتس اب|واتس آب|تلغرام|تليغرام|تيليجرام|تيلجرام|لينكد إن|لينكدإن|"
    r"إنستغرام|انستغرام|يوتيوب|تيك توك|البريد الإلكتروني|بريد إلكتروني|نسخ الرابط|انسخ الرابط|طباعة|"
    r"share|partager|شارك|مشاركة)"
)
_LANGUAGE = (
    r"(?:english|en|anglais|français|francais|french|fr|arabic|arabe|العربية|عربي|عربية|ar|español|"
    r"spanish|es|deutsch|de|русский|ru|中文|português|pt|türkçe|tr|فارسی|עברית|italiano|it|"
    r"الإنجليزية|الفرنسية|english version|version française|日本語|한국어)"
)

_LABELS = (
    r"live(?: now| updates?| blog| coverage)?|breaking(?: news)?|exclusive|developing(?: story)?|"
    r"video(?: poster| player)?|poster|audio|podcast|photos?|photo gallery|gallery|slideshow|image|"
    r"images?|in pictures|watch(?: now| live| video| the video| this video)?|listen(?: now)?|"
    r"(?:listen to|watch|gift|save|print|share|bookmark|email) (?:this )?(?:article|story|page|post)|"
    r"play(?: video| audio)?|pause|mute|unmute|loading\.*|close|menu|search|home|print|save|news|"
    r"analysis|opinion|editorial|explainer|fact check|advertorial|updated?|new|"
    r"skip (?:to )?(?:main )?content|back to top|scroll down|top|next|previous|"
    r"expand|collapse|(?:show|hide)(?: more| less)?|view (?:all|gallery|image|photos?)|enlarge image|"
    r"add (?:us|.{2,30}) (?:as a preferred source )?on google|"
    r"en direct|direct|vidéos?|diaporama|galerie|images?|en images|exclusif|info exclusive|urgent|"
    r"écouter(?: cet article| l['’]article)?|(?:écoutez|regardez|imprimer|sauvegarder|enregistrer) "
    r"(?:cet article|l['’]article|la vidéo)|à écouter|regarder|lecture|chargement\.*|fermer|recherche|"
    r"rechercher|accueil|imprimer|sauvegarder|offrir(?: cet article)?|analyse|tribune|reportage|"
    r"entretien|décryptage|actualités?|aller au contenu(?: principal)?|haut de page|agrandir(?: l['’]image)?|"
    r"suivant|précédent|voir (?:plus|tout|la galerie)|afficher plus|"
    r"مباشر|بث مباشر|البث المباشر|عاجل|خبر عاجل|حصري|خاص|فيديو|الفيديو|بالفيديو|صور|بالصور|صورة|"
    r"ملصق الفيديو|صورة الفيديو|غلاف الفيديو|معرض الصور|بودكاست|صوت|استمع|استمع (?:إلى|الى) (?:هذا )?المقال?|"
    r"استمع للمقال|شاهد(?: الآن| الفيديو)?|تشغيل(?: الفيديو)?|إيقاف|جار(?:ي)? التحميل\.*|إغلاق|القائمة|"
    r"بحث|البحث|الرئيسية|الصفحة الرئيسية|طباعة|حفظ|تحليل|رأي|مقالات|أخبار|تقرير|تقارير|"
    r"انتقل إلى المحتوى|العودة إلى الأعلى|التالي|السابق|عرض المزيد|عرض الكل|تكبير الصورة|تكبير الخط"
)

_TABLE: tuple[tuple[Reason, int, str], ...] = (
    (Reason.LABEL, 8, rf"(?:{_LABELS})(?:\s*(?:[|·•/,-]|\s)\s*(?:{_LABELS}))*"),
    (Reason.READING_TIME, 8, r"(?:(?:estimated )?read(?:ing)? time\s*:?\s*)?(?:about |~|< ?)?(?:\d+|one|two|three|five)"
     r"\s*[-–]?\s*min(?:ute)?s?\.?\s*(?:to )?(?:read|reading|listen|watch)?(?: time)?"),
    (Reason.READING_TIME, 9, r"(?:(?:temps|durée) de lecture\s*:?\s*|lecture\s*:?\s*)?(?:environ |~|< ?)?(?:\d+|une|deux|trois|cinq)"
     r"\s*min(?:ute)?s?\.?\s*(?:de lecture)?"),
    (Reason.READING_TIME, 8, r"(?:(?:مدة|وقت|زمن) القراءة\s*:?\s*)?(?:\d+\s*)?(?:دقيقة|دقيقتان|دقيقتين|دقائق|د)"
     r"\s*(?:واحدة\s*)?(?:قراءة|للقراءة|من القراءة)?"),
    (Reason.COMMENTS, 12, rf"this (?:article|story|post) (?:has )?received {_NUMBER} comments?"),
    (Reason.COMMENTS, 12, rf"(?:{_NUMBER}|\(\d+\))\s*comments?|comments?\s*(?:\(?\d+\)?)?|no comments(?: yet)?"),
    (Reason.COMMENTS, 16, r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)|be the first to comment|join the "
     r"(?:conversation|discussion)|comments are (?:closed|off).*|view (?:all )?comments.*|log in to comment.*|"
     r"your email address will not be published.*|what do you think\?.*"),
    (Reason.COMMENTS, 14, rf"cet article a reçu {_NUMBER} commentaires?|(?:{_NUMBER}|aucun|\(\d+\))\s*commentaires?|"
     r"commentaires?\s*(?:\(?\d+\)?)?|(?:laisser|poster|ajouter|écrire) un commentaire|réagir.{0,20}|"
     r"soyez le premier à (?:commenter|réagir)|les commentaires sont fermés.*|connectez-vous pour commenter.*"),
    (Reason.COMMENTS, 14, r"(?:تلقى|حصل|حصد|ورد على) هذا (?:المقال|الخبر)(?: على)? \d+ ?(?:تعليق|تعليقات|تعليقا|تعليقًا)|"
     r"\d+\s*(?:تعليق|تعليقات|تعليقا|تعليقًا)|(?:التعليقات|تعليقات|التعليق)\s*(?:\(?\d+\)?)?|لا (?:توجد|يوجد) (?:أي )?تعليقات.*|"
     r"(?:أضف|اترك|اكتب|أرسل) (?:تعليق[اً]*|تعليقك|تعليقًا).{0,20}|كن أول من يعلق.*|التعليقات مغلقة.*"),
    (Reason.SHARE, 14, rf"(?:{_NETWORK})(?:\s*(?:[|·•/,:-]|\s)\s*(?:{_NETWORK}))*"),
    (Reason.SHARE, 14, r"share (?:this|on|via|with|it|now|the|to|article|story).*|(?:\d+\s*)?shares?|spread the word|"
     r"partage[rz](?:-le|-la)? (?:sur|via|avec|cet|cette|l['’]article|par|ce).*|\d*\s*partages?|"
     r"(?:شارك|شاركوا|شاركها|شاركه|مشاركة) (?:على|عبر|هذا|هذه|المقال|الخبر|الموضوع|مع|الرابط).*|مشاركات?\s*\d*"),
    (Reason.FOLLOW, 24, r"follow (?:us|our|.{2,40}) on .*|(?:like|find|join) us on .*|join our .{0,30}(?:channel|group|community).*|"
     r"download (?:our|the) .{0,30}app.*|get (?:our|the) .{0,20}app.*|"
     r"(?:suivez|retrouvez|rejoignez)[- ](?:nous|notre).{0,12} (?:sur|chaîne|page).*|"
     r"retrouvez .{2,40} sur (?:facebook|twitter|x|whats\s?app|telegram|instagram|youtube|google).*|téléchargez (?:notre|l['’]) ?app.*|"
     r"(?:تابع(?:ونا|وا|نا)?|انضم(?:وا)?|اشترك(?:وا)?)\s.{0,40}(?:على|عبر|في|إلى)\s.{0,30}(?:فيسبوك|تويتر|إكس|واتساب|"
     r"تلغرام|تليغرام|تيليجرام|يوتيوب|إنستغرام|انستغرام|غوغل|جوجل|أخبار|قناتنا|القناة).*|تابعونا.*|حمل(?:وا)? تطبيق.*"),
    (Reason.NEWSLETTER, 45, r"(?:sign up|subscribe|register)(?: now| today| here| free)? ?(?:(?:to|for|and get) (?:our|the|get|free|.{0,40}"
     r"(?:newsletter|e-?mails?|alerts?|briefing|inbox|updates?|daily|weekly)).*)?|subscribe.{0,40}newsletter.*|"
     r"(?:get|receive|want) .{0,60}(?:in|to|into) your (?:in-?box|e-?mail).*|(?:our |the |daily |weekly |free )*newsletters?|"
     r"enter your e-?mail.*|your e-?mail(?: address)?|thank you for subscribing.*|you can unsubscribe.*|sign up"),
    (Reason.NEWSLETTER, 45, r"(?:inscrivez|abonnez)[- ]vous.*|(?:recevez|recevoir) .{0,90}(?:e-?mails?|boîte|newsletter|alertes?|"
     r"lettre|inbox|matin|soir|whats\s?app).*|(?:s['’]inscrire|je m['’](?:inscris|abonne)|s['’]abonner).*|(?:notre |la |nos )?newsletters?|"
     r"votre (?:adresse )?e-?mail.*|entrez votre (?:adresse )?e-?mail.*|merci pour votre inscription.*|infolettre"),
    (Reason.NEWSLETTER, 40, r"(?:اشترك(?:وا)?|سجل(?:وا)?|اشتراك|للاشتراك)(?: الآن)?(?:\s(?:في|ب|معنا|إلى|ليصلك|لتصلك|للحصول).*)?|"
     r"(?:النشرة|نشرتنا|النشرات) (?:البريدية|الإخبارية|اليومية|الإلكترونية).{0,60}|بريدك الإلكتروني|"
     r"(?:أدخل|ادخل) بريدك.*|(?:احصل|تلق[ىَّ]?) (?:على )?.{0,60}(?:بريدك|نشرت).*"),
    (Reason.MORE, 40, r"(?:read|see|watch|listen|more)(?: (?:more|also|next|further|on))?\s*(?::|>>?|»|→|\||—).*|"
     r"(?:also read|also see|see also|related|recommended|more from|you (?:may|might) (?:also )?like|don['’]t miss|editor['’]s picks?)"
     r"\s*[:|].*"),
    (Reason.MORE, 7, r"(?:read|see|view) (?:more|next|also|the full (?:story|article)|full (?:story|article))(?: on| about)?(?:\s?\S+){0,3}|"
     r"(?:also read|see also|related|related (?:stories|articles|news|topics|content|posts|coverage)|recommended(?: (?:for you|stories|reading))?|"
     r"more (?:stories|news|on this(?: story| topic)?|from .{2,30}|like this|to read)|most (?:read|popular|viewed|shared)|trending(?: now)?|"
     r"latest(?: news| stories)?|top stories|you (?:may|might) (?:also )?like|what to read next|continue reading.*|keep reading|"
     r"editors?['’]s? picks?|up next|don['’]t miss|in this (?:article|story)|read more)"),
    (Reason.MORE, 40, r"(?:à |a )?(?:lire|voir|écouter|regarder)(?: (?:aussi|également|encore|plus|la suite|notre|nos|sur le même sujet|l['’]article|en plus))*"
     r"\s*(?:[:|>»→].*)|lire (?:aussi|également|notre|l['’]article|la suite|plus).{0,160}|à (?:lire|voir|découvrir) (?:aussi|également|ensuite).{0,160}|"
     r"voir aussi.{0,120}|(?:sur|dans) le même (?:sujet|thème)|(?:articles?|sujets?) (?:liés?|similaires?|associés?|connexes?|recommandés?)|"
     r"nos (?:derniers|autres) articles|(?:les )?(?:plus|articles les plus) (?:lus|populaires|consultés)|"
     r"(?:la rédaction vous (?:conseille|recommande)|vous (?:aimerez|pourriez) aussi(?: aimer)?|dans la même rubrique|à la une|"
     r"en savoir plus|pour aller plus loin|l['’]essentiel de l['’]actu|les dernières (?:infos|actualités|nouvelles)|recommandé(?:s)?(?: pour vous)?)"),
    (Reason.MORE, 40, r"(?:[إا]قر[أا]|شاهد|طالع|انظر|استمع)(?:وا|ي)?\s+(?:أيض[اً]+|ايضا|المزيد|كذلك)(?:\s*[:|«\"–-]?.{0,200})?|"
     r"(?:[إا]قر[أا]|شاهد|طالع)\s*[:|].*|لقراءة المزيد.*|للمزيد.{0,60}|المزيد(?: من.{0,40}| حول.{0,40}| عن.{0,40})?|أخبار ذات صلة|"
     r"(?:مقالات|مواضيع|موضوعات|أخبار|مواد|قصص|محتوى) (?:ذات صلة|مشابهة|متعلقة|مرتبطة|مقترحة|ذو صلة)|"
     r"(?:الأكثر|الاكثر) (?:قراءة|مشاهدة|تداول[اً]*|شعبية|تعليقا)|قد يعجبك(?: أيض[اً]+)?|قد يهمك.{0,60}|آخر الأخبار|تابع القراءة|"
     r"اقرأ في هذا المقال|نرشح لك.{0,60}|نوصي بقراءة.*"),
    (Reason.COOKIES, 80, r"(?:we|this (?:web)?site|our (?:web)?site|our partners).{0,40}(?:use|uses|using) .{0,30}cookies.*|"
     r"by (?:continuing|using|clicking).{0,120}(?:cookies|terms|privacy).*|(?:accept|reject|manage|allow)(?: all)?(?: the)? ?(?:cookies|preferences|choices)?|"
     r"cookie (?:policy|settings|notice|preferences)|privacy policy|terms (?:of (?:use|service)|and conditions)|we (?:value|care about) your privacy.*|"
     r"(?:nous utilisons|ce site (?:web )?utilise|notre site utilise).{0,40}(?:cookies|traceurs).*|en (?:poursuivant|continuant|naviguant).{0,140}cookies.*|"
     r"(?:tout )?(?:accepter|refuser)(?: tout| et (?:fermer|continuer)| les cookies)?|(?:paramétrer|gérer|gestion des?) (?:les |mes |vos )?(?:cookies|choix|préférences)|"
     r"politique de confidentialité|mentions légales|"
     r"(?:يستخدم (?:هذا )?(?:الموقع|موقعنا)|نستخدم|نحن نستخدم).{0,60}(?:ارتباط|كوكيز|cookies|الكوكيز).*|(?:قبول|موافق|رفض|أوافق)(?: الكل)?|سياسة الخصوصية|شروط الاستخدام"),
    (Reason.COPYRIGHT, 50, r"(?:©|\(c\)|copyright\b).{0,250}|.{0,120}(?:all rights reserved|tous droits réservés|جميع الحقوق محفوظة|كافة الحقوق محفوظة|"
     r"حقوق (?:النشر|الطبع|الملكية).{0,20}محفوظة).{0,120}|حقوق (?:النشر|الطبع).{0,80}|toute reproduction .{0,60}interdite.*|reproduction interdite.*|"
     r"(?:this material|no part of this).{0,60}(?:may not be|published|reproduced).*|the post .{3,200} (?:first )?appeared (?:first )?on .*|"
     r"(?:l['’]article|cet article|le post) .{0,200}(?:est apparu|apparaît) en premier sur .*|ظهرت المقالة .* أولاً? على .*"),
    (Reason.TAGS, 40, r"(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|posted in|in this section|subjects?|mots?[- ]cl[ée]s?|étiquettes?|"
     r"th[èe]mes?|rubriques?|catégories?|sujets?|الكلمات (?:المفتاحية|الدلالية|الدالة)|كلمات (?:مفتاحية|دلالية|دالة)|وسوم|الوسوم|التصنيفات?|تصنيفات?|أقسام|هاشتاغ)\s*(?:[:|].*)?|"
     r"(?:#[\w-]+[\s,،|]*)+"),
    (Reason.ADVERTISEMENT, 14, r"(?:-|—|\s)*(?:advertisements?|advert|ads?|ad feedback|advertising|sponsored(?: content| by.*)?|promoted(?: content)?|paid (?:content|post)|"
     r"partner content|(?:story|article|content) continues (?:below|after)(?: (?:this |the )?ad(?:vertisement)?s?)?|scroll to continue.*|remove ads|"
     r"advertisement\s?[-–—]?\s?(?:scroll to continue|continues? below|story continues below)|publicités?|annonces?|contenu (?:sponsorisé|partenaire)|"
     r"sponsorisé|(?:la suite|l['’]article (?:continue|se poursuit)|suite de l['’]article) après (?:cette|la) (?:publicité|pub)|"
     r"إعلان|إعلانات|اعلان|اعلانات|مساحة إعلانية|محتوى (?:ممول|مدفوع|إعلاني)|يتبع بعد الإعلان|المقال يستمر بعد الإعلان)(?:-|—|\s)*"),
    (Reason.PAYWALL, 40, r"this (?:article|story|content) is (?:for|only|reserved|exclusive|available).{0,30}(?:subscribers|members).*|already (?:a|have an?) (?:subscriber|member|account|subscription)\??.*|"
     r"(?:subscribe|log in|sign in|register) to (?:continue|read|keep|unlock|view).*|to (?:continue|keep) reading.{0,60}|you have (?:\d+|no|reached).{0,40}articles?.*|"
     r"(?:log|sign) (?:in|out)|(?:article|contenu|cet article est) réservé aux? abonnés?.*|il (?:vous )?reste \d+ ?% (?:de cet article )?à (?:lire|découvrir).*|"
     r"(?:déjà|vous êtes déjà) abonnée? ?\?.*|(?:la suite est|pour lire la suite|la lecture de cet article).{0,80}|(?:se connecter|connectez-vous|je me connecte|identifiez-vous).{0,60}|"
     r"هذا (?:المقال|المحتوى) (?:مخصص|متاح|حصري).{0,30}(?:للمشتركين|للأعضاء).*|(?:سجل|تسجيل) (?:الدخول|دخول).*|للمشتركين فقط"),
    (Reason.LANGUAGES, 14, rf"(?:{_LANGUAGE})(?:\s*(?:[|·•/,:–-]|\s)\s*(?:{_LANGUAGE}))*|(?:read|available|also|lire|disponible|اقرأ).{{0,40}}\b(?:in|en|باللغة)\s(?:{_LANGUAGE})"),
    (Reason.AGENCY, 34, r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|translated|production) by .*\)?|\(?(?:with|from|source\s*:|by|avec|par|sources?\s*:|المصدر\s*:|المصادر\s*:)?\s*"
     r"(?:afp|reuters|ap|associated press|tass|kcna|xinhua|agencies|agences|news agencies|efe|dpa|ansa|wires?|أ\s?ف\s?ب|رويترز|وكالات|الوكالات|فرانس برس|سبوتنيك|تاس|د\s?ب\s?أ|أسوشيتد برس)"
     r"(?:\s*(?:[/,،+&-]|and|et|و|avec|with)\s*(?:afp|reuters|ap|tass|kcna|xinhua|agencies|agences|أ\s?ف\s?ب|رويترز|وكالات|الوكالات|فرانس برس|تاس))*\)?|"
     r"our standards\s*:.*|(?:our|the) thomson .* trust principles.*"),
)  # fmt: skip

_EDGE = r"[\s\-–—•·*►▶◄»«>|:.…!\[\]()\"'’“”+→←]*"
PATTERNS: tuple[tuple[Reason, int, re.Pattern[str]], ...] = tuple(
    (reason, most, re.compile(rf"{_EDGE}(?:{pattern}){_EDGE}", re.IGNORECASE))
    for reason, most, pattern in _TABLE
)
