# phrases longer than a line are the rule here
"""What is told where, and how bursts become a summary."""

from __future__ import annotations

# what a summary tells, by the plural forms of CLDR
MORE: dict[str, dict[str, str]] = {
    "en": {"one": "{count} more alert", "other": "{count} more alerts"},
    "fr": {"one": "{count} autre alerte", "other": "{count} autres alertes"},
    "ar": {
        "one": "تنبيه آخر",
        "two": "تنبيهان آخران",
        "few": "{count} تنبيهات أخرى",
        "many": "{count} تنبيهًا آخر",
        "other": "{count} تنبيه آخر",
    },
}

PHRASES: dict[str, tuple[str, str, str]] = {
    "digest.holds.days": (
        "On these days it tells what was held back since the one before ({zone}).",
        "Ces jours-là, il annonce ce qui a été retenu depuis le précédent ({zone}).",
        "في هذه الأيام يبلّغ بما حُجب منذ الملخص السابق ({zone}).",
    ),
    "settings.sources": (
        "📡 Only from: {value}",
        "📡 Seulement de : {value}",
        "📡 من هذه المصادر فقط: {value}",
    ),
    "settings.languages": (
        "📰 Only articles in: {value}",
        "📰 Seulement les articles en : {value}",
        "📰 المقالات بهذه اللغات فقط: {value}",
    ),
    "settings.threads": (
        "🧵 With a forum topic of their own: {value}",
        "🧵 Avec leur propre sujet du forum : {value}",
        "🧵 لها موضوع خاص في المنتدى: {value}",
    ),
    "settings.burst": (
        "🌊 One by one: at most {most} in {span}, further ones as one summary",
        "🌊 Une à une : au plus {most} en {span}, les suivantes en un seul récapitulatif",
        "🌊 واحدًا واحدًا: حتى {most} خلال {span}، وما زاد في رسالة جامعة واحدة",
    ),
    "button.all": ("📋 Show all", "📋 Tout afficher", "📋 عرض الكل"),
    "button.earlier": ("← Before", "← Précédentes", "← السابقة"),
    "button.later": ("Next →", "Suivantes →", "التالية →"),
    "gate.sources": (
        "Here: no alert, this chat takes only from {value}.",
        "Ici : pas d’alerte, ce chat ne prend que ce qui vient de {value}.",
        "هنا: لا تنبيه، فهذه المحادثة لا تأخذ إلا من {value}.",
    ),
    "gate.languages": (
        "Here: no alert, this chat takes only articles in {value}.",
        "Ici : pas d’alerte, ce chat ne prend que les articles en {value}.",
        "هنا: لا تنبيه، فهذه المحادثة لا تأخذ إلا المقالات بهذه اللغات: {value}.",
    ),
    "fate.summary": (
        "Here: told in a summary, with others that came at once.",
        "Ici : annoncée dans un récapitulatif, avec d’autres arrivées ensemble.",
        "هنا: أُبلغ به في رسالة جامعة مع تنبيهات أخرى وصلت معًا.",
    ),
    "fate.unfollowed": (
        "Here: not sent, its topic was no longer followed by then.",
        "Ici : pas envoyée, son sujet n’était plus suivi à ce moment.",
        "هنا: لم يُرسل، فقد أُلغيت متابعة موضوعه قبل ذلك.",
    ),
}
