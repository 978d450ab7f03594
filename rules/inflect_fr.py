"""French: plurals, feminines and the verb forms that news uses, from the base form outwards.

Nouns and adjectives are typed in the masculine singular, verbs in the infinitive; a word
typed in the plural stands for itself. Elision needs no forms: l' and d' are words apart.
Conjugations after the usual three groups; the third by families of infinitives.
"""

from __future__ import annotations

import re

from rules.families_fr import FAMILIES

_SMALL = """
a à au aux avec ce ces cette dans de des du elle elles en entre est et eu il ils je la le les leur
leurs lui mais ne nous on ont ou où par pas pour que qui sa se ses son sont sous sur un une vers
vous été
"""
FUNCTION_WORDS = frozenset(_SMALL.split())

_ER_ENDINGS_TEXT = """
e es ons ez ent ais ait ions iez aient erai eras era erons erez eront ai as a âmes âtes èrent
erais erait erions eriez eraient ât ant é ée és ées
"""
_IR_ENDINGS_TEXT = """
is it issons issez issent issais issait issions issiez issaient irai iras ira irons irez iront
îmes îtes irent irais irait irions iriez iraient isse isses ît issant i ie ies
"""
_RE_ENDINGS_TEXT = """
s ons ez ent ais ait ions iez aient rai ras ra rons rez ront is it îmes îtes irent
rais rait rions riez raient e es ît ant u ue us ues
"""
_ER_ENDINGS = tuple(_ER_ENDINGS_TEXT.split())
_IR_ENDINGS = tuple(_IR_ENDINGS_TEXT.split())
_RE_ENDINGS = tuple(_RE_ENDINGS_TEXT.split())
_FUTURE_ENDINGS = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")


_NOUNS = """
oeil yeux|ciel cieux|travail travaux|bail baux|corail coraux|vitrail vitraux|émail émaux
bijou bijoux|genou genoux|caillou cailloux|chou choux|hibou hiboux|joujou joujoux|pneu pneus
bleu bleue bleus bleues|bal bals|carnaval carnavals|festival festivals|régal régals|chacal chacals
récital récitals|monsieur messieurs|madame mesdames|blanc blanche blancs blanches
franc franche francs franches|public publique publics publiques|turc turque turcs turques
grec grecque grecs grecques|secret secrète secrets secrètes|chef cheffe chefs cheffes|roi rois
nouveau nouvelle nouveaux nouvelles nouvel|vieux vieille vieilles vieil
beau belle beaux belles bel|faux fausse fausses|roux rousse|doux douce douces
long longue longs longues|sec sèche secs sèches|frais fraîche fraîches
complet complète complets complètes|concret concrète concrets concrètes|avion avions|main mains
navire navires|tir tirs|hiver hivers|mer mers|fer fers|courrier courriers|papier papiers
train trains|gain gains|grain grains|bain bains|pain pains|terrain terrains|demain
lendemain lendemains|fin fins|vin vins|matin matins|jardin jardins|bulletin bulletins
butin butins|scrutin scrutins|bassin bassins|magasin magasins|engin engins|moulin moulins
raisin raisins|dessin dessins|destin destins|chemin chemins|brin brins|médecin médecins|berlin
hier|février|janvier|avril|cher chère chers chères
dernier dernière derniers dernières|premier première premiers premières|danger dangers
plaisir plaisirs|avenir avenirs|désir désirs|argent|vent vents|accent accents
agent agente agents agentes|continent continents|instant instants|cour cours
ambassadeur ambassadrice ambassadeurs ambassadrices|empereur impératrice empereurs
"""

