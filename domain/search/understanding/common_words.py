"""Words that carry no subject: stop words and filler of five languages, and everyday words that are never corrected."""

from __future__ import annotations

from domain.search.text import words_of

_STOP = """
a an the of in on at to for from by with and or but as is are was were be been being am do does did done doing have has had having
i me my mine we our ours us you your yours it its they them their theirs he she his her hers this that these those there here
who whom whose which what whats when where why how all any some each every both either neither one ones most more less few many much
can could should would will shall may might must let lets get got getting gets give gives gave given want wants wanted need needs
needed like know please show find list tell display see look looking search give fetch return pull bring check looking view about
into over under between than then so such too very just only also even still not no nor if else per via through during while
up down out off again once now ever never always than same other another others own both across within without along among s t d ll
re ve m don doesn didn isn aren wasn weren hasn haven won couldn shouldn wouldn ain yet anything something everything nothing
el la los las lo un una unos unas de del al a en con por para y e o u que cual cuales quien como donde cuando es son fue fueron ser
esta este estos estas ese esa esos esas eso muy mas menos su sus mi mis tu tus nos nuestro nuestra nuestros nuestras se le les me te
hay ha han he hemos tiene tienen tener tuvo tuvieron tuve muestra muestrame mostrar ensena ver dame dime busca buscar encuentra lista
cuanto cuantos cuanta cuantas todo todos toda todas cada algun alguna algunos algunas tambien pero si no ya sobre entre hasta desde
der die das den dem des ein eine einen einem einer eines und oder aber mit von vom zu zum zur im in am an auf aus bei fur nach uber
unter vor um ist sind war waren sein hat haben hatte hatten wird werden wurde wurden ich mir mich wir uns unser unsere unseren du
dein ihr ihre er sie es man welche welcher welches welchen was wer wie wo wann warum alle alles jede jeder jedes zeig zeige zeigen
finde finden gib gebt such suche suchen bitte auch nur noch sehr mehr als wenn dass nicht kein keine keinen hab gibt
le la les un une des du de d l et ou mais avec par pour dans sur sous en au aux est sont etait etaient etre a ont avait avaient avoir
je me moi nous notre nos vous votre vos il elle ils elles on ce cet cette ces qui que quoi quel quelle quels quelles dont ou comment
quand pourquoi tous tout toute toutes chaque montre montrez montrer trouve trouver donne donner affiche afficher liste cherche
chercher s il te plait aussi plus moins tres ne pas qu n y ai ete pendant lors
o a os as um uma uns umas de do da dos das em no na nos nas com por para e ou mas que qual quais quem como onde quando e sao foi
foram ser estar esta estao tem tinha tiveram teve ter meu minha meus minhas nosso nossa nossos nossas seu sua seus suas isto isso
mostre mostrar encontre encontrar liste buscar busque ver todo todos toda todas cada tambem mais menos muito ja nao me
"""
_PARTICLES = """
a an the of in on at to for from by with and or but as into over under between than via through during about within along per
el la los las lo un una unos unas de del al en con por para y e o u sobre entre hasta desde
der die das den dem des ein eine einen einem einer eines und oder aber mit von vom zu zum zur im am an auf aus bei fur nach uber vor um
le les une des du d l et ou mais avec par pour dans sur sous au aux chez vers
os as um uma uns umas do da dos das em no na nos nas com mas pelo pela ao aos
"""
_FILLER = """
pls plz gimme lemme whats hows wheres thx thanks hey hi hello ok okay folks guys team among amongst despite whatever whichever whoever somehow
burned burnt burn poured blew blown sank sunk put spent invest invested bring brings brought bought pay paid return returned returning returns
individual single separate specific particular respective own actual possible potential typical normal existing previous
people persons person everyone everybody someone somebody anybody users user audience customers consumers shoppers gente personas persona usuarios leute menschen personen nutzer gens personnes utilisateurs pessoas usuarios
commencing beginning starting ending per versus vs
campaign campaigns ad ads marketing advertising performance perform performs performing performed result results report reports data
stats statistics numbers metric metrics kpi kpis figures analysis overview summary account accounts everything stuff things thing kind
type types sort sorts overall total totals average avg mean current currently far right exactly really actually basically simply
especially particularly mainly mostly generally ones going run runs ran running went goes came come comes coming make makes made
making take takes took use used using work works worked working spend spent try tried start started end ended set sets put keep kept
help helps helped way ways lot lots bit number amount rate rates level levels value values order ordered based basis terms term focus
focused featuring feature features featured regarding concerning related relating relevant matching match matches containing contain
contains contained mention mentions mentioning mentioned including include includes included involving involved promote promotes
promoting promoted promotion advertise advertised advertising advertises sell sells selling sold push pushed target targets targeted
targeting aimed aim aims meant designed dedicated specific specifically certain particular different various several multiple single
tied linked connected associated around near time times period date dates day days week weeks month months year years recent recently
lately latest new newest old oldest ago since until before after good great nice best better bad worse worst high higher highest low
lower lowest big bigger small smaller large larger huge top bottom platform platforms channel channels source sources country
countries market markets region regions product products brand brands company business customer customers client clients people person
users user audience audiences team boss quickly easily fast slow please thanks thank hello hey hi ok okay yes maybe perhaps whatever
wonder wondering curious interested question answer explain why idea ideas think thought believe seem seems seemed appear appears
become became happen happened happens change changed changes increase increased increasing decrease decreased decreasing grow growing
growth grew drop dropped dropping fall fell falling rise rose rising improve improved improving trend trends trending compare compared
comparison versus vs against rank ranked ranking sorted sort filter filtered group grouped break broken breakdown split across
drive drives drove driven driving generate generates generated generating deliver delivers bring brings brought produce produced
produces producing achieve achieved achieving reach reached reaching hit hits hitting meet met exceed exceeded have having anyone
someone somebody nobody everyone itself themselves myself ourselves back front side part parts half quarter whole entire full
complete completed total real true false actual possible likely sure able unable allow allowed first second third last next previous
prior past present future early late later earlier soon today yesterday tomorrow tonight morning evening night weekend weekends
money dollar dollars euro euros cost costs price prices budget paying paid pay pays free worth cheap expensive profit profits
losing lose lost wasting waste wasted burn burning stop stopped stopping cut cutting kill scale scaling pause launch launched
launching send sends sending sent receive received receiving open opens opened opening click clicks clicked clicking read reads
reading write wrote written subscribe subscribed buy buys buying bought purchase purchased convert converts converted converting
test tests tested testing check checked checking review reviewed ask asked asking call called calls named name names title titled
label labeled tag tagged theme themed style looks look feel feels seems idea message messages content copy text texts headline
headlines subject line lines creative creatives visual visuals image images photo video videos format formats version versions
strong weak solid poor effective efficient successful popular engaging compelling interesting important main major minor key primary
secondary extra additional further certain anything else instead rather quite pretty fairly somewhat almost nearly about roughly
approximately least enough plenty none zero two three four five six seven eight nine ten hundred thousand million
crushed crushing killed killing nailed bombed tanked flopped rocked smashed soared sank shined shone popped spiked plunged jumped
bekommen bekam bekamen erhalten erhielt erhielten erzielen schaffen schafften darf durfen soll sollte sollten muss mussen gelang
debe deben deberia puede pueden consiguen obtienen doit doivent peut peuvent obtenu recu deve devem pode podem conseguiram receberam
please kindly could quick brief short long longer longest active inactive live running paused every single entire
frequency reach share quality score funnel pixel attribution wins winning loses losing won lost gained gaining gains gain saved saving saves beat beaten beating outperform outperformed
attention interest visitors visits visit traffic engagement interaction interactions reaction response responses replies comments likes shares
ceux celles celui quienes aquellos aquellas diejenigen jene aqueles aquelas
ingresos datos resultado resultados rendimiento mejor mejores peor peores funcionan funciona funcionaron funciono ano mes semana dia dias
haber hacer hizo hicieron generaron genero vendieron gastaron gasto consiguieron obtuvieron dieron logrado periodo producto productos
ergebnis ergebnisse leistung daten liefen lief laufen gelaufen besten schlechtesten gute guten jahr monat woche tag tage erzielt
erzielten gebracht brachten haben hatten machen gemacht produkt produkte zeitraum bezug thema rund
resultats resultat donnees performances meilleur meilleurs meilleure meilleures pire pires annee mois semaine jour jours fait faire
marche marchent fonctionne fonctionnent fonctionnaient genere generent produit produits periode concernant propos liees lies
dados desempenho melhor melhores pior piores ano mes semana dia dias fizeram geraram tiveram venderam gastaram produto produtos periodo
funcionam funcionou funcionaram relacionados relacionadas
"""
_EVERYDAY = """
seasonal border borders everywhere anywhere somewhere nowhere elsewhere
despite unless although beyond toward towards amid yearly monthly weekly daily hourly boost boosted boosting gained noticed lately collection collections broadcast broadcasts able above accept according across action activity actually address advice affect afraid agree ahead allow almost alone already
although amazing amount angle animal annual answer apart apply approach area argue arrive article aside asset attempt attract author
available avoid aware away awesome background balance base basic beautiful because begin behavior behind believe belong below benefit
beside beyond bigger birth blank block board body bonus bottom bought bound brain branch break bring broad brown build built burden
cake calm capital careful carry case catch cause caution center central century certain chance charge chart choice choose claim clean
clear clever close closely cloud collect color combine comfort comment common compare complex concept concern confirm consider contact
contest context continue control convert cool corner correct count couple course cover crazy create credit crowd culture custom damage
dark deal decide deep default define degree delay demand depend describe desire detail develop device dialog direct discover discuss
double doubt draft dramatic dream dress drive early earn easily edge edit effect effort either elegant emotion empty enable enjoy
enough enter entire entry equal error escape event evidence evolve exact example excellent except excite expect expert express extend
extra extreme fail fair fake false family famous favorite feature fight figure final fine finish firm five flat flexible floor follow
force forget formal former forward found frame fresh friend friendly front fully funny further gather general gentle gift glad global
goal golden good grand great green gross ground guess guide habit handle hang happen happy hard hate head health hear heart heavy help
hidden high hold hope horizon hour huge human hurt ideal identify illustrate impact imply impress incident inform initial inner
innovative input inside insight inspire instant intend intense invest invite involve issue item join joint judge keep kept kick killer
kind know lack large last launch layer lazy lead learn leave left legal lesson letter level light limit linear link list little live
load local logic loss loud love lower luck lucky main maintain major manage manner manual margin mark match matter maximum mean measure
media medium member memory mental mention merge message method middle might mind minor minute miss mistake mixed mobile mode model modern
moment monitor mood motion mouse move much multiple name narrow nature near neat negative neither network neutral next nice normal
notice novel object obtain obvious occur odd offer office often older online open operate opinion option orange organic organize
origin other outcome outside overall owner pace page pair panel paper part partner party pass path pattern peak perfect period permit
person phase pick picture piece place plain plan plane plate platform play player plus point policy polite portion positive possess
power practice prefer premium prepare press pretty prevent primary print private prize problem process profile program progress project
proof proper propose protect proud prove provide public pull punch pure purpose quality quick quiet quite quote random range rapid rare
rather ratio reach react ready real reason recall receive record reduce refer reflect refuse regard region regular reject relate relax
release rely remain remark remember remind remove repeat reply request require rescue reserve resist resolve respond rest result retain
reveal rich ride right ring risk role roll room root rough round route routine rule safe salt sample scale scene scheme scope score
screen second secret section secure select sense separate serial series serious serve service session setting settle seven severe shape
share sharp shift shine short should shout shown side sight sign signal silent similar simple since single site size skill sleep slight
slow small smart smile smooth social soft solid solve sound space spare speak special specific speed spirit split spot spread square
stable stage stand standard start state statement stay steady step stick stock stone story straight strange strategy stream street
stress strict strike strong structure student study stuff style subject submit succeed such sudden suffer suggest suit supply support
suppose surface surprise survey swift switch symbol system table talent talk task taste teach tell tend term test text thank theory
thick think third thought thread threat thrill throw ticket tight tiny title together tone tool topic total touch tough track trade
trail train transfer transform transit treat trend trick trust truth turn twice twist type unique unit unite upper urgent useful usual
valid value vary vast version vibrant video virtual visible vision visual vital voice wait walk wall warm wash watch water weak wealth
weather weird welcome whether while white whole wide wild wise wish wonder word work world worry worth wrong yellow young punchy bold
romantic blue red pink purple grey gray runner local locals traveller travellers traveler travelers travelling traveling
cosy cozy trendy stylish vintage rustic scenic exotic tropical urban rural dreamy snappy catchy quirky edgy sleek crisp
funny playful minimal colorful colourful animated static authentic genuine witty clever emotional
"""
STOP_WORDS: frozenset[str] = frozenset(words_of(_STOP))
PARTICLES: frozenset[str] = frozenset(words_of(_PARTICLES))
"""Articles, prepositions and conjunctions: nobody misses them, so that they are never told as ignored."""
FILLER: frozenset[str] = frozenset(words_of(_FILLER))
COMMON_WORDS: frozenset[str] = STOP_WORDS | FILLER | frozenset(words_of(_EVERYDAY))
"""Never corrected, and never taken for the name of something."""
