# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""Who may do what: the log of deeds, invites, pauses, and the life of a chat."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "menu.audit": ("Who changed what", "Qui a changé quoi", "من غيّر ماذا"),
    "audit": ("Who changed what · {about}", "Qui a changé quoi · {about}", "من غيّر ماذا · {about}"),
    "audit.none": (
        "Nothing of the kind is kept. All of it: <code>/audit</code>; of one person or command: "
        "<code>/audit Ada</code>, <code>/audit 20 mute</code>",
        "Rien de tel n’est conservé. Tout : <code>/audit</code> ; d’une personne ou d’une "
        "commande : <code>/audit Ada</code>, <code>/audit 20 mute</code>",
        "لا شيء محفوظ من هذا. الكل: <code>/audit</code>؛ لشخص أو أمر: <code>/audit Ada</code>، "
        "<code>/audit 20 mute</code>",
    ),
    "audit.older": ("Older ›", "Plus anciens ›", "‹ الأقدم"),
    "audit.newest": ("‹ Newest", "‹ Les derniers", "الأحدث ›"),
    "menu.invite": (
        "Invite a chat, see who joined",
        "Inviter un chat, voir qui a rejoint",
        "دعوة محادثة ورؤية من انضم",
    ),
    "invite.made": (
        "🎟 Whoever opens this link connects a chat of theirs: {link}\n"
        "For a group: {group}\n"
        "It holds {until}; chats it lets in: {uses}. Topics: {topics}. "
        "It is not shown again: hand it only to whom it is meant for.",
        "🎟 Qui ouvre ce lien relie son chat : {link}\n"
        "Pour un groupe : {group}\n"
        "Il vaut {until} ; chats admis : {uses}. Sujets : {topics}. "
        "Il ne sera plus montré : ne le donnez qu’à la personne voulue.",
        "🎟 من يفتح هذا الرابط يوصل محادثته: {link}\n"
        "للمجموعات: {group}\n"
        "يسري {until}؛ عدد المحادثات المقبولة: {uses}. المواضيع: {topics}. "
        "لن يُعرض ثانية: لا تعطوه إلا لمن هو له.",
    ),
    "invite.topics": ("all", "tous", "الكل"),
    "invite.unknown": (
        "I do not understand “{text}”. For example: <code>/invite</code>, <code>/invite 2d 3 "
        "times</code>, or with the names of topics: <code>/invite 7d ports</code>",
        "Je ne comprends pas « {text} ». Par exemple : <code>/invite</code>, <code>/invite 2j "
        "3 fois</code>, ou avec des noms de sujets : <code>/invite 7j ports</code>",
        "لا أفهم «{text}». أمثلة: <code>/invite</code>، <code>/invite 2 أيام 3 مرات</code>، "
        "أو مع أسماء المواضيع: <code>/invite 7d ports</code>",
    ),
    "invite.open": (
        "Open invites: {count}",
        "Invitations ouvertes : {count}",
        "الدعوات المفتوحة: {count}",
    ),
    "invite.line": (
        "№ {id}: {until}, chats: {uses}, topics: {topics} · {by}",
        "№ {id} : {until}, chats : {uses}, sujets : {topics} · {by}",
        "№ {id}: {until}، المحادثات: {uses}، المواضيع: {topics} · {by}",
    ),
    "invite.guests": (
        "Chats that joined: {count}",
        "Chats qui ont rejoint : {count}",
        "المحادثات المنضمة: {count}",
    ),
    "invite.guest": ("{name} ({address}), {since}",) * 3,
    "invite.new": ("➕ New invite", "➕ Nouvelle invitation", "➕ دعوة جديدة"),
    "invite.all": ("All invites", "Toutes les invitations", "كل الدعوات"),
    "invite.revoke": ("✕ Revoke № {id}", "✕ Révoquer № {id}", "✕ إلغاء الدعوة № {id}"),
    "invite.revoked": (
        "That link lets nobody in any more.",
        "Ce lien n’admet plus personne.",
        "لم يعد هذا الرابط يقبل أحدًا.",
    ),
    "guest.remove": ("✕ Remove {name}", "✕ Retirer {name}", "✕ إزالة {name}"),
    "guest.sure": (
        "Remove “{name}”? It is told so once, and hears nothing more. Its settings are kept for "
        "the day that it is invited again.",
        "Retirer « {name} » ? Le chat en est averti une fois, puis ne reçoit plus rien. Ses "
        "réglages sont gardés pour une nouvelle invitation.",
        "إزالة «{name}»؟ تُبلَّغ المحادثة مرة واحدة ثم لا يصلها شيء. تبقى إعداداتها محفوظة إن دُعيت "
        "من جديد.",
    ),
    "guest.removed": ("“{name}” is removed.", "« {name} » est retiré.", "أُزيلت «{name}»."),
    "guest.farewell": (
        "This chat is no longer connected to Wirewatch: an administrator has removed it. Nothing "
        "more will come.",
        "Ce chat n’est plus relié à Wirewatch : un administrateur l’a retiré. Plus rien ne "
        "viendra.",
        "لم تعد هذه المحادثة موصولة بـ Wirewatch: أزالها أحد المشرفين. لن يصل شيء بعد الآن.",
    ),
    "joined": (
        "✓ This chat is connected.",
        "✓ Ce chat est relié.",
        "✓ هذه المحادثة موصولة الآن.",
    ),
    "keeper.joined": (
        "➕ “{name}” ({address}) has joined by invite, brought in by {by}. /invite lists the chats "
        "that joined, with buttons to remove them.",
        "➕ « {name} » ({address}) a rejoint sur invitation, par {by}. /invite énumère les chats "
        "qui ont rejoint, avec des boutons pour les retirer.",
        "➕ انضمت «{name}» ({address}) بدعوة، عن طريق {by}. الأمر /invite يعرض المحادثات المنضمة "
        "مع أزرار لإزالتها.",
    ),
    "menu.pause": (
        "Send nothing, or let a source rest",
        "Ne rien envoyer, ou laisser reposer une source",
        "وقف الإرسال أو إراحة مصدر",
    ),
    "menu.resume": ("Go on after a pause", "Reprendre après une pause", "المتابعة بعد التوقف"),
    "pause.sending": (
        "⏸ Nothing is sent, {until}. Alerts wait; only notices to this chat still come.",
        "⏸ Rien n’est envoyé, {until}. Les alertes attendent ; seuls les avis à ce chat passent.",
        "⏸ لا يُرسل شيء، {until}. التنبيهات تنتظر؛ وحدها إشعارات هذه المحادثة تصل.",
    ),
    "pause.source": (
        "⏸ Source “{name}” is not checked, {until}.",
        "⏸ La source « {name} » n’est pas consultée, {until}.",
        "⏸ المصدر «{name}» لا يُفحص، {until}.",
    ),
    "pause.end": (
        "To go on earlier: <code>/resume</code>",
        "Pour reprendre plus tôt : <code>/resume</code>",
        "للمتابعة قبل ذلك: <code>/resume</code>",
    ),
    "pause.none": ("Nothing is paused.", "Rien n’est en pause.", "لا شيء متوقف."),
    "pause.unknown": (
        "I know no source “{name}”. All sending: <code>/pause 2h</code>; one source: "
        "<code>/pause Meridian Post until 18:00</code>",
        "Je ne connais pas de source « {name} ». Tout l’envoi : <code>/pause 2h</code> ; une "
        "source : <code>/pause Meridian Post jusqu’à 18:00</code>",
        "لا أعرف مصدرًا باسم «{name}». كل الإرسال: <code>/pause 2h</code>؛ مصدر واحد: "
        "<code>/pause Meridian Post حتى 18:00</code>",
    ),
    "pause.over": (
        "▶️ The pause is over: what waited is sent now.",
        "▶️ La pause est terminée : ce qui attendait est envoyé.",
        "▶️ انتهى التوقف: يُرسل الآن ما كان ينتظر.",
    ),
    "pause.over.source": (
        "▶️ Source “{name}” has rested long enough, it is checked again.",
        "▶️ La source « {name} » s’est assez reposée, elle est de nouveau consultée.",
        "▶️ المصدر «{name}» انتهت راحته ويُفحص من جديد.",
    ),
    "resumed": (
        "▶️ Alerts are sent again, those that waited first.",
        "▶️ Les alertes repartent, celles qui attendaient d’abord.",
        "▶️ عاد إرسال التنبيهات، بدءًا بما كان ينتظر.",
    ),
    "resumed.source": (
        "▶️ Source “{name}” is checked again.",
        "▶️ La source « {name} » est de nouveau consultée.",
        "▶️ المصدر «{name}» يُفحص من جديد.",
    ),
    "button.resume": ("▶️ Resume {name}", "▶️ Reprendre {name}", "▶️ متابعة {name}"),
    "life.unknown": (
        "This group is not connected to Wirewatch. Ask whoever runs this bot for an invite, or to "
        "add the group (<code>{id}</code>) to rules.yaml. An invite may be shown here now; else I "
        "leave in two minutes, and may be added again at any time.",
        "Ce groupe n’est pas relié à Wirewatch. Demandez une invitation à la personne qui gère ce "
        "bot, ou qu’elle ajoute le groupe (<code>{id}</code>) à rules.yaml. Une invitation peut "
        "être montrée ici maintenant ; sinon je pars dans deux minutes, et on peut m’ajouter de "
        "nouveau à tout moment.",
        "هذه المجموعة غير موصولة بـ Wirewatch. اطلبوا دعوة من مشغّل هذا البوت، أو أن يضيف المجموعة "
        "(<code>{id}</code>) إلى rules.yaml. يمكن إظهار الدعوة هنا الآن؛ وإلا أغادر بعد دقيقتين، "
        "ويمكن إضافتي من جديد في أي وقت.",
    ),
}
