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
مبعوث مبعوثين|نائب نواب|حاكم حكام|عضو أعضاء|وفد وفود|ضيف ضيوف|مسؤول مسؤولين|خبير خبراء
عالم علماء|حرب حروب|هجوم هجمات|ضربة ضربات|معركة معارك|حدود|حد حدود|بلد بلدان بلاد|عاصمة عواصم
مدينة مدن|مطار مطارات|قصر قصور|ميناء موانئ|بحر بحار|نهر أنهار|جسر جسور|طريق طرق|منطقة مناطق
جزيرة جزر|شركة شركات|مصنع مصانع|مصرف مصارف|بنك بنوك|عقد عقود|اتفاق اتفاقات اتفاقيات
اتفاقية اتفاقيات|معاهدة معاهدات|مذكرة مذكرات|رخصة رخص|ترخيص تراخيص|إذن أذون|حظر|عقوبة عقوبات
قانون قوانين|قرار قرارات|حكم أحكام|محكمة محاكم|قاض قضاة|تقرير تقارير|خبر أخبار|صحيفة صحف
مصدر مصادر|حزب أحزاب|برلمان برلمانات|مجلس مجالس|حكومة حكومات|وزارة وزارات|منظمة منظمات
جماعة جماعات|ميليشيا ميليشيات|عنصر عناصر|مقاتل مقاتلين|لاجئ لاجئين|ضحية ضحايا|قتيل قتلى
جريح جرحى|شخص أشخاص|شحنة شحنات|حمولة حمولات|قافلة قوافل|نظام أنظمة نظم|منظومة منظومات|جهاز أجهزة
محرك محركات|رادار رادارات|رأس رؤوس|قمة قمم|لقاء لقاءات|اجتماع اجتماعات|محادثة محادثات
مباحثة مباحثات|مفاوضة مفاوضات|جولة جولات|دعوة دعوات|مراسم|حفل حفلات|رسالة رسائل|منحة منح
قرض قروض|سعر أسعار|ثمن أثمان|مبلغ مبالغ|مليون ملايين|مليار مليارات|يوم أيام|شهر أشهر شهور
سنة سنوات سنين|عام أعوام|بيع مبيعات بيوع|سوق أسواق|مشروع مشاريع مشروعات|برنامج برامج
سياسة سياسات|قضية قضايا|حادث حوادث|حادثة حوادث|أزمة أزمات|خطة خطط|حملة حملات|عملية عمليات
غارة غارات|جبهة جبهات|خندق خنادق|حاجز حواجز|معبر معابر|قاعدة قواعد|ثكنة ثكنات|مخزن مخازن
مستودع مستودعات|ترسانة ترسانات|رصاصة رصاصات|عبوة عبوات|متفجرة متفجرات|قناص قناصة|مدرب مدربين
مرتزق مرتزقة|متمرد متمردين|إرهابي إرهابيين|مسلح مسلحين|فصيل فصائل|كتيبة كتائب|لواء ألوية
فرقة فرق|سرية سرايا|فوج أفواج|أسطول أساطيل|زورق زوارق|قارب قوارب|حاملة حاملات|فرقاطة فرقاطات
طراد طرادات|ناقلة ناقلات|مركبة مركبات|شاحنة شاحنات|مركب مراكب|طيار طيارين|رهينة رهائن|أسير أسرى
معتقل معتقلين|سجين سجناء|سجن سجون|متهم متهمين|قاضي قضاة|محام محامين|شرطي شرطة|حارس حراس|جثة جثث
جريمة جرائم|مجرم مجرمين|عصابة عصابات|مهرب مهربين|لاجئة لاجئات|نازح نازحين|مهاجر مهاجرين
مدني مدنيين|مواطن مواطنين|ساكن سكان|شعب شعوب|قبيلة قبائل|عشيرة عشائر|أسرة أسر|طفل أطفال|رجل رجال
امرأة نساء|شاب شبان شباب|عامل عمال|طالب طلاب طلبة|صديق أصدقاء|حليف حلفاء|شريك شركاء|عدو أعداء
خصم خصوم|وسيط وسطاء|وكيل وكلاء|عميل عملاء|جاسوس جواسيس|شاهد شهود|شهيد شهداء|مستشار مستشارين
ناطق ناطقين|متحدث متحدثين|مندوب مندوبين|ممثل ممثلين|مفتش مفتشين|مراقب مراقبين|قنصل قناصل
أمين أمناء|عمدة عمد|والي ولاة|ناخب ناخبين|مرشح مرشحين|انتخاب انتخابات|صوت أصوات|مقعد مقاعد
لجنة لجان|هيئة هيئات|مكتب مكاتب|مؤتمر مؤتمرات|منتدى منتديات|معرض معارض|ندوة ندوات|خطاب خطابات
بيان بيانات|تصريح تصريحات|نداء نداءات|رد ردود|موقف مواقف|سبب أسباب|نتيجة نتائج|هدف أهداف
شرط شروط|بند بنود|ضمان ضمانات|حق حقوق|واجب واجبات|مصلحة مصالح|علاقة علاقات|خلاف خلافات
نزاع نزاعات|صراع صراعات|توتر توترات|تهديد تهديدات|خطر أخطار|انتهاك انتهاكات|خرق خروقات|هدنة هدن
سلام|تفاهم تفاهمات|بروتوكول بروتوكولات|وثيقة وثائق|ملف ملفات|رسوم|رسم رسوم|ضريبة ضرائب
تعريفة تعريفات|دين ديون|سند سندات|سهم أسهم|أصل أصول|حساب حسابات|فاتورة فواتير|تاجر تجار|تجارة
صادر صادرات|وارد واردات|بضاعة بضائع|سلعة سلع|منتج منتجات|مورد موارد|معدن معادن|حقل حقول|بئر آبار
أنبوب أنابيب|مصفاة مصافي مصاف|محطة محطات|مفاعل مفاعلات|منشأة منشآت|موقع مواقع|سد سدود|قمر أقمار
جبل جبال|وادي أودية|صحراء صحاري|ساحل سواحل|خليج خلجان|مضيق مضائق|قرية قرى|محافظة محافظات
ولاية ولايات|إقليم أقاليم|بلدة بلدات|حي أحياء|شارع شوارع|مبنى مبان مباني|بيت بيوت|منزل منازل
مستشفى مستشفيات|مدرسة مدارس|جامعة جامعات|مسجد مساجد|كنيسة كنائس|مخيم مخيمات|ملجأ ملاجئ
سفارة سفارات|قنصلية قنصليات|صورة صور|فيلم أفلام|كتاب كتب|قناة قنوات|وكالة وكالات|رقم أرقام
نسبة نسب|عدد أعداد|مرة مرات|ساعة ساعات|أسبوع أسابيع|قرن قرون|مرحلة مراحل|فترة فترات
ليلة ليالي ليال|طريقة طرق|نوع أنواع|شكل أشكال|شراء مشتريات|إمداد إمدادات|مساعدة مساعدات
تدريب تدريبات|مناورة مناورات|تجربة تجارب
"""

# past tense, then present tense, third person masculine singular
_VERBS = """
زار يزور|باع يبيع|سلم يسلم|تسلم يتسلم|استلم يستلم|وصل يصل|التقى يلتقي|استقبل يستقبل|اشترى يشتري
أرسل يرسل|نقل ينقل|قدم يقدم|أعلن يعلن|وقع يوقع|زود يزود|منح يمنح|أهدى يهدي|غادر يغادر|تلقى يتلقى
صدر يصدر|استورد يستورد|أبرم يبرم|وافق يوافق|رفض يرفض|ألغى يلغي|أجل يؤجل|هرب يهرب|صادر يصادر
ضبط يضبط|حظر يحظر|طلب يطلب|دعا يدعو|عقد يعقد|بحث يبحث|توجه يتوجه|عاد يعود|أجرى يجري|أعطى يعطي
وهب يهب|تبرع يتبرع|حصل يحصل|أكد يؤكد|نفى ينفي|قال يقول|ذكر يذكر|شحن يشحن|ورد يورد|دعم يدعم
أفاد يفيد|أشار يشير|أضاف يضيف|أوضح يوضح|صرح يصرح|كشف يكشف|اتهم يتهم|حذر يحذر|هدد يهدد|أدان يدين
ندد يندد|رحب يرحب|أعرب يعرب|دان يدين|اتفق يتفق|تفاوض يتفاوض|ناقش يناقش|تباحث يتباحث|اجتمع يجتمع
شارك يشارك|استضاف يستضيف|ودع يودع|رافق يرافق|سافر يسافر|اختتم يختتم|بدأ يبدأ|انتهى ينتهي
استأنف يستأنف|علق يعلق|أوقف يوقف|جمد يجمد|سمح يسمح|منع يمنع|خرق يخرق|انتهك ينتهك|صنع يصنع
أنتج ينتج|طور يطور|جهز يجهز|نشر ينشر|سحب يسحب|انسحب ينسحب|احتل يحتل|سيطر يسيطر|حاصر يحاصر
اقتحم يقتحم|أسقط يسقط|دمر يدمر|استهدف يستهدف|اغتال يغتال|أصاب يصيب|جرح يجرح|فجر يفجر|انفجر ينفجر
اعترض يعترض|صد يصد|رد يرد|أطاح يطيح|انتخب ينتخب|عين يعين|استقال يستقيل|أقال يقيل|تعهد يتعهد
قرر يقرر|أقر يقر|صوت يصوت|مدد يمدد|جدد يجدد|خفف يخفف|سلح يسلح|أطلق يطلق|قصف يقصف|هاجم يهاجم
قتل يقتل|اعتقل يعتقل|فرض يفرض|رفع يرفع|اختبر يختبر
"""

# what widening would wrongly make: سلم + ان is the name Salman, and علي + ة is read as عليه
_FALSE_FRIENDS = frozenset({"سلمان", "عثمان", "زيدان", "علية"})

# small words that only look like a verb or a name and a pronoun: هنأ + ك, علي + ها
_WHOLE_TEXT = """
هناك هنالك عليه عليها عليهم عليهما عليهن عليك عليكم علينا ذلك كذلك لذلك بذلك تلك أولئك
"""
_WHOLE = frozenset(map(fold, _WHOLE_TEXT.split()))

_BEFORE = ("", "و", "ف")
_OPEN = ("", "ب", "ك", "ل")  # the word stays indefinite
_DEFINITE = ("ال", "بال", "كال", "لل")  # no pronoun can follow
_PRONOUNS = ("ها", "هم", "هن", "هما", "كم", "نا", "ه", "ك")
_PRESENT = ("ي", "ت", "ن", "ا")
_SHORTEST = 3  # letters of a body that something is fastened to
_SHORTEST_AFTER_ARTICLE = 2
_SHORTEST_PLURAL = 4
_SHORTEST_DEFINITE = 4  # the article included


def _table(text: str) -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in text.replace("\n", "|").split("|") if row)
    return {fold(row[0]): tuple(fold(form) for form in row[1:]) for row in rows}


_NOUN_TABLE = _table(_NOUNS)
_VERB_TABLE = _table(_VERBS)
_PRINTED = {
    fold(form): form for text in (_NOUNS, _VERBS) for form in text.replace("|", " ").split()
}


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
    free = _free(word).union(*(_as_it_is(one) for one in words[1:]))
    bound = {form for one in words for form in _bound(one)}
    for present in _VERB_TABLE.get(word, ()):
        free |= _present(present, ("", "ون", "ان", "وا"))
        bound |= _present(present, ("", "ون", "و"))
    return Bodies(frozenset(free - _FALSE_FRIENDS | {word}), frozenset(bound))


def beginning(word: str) -> str:
    """Letters that all bodies of a regular folded term begin with; "" where only they can tell."""
    if len(word) < _SHORTEST or word in _NOUN_TABLE or word in _VERB_TABLE:
        return ""
    if word.startswith("ال") or word in _FALSE_FRIENDS:
        return ""
    return word[:-1] if word.endswith(("ة", "ي", "ء")) else word


def as_printed(form: str) -> str:
    """A folded form of the tables with its hamza, as people write it."""
    return _PRINTED.get(form, form)


def _free(word: str) -> set[str]:
    """The word itself, its sound plurals, dual, accusative and past-tense endings."""
    if word.endswith("ات") and len(word) > _SHORTEST_PLURAL:  # عقوبات has no plural of its own
        return _as_it_is(word)
    if word.endswith("ة"):
        made = {word} | {word[:-1] + ending for ending in ("ات", "تان", "تين", "تا", "تي")}
        return made | _for_the(word)
    made = {word} | {word + ending for ending in ("ات", "ان", "ين", "ون", "ا", "وا", "و", "ت")}
    made |= _for_the(word)
    if word.endswith("ي"):  # of عسكري: عسكرية; of التقى: التقت
        made |= {word + "ة", word[:-1] + "ت", word[:-1] + "وا"}
    return made


def _as_it_is(word: str) -> set[str]:
    """A plural: nothing is fastened to it but the accusative's alef."""
    return {word, *_for_the(word)} if word.endswith(("ة", "ات")) else {word, word + "ا"}


def _for_the(word: str) -> set[str]:
    """A word typed with its article loses the alef behind ل: العراق → للعراق."""
    return {"لل" + word[2:]} if word.startswith("ال") and len(word) > _SHORTEST_DEFINITE else set()


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
    if rest in _WHOLE:
        return
    for pronoun in _PRONOUNS:
        body = rest.removesuffix(pronoun)
        if body != rest and len(body) >= _SHORTEST:
            yield body, True
