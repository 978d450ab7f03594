# ruff: noqa: ISC004 # phrases longer than a line are the rule here
# phrases longer than a line are the rule here
"""Numbers: alerts over time, how sources and the outbox are doing."""

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
    "status.well": (
        "{well} of {all} sources well",
        "Sources en bon état : {well} sur {all}",
        "المصادر السليمة: {well} من {all}",
    ),
    "status.new": (
        "{said}, {count} not checked yet",
        "{said}, pas encore vérifiées : {count}",
        "{said}، لم تُفحص بعد: {count}",
    ),
    "status.none": ("No sources yet.", "Pas encore de sources.", "لا مصادر بعد."),
    "status.checked": (
        "Last check: {ago} ago",
        "Dernière vérification : il y a {ago}",
        "المدة منذ آخر فحص: {ago}",
    ),
    "status.failing": (
        "{mark} {name}: {why}, for {span}",
        "{mark} {name} : {why}, depuis {span}",
        "{mark} {name}: {why} · المدة: {span}",
    ),
    "status.silent": (
        "{mark} {name}: {why}, last article {span} ago",
        "{mark} {name} : {why}, dernier article il y a {span}",
        "{mark} {name}: {why} · المدة منذ آخر مقال: {span}",
    ),
    "status.plain": ("{mark} {name}: {why}", "{mark} {name} : {why}", "{mark} {name}: {why}"),
    "status.more": ("and others: {count}", "et d’autres : {count}", "وغيرها: {count}"),
    "status.delay.discovery": (
        "From discovery to message, last 24 hours: half within {p50}, 95 % within {p95}",
        "De la découverte au message, 24 heures : la moitié en {p50}, 95 % en {p95}",
        "من الاكتشاف إلى الرسالة خلال 24 ساعة: النصف: {p50}، 95٪: {p95}",
    ),
    "status.delay.publication": (
        "From publication to message, last 24 hours: half within {p50}, 95 % within {p95}",
        "De la publication au message, 24 heures : la moitié en {p50}, 95 % en {p95}",
        "من النشر إلى الرسالة خلال 24 ساعة: النصف: {p50}، 95٪: {p95}",
    ),
    "status.waiting": (
        "Waiting to be sent: {count}, the oldest for {span}",
        "En attente d’envoi : {count}, la plus ancienne depuis {span}",
        "تنتظر الإرسال: {count} · مدة انتظار الأقدم: {span}",
    ),
    "status.nothing": (
        "Nothing waits to be sent.",
        "Rien n’attend d’être envoyé.",
        "لا شيء ينتظر الإرسال.",
    ),
    "status.held": (
        "Held for a digest: {count}",
        "Retenues pour un résumé : {count}",
        "محجوزة لملخص: {count}",
    ),
    "status.day": (
        "Last 24 hours: articles read {articles}, alerts sent {sent}, held back by mutes {muted}, "
        "refused {refused}",
        "24 heures : articles lus {articles}, alertes envoyées {sent}, retenues par des sourdines "
        "{muted}, refusées {refused}",
        "آخر 24 ساعة: مقالات قُرئت {articles}، تنبيهات أُرسلت {sent}، حجبها إسكات {muted}، "
        "رُفضت {refused}",
    ),
    "status.rules": ("Rules: {version}", "Règles : {version}", "القواعد: {version}"),
    "trouble.unreachable": (
        "cannot be reached",
        "injoignable",
        "يتعذر الوصول إليه",
    ),
    "trouble.timeout": (
        "does not answer in time",
        "ne répond pas à temps",
        "لا يجيب في الوقت المناسب",
    ),
    "trouble.tls": (
        "has no valid certificate",
        "n’a pas de certificat valable",
        "شهادته غير صالحة",
    ),
    "trouble.forbidden": ("refuses access", "refuse l’accès", "يرفض الدخول"),
    "trouble.gone": ("the page is gone", "la page n’existe plus", "الصفحة لم تعد موجودة"),
    "trouble.rate limited": (
        "asks for a pause",
        "demande une pause",
        "يطلب التمهل",
    ),
    "trouble.server error": (
        "its server has an error",
        "son serveur est en erreur",
        "خادمه في عطل",
    ),
    "trouble.odd status": (
        "gives an unexpected answer",
        "donne une réponse inattendue",
        "يعطي جوابًا غير متوقع",
    ),
    "trouble.too large": ("the page is too large", "la page est trop grande", "الصفحة كبيرة جدًا"),
    "trouble.redirects": (
        "redirects without end",
        "redirige sans fin",
        "يحوّل بلا نهاية",
    ),
    "trouble.forbidden address": (
        "leads to an address that is not allowed",
        "mène à une adresse interdite",
        "يقود إلى عنوان غير مسموح",
    ),
    "trouble.robots.txt": (
        "its robots.txt forbids reading",
        "son robots.txt interdit la lecture",
        "ملف robots.txt فيه يمنع القراءة",
    ),
    "trouble.block page": (
        "shows a page against robots",
        "montre une page contre les robots",
        "يعرض صفحة ضد الروبوتات",
    ),
    "trouble.broken document": (
        "its list cannot be read",
        "sa liste est illisible",
        "قائمته غير قابلة للقراءة",
    ),
    "trouble.no article": ("holds no article", "ne contient pas d’article", "لا يحوي مقالًا"),
    "trouble.no links": (
        "lists no articles any more",
        "n’énumère plus d’articles",
        "لم يعد يعرض مقالات",
    ),
    "mood.failing": ("cannot be read", "illisible", "تتعذر قراءته"),
    "mood.rebuilt": (
        "does not list articles as it used to",
        "ne présente plus ses articles comme avant",
        "لم يعد يعرض المقالات كما كان",
    ),
    "mood.silent": (
        "silent for longer than usual",
        "muette plus longtemps que d’habitude",
        "صامت أكثر من المعتاد",
    ),
}
