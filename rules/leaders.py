"""The built-in lists {leaders}: titles of office, never names of persons, which change.

Typed in the base form, so that plurals and Arabic clitics are found; feminines stand here
where the inflections do not make them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from rules import countries
from rules.tree import Term

# group → language → entries
_OFFICES: Mapping[str, Mapping[str, str]] = {
    "state": {
        "en": """
president, head of state, king, queen, monarch, emperor, empress, emir, sultan, grand duke,
grand duchess, pope, pontiff, Holy Father, supreme leader, sovereign, chairman of the presidency,
president-elect, acting president, interim president, head of the junta, junta leader, =Potus,
=POTUS
""",
        "fr": """
président, présidente, chef de l'État, cheffe de l'État, chef d'État, cheffe d'État, roi, reine,
monarque, empereur, impératrice, émir, sultan, grand-duc, grande-duchesse, souverain, souveraine,
pape, souverain pontife, pontife, =Saint-Père, guide suprême, président par intérim,
président élu, présidente élue, chef de la junte
""",
        "ar": """
رئيس, رئيسة, رئيس الدولة, رئيس الجمهورية, رئيسة الجمهورية, ملك, ملكة, عاهل, إمبراطور, أمير البلاد,
أمير دولة, أمير, سلطان, دوق, بابا الفاتيكان, البابا, المرشد الأعلى, خادم الحرمين,
قائد المجلس العسكري, رئيس المجلس السيادي, رئيس مجلس السيادة, رئيس المجلس الرئاسي
""",
    },
    "government": {
        "en": """
prime minister, premier, head of government, chancellor, =PM, =Taoiseach, first minister,
chief executive of government, president of the council
""",
        "fr": """
premier ministre, première ministre, chef du gouvernement, cheffe du gouvernement,
chef de gouvernement, cheffe de gouvernement, chancelier, chancelière, président du Conseil,
présidente du Conseil
""",
        "ar": """
رئيس الوزراء, رئيسة الوزراء, رئيس الحكومة, رئيسة الحكومة, رئيس وزراء, رئيسة وزراء, رئيس حكومة,
رئيس مجلس الوزراء, الوزير الأول, المستشار الألماني, المستشارة الألمانية
""",
    },
    "foreign": {
        "en": """
foreign minister, foreign secretary, minister of foreign affairs, minister for foreign affairs,
secretary of state, external affairs minister, minister of external affairs, top diplomat,
chief diplomat, foreign policy chief, =FM
""",
        "fr": """
ministre des Affaires étrangères, ministre des Relations extérieures, chef de la diplomatie,
cheffe de la diplomatie, secrétaire d'État américain, secrétaire d'État américaine
""",
        "ar": """
وزير الخارجية, وزيرة الخارجية, وزير خارجية, وزيرة خارجية, وزير الشؤون الخارجية,
وزيرة الشؤون الخارجية, وزير الشئون الخارجية, كبير الدبلوماسيين
""",
    },
    "defence": {
        "en": """
defence minister, defence secretary, minister of defence, minister for defence,
secretary of defence, secretary of war, defence chief, armed forces minister
""",
        "fr": """
ministre de la Défense, ministre des Armées, ministre de la Défense nationale,
ministre des Forces armées, secrétaire à la Défense, secrétaire américain à la Défense
""",
        "ar": """
وزير الدفاع, وزيرة الدفاع, وزير دفاع, وزيرة دفاع, وزير الحربية, وزير القوات المسلحة
""",
    },
    "royal": {
        "en": "crown prince, crown princess, royal highness, heir to the throne",
        "fr": "prince héritier, princesse héritière, altesse royale, héritier du trône",
        "ar": "ولي العهد, ولي عهد, صاحب السمو, صاحب الجلالة",
    },
}
GROUPS = tuple(_OFFICES)

_BETWEEN = {"foreign": "des Affaires étrangères", "defence": "de la Défense"}


def leaders(group: str, language: str) -> tuple[Term, ...]:
    """{leaders:group} in one language; the group "" is all of them."""
    groups = (group,) if group else GROUPS
    entries = [entry for one in groups for entry in _entries(one, language)]
    return tuple(dict.fromkeys(_term(entry, language) for entry in entries))


def _entries(group: str, language: str) -> Iterator[str]:
    cell = _OFFICES[group].get(language, "")
    yield from (entry for part in cell.replace("\n", " ").split(",") if (entry := part.strip()))
    if language == "fr" and group in _BETWEEN:
        for nationality in _french():
            yield f"ministre {nationality} {_BETWEEN[group]}"


@cache
def _french() -> tuple[str, ...]:
    """French says the nationality within the title: ministre turc des Affaires étrangères."""
    found = (name for code in countries.states() for name in countries.country(code, "fr").demonyms)
    return tuple(dict.fromkeys(found))


def _term(entry: str, language: str) -> Term:
    text = entry.removeprefix("=")
    return Term(text, 0, len(text), exact=text != entry, section=language)