SHORTEST = 3  # letters of a word that has other forms
SHORTEST_VERB = 5  # fer and tir are none
_WHOLE = frozenset({"aller", "avoir", "être"})  # installer and fenêtre are no compounds
_RE_VERB = re.compile(r"(?:[aeo]nd|[eo]rd|romp)re$")
_NOT_RE_VERB = frozenset({"cendre", "désordre", "ordre", "tendre"})
_TE_NOUN = re.compile(r"(?:[ieo]|au)té$")  # sécurité has no feminine of its own
_PLURAL_PAST = re.compile(r"[âîû](?:[mt]es|t)$")
_FALSE_FRIENDS = frozenset({"visas", "opéras", "parias", "traças"})  # hardly you aimed
_TYPED_WITHOUT = (
    (re.compile(r"ee(s?)$"), r"ée\1"),
    (re.compile(r"((?:[ieo]|au)t)e(s?)$"), r"\1é\2"),
)
_FEMININES = (
    # (ending, what stands in its place)
    ("teur", ("teuse", "trice")),
    ("eur", ("euse",)),
    ("eux", ("euse",)),
    ("ien", ("ienne",)),
    ("éen", ("éenne",)),
    ("ier", ("ière",)),
    ("ger", ("gère",)),
    ("if", ("ive",)),
    ("iel", ("ielle",)),
    ("nel", ("nelle",)),
    ("al", ("ale",)),
    ("é", ("ée",)),
    ("ais", ("aise",)),
    ("ois", ("oise",)),
    ("ain", ("aine",)),
    ("in", ("ine",)),
    ("mand", ("mande",)),
    ("gnol", ("gnole",)),
    ("ghan", ("ghane",)),
    ("ident", ("idente",)),
    ("gent", ("gente",)),
    ("cent", ("cente",)),
    ("uent", ("uente",)),
    ("lent", ("lente",)),
    ("ant", ("ante",)),
)


def _families() -> dict[str, tuple[str, ...]]:
    rows = (line.split("|") for line in FAMILIES.replace("\n  ", " ").split("\n") if line)
    return {
        ending: (ending, *_future(stem), *_completed(rest.split(), ending))
        for ending, stem, rest in rows
    }


def _future(stem: str) -> list[str]:
    return [stem + ending for ending in _FUTURE_ENDINGS]


def _completed(forms: list[str], infinitive: str) -> set[str]:
    """All forms told by one of their tense: venaient → venions, vinrent → vîntes, vu → vues."""
    made = set(forms)
    for form in forms:
        made.update(_of_imperfect(form), _of_past(form, forms), _of_participle(form, forms))
    if infinitive not in _OWN_SUBJUNCTIVE:
        made.update(*(_of_present(form, forms) for form in forms))
    return made


_OWN_SUBJUNCTIVE = frozenset(
    {"aller", "avoir", "être", "faire", "pouvoir", "vouloir", "savoir", "valoir", "falloir"}
)
_PAST = (  # the end of the third person plural, that of the singular, and the others
    ("èrent", "a", ("ai", "as", "âmes", "âtes", "ât")),
    ("inrent", "int", ("ins", "înmes", "întes", "înt")),
    ("irent", "it", ("is", "îmes", "îtes", "ît")),
    ("urent", "ut", ("us", "ûmes", "ûtes", "ût")),
)


def _of_imperfect(form: str) -> set[str]:
    if not form.endswith("aient"):
        return set()
    return {form[:-5] + ending for ending in ("ais", "ait", "ions", "iez")}


def _of_past(form: str, forms: list[str]) -> set[str]:
    """Told from the present (courent) by the singular beside it."""
    for plural, singular, others in _PAST:
        stem = form.removesuffix(plural)
        if stem != form and stem + singular in forms:
            return {stem + ending for ending in others}
    return set()


def _of_present(form: str, forms: list[str]) -> set[str]:
    if not form.endswith("ent") or form.endswith("aient") or _of_past(form, forms):
        return set()
    if form[:-1] + "s" in forms:  # viens, vient
        return set()
    return {form[:-2], form[:-2] + "s"}


def _of_participle(form: str, forms: list[str]) -> set[str]:
    """Told by the feminine beside it."""
    if form + "e" not in forms or form[-1] not in "uiïést":
        return set()
    return {form + "es", form if form.endswith("s") else form + "s"}


_FAMILIES = _families()
_END = 3  # letters of the shortest ending of a family


def _by_end() -> dict[str, list[str]]:
    """The endings of families by their last letters, the longest first."""
    found: dict[str, list[str]] = {}
    for ending in sorted(_FAMILIES.keys() - _WHOLE, key=len, reverse=True):
        found.setdefault(ending[-_END:], []).append(ending)
    return found


