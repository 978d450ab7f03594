# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What the bot says, in English, French and Arabic: the one place for translators.

Braces are filled in by `say`, which escapes what it puts there; the tags around them are
Telegram's HTML.
"""

from __future__ import annotations

from chat.html import text
from chat.words import LANGUAGES, tongue

# The order of the menu and of /help.
MENU = ("topics", "mute", "unmute", "mutes", "status", "help", "start")

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
    "mutes.end": (
        "To end one: <code>/unmute {id}</code>; all: <code>/unmute all</code>",
        "Pour en lever une : <code>/unmute {id}</code> ; toutes : <code>/unmute all</code>",
        "لإنهاء واحد: <code>/unmute {id}</code>؛ الكل: <code>/unmute all</code>",
    ),
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
