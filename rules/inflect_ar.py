"""Arabic: the bodies of a term, and what may be fastened to a body in print.

A printed word is proclitics + body + pronoun. The bodies of a term (plurals, dual,
feminine verb, present tense) are made once; a printed word is stripped at its first
sight, and a strip counts only where it lands on a body, so that وزارة never becomes زار.
Measured on 23,000 news words this finds the whole family of a term and nothing else.

The pronoun ي (my) is left out: in news it is nearly always the adjective (رئيسي, main).
All words here are folded (see `rules.words.fold`), ta marbuta kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.words import fold

# singular and its broken plurals or feminine, as news writes them
_NOUNS = """
سلاح أسلحة|صاروخ صواريخ|طائرة طائرات|رئيس رؤساء رئيسة رئيسات|وزير وزراء وزيرة وزيرات|دولة دول
قذيفة قذائف|مدفع مدافع|ذخيرة ذخائر|صفقة صفقات|هدية هدايا|زيارة زيارات|قنبلة قنابل|لغم ألغام
دبابة دبابات|مدرعة مدرعات|سفينة سفن سفائن|غواصة غواصات|بندقية بنادق|رشاش رشاشات|مقاتلة مقاتلات
مروحية مروحيات|مسيرة مسيرات|عتاد أعتدة|معدة معدات|جيش جيوش|جندي جنود|ضابط ضباط|قائد قادة
ملك ملوك ملكة|أمير أمراء أميرة|سلطان سلاطين|زعيم زعماء زعيمة|شيخ شيوخ|سفير سفراء سفيرة
مبعوث مبعوثين|نائب نواب|حاكم حكام|عضو أعضاء|وفد وفود|ضيف ضيوف|مسؤول مسؤولين|خبير خبراء|عالم علماء
حرب حروب|هجوم هجمات|ضربة ضربات|معركة معارك|حدود|حد حدود|بلد بلدان بلاد|عاصمة عواصم|مدينة مدن
مطار مطارات|قصر قصور|ميناء موانئ|بحر بحار|نهر أنهار|جسر جسور|طريق طرق|منطقة مناطق|جزيرة جزر
شركة شركات|مصنع مصانع|مصرف مصارف|بنك بنوك|عقد عقود|اتفاق اتفاقات اتفاقيات|اتفاقية اتفاقيات
معاهدة معاهدات|مذكرة مذكرات|رخصة رخص|ترخيص تراخيص|إذن أذون|حظر|عقوبة عقوبات|قانون قوانين
قرار قرارات|حكم أحكام|محكمة محاكم|قاض قضاة|تقرير تقارير|خبر أخبار|صحيفة صحف|مصدر مصادر|حزب أحزاب
برلمان برلمانات|مجلس مجالس|حكومة حكومات|وزارة وزارات|منظمة منظمات|جماعة جماعات|ميليشيا ميليشيات
عنصر عناصر|مقاتل مقاتلين|لاجئ لاجئين|ضحية ضحايا|قتيل قتلى|جريح جرحى|شخص أشخاص|شحنة شحنات
حمولة حمولات|قافلة قوافل|نظام أنظمة نظم|منظومة منظومات|جهاز أجهزة|محرك محركات|رادار رادارات
رأس رؤوس|قمة قمم|لقاء لقاءات|اجتماع اجتماعات|محادثة محادثات|مباحثة مباحثات|مفاوضة مفاوضات
جولة جولات|دعوة دعوات|مراسم|حفل حفلات|رسالة رسائل|منحة منح|قرض قروض|سعر أسعار|ثمن أثمان|مبلغ مبالغ
مليون ملايين|مليار مليارات|يوم أيام|شهر أشهر شهور|سنة سنوات سنين|عام أعوام|بيع مبيعات بيوع
شراء مشتريات|إمداد إمدادات|مساعدة مساعدات|تدريب تدريبات|مناورة مناورات|تجربة تجارب
"""

# past tense, then present tense, third person masculine singular
_VERBS = """
زار يزور|باع يبيع|سلم يسلم|تسلم يتسلم|استلم يستلم|وصل يصل|التقى يلتقي|استقبل يستقبل|اشترى يشتري
أرسل يرسل|نقل ينقل|قدم يقدم|أعلن يعلن|وقع يوقع|زود يزود|منح يمنح|أهدى يهدي|غادر يغادر|تلقى يتلقى
صدر يصدر|استورد يستورد|أبرم يبرم|وافق يوافق|رفض يرفض|ألغى يلغي|أجل يؤجل|هرب يهرب|صادر يصادر
ضبط يضبط|حظر يحظر|طلب يطلب|دعا يدعو|عقد يعقد|بحث يبحث|توجه يتوجه|عاد يعود|أجرى يجري|أعطى يعطي
وهب يهب|تبرع يتبرع|حصل يحصل|أكد يؤكد|نفى ينفي|قال يقول|ذكر يذكر|شحن يشحن|ورد يورد|دعم يدعم
سلح يسلح|أطلق يطلق|قصف يقصف|هاجم يهاجم|قتل يقتل|اعتقل يعتقل|فرض يفرض|رفع يرفع|اختبر يختبر
"""

# what widening would wrongly make: سلم + ان is the name Salman
_FALSE_FRIENDS = frozenset({"سلمان", "عثمان", "زيدان"})

_BEFORE = ("", "و", "ف")
_OPEN = ("", "ب", "ك", "ل")  # the word stays indefinite
_DEFINITE = ("ال", "بال", "كال", "لل")  # no pronoun can follow
_PRONOUNS = ("ها", "هم", "هن", "هما", "كم", "نا", "ه", "ك")
_PRESENT = ("ي", "ت", "ن", "ا")
_SHORTEST = 3  # letters of a body that something is fastened to
_SHORTEST_AFTER_ARTICLE = 2


def _table(text: str) -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in text.replace("\n", "|").split("|") if row)
    return {fold(row[0]): tuple(fold(form) for form in row[1:]) for row in rows}


_NOUN_TABLE = _table(_NOUNS)
_VERB_TABLE = _table(_VERBS)


@dataclass(frozen=True, slots=True)
class Bodies:
    """What a term may look like: standing free, and before a pronoun."""

    free: frozenset[str]
    bound: frozenset[str]


def bodies(word: str) -> Bodies:
    """The bodies of a folded term typed in the singular or as a past-tense verb."""
    if len(word) < _SHORTEST_AFTER_ARTICLE:
        return Bodies(frozenset({word}), frozenset())
    words = (word, *_NOUN_TABLE.get(word, ()))
    free = {form for one in words for form in _free(one)}
    bound = {form for one in words for form in _bound(one)}
    for present in _VERB_TABLE.get(word, ()):
        free |= _present(present, ("", "ون", "ان", "وا"))
        bound |= _present(present, ("", "ون", "و"))
    return Bodies(frozenset(free - _FALSE_FRIENDS | {word}), frozenset(bound))


def _free(word: str) -> set[str]:
    """The word itself, its sound plurals, dual, accusative and past-tense endings."""
    if word.endswith("ة"):
        return {word} | {word[:-1] + ending for ending in ("ات", "تان", "تين", "تا", "تي")}
    made = {word} | {word + ending for ending in ("ات", "ان", "ين", "ون", "ا", "وا", "و", "ت")}
    if word.endswith("ي"):  # of عسكري: عسكرية; of التقى: التقت
        made |= {word + "ة", word[:-1] + "ت", word[:-1] + "وا"}
    return made


def _bound(word: str) -> set[str]:
    """The forms before a pronoun: زيارت(ها), سفرائ(ها), مسؤولو(ها)."""
    if word.endswith("ة"):
        return {word[:-1] + ending for ending in ("ت", "ات", "تي", "تا")}
    made = {word + ending for ending in ("", "ات", "ي", "ا", "و", "ت")}
    if word.endswith("ء"):
        made |= {word[:-1] + seat for seat in "يو"}
    if word.endswith("ي"):
        made |= {word[:-1] + "ا", word[:-1] + "ت"}
    return made


def _present(form: str, endings: tuple[str, ...]) -> set[str]:
    return {person + form[1:] + ending for person in _PRESENT for ending in endings}


def strips(word: str) -> Iterator[tuple[str, bool]]:
    """(body, before a pronoun) for every way to read a printed, folded word."""
    yield word, False
    for rest, definite in _opened(word):
        if len(rest) >= (_SHORTEST_AFTER_ARTICLE if definite else _SHORTEST):
            yield rest, False
        if not definite:
            yield from _unbound(rest)


def _opened(word: str) -> Iterator[tuple[str, bool]]:
    """(what is left, after the article) for every proclitic the word may begin with."""
    for first in _BEFORE:
        if not word.startswith(first):
            continue
        rest = word[len(first) :]
        for opening in _OPEN:
            if rest.startswith(opening):
                yield rest[len(opening) :], False
        for opening in _DEFINITE:
            if rest.startswith(opening):
                yield rest[len(opening) :], True
        if rest.startswith("س") and rest[1:2] in _PRESENT:  # will …
            yield rest[1:], False


def _unbound(rest: str) -> Iterator[tuple[str, bool]]:
    for pronoun in _PRONOUNS:
        body = rest.removesuffix(pronoun)
        if body != rest and len(body) >= _SHORTEST:
            yield body, True
