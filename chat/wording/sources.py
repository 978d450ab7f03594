"""The sources one by one, and what the admin chat hears of them once a day."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "menu.sources": ("The sources, one by one", "Les sources, une par une", "المصادر واحدًا واحدًا"),
    "sources.mark": ("{mark} {name}",) * 3,
    "sources.paused": ("⏸ {name}: paused", "⏸ {name} : en pause", "⏸ {name}: متوقف مؤقتًا"),
    "sources.new": (
        "○ {name}: not checked yet",
        "○ {name} : pas encore vérifiée",
        "○ {name}: لم يُفحص بعد",
    ),
    "sources.latest": ("last article {when}", "dernier article {when}", "آخر مقال {when}"),
    "sources.today": ("today: {count}", "aujourd’hui : {count}", "اليوم: {count}"),
    "sources.each": (
        "More on one: /sources and its name",
        "Plus sur l’une d’elles : /sources suivi de son nom",
        "المزيد عن أحدها: ‎/sources واسمه",
    ),
    "sources.unknown": (
        "I know no source “{name}”. All of them: /sources",
        "Je ne connais pas de source « {name} ». Toutes : /sources",
        "لا أعرف مصدرًا باسم «{name}». كل المصادر: ‎/sources",
    ),
    "sources.well": ("✓ well", "✓ en bon état", "✓ سليم"),
    "sources.kind": (
        "{kind}, checked every {period}",
        "{kind}, vérifiée ; période : {period}",
        "{kind} · الفحص كل: {period}",
    ),
    "sources.kind.paces": (
        "{kind}, checked every {least} to {most}, at present {period} ({why})",
        "{kind}, vérifiée ; période : de {least} à {most}, en ce moment {period} ({why})",
        "{kind} · الفحص كل: {least} إلى {most}، حاليًا {period} ({why})",
    ),
    "sources.pace.often": (
        "hours of news, or not known yet",
        "heures de publication, ou pas encore connues",
        "ساعات نشر أو لم تُعرف بعد",
    ),
    "sources.pace.pushed": ("its hub tells", "son hub prévient", "يُعلِم بها الموزّع"),
    "sources.pace.seldom": ("quiet hours", "heures calmes", "ساعات هادئة"),
    "kind.auto": ("kind not known yet", "type pas encore connu", "النوع غير معروف بعد"),
    "kind.feed": ("feed", "flux", "خلاصة"),
    "kind.page": ("page", "page", "صفحة"),
    "kind.sitemap": ("sitemap", "plan de site", "خريطة موقع"),
    "sources.push": (
        "Push by {hub}: {how}",
        "Envoi immédiat par {hub} : {how}",
        "الإرسال الفوري من {hub}: {how}",
    ),
    "sources.push.last": ("Last push {when}", "Dernier envoi {when}", "آخر إرسال {when}"),
    "sources.push.why": ("{why}",) * 3,
    "push.asked": ("asked for", "demandé", "طُلب"),
    "push.on": ("on", "actif", "يعمل"),
    "push.trusted": ("on, and in time", "actif, à temps", "يعمل وفي وقته"),
    "push.silent": (
        "silent, new articles came without it",
        "muet, des articles sont arrivés sans lui",
        "صامت، وصلت مقالات جديدة بدونه",
    ),
    "push.failed": ("does not work", "ne fonctionne pas", "لا يعمل"),
    "sources.checked": (
        "Last check {when} · last success {success}",
        "Dernière vérification {when} · dernière réussite {success}",
        "آخر فحص {when} · آخر نجاح {success}",
    ),
    "sources.never": ("never", "jamais", "لم يحدث بعد"),
    "sources.trouble": (
        "Trouble at the last try: {why}",
        "Problème au dernier essai : {why}",
        "المشكلة في آخر محاولة: {why}",
    ),
    "sources.alerts": (
        "Alerts here in 7 days: {count}",
        "Alertes ici en 7 jours : {count}",
        "التنبيهات هنا خلال 7 أيام: {count}",
    ),
    "daily.quiet": (
        "Quiet: {well}. Since {when}: articles read {articles}, alerts sent {sent}.",
        "Calme. {well}. Depuis {when} : articles lus {articles}, alertes envoyées {sent}.",
        "هدوء. {well}. منذ {when}: مقالات قُرئت {articles}، تنبيهات أُرسلت {sent}.",
    ),
    "daily.ailing": (
        "Watching: {well}. Since {when}: articles read {articles}, alerts sent {sent}.",
        "{well}. Depuis {when} : articles lus {articles}, alertes envoyées {sent}.",
        "{well}. منذ {when}: مقالات قُرئت {articles}، تنبيهات أُرسلت {sent}.",
    ),
    "sources.newest": ("Its newest:", "Ses derniers articles :", "أحدث مقالاته:"),
}
