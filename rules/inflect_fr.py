"""French: plurals, feminines and the verb forms that news uses, from the base form outwards.

Nouns and adjectives are typed in the masculine singular, verbs in the infinitive; a word
typed in the plural stands for itself. Elision needs no forms: l' and d' are words apart.
Conjugations after the usual three groups; the third by families of infinitives.
"""

from __future__ import annotations

import re

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

# infinitive ending, future stem, then other forms, from which `_completed` tells the rest; the
# longest ending that fits is taken
_FAMILIES_TEXT = """
aller|ir|vais vas va allons allez vont allais allait allaient alla allèrent allant allé allée
  allés allées
  aille ailles aillent
envoyer|enverr|envoie envoies envoient envoyons envoyez envoyais envoyait envoyaient envoya
  envoyèrent envoyant envoyé envoyée envoyés envoyées
avoir|aur|ai as a avons avez ont avais avait avaient eut eurent ayant eu eue eus eues
  aie aies ayons ayez aient avaient
être|ser|suis es est sommes êtes sont étais était étaient fut furent étant été
  sois soit soyons soyez soient
faire|fer|fais fait faisons faites font faisais faisait faisaient fit firent faisant faite faits
  fasse
  fasses fassions fassiez fassent
prendre|prendr|prends prend prenons prenez prennent prenais prenait prenaient prit prirent prenant
  pris prise prises prenne
mettre|mettr|mets met mettons mettez mettent mettais mettait mettaient mit mirent mettant mis mise
  mises mette
battre|battr|bats bat battons battez battent battait battaient battit battirent battant battu
  battue battus battues
tenir|tiendr|tiens tient tenons tenez tiennent tenais tenait tenaient tint tinrent tenant tenu
  tenue tenus tenues tienne
venir|viendr|viens vient venons venez viennent venais venait venaient vint vinrent venant venu
  venue venus venues vienne
cevoir|cevr|çois çoit cevons cevez çoivent cevais cevait cevaient çut çurent cevant çu çue çus
  çues çoive
devoir|devr|dois doit devons devez doivent devait devaient dut durent devant dû due dus dues
pouvoir|pourr|peux peut pouvons pouvez peuvent pouvait pouvaient put purent pouvant pu puisse
  puisses puissions puissiez puissent
vouloir|voudr|veux veut voulons voulez veulent voulait voulaient voulut voulurent voulant voulu
  voulue
  veuille veuillent
savoir|saur|sais sait savons savez savent savait savaient sut surent sachant su sue
  sache saches sachions sachiez sachent
voir|verr|vois voit voyons voyez voient voyait voyaient vit virent voyant vu vue vus vues
prévoir|prévoir|prévois prévoit prévoyons prévoyez prévoient prévoyait prévoyaient prévit
  prévirent prévoyant prévu prévue prévus prévues
frir|frir|fre fres frons frez frent frais frait fraient frit frirent frant fert ferte ferts fertes
vrir|vrir|vre vres vrons vrez vrent vrais vrait vraient vrit vrirent vrant vert verte verts vertes
partir|partir|pars part partons partez partent partait partaient partit partirent partant parti
  partie partis parties
sortir|sortir|sors sort sortons sortez sortent sortait sortaient sortit sortirent sortant sorti
  sortie sortis sorties
mentir|mentir|mens ment mentons mentez mentent mentait mentaient mentit mentirent mentant menti
sentir|sentir|sens sent sentons sentez sentent sentait sentaient sentit sentirent sentant senti
  sentie sentis senties
servir|servir|sers sert servons servez servent servait servaient servit servirent servant servi
  servie servis servies
courir|courr|cours court courons courez courent courait couraient courut coururent courant couru
  courue courus
mourir|mourr|meurs meurt mourons meurent mourait mouraient mourut moururent mourant mort morte
  morts mortes
quérir|querr|quiers quiert quérons quérez quièrent quérait quéraient quit quirent quérant quis
  quise quises
uire|uir|uis uit uisons uisez uisent uisais uisait uisaient uisit uisirent uisant uite uits uites
dire|dir|dis dit disons dites disent disait disaient dirent disant dite dits
crire|crir|cris crit crivons crivez crivent crivait crivaient crivit crivirent crivant crite crits
  crites
lire|lir|lis lit lisons lisez lisent lisait lisaient lut lurent lisant lu lue lus lues
croire|croir|crois croit croyons croyez croient croyait croyaient crut crurent croyant cru crue
aindre|aindr|ains aint aignons aignez aignent aignait aignaient aignit aignirent aignant ainte
  aints aintes
eindre|eindr|eins eint eignons eignez eignent eignait eignaient eignit eignirent eignant einte
  eints eintes
oindre|oindr|oins oint oignons oignez oignent oignait oignaient oignit oignirent oignant ointe
  oints ointes
clure|clur|clus clut cluons cluez cluent cluait cluaient clurent cluant clu clue clues
vivre|vivr|vis vit vivons vivez vivent vivait vivaient vécut vécurent vivant vécu vécue vécus
suivre|suivr|suis suit suivons suivez suivent suivait suivaient suivit suivirent suivant suivi
  suivie suivis suivies
cueillir|cueiller|cueille cueilles cueillons cueillez cueillent cueillais cueillait cueillaient
  cueillit cueillirent cueillant cueilli cueillie cueillis cueillies
saillir|saillir|saille saillons saillez saillent saillait saillaient saillit saillirent saillant
  sailli saillie saillis saillies
fuir|fuir|fuis fuit fuyons fuyez fuient fuyait fuyaient fuirent fuyant fui fuie
vêtir|vêtir|vêts vêt vêtons vêtez vêtent vêtait vêtaient vêtit vêtirent vêtant vêtu vêtue vêtus
  vêtues
dormir|dormir|dors dort dormons dormez dorment dormait dormaient dormit dormirent dormant dormi
bouillir|bouillir|bous bout bouillons bouillez bouillent bouillait bouillaient bouilli bouillie
mouvoir|mouvr|meus meut mouvons mouvez meuvent mouvait mouvaient mut murent mouvant mu mue mus mues
falloir|faudr|faut fallait fallut fallu
  faille
valoir|vaudr|vaux vaut valons valez valent valait valaient valut valurent valant valu value vaille
  vaillent
asseoir|assiér|assieds assied asseyons asseyez asseyent assoit assoient assit assirent asseyant
  assis assise assises
soudre|soudr|sous sout solvons solvez solvent solvait solvaient solut solurent solvant solu solue
  solus solues soute
vaincre|vaincr|vaincs vainc vainquons vainquez vainquent vainquait vainquaient vainquit vainquirent
  vainquant vaincu vaincue vaincus vaincues
rire|rir|ris rit rions riez rient riait riaient rirent riant ri
suffire|suffir|suffis suffit suffisons suffisez suffisent suffisait suffisaient suffirent suffisant
  suffi
boire|boir|bois boit buvons buvez boivent buvait buvaient but burent buvant bu bue bus bues
plaire|plair|plais plaît plaisons plaisez plaisent plaisait plaisaient plut plurent plaisant
  plu
straire|strair|strais strait strayons strayez straient strayait strayaient strayant straite straits
xtraire|xtrair|xtrais xtrait xtrayons xtrayez xtraient xtrayait xtrayaient xtrayant xtraite xtraits
coudre|coudr|couds coud cousons cousez cousent cousait cousaient cousit cousirent cousant cousu
  cousue cousus cousues
inclure|inclur|inclus inclut incluons incluez incluent incluait incluaient inclurent incluant
  incluse incluses
croître|croîtr|croîs croît croissons croissez croissent croissait croissaient crût crûrent
  croissant crû crue
accroître|accroîtr|accrois accroît accroissons accroissez accroissent accroissait accroissaient
  accrut accrurent accroissant accru accrue accrus accrues
haïr|haïr|hais hait haïssons haïssez haïssent haïssait haïssaient haïrent haïssant haï haïe haïs
  haïes
interdire|interdir|interdis interdit interdisons interdisez interdisent interdisait interdisaient
  interdirent interdisant interdite interdits interdites
prédire|prédir|prédis prédit prédisons prédisez prédisent prédisait prédisaient prédirent
  prédisant prédite prédits prédites
maudire|maudir|maudis maudit maudissons maudissez maudissent maudissait maudissaient maudirent
  maudissant maudite maudits maudites
naître|naîtr|nais naît naissons naissent naissait naissaient naquit naquirent naissant né née nés
  nées
paraître|paraîtr|parais paraît paraissons paraissent paraissait paraissaient parut parurent
  paraissant paru parue
connaître|connaîtr|connais connaît connaissons connaissent connaissait connaissaient connut
  connurent connaissant connu connue connus connues
"""

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
    rows = (line.split("|") for line in _FAMILIES_TEXT.replace("\n  ", " ").split("\n") if line)
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
