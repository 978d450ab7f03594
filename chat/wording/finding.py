# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What was found and why: /latest, /search, /story, /why."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "story.unknown": (
        "No other outlet is known to tell this.",
        "Aucun autre média connu n’en parle.",
        "لا يُعرف مصدر آخر يتناول هذا.",
    ),
    "story.head": (
        "<b>Story</b> · outlets: {outlets} · independent: {independent} · languages: {languages} "
        "· first seen {first}",
        "<b>Affaire</b> · médias : {outlets} · indépendants : {independent} · langues : "
        "{languages} · vue d’abord {first}",
        "<b>القصة</b> · المصادر: {outlets} · المستقلة: {independent} · اللغات: {languages} "
        "· ظهرت أولًا {first}",
    ),
    "why.how": (
        "Reply to an alert with <code>/why</code>, or give an address: <code>/why https://…</code>",
        "Répondez à une alerte par <code>/why</code>, ou donnez une adresse : "
        "<code>/why https://…</code>",
        "ردّ على تنبيه بـ <code>/why</code> أو أرسل عنوانًا: <code>/why https://…</code>",
    ),
    "why.unknown": (
        "No article of that address is kept: no source has listed it since it is watched, or it "
        "is too old.",
        "Aucun article de cette adresse n’est conservé : aucune source ne l’a listé depuis "
        "qu’elle est surveillée, ou il est trop ancien.",
        "لا مقال محفوظًا بهذا العنوان: لم يدرجه أي مصدر منذ بدء متابعته، أو هو قديم جدًا.",
    ),
    "why.found": ("✓ <b>{topic}</b>: {why}",) * 3,
    "why.missed": ("✗ {topic}: {why}",) * 3,
    "fate.queued": (
        "Here: waiting to be sent.",
        "Ici : en attente d’envoi.",
        "هنا: ينتظر الإرسال.",
    ),
    "fate.held": (
        "Here: held for the next digest.",
        "Ici : retenue pour le prochain résumé.",
        "هنا: محجوز للملخص القادم.",
    ),
    "fate.sent": ("Here: sent.", "Ici : envoyée.", "هنا: أُرسل."),
    "fate.muted": (
        "Here: held back by a mute.",
        "Ici : retenue par une sourdine.",
        "هنا: حجبه إسكات.",
    ),
    "fate.refused": (
        "Here: Telegram refused it.",
        "Ici : refusée par Telegram.",
        "هنا: رفضه تيليغرام.",
    ),
    "fate.digested": (
        "Here: sent within a digest.",
        "Ici : envoyée dans un résumé.",
        "هنا: أُرسل ضمن ملخص.",
    ),
    "fate.copy": (
        "Here: no alert, it is a copy of an article known before.",
        "Ici : pas d’alerte, c’est la copie d’un article déjà connu.",
        "هنا: لا تنبيه، فهو نسخة من مقال معروف من قبل.",
    ),
    "fate.told": (
        "Here: no alert of its own, its story was told by another one.",
        "Ici : pas d’alerte propre, l’affaire a été annoncée par une autre.",
        "هنا: لا تنبيه خاصًا به، فقد رُويت القصة في تنبيه آخر.",
    ),
    "fate.none": (
        "Here: no alert was made of it.",
        "Ici : aucune alerte n’en a été faite.",
        "هنا: لم يصدر عنه تنبيه.",
    ),
    "latest": ("<b>Latest</b> · {count}", "<b>Dernières</b> · {count}", "<b>الأحدث</b> · {count}"),
    "latest.none": (
        "Nothing has been found for this chat yet.",
        "Rien n’a encore été trouvé pour ce chat.",
        "لم يُعثر على شيء لهذه المحادثة بعد.",
    ),
    "latest.unknown": (
        "I know no topic “{name}”. /topics lists them.",
        "Je ne connais pas de sujet « {name} ». /topics les énumère.",
        "لا أعرف موضوعًا باسم «{name}». الأمر /topics يعرضها.",
    ),
    "search": (
        "<b>Search</b> “{words}” · {count}",
        "<b>Recherche</b> « {words} » · {count}",
        "<b>البحث</b> «{words}» · {count}",
    ),
    "search.how": (
        "Give words that the article holds: <code>/search drone harbour</code>",
        "Donnez des mots de l’article : <code>/search drone port</code>",
        "أرسل كلمات من المقال: <code>/search مسيّرة ميناء</code>",
    ),
    "search.none": (
        "No article kept holds “{words}”. Fewer or shorter words find more.",
        "Aucun article conservé ne contient « {words} ». Moins de mots, ou plus courts, trouvent "
        "davantage.",
        "لا مقال محفوظًا يحوي «{words}». كلمات أقل أو أقصر تعثر على المزيد.",
    ),
    "story.how": (
        "Reply to an alert with <code>/story</code>, or give an address or words.",
        "Répondez à une alerte par <code>/story</code>, ou donnez une adresse ou des mots.",
        "ردّ على تنبيه بـ <code>/story</code> أو أرسل عنوانًا أو كلمات.",
    ),
}
