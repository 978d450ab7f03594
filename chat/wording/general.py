# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What every chat hears: the menu, the welcome, what was not understood."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "menu.start": ("What this bot does", "Ce que fait ce bot", "ما الذي يفعله هذا البوت"),
    "menu.help": ("The commands", "Les commandes", "الأوامر"),
    "menu.topics": ("Topics this chat follows", "Sujets suivis ici", "المواضيع المتابعة هنا"),
    "menu.follow": ("Follow a topic", "Suivre un sujet", "متابعة موضوع"),
    "menu.unfollow": ("Stop following a topic", "Ne plus suivre un sujet", "إلغاء متابعة موضوع"),
    "menu.settings": (
        "Language, hours, topics: all settings",
        "Langue, heures, sujets : tous les réglages",
        "اللغة والساعات والمواضيع: كل الإعدادات",
    ),
    "menu.language": (
        "The language I write in",
        "La langue dans laquelle j’écris",
        "اللغة التي أكتب بها",
    ),
    "menu.timezone": ("The time zone", "Le fuseau horaire", "المنطقة الزمنية"),
    "menu.quiet": ("Hours without alerts", "Heures sans alertes", "ساعات بلا تنبيهات"),
    "menu.digest": (
        "When to sum up what waited",
        "Quand résumer ce qui a attendu",
        "متى يُلخَّص ما انتظر",
    ),
    "menu.stats": (
        "Alerts over time, as a chart",
        "Les alertes au fil du temps",
        "التنبيهات عبر الزمن",
    ),
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
    "meant": ("Did you mean:", "Vouliez-vous dire :", "هل تقصد:"),
    "nearest": (
        "Did you mean <code>{command}</code>?",
        "Vouliez-vous dire <code>{command}</code> ?",
        "هل تقصد <code>{command}</code>؟",
    ),
    "keeper": (
        "This is for the admin chat only: the one named in rules.yaml, <code>settings: "
        "admin_chat</code>.",
        "Réservé au chat d’administration : celui que nomme rules.yaml, <code>settings: "
        "admin_chat</code>.",
        "هذا لمحادثة الإدارة فقط: المذكورة في rules.yaml تحت <code>settings: admin_chat</code>.",
    ),
    "administrators": (
        "Only administrators of this group can change what it hears.",
        "Seuls les administrateurs de ce groupe peuvent changer ce qu’il reçoit.",
        "مشرفو هذه المجموعة وحدهم يستطيعون تغيير ما يصلها.",
    ),
    "too_many": (
        "That was a lot at once. I answer again in a minute.",
        "Cela fait beaucoup d’un coup. Je réponds de nouveau dans une minute.",
        "هذا كثير دفعة واحدة. أعود إلى الإجابة بعد دقيقة.",
    ),
    "forwarded": (
        "This command was forwarded, so I did nothing. To do it, write it yourself.",
        "Cette commande a été transférée, je n’ai donc rien fait. Pour l’exécuter, écrivez-la "
        "vous-même.",
        "هذا أمر معاد توجيهه، لذلك لم أفعل شيئًا. لتنفيذه اكتبوه بأنفسكم.",
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
