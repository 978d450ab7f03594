# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What a chat follows and how it wants to be told."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "topics": (
        "<b>Topics this chat follows</b>",
        "<b>Sujets suivis dans ce chat</b>",
        "<b>المواضيع المتابعة في هذه المحادثة</b>",
    ),
    "topics.none": (
        "This chat follows no topic.",
        "Ce chat ne suit aucun sujet.",
        "لا تتابع هذه المحادثة أي موضوع.",
    ),
    "topics.today": ("today: {count}", "aujourd’hui : {count}", "اليوم: {count}"),
    "topics.all": ("All topics", "Tous les sujets", "كل المواضيع"),
    "followed": (
        "✓ {what}: followed from now on",
        "✓ {what} : suivi activé",
        "✓ {what}: متابعة من الآن",
    ),
    "unfollowed": (
        "✓ {what}: no longer followed",
        "✓ {what} : suivi arrêté",
        "✓ {what}: أُلغيت المتابعة",
    ),
    "topics.one": ("{mark} {title} · <code>{name}</code>",) * 3,
    "topics.muted": ("muted", "en sourdine", "مُسكَت"),
    "topics.minimum": (
        "Below priority “{priority}” nothing is sent at once.",
        "En dessous de la priorité « {priority} », rien n’est envoyé aussitôt.",
        "ما دون الأولوية «{priority}» لا يُرسل فورًا.",
    ),
    "value": ("{value}",) * 3,
    "off": ("off", "non", "بلا"),
    "hours": ("{start} – {end}",) * 3,
    "settings": (
        "<b>Settings of this chat</b>",
        "<b>Réglages de ce chat</b>",
        "<b>إعدادات هذه المحادثة</b>",
    ),
    "settings.language": ("🌐 Language: {value}", "🌐 Langue : {value}", "🌐 اللغة: {value}"),
    "settings.timezone": (
        "🕒 Time zone: {value}",
        "🕒 Fuseau horaire : {value}",
        "🕒 المنطقة الزمنية: {value}",
    ),
    "settings.quiet": (
        "🌙 Quiet hours: {value}",
        "🌙 Heures calmes : {value}",
        "🌙 ساعات الهدوء: {value}",
    ),
    "settings.digest": ("🗞 Digest: {value}", "🗞 Résumé : {value}", "🗞 الملخص: {value}"),
    "settings.topics": ("📌 Topics: {value}", "📌 Sujets : {value}", "📌 المواضيع: {value}"),
    "settings.same_story": (
        "🔁 Same story again: {value}",
        "🔁 Même affaire à nouveau : {value}",
        "🔁 القصة نفسها مجددًا: {value}",
    ),
    "settings.zone": (
        "{zone}, now {now}",
        "{zone}, il est {now}",
        "{zone}، الآن {now}",
    ),
    "settings.count": ("{count} of {all}", "{count} sur {all}", "{count} من {all}"),
    "settings.own": (
        "✎ settled here; the rest as in rules.yaml.",
        "✎ réglé ici ; le reste comme dans rules.yaml.",
        "✎ ضُبط هنا؛ والباقي كما في rules.yaml.",
    ),
    "settings.ruled": (
        "All as in rules.yaml.",
        "Tout est comme dans rules.yaml.",
        "كل شيء كما في rules.yaml.",
    ),
    "settings.reset": (
        "Forget all that was settled here ({count})? Then rules.yaml holds again.",
        "Oublier tout ce qui a été réglé ici ({count}) ? rules.yaml fera foi de nouveau.",
        "أأنسى كل ما ضُبط هنا ({count})؟ عندئذ يسري rules.yaml من جديد.",
    ),
    "settings.unknown": (
        "I do not understand “{text}”.",
        "Je ne comprends pas « {text} ».",
        "لا أفهم «{text}».",
    ),
    "language.page": (
        "🌐 <b>Language</b>: {name}",
        "🌐 <b>Langue</b> : {name}",
        "🌐 <b>اللغة</b>: {name}",
    ),
    "language.how": (
        "I write in English, French and Arabic: <code>/language en</code>",
        "J’écris en anglais, en français et en arabe : <code>/language fr</code>",
        "أكتب بالإنجليزية والفرنسية والعربية: <code>/language ar</code>",
    ),
    "timezone.page": (
        "🕒 <b>Time zone</b>: {zone}, now {now}",
        "🕒 <b>Fuseau horaire</b> : {zone}, il est {now}",
        "🕒 <b>المنطقة الزمنية</b>: {zone}، الآن {now}",
    ),
    "timezone.how": (
        "A capital, a large city or a country will do: <code>/timezone Tunis</code>",
        "Une capitale, une grande ville ou un pays suffit : <code>/timezone Tunis</code>",
        "تكفي عاصمة أو مدينة كبيرة أو بلد: <code>/timezone تونس</code>",
    ),
    "timezone.several": (
        "“{place}” has several time zones. Which city keeps yours?",
        "« {place} » a plusieurs fuseaux horaires. Quelle ville a le vôtre ?",
        "في «{place}» عدة مناطق زمنية. أي مدينة توافق منطقتك؟",
    ),
    "quiet.page": (
        "🌙 <b>Quiet hours</b>: {hours}",
        "🌙 <b>Heures calmes</b> : {hours}",
        "🌙 <b>ساعات الهدوء</b>: {hours}",
    ),
    "quiet.meaning": (
        "What comes meanwhile waits, and is told together at {then} ({zone}).",
        "Ce qui arrive entre-temps attend et sera annoncé ensemble à {then} ({zone}).",
        "ما يصل خلالها ينتظر ويُبلَّغ معًا عند {then} ({zone}).",
    ),
    "quiet.how": (
        "Other hours: <code>/quiet 22:30-06:45</code>, or <code>/quiet off</code>",
        "D’autres heures : <code>/quiet 22:30-06:45</code>, ou <code>/quiet off</code>",
        "ساعات أخرى: <code>/quiet 22:30-06:45</code> أو <code>/quiet off</code>",
    ),
    "digest.page": (
        "🗞 <b>Digest</b>: {time}",
        "🗞 <b>Résumé</b> : {time}",
        "🗞 <b>الملخص</b>: {time}",
    ),
    "digest.holds.daily": (
        "Once a day, it tells what quiet hours held back ({zone}).",
        "Une fois par jour, il annonce ce que les heures calmes ont retenu ({zone}).",
        "مرة في اليوم، يبلّغ بما حجبته ساعات الهدوء ({zone}).",
    ),
    "digest.below": (
        "With it come topics below priority “{priority}”.",
        "Avec lui viennent les sujets en dessous de la priorité « {priority} ».",
        "ومعه تصل المواضيع التي دون الأولوية «{priority}».",
    ),
    "digest.lost": (
        "Without it, topics below priority “{priority}” are not told at all.",
        "Sans lui, les sujets en dessous de la priorité « {priority} » ne sont pas annoncés.",
        "بدونه لا يُبلَّغ بالمواضيع التي دون الأولوية «{priority}».",
    ),
    "digest.how": (
        "Another time: <code>/digest 07:15</code>, on some days: "
        "<code>/digest 07:15 mon-fri</code>, or <code>/digest off</code>",
        "Une autre heure : <code>/digest 07:15</code>, certains jours : <code>/digest 07:15 "
        "lundi-vendredi</code>, ou <code>/digest off</code>",
        "وقت آخر: <code>/digest 07:15</code>، في أيام معينة: "
        "<code>/digest 07:15 أيام العمل</code>، أو <code>/digest off</code>",
    ),
    "same.page": (
        "🔁 <b>Same story again</b>: {length}",
        "🔁 <b>Même affaire à nouveau</b> : {length}",
        "🔁 <b>القصة نفسها مجددًا</b>: {length}",
    ),
    "same.always": ("each report", "chaque article", "كل خبر"),
    "same.never": ("never", "jamais", "أبدًا"),
    "same.after": ("after {length}", "après {length}", "بعد {length}"),
    "same.meaning": (
        "Until then other outlets’ reports of a story told here are kept, not announced. A topic "
        "that the story turns to is announced at once.",
        "D’ici là, les articles d’autres médias sur une affaire annoncée ici sont gardés, pas "
        "annoncés. Un sujet vers lequel l’affaire évolue est annoncé aussitôt.",
        "حتى ذلك الحين تُحفظ أخبار المصادر الأخرى عن قصة رُويت هنا ولا تُبلَّغ. أما الموضوع الذي "
        "تتحول إليه القصة فيُبلَّغ فورًا.",
    ),
}
