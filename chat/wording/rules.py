# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""rules.yaml changed from the admin chat: /check, /rules, /rollback, /addsource, /removesource."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "menu.check": ("Check rules.yaml now", "Vérifier rules.yaml", "فحص rules.yaml الآن"),
    "menu.rules": (
        "Get rules.yaml; send it back changed",
        "Recevoir rules.yaml ; le renvoyer modifié",
        "استلام rules.yaml وإعادة إرساله معدّلًا",
    ),
    "menu.rollback": (
        "Go back to an earlier rules.yaml",
        "Revenir à un rules.yaml antérieur",
        "العودة إلى نسخة سابقة من rules.yaml",
    ),
    "menu.addsource": ("Watch another address", "Surveiller une adresse", "متابعة عنوان جديد"),
    "menu.removesource": (
        "Stop watching a source",
        "Ne plus surveiller une source",
        "إيقاف متابعة مصدر",
    ),
    "button.apply": ("✅ Apply", "✅ Appliquer", "✅ تطبيق"),
    "button.discard": ("Discard", "Abandonner", "تجاهل"),
    "button.add": ("✅ Add", "✅ Ajouter", "✅ إضافة"),
    "button.remove": ("🗑 Remove", "🗑 Retirer", "🗑 إزالة"),
    "button.cancel": ("Cancel", "Annuler", "إلغاء"),
    "rules.counts": (
        "version {version} · topics: {topics} · sources: {sources} · chats: {chats}",
        "version {version} · sujets : {topics} · sources : {sources} · chats : {chats}",
        "الإصدار {version} · المواضيع: {topics} · المصادر: {sources} · المحادثات: {chats}",
    ),
    "rules.in_force": (
        "✓ rules.yaml is right, and in force:",
        "✓ rules.yaml est correct et en vigueur :",
        "✓ ملف rules.yaml صحيح وساري المفعول:",
    ),
    "rules.applied": (
        "✅ Applied, and in force.",
        "✅ Appliqué, et en vigueur.",
        "✅ طُبّق وهو ساري المفعول.",
    ),
    "rules.discarded": (
        "Discarded; nothing was changed.",
        "Abandonné ; rien n’a été changé.",
        "تم التجاهل؛ لم يتغير شيء.",
    ),
    "rules.nothing_differs": (
        "Nothing differs in what is watched, looked for or told.",
        "Rien ne diffère dans ce qui est surveillé, cherché ou annoncé.",
        "لا فرق في ما يُراقَب أو يُبحث عنه أو يُبلَّغ.",
    ),
    "rules.wrong": (
        "✗ This cannot be used; the rules before stay in force. Problems: {count}",
        "✗ Inutilisable ; les règles d’avant restent en vigueur. Problèmes : {count}",
        "✗ لا يمكن استعماله؛ تبقى القواعد السابقة سارية. المشكلات: {count}",
    ),
    "rules.warnings": ("⚠ Warnings: {count}", "⚠ Avertissements : {count}", "⚠ تحذيرات: {count}"),
    "rules.warned": (
        "⚠ Warnings: {count}. /check shows them once it is applied.",
        "⚠ Avertissements : {count}. /check les montre après l’application.",
        "⚠ تحذيرات: {count}. الأمر /check يعرضها بعد التطبيق.",
    ),
    "rules.leaves": (
        "⚠ <b>The admin chat would change</b> (settings: admin_chat): this chat could then neither "
        "change the rules nor take this back, and would not hear of trouble.",
        "⚠ <b>Le chat d’administration changerait</b> (settings: admin_chat) : ce chat ne pourrait "
        "plus ni modifier les règles ni revenir en arrière, et ne saurait rien des pannes.",
        "⚠ <b>ستتغير محادثة الإدارة</b> (settings: admin_chat): لن تستطيع هذه المحادثة بعدها تعديل "
        "القواعد ولا التراجع، ولن تصلها أخبار الأعطال.",
    ),
    "rules.proposed": (
        "<b>This would change:</b>",
        "<b>Cela changerait :</b>",
        "<b>هذا ما سيتغير:</b>",
    ),
    "rules.looking": (
        "Looking at {count} articles of the last 7 days…",
        "Examen de {count} articles des 7 derniers jours…",
        "جارٍ النظر في {count} من مقالات آخر 7 أيام…",
    ),
    "rules.same_alerts": (
        "The articles of the last 7 days would have matched alike.",
        "Les articles des 7 derniers jours auraient été trouvés de même.",
        "كانت مقالات آخر 7 أيام ستطابق كما هي.",
    ),
    "rules.effect": (
        "Articles of the last 7 days: {articles} · newly found: {gained} · no longer found: {lost}",
        "Articles des 7 derniers jours : {articles} · nouveaux : {gained} · perdus : {lost}",
        "مقالات آخر 7 أيام: {articles} · جديد: {gained} · لم يعد يُعثر عليه: {lost}",
    ),
    "rules.gained": ("<b>+ Newly found</b>", "<b>+ Nouveaux</b>", "<b>+ جديد</b>"),
    "rules.lost": (
        "<b>− No longer found</b>",
        "<b>− Perdus</b>",
        "<b>− لم يعد يُعثر عليه</b>",
    ),
    "rules.late": (
        "Comparing the last 7 days took too long. The change can be applied all the same.",
        "La comparaison sur 7 jours a pris trop de temps. La modification reste applicable.",
        "استغرقت مقارنة آخر 7 أيام وقتًا طويلًا. يمكن تطبيق التعديل مع ذلك.",
    ),
    "rules.unknown": (
        "The last 7 days cannot be compared: the file in force has been changed. /check first.",
        "Comparaison impossible : le fichier en vigueur a changé. D’abord /check.",
        "لا يمكن مقارنة آخر 7 أيام: تغيّر الملف الساري. ابدأ بـ /check.",
    ),
    "rules.stale": (
        "rules.yaml has been changed meanwhile, so nothing was written. Here it is again, "
        "compared with what is there now:",
        "rules.yaml a changé entre-temps : rien n’a été écrit. Voici de nouveau la "
        "modification, comparée à ce qui s’y trouve :",
        "تغيّر rules.yaml في هذه الأثناء، فلم يُكتب شيء. إليكم التعديل من جديد مقارنًا بما فيه الآن:",
    ),
    "rules.file": (
        "<b>rules.yaml</b> of {when}. Change it and send it back here: you see first what would "
        "change.",
        "<b>rules.yaml</b>, {when}. Modifiez-le et renvoyez-le ici : vous verrez d’abord ce qui "
        "changerait.",
        "<b>rules.yaml</b> بتاريخ {when}. عدّلوه وأعيدوا إرساله هنا: سترون أولًا ما سيتغير.",
    ),
    "rules.broken": (
        "⚠ As it is it cannot be used: /check shows why.",
        "⚠ En l’état, inutilisable : /check dit pourquoi.",
        "⚠ لا يمكن استعماله كما هو: /check يبيّن السبب.",
    ),
    "rules.too_large": (
        "This file is larger than {most} MB: that is no rules file I could use.",
        "Ce fichier dépasse {most} Mo : je ne peux pas l’utiliser comme règles.",
        "هذا الملف أكبر من {most} ميغابايت: لا أستطيع استعماله كقواعد.",
    ),
    "rules.not_fetched": (
        "Telegram did not hand the file over. Please send it again.",
        "Telegram n’a pas remis le fichier. Renvoyez-le, s’il vous plaît.",
        "لم يسلّم تيليغرام الملف. أعيدوا إرساله من فضلكم.",
    ),
    "rules.not_yaml": (
        "To change the rules send a file whose name ends in .yaml. /rules gives the one in use.",
        "Pour changer les règles, envoyez un fichier dont le nom finit par .yaml. /rules donne "
        "celui en usage.",
        "لتغيير القواعد أرسلوا ملفًا ينتهي اسمه بـ .yaml. الأمر /rules يعطي الملف الحالي.",
    ),
    "rules.no_office": (
        "This program does not change rules.yaml.",
        "Ce programme ne modifie pas rules.yaml.",
        "هذا البرنامج لا يغيّر rules.yaml.",
    ),
    "rules.past": ("{number} · {when} · {who} · <code>{version}</code>",) * 3,
    "rules.rollback_how": (
        "Give the number of a version: <code>/rollback 2</code>. Each line tells when it was "
        "replaced, and by whom.",
        "Donnez le numéro d’une version : <code>/rollback 2</code>. Chaque ligne dit quand elle "
        "fut remplacée, et par qui.",
        "أعطوا رقم نسخة: <code>/rollback 2</code>. كل سطر يبيّن متى استُبدلت ومن استبدلها.",
    ),
    "rules.add_how": (
        "Give an address: <code>/addsource https://…</code> I look whether it can be watched, and "
        "ask before anything is added.",
        "Donnez une adresse : <code>/addsource https://…</code> Je regarde si elle peut être "
        "surveillée, et demande avant d’ajouter.",
        "أعطوا عنوانًا: <code>/addsource https://…</code> أنظر هل تمكن متابعته وأسأل قبل الإضافة.",
    ),
    "rules.asking": ("Looking at {address} …", "Je regarde {address} …", "أنظر في {address} …"),
    "rules.kind.feed": ("feed", "flux", "خلاصة"),
    "rules.kind.page": ("page of links", "page de liens", "صفحة روابط"),
    "rules.kind.sitemap": ("news sitemap", "plan de site", "خريطة موقع"),
    "rules.kind.auto": ("list", "liste", "قائمة"),
    "rules.would_match": (
        "Its newest, of which {matched} of {count} would have matched:",
        "Les plus récents, dont {matched} sur {count} auraient été retenus :",
        "أحدثها، وكان {matched} من {count} سيطابق:",
    ),
    "rules.remove_how": (
        "Give the name of a source: <code>/removesource Meridian Post</code>",
        "Donnez le nom d’une source : <code>/removesource Meridian Post</code>",
        "أعطوا اسم مصدر: <code>/removesource Meridian Post</code>",
    ),
    "rules.remove": (
        "Watch <b>{name}</b> no more? Its lines leave rules.yaml; what was read stays.",
        "Ne plus surveiller <b>{name}</b> ? Ses lignes quittent rules.yaml ; ce qui a été lu "
        "reste.",
        "هل تتوقف متابعة <b>{name}</b>؟ تُحذف أسطره من rules.yaml ويبقى ما قُرئ.",
    ),
    "rules.gave": (
        "Articles so far: {count} · the last new one: {last}",
        "Articles jusqu’ici : {count} · dernier nouveau : {last}",
        "المقالات حتى الآن: {count} · آخر جديد: {last}",
    ),
    # why something was not done; the names are those of model.editing.Cause
    "rules.unreadable": (
        "rules.yaml cannot be read: {detail}",
        "rules.yaml est illisible : {detail}",
        "تتعذر قراءة rules.yaml: {detail}",
    ),
    "rules.unwritable": (
        "rules.yaml cannot be written here: {detail}. Nothing was changed. Whoever runs the bot "
        "lets it write the file and its folder (in a container: mount the folder, not the file "
        "alone); then press again.",
        "rules.yaml ne peut pas être écrit : {detail}. Rien n’a été changé. La personne qui gère "
        "le bot doit autoriser l’écriture du fichier et de son dossier (en conteneur : monter le "
        "dossier, pas le seul fichier) ; puis appuyez de nouveau.",
        "تتعذر كتابة rules.yaml: {detail}. لم يتغير شيء. على مشغّل البوت أن يسمح بكتابة الملف "
        "ومجلده (في الحاوية: وصل المجلد لا الملف وحده)، ثم اضغطوا مجددًا.",
    ),
    "rules.same": (
        "This is word for word what rules.yaml holds already.",
        "C’est mot pour mot ce que rules.yaml contient déjà.",
        "هذا حرفيًا ما يحويه rules.yaml أصلًا.",
    ),
    "rules.gone": (
        "This was applied or discarded already, or is older than a week. Nothing was changed.",
        "Déjà appliqué ou abandonné, ou vieux de plus d’une semaine. Rien n’a été changé.",
        "طُبّق هذا أو تُجوهل من قبل، أو مضى عليه أكثر من أسبوع. لم يتغير شيء.",
    ),
    "rules.no_version": (
        "No earlier version is kept: one is put aside with every change made from here.",
        "Aucune version antérieure : chaque changement fait d’ici en met une de côté.",
        "لا نسخة سابقة محفوظة: تُحفظ واحدة مع كل تغيير من هنا.",
    ),
    "rules.no_address": (
        "That is no address I can look at: {detail}",
        "Ce n’est pas une adresse utilisable : {detail}",
        "هذا ليس عنوانًا أستطيع النظر فيه: {detail}",
    ),
    "rules.private": (
        "Addresses on this machine or in a private network are not taken from a chat: {detail}",
        "Les adresses de cette machine ou d’un réseau privé ne sont pas prises d’un chat : "
        "{detail}",
        "لا تُقبل من محادثة عناوين هذا الجهاز أو شبكة خاصة: {detail}",
    ),
    "rules.watched": (
        "This is watched already, as “{detail}”.",
        "Déjà surveillé, sous le nom « {detail} ».",
        "هذا متابَع أصلًا باسم «{detail}».",
    ),
    "rules.unreachable": (
        "It cannot be watched as it is: {detail}",
        "Impossible à surveiller en l’état : {detail}",
        "لا تمكن متابعته كما هو: {detail}",
    ),
    "rules.nothing": (
        "There is neither a feed nor a list of articles at this address. The page of a section, "
        "or the address of its feed, may do.",
        "Ni flux ni liste d’articles à cette adresse. La page d’une rubrique, ou l’adresse de son "
        "flux, conviendrait peut-être.",
        "لا خلاصة ولا قائمة مقالات في هذا العنوان. قد تصلح صفحة قسم أو عنوان خلاصته.",
    ),
    "rules.no_source": (
        "I know no source “{detail}”.",
        "Je ne connais pas de source « {detail} ».",
        "لا أعرف مصدرًا باسم «{detail}».",
    ),
    "rules.by_hand": (
        "This has to be done by hand, in an editor: {detail}. /rules gives the file.",
        "À faire à la main, dans un éditeur : {detail}. /rules donne le fichier.",
        "يجب فعل هذا يدويًا في محرّر: {detail}. الأمر /rules يعطي الملف.",
    ),
}
