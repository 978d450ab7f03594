# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""Mutes: what, for how long, what they held back."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
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
    "mute.unknown": (
        "I know no topic or source “{name}”. To mute a word, put it in quotes: "
        '<code>/mute "{name}" 2h</code>',
        "Je ne connais ni sujet ni source « {name} ». Pour un mot, mettez-le entre guillemets : "
        '<code>/mute "{name}" 2h</code>',
        "لا أعرف موضوعًا ولا مصدرًا باسم «{name}». لإسكات كلمة ضعها بين علامتي اقتباس: "
        '<code>/mute "{name}" 2h</code>',
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
}
