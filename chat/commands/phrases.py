# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What the bot says, in English, French and Arabic: the one place for translators.

Braces are filled in by `say`, which escapes what it puts there; the tags around them are
Telegram's HTML.
"""

from __future__ import annotations

from chat.html import text
from chat.words import LANGUAGES, tongue

# The order of the menu and of /help.
MENU = (
    "topics",
    "latest",
    "search",
    "story",
    "why",
    "mute",
    "unmute",
    "mutes",
    "status",
    "help",
    "start",
)

_PHRASES: dict[str, tuple[str, str, str]] = {
    "menu.start": ("What this bot does", "Ce que fait ce bot", "ما الذي يفعله هذا البوت"),
    "menu.help": ("The commands", "Les commandes", "الأوامر"),
    "menu.topics": ("Topics this chat follows", "Sujets suivis ici", "المواضيع المتابعة هنا"),
    "menu.status": ("How the bot is doing", "L’état du bot", "حالة البوت"),
    "menu.mute": (
        "Silence a topic, a source or a word",
        "Faire taire un sujet, une source ou un mot",
        "إسكات موضوع أو مصدر أو كلمة",
    ),
    "menu.mutes": ("What is silenced here", "Ce qui est en sourdine ici", "ما هو مُسكَت هنا"),
    "menu.unmute": ("End a silence", "Lever une sourdine", "إنهاء الإسكات"),
    "menu.latest": ("The last alerts", "Les dernières alertes", "آخر التنبيهات"),
    "menu.search": (
        "Search what was read",
        "Chercher dans ce qui a été lu",
        "البحث في ما قُرئ",
    ),
    "menu.story": (
        "Who else tells a story",
        "Qui d’autre en parle",
        "من غيره يتناول القصة",
    ),
    "menu.why": (
        "Why an article was found or not",
        "Pourquoi un article a été trouvé ou non",
        "لماذا عُثر على مقال أو لا",
    ),
    "start": (
        "<b>Wirewatch</b> watches news pages and writes here as soon as an article touches a "
        "topic of yours.",
        "<b>Wirewatch</b> surveille des pages d’actualité et écrit ici dès qu’un article touche "
        "l’un de vos sujets.",
        "<b>Wirewatch</b> يراقب صفحات الأخبار ويكتب هنا فور تناول مقال أحد مواضيعكم.",
    ),
    "start.follows": ("This chat follows:", "Ce chat suit :", "تتابع هذه المحادثة:"),
    "start.more": ("All commands: /help", "Toutes les commandes : /help", "كل الأوامر: /help"),
    "stranger": (
        "This chat is not connected to Wirewatch yet. To connect it, whoever runs the bot adds "
        "these lines to rules.yaml; this chat’s id is <code>{id}</code>.",
        "Ce chat n’est pas encore relié à Wirewatch. Pour le relier, la personne qui gère le bot "
        "ajoute ces lignes à rules.yaml ; l’identifiant de ce chat est <code>{id}</code>.",
        "هذه المحادثة غير موصولة بـ Wirewatch بعد. لوصلها يضيف مشغّل البوت هذه الأسطر إلى "
        "rules.yaml؛ معرّف هذه المحادثة هو <code>{id}</code>.",
    ),
    "help.examples": ("For example:", "Par exemple :", "أمثلة:"),
    "code": ("<code>{text}</code>",) * 3,
    "topics": (
        "<b>Topics this chat follows</b>",
        "<b>Sujets suivis dans ce chat</b>",
        "<b>المواضيع المتابعة في هذه المحادثة</b>",
    ),
    "topics.none": (
        "This chat follows no topic: see <code>topics:</code> under its entry in rules.yaml.",
        "Ce chat ne suit aucun sujet : voir <code>topics:</code> à son entrée de rules.yaml.",
        "لا تتابع هذه المحادثة أي موضوع: راجع <code>topics:</code> في مدخلها في rules.yaml.",
    ),
    "topics.one": ("{mark} {title} · <code>{name}</code>",) * 3,
    "topics.muted": ("muted", "en sourdine", "مُسكَت"),
    "topics.minimum": (
        "Below priority “{priority}” nothing is sent at once.",
        "En dessous de la priorité « {priority} », rien n’est envoyé aussitôt.",
        "ما دون الأولوية «{priority}» لا يُرسل فورًا.",
    ),
    "muted": (
        "🔇 {what}: muted {until}. {urgent} To end it: <code>/unmute {id}</code>",
        "🔇 {what} : en sourdine {until}. {urgent} Pour y mettre fin : <code>/unmute {id}</code>",
        "🔇 {what}: مُسكَت {until}. {urgent} لإنهائه: <code>/unmute {id}</code>",
    ),
    "urgent": (
        "Urgent alerts still come.",
        "Les alertes urgentes passent toujours.",
        "التنبيهات العاجلة تصل دائمًا.",
    ),
    "all": ("Everything", "Tout", "كل شيء"),
    "topic": ("Topic “{name}”", "Sujet « {name} »", "الموضوع «{name}»"),
    "source": ("Source “{name}”", "Source « {name} »", "المصدر «{name}»"),
    "word": ("Word “{name}”", "Mot « {name} »", "الكلمة «{name}»"),
    "story": ("Story “{name}”", "Affaire « {name} »", "القصة «{name}»"),
    "story.untitled": ("One story", "Une affaire", "قصة واحدة"),
    "story.this": ("This story", "Cette affaire", "هذه القصة"),
    "length.2h": ("2 hours", "2 heures", "ساعتان"),
    "length.1d": ("1 day", "1 jour", "يوم واحد"),
    "length.am": ("{until}",) * 3,
    "length.ever": ("Forever", "Toujours", "دائمًا"),
    "button.mute": ("🔇 Mute…", "🔇 Sourdine…", "🔇 إسكات…"),
    "button.why": ("❔ Why?", "❔ Pourquoi ?", "❔ لماذا؟"),
    "button.story": ("📰 Story", "📰 Affaire", "📰 القصة"),
    "button.irrelevant": ("Not relevant", "Hors sujet", "خارج الموضوع"),
    "button.muted": (
        "🔇 muted {until} · Undo",
        "🔇 en sourdine {until} · Annuler",
        "🔇 مُسكَت {until} · تراجع",
    ),
    "button.undo": ("Undo", "Annuler", "تراجع"),
    "button.back": ("← Back", "← Retour", "→ رجوع"),
    "button.held": ("📥 Show {count}", "📥 Montrer {count}", "📥 عرض {count}"),
    "button.held.them": ("📥 Show them", "📥 Les montrer", "📥 عرضها"),
    "button.unmute.all": ("🔔 End all", "🔔 Tout lever", "🔔 إنهاء الكل"),
    "press.old": (
        "This button is from another version of the bot. /help lists what you can do.",
        "Ce bouton vient d’une autre version du bot. /help énumère ce qui est possible.",
        "هذا الزر من إصدار آخر للبوت. الأمر /help يعرض ما يمكنك فعله.",
    ),
    "press.gone": (
        "What this button is about is no longer kept. The commands still work: /help",
        "Ce dont parle ce bouton n’est plus conservé. Les commandes marchent toujours : /help",
        "ما يتعلق به هذا الزر لم يعد محفوظًا. الأوامر تعمل: /help",
    ),
    "press.stranger": (
        "This chat is not connected to Wirewatch any more: send /start",
        "Ce chat n’est plus relié à Wirewatch : envoyez /start",
        "لم تعد هذه المحادثة موصولة بـ Wirewatch: أرسلوا /start",
    ),
    "press.muted": (
        "🔇 {what}: muted {until}",
        "🔇 {what} : en sourdine {until}",
        "🔇 {what}: مُسكَت {until}",
    ),
    "press.over": (
        "That mute has ended already.",
        "Cette sourdine est déjà levée.",
        "انتهى هذا الإسكات من قبل.",
    ),
    "press.why": (
        "{topic}, line {line}: {why}",
        "{topic}, ligne {line} : {why}",
        "{topic}، السطر {line}: {why}",
    ),
    "press.irrelevant": (
        "Thank you, noted as not relevant. Press again to take it back.",
        "Merci, noté comme hors sujet. Appuyez encore pour annuler.",
        "شكرًا، سُجّل خارج الموضوع. اضغط مجددًا للتراجع.",
    ),
    "press.relevant": ("Taken back.", "Annulé.", "تم التراجع."),
    "held": (
        "<b>Held back</b> · {count}",
        "<b>Retenues</b> · {count}",
        "<b>المحجوبة</b> · {count}",
    ),
    "held.none": (
        "Nothing that it held back is kept any more.",
        "Rien de ce qu’elle a retenu n’est encore conservé.",
        "لم يعد محفوظًا شيء مما حجبه.",
    ),
    "held.ended": (
        "🔔 {what}: the mute has ended. Held back: {count}.",
        "🔔 {what} : la sourdine est terminée. Retenues : {count}.",
        "🔔 {what}: انتهى الإسكات. المحجوبة: {count}.",
    ),
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
    "mute.choose": (
        "What should be silent, and for how long?",
        "Que faut-il taire, et pour combien de temps ?",
        "ما الذي يُسكَت، وإلى متى؟",
    ),
    "mute.which": (
        "What should be silent {until}?",
        "Que faut-il taire {until} ?",
        "ما الذي يُسكَت {until}؟",
    ),
    "mute.story": (
        "To mute a story, reply to its alert with <code>/mute this story</code>, or press "
        "“Mute…” under it.",
        "Pour taire une affaire, répondez à son alerte par <code>/mute cette affaire</code>, ou "
        "appuyez sur « Sourdine… » en dessous.",
        "لإسكات قصة، ردّ على تنبيهها بـ <code>/mute هذه القصة</code> أو اضغط «إسكات…» أسفله.",
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
    "meant": ("Did you mean:", "Vouliez-vous dire :", "هل تقصد:"),
    "mute.unknown": (
        "I know no topic or source “{name}”. To mute a word, put it in quotes: "
        '<code>/mute "{name}" 2h</code>',
        "Je ne connais ni sujet ni source « {name} ». Pour un mot, mettez-le entre guillemets : "
        '<code>/mute "{name}" 2h</code>',
        "لا أعرف موضوعًا ولا مصدرًا باسم «{name}». لإسكات كلمة ضعها بين علامتي اقتباس: "
        '<code>/mute "{name}" 2h</code>',
    ),
    "nearest": (
        "Did you mean <code>{command}</code>?",
        "Vouliez-vous dire <code>{command}</code> ?",
        "هل تقصد <code>{command}</code>؟",
    ),
    "mute.when": (
        "I do not understand the time “{time}”. Try <code>2h</code>, <code>1d</code>, "
        "<code>until 18:00</code>, <code>until monday</code> or <code>forever</code>.",
        "Je ne comprends pas la durée « {time} ». Essayez <code>2h</code>, <code>1j</code>, "
        "<code>jusqu’à 18:00</code>, <code>jusqu’à lundi</code> ou <code>toujours</code>.",
        "لا أفهم المدة «{time}». جرّب <code>2h</code> أو <code>1d</code> أو "
        "<code>حتى 18:00</code> أو <code>حتى الاثنين</code> أو <code>دائما</code>.",
    ),
    "mutes.none": ("Nothing is muted here.", "Rien n’est en sourdine ici.", "لا شيء مُسكَت هنا."),
    "mutes": ("<b>Muted here</b>", "<b>En sourdine ici</b>", "<b>المُسكَت هنا</b>"),
    "mutes.one": (
        "<b>{id}</b> {what}: {until}{by} · held back: {count}",
        "<b>{id}</b> {what} : {until}{by} · retenues : {count}",
        "<b>{id}</b> {what}: {until}{by} · المحجوبة: {count}",
    ),
    "mutes.by": (", by {name}", ", par {name}", "، بطلب من {name}"),
    "unmuted": (
        "🔔 {what}: no longer muted. Held back: {count}.",
        "🔔 {what} : la sourdine est levée. Retenues : {count}.",
        "🔔 {what}: انتهى الإسكات. المحجوبة: {count}.",
    ),
    "unmute.unknown": (
        "No mute “{name}” is in force here. /mutes lists them.",
        "Aucune sourdine « {name} » n’est en vigueur ici. /mutes les énumère.",
        "لا إسكات باسم «{name}» ساريًا هنا. الأمر /mutes يعرضها.",
    ),
    "unmute.which": (
        "Which one? <code>/unmute {id}</code> or <code>/unmute all</code>",
        "Laquelle ? <code>/unmute {id}</code> ou <code>/unmute all</code>",
        "أيها؟ <code>/unmute {id}</code> أو <code>/unmute all</code>",
    ),
    "administrators": (
        "Only administrators of this group can change what it hears.",
        "Seuls les administrateurs de ce groupe peuvent changer ce qu’il reçoit.",
        "مشرفو هذه المجموعة وحدهم يستطيعون تغيير ما يصلها.",
    ),
    "unknown": (
        "I know no command {name}.",
        "Je ne connais pas la commande {name}.",
        "لا أعرف الأمر {name}.",
    ),
    "failed": (
        "Something went wrong on my side; nothing was changed. Please try again.",
        "Quelque chose a échoué de mon côté ; rien n’a été changé. Réessayez, s’il vous plaît.",
        "حدث خطأ من جهتي ولم يتغير شيء. حاولوا مرة أخرى من فضلكم.",
    ),
}


class Markup(str):
    """Telegram's HTML, escaped already."""

    __slots__ = ()


def say(language: str, phrase: str, **values: object) -> Markup:
    """One phrase; the values are escaped unless they are Markup themselves."""
    template = _PHRASES[phrase][LANGUAGES.index(tongue(language))]
    return Markup(template.format(**{name: _safe(value) for name, value in values.items()}))


def _safe(value: object) -> str:
    return value if isinstance(value, Markup) else text(str(value)).html
