"""Why the rules find an article or do not, in French and Arabic.

The English stands where it is said first, in `rules`: it is the key here. `any`, `all`, `score`,
`none`, `languages`, `sources` and `tags` are keys of rules.yaml, the same in every language.
"""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str]] = {
    # what was found, and where
    '"{words}"': ("« {words} »", "«{words}»"),
    '"{words}" {where}': ("« {words} » {where}", "«{words}» {where}"),
    '"{words}" … {told}': ("« {words} » … {told}", "«{words}» … {told}"),
    "in the title": ("dans le titre", "في العنوان"),
    "in the lead": ("dans le chapeau", "في المقدمة"),
    "in the text": ("dans le texte", "في النص"),
    "in a caption": ("dans une légende", "في تعليق صورة"),
    "as author": ("comme auteur", "اسمًا للكاتب"),
    "as site": ("comme site", "اسمًا للموقع"),
    "in the address": ("dans l’adresse", "في الرابط"),
    "as language": ("comme langue", "لغةً للمقال"),
    "as tag": ("comme étiquette", "وسمًا"),
    "{told} {where}": ("{told} {where}", "{told} {where}"),
    "{one} and {two}": ("{one} et {two}", "{one} و{two}"),
    "{one}, {two}": ("{one}, {two}", "{one}، {two}"),
    "{told} …": ("{told} …", "{told} …"),
    "{quotes} …": ("{quotes} …", "{quotes} …"),
    "{one} within {count} words of {two}": (
        "{one} à {count} mots au plus de {two}",
        "{one} قرب {two} (الكلمات بينهما: {count} على الأكثر)",
    ),
    "{one} followed within {count} words by {two}": (
        "{one} suivi, {count} mots plus loin au plus, de {two}",
        "{one} ثم {two} (الكلمات بينهما: {count} على الأكثر)",
    ),
    "{told}, more than {count} away from what it must not stand near": (
        "{told}, à plus de {count} de ce dont il doit rester éloigné",
        "{told}، بعيدًا عما يجب ألا يجاوره (المسافة: أكثر من {count})",
    ),
    "{quotes} {count} times": ("{quotes} {count} fois", "{quotes} (عدد المرات: {count})"),
    "{told} (first {count} words)": (
        "{told} (parmi les {count} premiers mots)",
        "{told} (ضمن أول الكلمات، وعددها {count})",
    ),
    "{told}, in one sentence": ("{told}, dans une même phrase", "{told}، في جملة واحدة"),
    "{told}, in one paragraph": ("{told}, dans un même paragraphe", "{told}، في فقرة واحدة"),
    # what was missing
    "1 word": ("1 mot", "كلمة واحدة"),
    "{count} words": ("{count} mots", "{count} من الكلمات"),
    "{count} apart": ("à {count} l’un de l’autre", "المسافة بينهما: {count}"),
    "closest {count} apart, {allowed} allowed: {pair}": (
        "au plus près à {count}, {allowed} permis : {pair}",
        "أقرب مسافة: {count}، والمسموح {allowed}: {pair}",
    ),
    "never more than {count} away from what it must not stand near: {pair}": (
        "jamais à plus de {count} de ce dont il doit rester éloigné : {pair}",
        "ليس بعيدًا في أي موضع عما يجب ألا يجاوره (المطلوب: أكثر من {count}): {pair}",
    ),
    "only in the other order: {pair}": (
        "seulement dans l’ordre inverse : {pair}",
        "بالترتيب المعاكس فقط: {pair}",
    ),
    "one word cannot count for both sides": (
        "un même mot ne peut compter des deux côtés",
        "لا تُحسب كلمة واحدة للطرفين",
    ),
    "never in one field: {one} and {two}": (
        "jamais dans la même partie de l’article : {one} et {two}",
        "ليسا في جزء واحد من المقال: {one} و{two}",
    ),
    "{count} of {wanted} times": ("{count} fois sur {wanted}", "عدد المرات: {count} من {wanted}"),
    "never in one sentence": ("jamais dans une même phrase", "ليس في جملة واحدة"),
    "never in one paragraph": ("jamais dans un même paragraphe", "ليس في فقرة واحدة"),
    "only elsewhere: {told}": ("seulement ailleurs : {told}", "في موضع آخر فقط: {told}"),
    "{listed} and {count} more": ("{listed} et {count} de plus", "{listed} و{count} أخرى"),
    "{name} found ({evidence})": ("{name} trouvé ({evidence})", "وُجد {name} ({evidence})"),
    "{name} holds": ("{name} est rempli", "تحقق {name}"),
    "{name} stands there ({evidence})": (
        "{name} s’y trouve ({evidence})",
        "ورد {name} ({evidence})",
    ),
    "without words to quote": ("sans mots à citer", "بلا كلمات تُقتبس"),
    "{name} not found": ("{name} introuvable", "لم يوجد {name}"),
    # the whole sentence
    "“{text}” ({origin}:{line})": ("« {text} » ({origin}:{line})", "«{text}» ({origin}:{line})"),
    "found by {rule}": ("trouvé par {rule}", "وجدته القاعدة {rule}"),
    "found by {rule}: {why}": ("trouvé par {rule} : {why}", "وجدته القاعدة {rule}: {why}"),
    "stopped by {gate}: {why} ({origin}:{line})": (
        "arrêté par {gate} : {why} ({origin}:{line})",
        "أوقفه {gate}: {why} ({origin}:{line})",
    ),
    "the article is in “{has}”, the topic takes {takes} only": (
        "l’article est en « {has} », le sujet ne prend que {takes}",
        "لغة المقال «{has}»، والموضوع لا يأخذ إلا {takes}",
    ),
    "the article is from {has}, the topic takes {takes} only": (
        "l’article vient de {has}, le sujet ne prend que {takes}",
        "المقال من {has}، والموضوع لا يأخذ إلا {takes}",
    ),
    "the article is from no source, the topic takes {takes} only": (
        "l’article ne vient d’aucune source, le sujet ne prend que {takes}",
        "المقال بلا مصدر، والموضوع لا يأخذ إلا {takes}",
    ),
    "the article's source has the tags {has}, the topic takes {takes} only": (
        "la source de l’article a les étiquettes {has}, le sujet ne prend que {takes}",
        "وسوم مصدر المقال {has}، والموضوع لا يأخذ إلا {takes}",
    ),
    "the article's source has no tags, the topic takes {takes} only": (
        "la source de l’article n’a pas d’étiquette, le sujet ne prend que {takes}",
        "مصدر المقال بلا وسوم، والموضوع لا يأخذ إلا {takes}",
    ),
    "no condition of any held: nothing that they look for was found": (
        "aucune condition de any n’est remplie : rien de ce qu’elles cherchent n’a été trouvé",
        "لم يتحقق أي شرط من any: لم يوجد شيء مما تبحث عنه",
    ),
    "no condition of any held: closest is {rule}: {why}": (
        "aucune condition de any n’est remplie ; la plus proche : {rule} : {why}",
        "لم يتحقق أي شرط من any؛ أقربها {rule}: {why}",
    ),
    "its condition does not hold: {rule}: {why}": (
        "sa condition n’est pas remplie : {rule} : {why}",
        "لم يتحقق شرطه: {rule}: {why}",
    ),
    "stopped by all: {rule}: {why}": (
        "arrêté par all : {rule} : {why}",
        "أوقفه all: {rule}: {why}",
    ),
    "stopped by none: {rule}": ("arrêté par none : {rule}", "أوقفه none: {rule}"),
    "stopped by none: {rule}: {why}": (
        "arrêté par none : {rule} : {why}",
        "أوقفه none: {rule}: {why}",
    ),
    "stopped by score: {total} of the {threshold} it needs": (
        "arrêté par score : {total} sur les {threshold} qu’il faut",
        "أوقفه score: {total} من {threshold} مطلوبة",
    ),
    "stopped by score: {total} of the {threshold} it needs ({places})": (
        "arrêté par score : {total} sur les {threshold} qu’il faut ({places})",
        "أوقفه score: {total} من {threshold} مطلوبة ({places})",
    ),
}
