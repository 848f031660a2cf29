"""The words of dates in English, Spanish, German, French and Portuguese."""

from __future__ import annotations

from domain.search.phrases import Phrases, listed, phrases


def _numbered(table: str) -> Phrases[int]:
    return Phrases((phrase, int(head)) for head, said in listed(table) for phrase in said)


MONTHS = _numbered("""
1: january | jan | enero | ene | januar | janner | janvier | janv | janeiro
2: february | feb | febr | febrero | februar | fevrier | fev | fevereiro
3: march | mar | marzo | marz | maerz | mars | marco
4: april | apr | abril | abr | avril | avr
5: may | mayo | mai | maio
6: june | jun | junio | juni | juin | junho
7: july | jul | julio | juli | juillet | juil | julho
8: august | aug | agosto | ago | aout
9: september | sep | sept | septiembre | set | septembre | setembro | septembro
10: october | oct | octubre | oktober | okt | octobre | outubro | out
11: november | nov | noviembre | novembre | novembro
12: december | dec | diciembre | dic | dezember | dez | decembre | dezembro
""")
DOUBTFUL_MONTHS = frozenset("may mar mai set out ago mars abr dic sep".split())
"""Also other words: months only beside a day, a year, or after a word such as `in`."""
WEEKDAYS = _numbered("""
0: monday | mondays | lunes | montag | lundi | segunda-feira
1: tuesday | tuesdays | martes | dienstag | mardi | terca-feira
2: wednesday | wednesdays | miercoles | mittwoch | mercredi | quarta-feira
3: thursday | thursdays | jueves | donnerstag | jeudi | quinta-feira
4: friday | fridays | viernes | freitag | vendredi | sexta-feira
5: saturday | saturdays | sabado | samstag | samedi
6: sunday | sundays | domingo | sonntag | dimanche
""")
NUMBERS = _numbered("""
1: one | a | an | un | una | uno | ein | eine | einem | einer | une | um | uma
2: two | couple | couple of | a couple of | dos | zwei | deux | dois | duas
3: three | few | a few | tres | drei | trois
4: four | cuatro | vier | quatre | quatro
5: five | cinco | funf | cinq
6: six | seis | sechs
7: seven | siete | sieben | sept | sete
8: eight | ocho | acht | huit | oito
9: nine | nueve | neun | neuf | nove
10: ten | diez | zehn | dix | dez
12: twelve | doce | zwolf | douze | doze | dozen | a dozen
14: fourteen | fortnight
15: quinze | quince | fifteen
30: thirty | treinta | dreissig | trente | trinta
60: sixty | sesenta
90: ninety | noventa | neunzig
""")
ORDINALS = _numbered("""
1: first | 1st | primer | primera | primero | erste | ersten | erster | erstes | premier | premiere | 1er | 1ere | primeiro | primeira
2: second | 2nd | segundo | segunda | zweite | zweiten | zweiter | zweites | deuxieme | second | seconde | 2e | 2eme
3: third | 3rd | tercer | tercera | dritte | dritten | drittes | troisieme | 3e | 3eme | terceiro | terceira
4: fourth | 4th | final | cuarto | cuarta | vierte | vierten | viertes | quatrieme | 4e | 4eme | quarto | quarta
5: fifth | 5th
""")
UNITS = phrases("""
day: day | days | dia | dias | tag | tage | tagen | jour | jours | d
week: week | weeks | wk | wks | semana | semanas | woche | wochen | semaine | semaines
weekend: weekend | weekends | week-end | fin de semana | fines de semana | wochenende | fim de semana
fortnight: fortnight | quincena | quinzena | quinzaine
month: month | months | mo | mes | meses | monat | monate | monaten | monats | mois
quarter: quarter | quarters | qtr | trimestre | trimestres | quartal | quartale | quartals
half: half | half-year | semestre | semester | halbjahr | semestres | mitad
year: year | years | yr | ano | anos | jahr | jahre | jahren | jahres | annee | an | annees | ans
hour: hours | hour | horas | stunden | heures
""")
LAST = phrases(
    "last: last | previous | prior | preceding | pasado | pasada | anterior | letzte | letzten | letzter | letztes | letztem"
    " | vergangene | vergangenen | vergangener | vergangenes | vorige | vorigen | voriger | voriges | dernier | derniere"
    " | passe | passee | precedent | precedente | passado | passada | ultimo | ultima\n"
    "past: past | trailing | most recent | latest | recent"
)
THIS = phrases(
    "this: this | current | este | esta | actual | dieser | diese | diesen | dieses | diesem | aktuelle | aktuellen | ce |"
    " cet | cette | deste | desta | neste | nesta"
)
NEXT = phrases(
    "next: next | coming | upcoming | proximo | proxima | nachste | nachsten | nachster | nachstes | kommende | kommenden"
    " | prochain | prochaine | que viene"
)
DAYS = _numbered("""
0: today | hoy | heute | aujourd'hui | hoje
1: yesterday | ayer | gestern | hier | ontem
2: day before yesterday | the day before yesterday | anteayer | vorgestern | avant-hier | anteontem
""")
TO_DATE = phrases("""
week: wtd | week to date | week-to-date | so far this week
month: mtd | month to date | month-to-date | so far this month | en lo que va de mes | im laufenden monat | depuis le debut du mois
quarter: qtd | quarter to date | quarter-to-date | so far this quarter
year: ytd | year to date | year-to-date | so far this year | en lo que va de ano | seit jahresbeginn | depuis le debut de l'annee
""")
SEASONS = phrases("""
spring: spring | springtime | primavera | fruhling | fruhjahr | printemps
summer: summer | summertime | verano | sommer | ete | verao
fall: fall | autumn | otono | herbst | automne | outono
winter: winter | wintertime | invierno | hiver | inverno
""")
PARTS = phrases("""
early: early | early in | beginning of | the beginning of | start of | the start of | a principios de | principios de | anfang | debut | inicio de | comeco de | no inicio de
mid: mid | middle of | the middle of | mid of | a mediados de | mediados de | mitte | mi | milieu | meados de | em meados de
late: late | late in | end of | the end of | a finales de | finales de | fines de | ende | fin | fin de | fim de | final de | no final de
""")
HALVES = _numbered("""
1: h1 | 1h | first half | 1st half | primer semestre | primera mitad | erstes halbjahr | ersten halbjahr | erste halfte | ersten halfte | premier semestre | primeiro semestre | primeira metade
2: h2 | 2h | second half | 2nd half | segundo semestre | segunda mitad | zweites halbjahr | zweiten halbjahr | zweite halfte | zweiten halfte | second semestre | deuxieme semestre | segunda metade
""")
QUARTERS = _numbered("1: q1 | 1q | t1\n2: q2 | 2q | t2\n3: q3 | 3q | t3\n4: q4 | 4q | t4")
WEEK_NUMBER = phrases(
    "week: week | wk | w | cw | kw | semana | semaine | woche | kalenderwoche | calendar week | iso week"
)
BETWEEN = phrases("between: between | entre | zwischen")
BEGINNING = phrases(
    "from: commencing | starting | beginning | from | commencing on | starting on | beginning on | starting from | ab | ab dem"
    " | que empieza el | a partir del | a partir du | commencant le | a partir de"
)
"""Behind a unit, the day that it begins on: `week commencing 14 October`."""
FROM = phrases("from: from | von | vom | desde | del | de | du | da | do | starting | beginning | a partir de | ab")
SINCE = phrases(
    "since: since | desde | seit | depuis | ever since | starting | starting from | starting in | as of | a partir de"
    " | a partir du | ab | a contar de"
)
UNTIL = phrases(
    "until: until | till | through | thru | up to | up until | by | by the end of | hasta | bis | bis zum | bis ende | jusque"
    " | jusqu'a | jusqu'en | jusqu'au | ate | ate o"
)
BEFORE = phrases(
    "before: before | prior to | ahead of | earlier than | antes de | antes del | antes do | antes da | vor | vor dem | vor der"
    " | avant | avant le | avant la"
)
AFTER = phrases(
    "after: after | following | later than | despues de | despues del | nach | nach dem | apres | apres le | depois de | depois do"
    " | post"
)
AROUND = phrases(
    "around: around | near | close to | surrounding | circa | around the time of | alrededor de | alrededor del | cerca de"
    " | rund um | um | um den | herum | autour de | autour du | vers | em torno de | em torno do | por volta de | por volta do"
    " | perto de | perto do"
)
LEADING_UP = phrases(
    "up: leading up to | in the run-up to | run-up to | in the lead-up to | lead-up to | build-up to | en visperas de"
    " | im vorfeld von | a l'approche de | as vesperas do | vesperas de"
)
DURING = phrases(
    "during: during | all through | all over | over | throughout | on | in | at | for | within | of | from | durante | en | em | no | na | nos | nas | im"
    " | in den | am | an | wahrend | zu | zum | zur | pendant | au | aux | a | in the | over the | within the | for the | on the"
    " | during the | en el | en la | en los | en las | dans | dans le | dans les | lors de | lors du | sur | sur les | au cours de"
    " | au cours des | le | la | les | el | los | las | der | die | das | den | the"
)
TO = phrases(
    "to: to | through | thru | until | till | up to | a | al | hasta | bis | bis zum | au | jusqu'au | jusqu'a | ate | ao"
    " | to the | and the"
)
AND = phrases("and: and | y | e | et | und")
OF = phrases(
    "of: of | in | of the | in the | of this | de | del | de la | de l | des | du | do | da | dos | das | vom | von | im | en | em"
    " | the"
)
THE = phrases("the: the | dem | dia | el | la | los | las | der | die | das | den | le | les | o | os | as")
AGO = phrases("ago: ago | earlier | back | atras")
AGO_BEFORE = phrases("ago: hace | vor | il y a | ha")
ONWARDS = phrases("on: on | onward | onwards | forward | en adelante | an | em diante")
SEASON_OF = phrases("season: season | period | temporada | saison | zeit | epoca")
AT_EVENT = phrases(
    "exact: on | in | at | en | em | no | na | im | an | am | zu | a | au | lors de | lors du | del dia de\n"
    "wide: during | over | throughout | durante | wahrend | pendant | over the | during the"
)
"""Words that make an event's name a date: `on Black Friday`, unlike `Black Friday campaigns`."""
