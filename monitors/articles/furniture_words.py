"""Words that stand alone around articles: labels, buttons, networks, names of languages.

Each constant is a group of a regular expression, in English, French and Arabic.
"""

from __future__ import annotations

NUMBER = r"(?:\d+|no|one|two|three|five|zéro|un|une|deux)"

_NETWORKS = (
    r"facebook|twitter|x(?:\s*\(twitter\))?|whats\s?app|telegram|linked\s?in|e-?mail",
    r"mail|courriel|instagram|youtube|reddit|pinterest|tik\s?tok|threads|blue\s?sky",
    "mastodon|messenger|rss|viber|google news|google|snapchat|flipboard|pocket",
    "print|copy (?:the )?link|copier le lien|imprimer|فيسبوك|فيس بوك|تويتر|إكس",
    "واتساب|واتس اب|واتس آب|تلغرام|تليغرام|تيليجرام|تيلجرام|لينكد إن|لينكدإن",
    "إنستغرام|انستغرام|يوتيوب|تيك توك|البريد الإلكتروني|بريد إلكتروني|نسخ الرابط",
    "انسخ الرابط|طباعة|share|partager|شارك|مشاركة",
)
NETWORK = f"(?:{'|'.join(_NETWORKS)})"

_TONGUES = (
    "english|en|anglais|français|francais|french|fr|arabic|arabe|العربية|عربي|عربية",
    "ar|español|spanish|es|deutsch|de|русский|ru|中文|português|pt|türkçe|tr|فارسی",
    "עברית|italiano|it|الإنجليزية|الفرنسية|english version|version française|日本語",
    "한국어",
)
LANGUAGE = f"(?:{'|'.join(_TONGUES)})"

_LABELS = (
    "live(?: now| updates?| blog| coverage)?|breaking(?: news)?|exclusive",
    "developing(?: story)?|video(?: poster| player)?|poster|audio|podcast|photos?",
    "photo gallery|gallery|slideshow|image|images?|in pictures",
    "watch(?: now| live| video| the video| this video)?|listen(?: now)?",
    (
        "(?:listen to|watch|gift|save|print|share|bookmark|email) (?:this )?(?:article|"
        "story|page|post)"
    ),
    r"play(?: video| audio)?|pause|mute|unmute|loading\.*|close|menu|search|home",
    "print|save|news|analysis|opinion|editorial|explainer|fact check|advertorial",
    "updated?|new|skip (?:to )?(?:main )?content|back to top|scroll down|top|next",
    r"article content|anzeige|werbung|previous|expand|collapse|(?:show|hide)(?: more| less)?",
    "view (?:all|gallery|image|photos?)|enlarge image",
    "add (?:us|.{2,30}) (?:as a preferred source )?on google|en direct|direct",
    "vidéos?|diaporama|galerie|images?|en images|exclusif|info exclusive|urgent",
    "écouter(?: cet article| l['’]article)?",
    ("(?:écoutez|regardez|imprimer|sauvegarder|enregistrer) (?:cet article|l['’]article|la vidéo)"),
    r"à écouter|regarder|lecture|chargement\.*|fermer|recherche|rechercher|accueil",
    "imprimer|sauvegarder|offrir(?: cet article)?|analyse|tribune|reportage",
    "entretien|décryptage|actualités?|aller au contenu(?: principal)?|haut de page",
    "agrandir(?: l['’]image)?|suivant|précédent|voir (?:plus|tout|la galerie)",
    "afficher plus|مباشر|بث مباشر|البث المباشر|عاجل|خبر عاجل|حصري|خاص|فيديو|الفيديو",
    "بالفيديو|صور|بالصور|صورة|ملصق الفيديو|صورة الفيديو|غلاف الفيديو|معرض الصور",
    "بودكاست|صوت|استمع|استمع (?:إلى|الى) (?:هذا )?المقال?|استمع للمقال",
    r"شاهد(?: الآن| الفيديو)?|تشغيل(?: الفيديو)?|إيقاف|جار(?:ي)? التحميل\.*|إغلاق",
    "القائمة|بحث|البحث|الرئيسية|الصفحة الرئيسية|طباعة|حفظ|تحليل|رأي|مقالات|أخبار",
    "تقرير|تقارير|انتقل إلى المحتوى|العودة إلى الأعلى|التالي|السابق|عرض المزيد",
    "عرض الكل|تكبير الصورة|تكبير الخط",
)
LABEL = f"(?:{'|'.join(_LABELS)})"
