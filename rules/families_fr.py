"""French verbs of the third group: families of infinitives with their forms."""

# infinitive ending, future stem, then other forms, from which `_completed` tells the rest; the
# longest ending that fits is taken
FAMILIES = """
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
