# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What the keeper reads of chats that cannot be reached, messages refused, our own faults; and why
a chat or a message was refused, by the words in which it is recorded."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "mishap.lost": (
        "Alerts for {chat} cannot be delivered: {why}. {first}"
        "Those to come wait for a day: invite the bot back, or take the chat out of rules.yaml "
        "or of /invite.",
        "Les alertes pour {chat} ne peuvent pas être remises : {why}. {first}"
        "Les suivantes attendent un jour : réinvitez le bot, ou retirez le chat de rules.yaml "
        "ou de /invite.",
        "تعذر تسليم التنبيهات إلى {chat}: {why}. {first}"
        "التنبيهات القادمة تنتظر يومًا: أعيدوا دعوة البوت، أو احذفوا المحادثة من rules.yaml "
        "أو من /invite.",
    ),
    "mishap.first": (
        "First affected: “{title}”. It is kept as refused. ",
        "Première touchée : « {title} ». Elle est conservée comme refusée. ",
        "أول ما تأثر: «{title}»، وهو محفوظ على أنه مرفوض. ",
    ),
    "mishap.back": (
        "Alerts for {chat} can be delivered again: those that waited are sent now.",
        "Les alertes pour {chat} peuvent de nouveau être remises : celles qui attendaient partent "
        "maintenant.",
        "عاد تسليم التنبيهات إلى {chat} ممكنًا: ما كان ينتظر يُرسل الآن.",
    ),
    "mishap.topic": (
        "The forum topic {thread} of {chat} is closed or gone: its alerts go to the group itself. "
        "Open it again, or name another `thread` in rules.yaml.",
        "Le sujet de forum {thread} de {chat} est fermé ou a disparu : ses alertes vont au groupe "
        "lui-même. Rouvrez-le, ou indiquez un autre `thread` dans rules.yaml.",
        "موضوع المنتدى {thread} في {chat} مغلق أو محذوف: تنبيهاته تذهب إلى المجموعة نفسها. "
        "أعيدوا فتحه، أو حددوا `thread` آخر في rules.yaml.",
    ),
    "mishap.refused": (
        "An alert for {chat} was refused: {why}. It told of “{title}” {url}",
        "Une alerte pour {chat} a été refusée : {why}. Elle annonçait « {title} » {url}",
        "رُفض تنبيه إلى {chat}: {why}. كان عن «{title}» {url}",
    ),
    "mishap.fault": (
        "Wirewatch made a mistake of its own: {doing} ({kind} at {where}). "
        "It goes on; the log has the traceback.",
        "Une erreur est survenue dans Wirewatch lui-même : {doing} ({kind}, {where}). "
        "Il continue ; le journal en garde la trace complète.",
        "وقع خطأ في Wirewatch نفسه: {doing} ({kind}، {where}). "
        "البرنامج مستمر في عمله، والتفاصيل في السجل.",
    ),
    "mishap.once": (
        "The same happened once more since it was last told.",
        "La même erreur s’est produite une fois de plus depuis la dernière annonce.",
        "تكرر الخطأ نفسه مرة أخرى منذ آخر إبلاغ.",
    ),
    "mishap.again": (
        "The same happened {count} times more since it was last told.",
        "La même erreur s’est produite {count} fois de plus depuis la dernière annonce.",
        "تكرر الخطأ نفسه منذ آخر إبلاغ. عدد المرات: {count}.",
    ),
}

# as recorded in receipts, in English → French, Arabic; {said} are the server's own words
REFUSALS: dict[str, tuple[str, str]] = {
    "Telegram knows no such chat: check its id in rules.yaml, and that the bot was started or "
    "added there": (
        "Telegram ne connaît pas ce chat : vérifiez son identifiant dans rules.yaml, et que le bot "
        "y a été démarré ou ajouté",
        "تيليغرام لا يعرف هذه المحادثة: تحققوا من رقمها في rules.yaml، "
        "ومن أن البوت بُدئ أو أُضيف فيها",
    ),
    "Telegram knows no such user": (
        "Telegram ne connaît pas cette personne",
        "تيليغرام لا يعرف هذا الشخص",
    ),
    "Telegram knows no such chat, or nobody there has started the bot": (
        "Telegram ne connaît pas ce chat, ou personne n’y a démarré le bot",
        "تيليغرام لا يعرف هذه المحادثة، أو لم يبدأ أحد البوت فيها",
    ),
    "this account was deleted": ("ce compte a été supprimé", "حُذف هذا الحساب"),
    "the bot was blocked by the user": ("la personne a bloqué le bot", "حظر الشخص البوت"),
    "the bot was removed from the chat": ("le bot a été retiré du chat", "أُزيل البوت من المحادثة"),
    "the bot is not a member of the chat": (
        "le bot n’est pas membre du chat",
        "البوت ليس عضوًا في المحادثة",
    ),
    "this person has not started the bot yet: they send it /start first": (
        "cette personne n’a pas encore démarré le bot : qu’elle lui envoie d’abord /start",
        "هذا الشخص لم يبدأ البوت بعد: عليه أن يرسل إليه /start أولًا",
    ),
    "this is a bot, and bots cannot write to bots": (
        "c’est un bot, et les bots ne peuvent pas s’écrire",
        "هذا بوت، والبوتات لا تكتب إلى البوتات",
    ),
    "the bot may not write in this chat: give it the right to": (
        "le bot n’a pas le droit d’écrire dans ce chat : donnez-le-lui",
        "لا يحق للبوت الكتابة في هذه المحادثة: امنحوه هذا الحق",
    ),
    "this message could not be put together; the log tells more": (
        "ce message n’a pas pu être composé ; le journal en dit plus",
        "تعذر تأليف هذه الرسالة؛ التفاصيل في السجل",
    ),
    "Telegram did not answer in time": (
        "Telegram n’a pas répondu à temps",
        "لم يجب تيليغرام في الوقت المناسب",
    ),
    "the connection broke before Telegram answered": (
        "la connexion s’est rompue avant la réponse de Telegram",
        "انقطع الاتصال قبل أن يجيب تيليغرام",
    ),
    "Telegram has a fault of its own": (
        "Telegram est lui-même en panne",
        "في تيليغرام نفسه عطل",
    ),
    "Telegram's answer could not be read": (
        "la réponse de Telegram était illisible",
        "تعذرت قراءة جواب تيليغرام",
    ),
    "the message could not be handed over": (
        "le message n’a pas pu être transmis",
        "تعذر تسليم الرسالة",
    ),
    "Telegram refuses: {said}": ("Telegram refuse : {said}", "تيليغرام يرفض: {said}"),
}
