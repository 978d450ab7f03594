# phrases longer than a line are the rule here
"""Numbers: alerts over time."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "stats.title": ("Alerts per day", "Alertes par jour", "التنبيهات يوميًا"),
    "stats.about": ("{title} · {topic}",) * 3,
    "stats.note": ("Last {span} · {zone}", "Période : {span} · {zone}", "آخر {span} · {zone}"),
    "stats.mark": ("unusually many", "inhabituellement nombreuses", "عدد غير معتاد"),
    "stats.rows": ("Most came from", "Sources principales", "أكثر المصادر"),
    "stats.rest": ("other topics", "autres sujets", "مواضيع أخرى"),
    "stats.head": (
        "<b>{what}</b> · last {span}",
        "<b>{what}</b> · période : {span}",
        "<b>{what}</b> · آخر {span}",
    ),
    "stats.all": ("All topics", "Tous les sujets", "كل المواضيع"),
    "stats.total": ("In all: {count}", "En tout : {count}", "المجموع: {count}"),
    "stats.muted": (
        "held back by mutes: {count}",
        "retenues par des sourdines : {count}",
        "حجبها إسكات: {count}",
    ),
    "stats.busiest": (
        "Busiest day: {day} ({count})",
        "Jour le plus chargé : {day} ({count})",
        "أكثر الأيام: {day} ({count})",
    ),
    "stats.today": (
        "Today so far: {count}; usual by this hour: {usual}",
        "Aujourd’hui jusqu’ici : {count} ; d’habitude à cette heure : {usual}",
        "اليوم حتى الآن: {count}؛ المعتاد حتى هذه الساعة: {usual}",
    ),
    "stats.today.new": (
        "Today so far: {count}",
        "Aujourd’hui jusqu’ici : {count}",
        "اليوم حتى الآن: {count}",
    ),
    "stats.spikes": (
        "▼ Unusually many: {days}",
        "▼ Inhabituellement nombreuses : {days}",
        "▼ عدد غير معتاد: {days}",
    ),
    "stats.sources": (
        "Most came from: {names}",
        "Sources principales : {names}",
        "أكثر المصادر: {names}",
    ),
    "stats.spike": ("{day} ({count})",) * 3,
    "stats.counted": ("{name} ({count})",) * 3,
    "stats.comma": (", ", ", ", "، "),
    "stats.none": (
        "No alerts in this chat in the last {span}.",
        "Aucune alerte dans ce chat ; période : {span}.",
        "لا تنبيهات في هذه المحادثة. المدة: آخر {span}.",
    ),
    "stats.none.topic": (
        "No alerts on “{topic}” in this chat in the last {span}.",
        "Aucune alerte sur « {topic} » dans ce chat ; période : {span}.",
        "لا تنبيهات عن «{topic}» في هذه المحادثة. المدة: آخر {span}.",
    ),
}