_BY_END = _by_end()
_FEMININES_BY_END = {
    end: [row for row in _FEMININES if row[0][-1] == end]
    for end in {row[0][-1] for row in _FEMININES}
}
_ODD_ENDS = ("e", "es")  # of armee, which may mean armée
_CHANGING = (  # ending of a noun, and how many letters of it a feminine or plural changes
    ("teur", 3),
    ("eur", 1),
    ("eux", 1),
    ("if", 1),
    ("al", 1),
)
_TABLE = {
    row.split()[0]: tuple(row.split()[1:]) for row in _NOUNS.replace("\n", "|").split("|") if row
}


def forms(word: str) -> frozenset[str]:
    """All forms of a lower-case French word, itself included. `œ` is written oe here."""
    return frozenset({word, *_others(word)})


def wants_accents(form: str) -> bool:
    """Whether a form counts only as it is written: prîmes (we took) is not primes (bonuses)."""
    return _PLURAL_PAST.search(form) is not None


def typed_without_accents(word: str) -> frozenset[str]:
    """What a word typed without its final accent may mean: armee → armée, securite → sécurité.

    The inner accents are no matter here: see `rules.words.nearly_bare`.
    """
    if not word.endswith(("e", "es")):
        return frozenset({word})
    return frozenset({word, *(pattern.sub(new, word) for pattern, new in _TYPED_WITHOUT)})


def beginning(word: str) -> str:
    """Letters that all forms of a regular word begin with, whatever their accents.

    "" where only its forms can tell.
    """
    if not word.isalpha() or word in _TABLE or word.endswith(_ODD_ENDS) or _family(word):
        return ""
    if word.endswith(("er", "ir", "re")):  # déployer: déploie
        return word[:-3] if word.endswith("yer") else word[:-2]
    changed = next((left for end, left in _CHANGING if word.endswith(end)), 0)
    return word[: len(word) - changed]


def _others(word: str) -> set[str]:
    if len(word) < SHORTEST or not word.isalpha() or word in FUNCTION_WORDS:
        return set()
    if word in _TABLE:
        return set(_TABLE[word])
    return (_verb(word) - _FALSE_FRIENDS) | _noun(word)


def _verb(word: str) -> set[str]:
    family = _family(word)
    if family:
        stem = word[: -len(family)]
        return {stem + form for form in _FAMILIES[family]}
    if len(word) < SHORTEST_VERB:
        return set()
    return _regular_verb(word)


def _regular_verb(word: str) -> set[str]:
    if word.endswith("er"):
        return _first_group(word[:-2])
    if word.endswith("ir") and not word.endswith("oir"):
        return {word[:-2] + ending for ending in _IR_ENDINGS}
    if word.endswith("re") and _RE_VERB.search(word) and word not in _NOT_RE_VERB:
        return {word[:-2] + ending for ending in ("", *_RE_ENDINGS)}
    return set()


def _family(word: str) -> str:
    if word in _WHOLE:
        return word
    return next((end for end in _BY_END.get(word[-_END:], ()) if word.endswith(end)), "")


def _first_group(stem: str) -> set[str]:
    made = {_joined(stem, ending) for ending in _ER_ENDINGS}
    return made | {changed + ending for changed in _mute(stem) for ending in _MUTE_ENDINGS}


_MUTE_ENDINGS = ("e", "es", "ent", *("er" + ending for ending in _FUTURE_ENDINGS))


def _joined(stem: str, ending: str) -> str:
    """As in annonc + ait → annonçait, chang + ait → changeait."""
    if ending[0] in "aoâ":
        stem = re.sub("c$", "ç", re.sub("g$", "ge", stem))
    return stem + ending


def _mute(stem: str) -> set[str]:
    """Stems before a mute e: céd → cèd, achet → achèt, appel → appell, déploy → déploi."""
    changed = {re.sub("y$", "i", stem), re.sub(r"[eé](?=[^aeiouyé]{1,2}$)", "è", stem)}
    if stem.endswith(("el", "et")):
        changed.add(stem + stem[-1])
    return changed - {stem}


def _noun(word: str) -> set[str]:
    feminine = _feminine(word) if len(word) > SHORTEST else set()
    return {_plural(word), *feminine, *(_plural(form) for form in feminine)}


def _feminine(word: str) -> set[str]:
    for ending, others in _FEMININES_BY_END.get(word[-1], ()):
        if word.endswith(ending) and not _TE_NOUN.search(word):
            return {word[: -len(ending)] + other for other in others}
    return set()


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("au", "eu")) else "s")
