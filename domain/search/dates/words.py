"""The words of dates in English, Spanish, German, French and Portuguese."""

from __future__ import annotations

from domain.search.phrases import Phrases, listed, phrases


def _numbered(table: str) -> Phrases[int]:
    return Phrases((phrase, int(head)) for head, said in listed(table) for phrase in said)


MONTHS = _numbered("""
1: january | jan | enero | ene | januar | janner | januars | janvier | janv | janeiro
2: february | feb | febr | fevr | febrero | februar | februars | fevrier | fev | fevereiro
3: march | mar | marzo | marz | maerz | mars | marco
4: april | aprils | apr | abril | abr | avril | avr
5: may | mayo | mai | maio
6: june | jun | junio | juni | juin | junho
7: july | jul | julio | juli | juillet | juil | julho
8: august | augusts | aug | agosto | ago | aout
9: september | septembers | sep | sept | septiembre | set | septembre | setembro | septembro
10: october | oct | octubre | oktober | oktobers | okt | octobre | outubro | out
11: november | novembers | nov | noviembre | novembre | novembro
12: december | dec | diciembre | dic | dezember | dezembers | dez | decembre | dezembro
""")
DOUBTFUL_MONTHS = frozenset("may mar mai set out ago mars abr dic sep".split())
"""Also other words: months only beside a day, a year, or after a word such as `in`."""
WEEKDAYS = _numbered("""
0: monday | mondays | mon | lunes | montag | lundi | segunda-feira
1: tuesday | tuesdays | tue | tues | martes | dienstag | mardi | terca-feira
2: wednesday | wednesdays | wed | weds | miercoles | mittwoch | mercredi | quarta-feira
3: thursday | thursdays | thu | thur | thurs | jueves | donnerstag | jeudi | quinta-feira
4: friday | fridays | fri | viernes | freitag | vendredi | sexta-feira
5: saturday | saturdays | sat | sabado | samstag | sonnabend | samedi
6: sunday | sundays | domingo | sonntag | dimanche
""")
SHORT_WEEKDAYS = _numbered("""
0: mo | lun | seg | segunda
1: di | mar | ter | terca
2: mi | mie | mier | mer | qua | quarta
3: do | jue | jeu | qui | quinta
4: fr | vie | ven | sex | sexta
5: sa | sab | sam
6: so | dom | dim
""")
"""Days of the week only directly before a date: Do 12.2., jue 12 feb."""
DOUBTFUL_WEEKDAYS = frozenset("sun sat wed mon".split())
"""Also other words: days only where nothing follows that they could describe."""
NUMBERS = _numbered("""
1: one | a | an | un | una | uno | ein | eine | einem | einer | une | um | uma
2: two | couple | couple of | a couple of | dos | zwei | deux | dois | duas
3: three | few | a few | several | tres | drei | trois
4: four | cuatro | vier | quatre | quatro
5: five | cinco | funf | cinq
6: six | seis | sechs
7: seven | siete | sieben | sept | sete
8: eight | ocho | acht | huit | oito
9: nine | nueve | neun | neuf | nove
10: ten | diez | zehn | dix | dez
11: eleven | onze
12: twelve | doce | zwolf | douze | doze | dozen | a dozen
13: thirteen | trece | dreizehn | treize | treze
14: fourteen | fortnight | catorce | vierzehn | quatorze | catorze
15: quinze | quince | fifteen | funfzehn
16: sixteen | sechzehn | dieciseis | seize | dezesseis
17: seventeen | siebzehn | diecisiete | dix-sept | dezessete
18: eighteen | achtzehn | dieciocho | dix-huit | dezoito
19: nineteen | neunzehn | diecinueve | dix-neuf | dezenove
20: twenty | veinte | zwanzig | vingt | vinte
21: twenty-one
24: twenty-four
25: twenty-five
28: twenty-eight
30: thirty | treinta | dreissig | trente | trinta
40: forty
45: forty-five
48: forty-eight
50: fifty
60: sixty | sesenta | sechzig | soixante | sessenta
90: ninety | noventa | neunzig | quatre-vingt-dix
""")
ORDINALS = _numbered("""
1: first | 1st | 1re | 1a | 1ra | 1ro | 1o | primer | primera | primero | erste | ersten | erster | erstes | premier | premiere | 1er | 1ere | primeiro | primeira
2: second | 2nd | 2nde | 2a | 2da | 2do | 2o | segundo | segunda | zweite | zweiten | zweiter | zweites | deuxieme | seconde | 2e | 2eme
3: third | 3rd | 3a | 3ra | 3o | tercer | tercera | dritte | dritten | drittes | troisieme | 3e | 3eme | terceiro | terceira
4: fourth | 4th | cuarto | cuarta | vierte | vierten | viertes | quatrieme | 4e | 4eme | quarto | quarta
5: fifth | 5th | quinto | quinta | funfte | funften | cinquieme
6: sixth | 6th | sechste | sechsten | sixieme
7: seventh | siebte | siebten | septieme
8: eighth | achte | achten | huitieme
9: ninth | neunte | neunten | neuvieme
10: tenth | zehnte | zehnten | dixieme
11: eleventh | elfte | elften
12: twelfth | zwolfte | zwolften
13: thirteenth | dreizehnten
14: fourteenth | vierzehnten
15: fifteenth | funfzehnten
16: sixteenth | sechzehnten
17: seventeenth | siebzehnten
18: eighteenth | achtzehnten
19: nineteenth | neunzehnten
20: twentieth | zwanzigsten
21: twenty-first | einundzwanzigsten
22: twenty-second | zweiundzwanzigsten
23: twenty-third | dreiundzwanzigsten
24: twenty-fourth | vierundzwanzigsten
25: twenty-fifth | funfundzwanzigsten
26: twenty-sixth | sechsundzwanzigsten
27: twenty-seventh | siebenundzwanzigsten
28: twenty-eighth | achtundzwanzigsten
29: twenty-ninth | neunundzwanzigsten
30: thirtieth | dreissigsten
31: thirty-first | einunddreissigsten
""")
UNITS = phrases("""
day: day | days | night | nights | dia | dias | tag | tage | tagen | jour | jours | d
week: week | weeks | wk | wks | semana | semanas | woche | wochen | semaine | semaines
weekend: weekend | weekends | week-end | fin de semana | fines de semana | wochenende | fim de semana
fortnight: fortnight | quincena | quinzena | quinzaine
month: month | months | mo | mos | mth | mths | mes | meses | monat | monate | monaten | monats | mois
quarter: quarter | quarters | qtr | qtrs | trimestre | trimestres | quartal | quartale | quartals
half: half | half-year | semestre | semester | halbjahr | semestres | mitad
year: year | years | yr | ano | anos | jahr | jahre | jahren | jahres | annee | an | annees | ans
hour: hours | hour | hrs | horas | stunden | heures
""")
LAST = phrases(
    "last: last | previous | prev | prior | preceding | pasado | pasada | anterior | letzte | letzten | letzter | letztes | letztem"
    " | vergangene | vergangenen | vergangener | vergangenes | vorige | vorigen | voriger | voriges | dernier | derniere"
    " | passe | passee | precedent | precedente | passado | passada | ultimo | ultima | final | vorherige | vorherigen | vorheriges\n"
    "past: past | trailing | rolling | most recent | latest | recent"
)
THIS = phrases(
    "this: this | current | curr | ongoing | en curso | en cours | em curso | laufende | laufenden | laufender | laufendes | atual | este | esta | actual | dieser | diese | diesen | dieses | diesem | aktuelle | aktuellen | ce |"
    " cet | cette | deste | desta | neste | nesta"
)
NEXT = phrases(
    "next: next | coming | upcoming | proximo | proxima | nachste | nachsten | nachster | nachstes | kommende | kommenden"
    " | prochain | prochaine | que viene"
)
DAYS = _numbered("""
0: today | today's | tonight | this morning | hoy | heute | aujourd'hui | hoje
1: yesterday | yday | yest | ayer | gestern | hier | ontem
2: day before yesterday | the day before yesterday | anteayer | vorgestern | avant-hier | anteontem
""")
TO_DATE = phrases("""
week: wtd | week to date | week-to-date | so far this week
month: mtd | month to date | month-to-date | so far this month | en lo que va de mes | en lo que va del mes | im laufenden monat | depuis le debut du mois
quarter: qtd | quarter to date | quarter-to-date | so far this quarter
year: ytd | year to date | year-to-date | so far this year | en lo que va de ano | en lo que va del ano | seit jahresbeginn | depuis le debut de l'annee
""")
SEASONS = phrases("""
spring: spring | springtime | primavera | fruhling | fruhjahr | printemps
summer: summer | summertime | verano | sommer | ete | verao
fall: fall | autumn | otono | herbst | automne | outono
winter: winter | wintertime | invierno | hiver | inverno
""")
PARTS = phrases("""
early: early | early in | a principios del | principios del | a comienzos del | comeco do | no comeco do | a principios de | principios de | a comienzos de | comienzos de | anfang | debut | au debut de | comeco de | no comeco de
mid: mid | a mediados del | mediados del | meados do | em meados do | meados da | em meados da | middle of | the middle of | mid of | halfway through | midway through | a mediados de | mediados de | mitte | mi | milieu | au milieu de | meados de | em meados de
late: late | late in | a finales del | finales del | a fines del | fines del | fim do | no fim do | a finales de | finales de | fines de | a fines de | ende | fin | fin de | a la fin de | fim de | no fim de
start: beginning of | the beginning of | start of | the start of | el inicio de | el inicio del | inicio de | inicio del | inicio do | inicio da | o inicio do | o inicio de | no inicio do | no inicio de | le debut de | beginn
end: end of | the end of | el final de | el final del | final de | final del | final do | o final do | no final do | no final de | la fin de
""")
HALVES = _numbered("""
1: h1 | 1h | 1 halfte | erster halfte | erste jahreshalfte | ersten jahreshalfte | 1 jahreshalfte | 1a quincena | 1ra quincena | 1a mitad | 1re quinzaine | 1ere quinzaine | 1re moitie | 1a quinzena | 1a metade | first half | 1st half | front half | former half | primer semestre | primera mitad | erstes halbjahr | ersten halbjahr | erste halfte | ersten halfte | premier semestre | primeiro semestre | primeira metade | primera quincena | premiere quinzaine | primeira quinzena | premiere moitie
2: h2 | 2h | 2 halfte | zweiter halfte | zweite jahreshalfte | zweiten jahreshalfte | 2 jahreshalfte | 2a quincena | 2da quincena | 2a mitad | 2e quinzaine | 2eme quinzaine | 2nde quinzaine | 2e moitie | 2a quinzena | 2a metade | second half | 2nd half | latter half | back half | segundo semestre | segunda mitad | zweites halbjahr | zweiten halbjahr | zweite halfte | zweiten halfte | second semestre | deuxieme semestre | segunda metade | segunda quincena | deuxieme quinzaine | seconde quinzaine | segunda quinzena | seconde moitie | deuxieme moitie
""")
QUARTERS = _numbered("1: q1 | 1q | t1\n2: q2 | 2q | t2\n3: q3 | 3q | t3\n4: q4 | 4q | t4")
WEEK_NUMBER = phrases(
    "week: week | wk | w | cw | kw | semana | semaine | woche | kalenderwoche | calendar week | iso week"
)
BETWEEN = phrases("between: between | entre | zwischen")
BEGINNING = phrases(
    "from: starts | begins | commencing | starting | beginning | from | commencing on | starting on | beginning on | starting from | ab | ab dem"
    " | que empieza el | a partir del | a partir du | commencant le | a partir de"
)
"""Behind a unit, the day that it begins on: `week commencing 14 October`."""
FROM = phrases("from: from | von | vom | desde | del | de | du | da | do | starting | beginning | a partir de | ab")
SINCE = phrases(
    "since: since | nicht vor | nicht vor dem | pas avant | pas avant le | nao antes de | nao antes do | no antes del | no sooner than | not sooner than | at the earliest | at the earliest on | au plus tot | o mais cedo | desde | seit | depuis | ever since | starting | starting from | starting in | starting on | beginning |"
    " beginning on | beginning in | commencing | commencing on | as of | as from | a partir de | a partir del"
    " | a partir do | a partir da | a partir d' | a partir du | ab | a contar de | on or after | not before | no earlier than | not earlier than | from and including"
    " | seit dem | ab dem | seit der | des le | au plus tot le | no antes de | fruhestens"
)
UNTIL = phrases(
    "until: until | nicht nach | nicht nach dem | nicht spater als | pas apres | pas apres le | pas plus tard que | pas plus tard que le | nao depois de"
    " | nao depois do | nao mais tarde que | no despues de | no despues del | no mas tarde de | no mas tarde del | no mas tarde que | at the latest | at the latest on | at latest | till | til | through | thru | up to | up until | up till | by | by the end of | hasta | bis | bis zum"
    " | jusque | jusqu'a | jusqu'en | jusqu'au | ate | ate o | ate ao | up to and including | until and including | no later than"
    " | not later than | on or before | at the latest by | as late as | bis einschliesslich | bis spatestens | spatestens"
    " | a mas tardar | au plus tard | no maximo ate | bis zu | not after | through to | ending | ending on | ending in | ended by"
)
BEFORE = phrases(
    "before: before | prior to | ahead of | earlier than | older than | in advance of | preceding | previous to | antes de | antes del | antes do"
    " | antes da | anterior a | anterior al | anterior ao | previo a | previo al | previa a | previa al | previos a | previos al"
    " | vor | vor dem | vor der | avant | avant le | avant la | precedant | qui precede"
)
AFTER = phrases(
    "after: after | following | later than | newer than | more recent than | despues de | despues del | nach | nach dem | apres | apres le | depois de | depois do | depois da"
    " | post | tras | siguiente a | siguiente al | seguinte ao | seguinte a | posterior a | posterior al | apos | apos o | suivant"
    " | qui suit | that followed | in the wake of"
)
AROUND = phrases(
    "around: around | near | close to | surrounding | circa | around the time of | alrededor de | alrededor del | cerca de"
    " | rund um | um | um den | herum | autour de | autour du | vers | em torno de | em torno do | por volta de | por volta do"
    " | perto de | perto do"
)
LEADING_UP = phrases(
    "up: leading up to | leading into | in the run-up to | run-up to | in the lead-up to | lead-up to | build-up to | lead-in to"
    " | pre | heading into | going into | en visperas de | en la antesala de"
    " | im vorfeld von | a l'approche de | as vesperas do | nas vesperas do | nas vesperas de"
)
WITHIN = phrases("within: within | innerhalb von | a menos de | a moins de | no raio de")
BOTH_SIDES = phrases(
    "both: around | either side of | on either side of | on both sides of | before and after | rund um | um | alrededor de | autour de"
    " | em torno de | antes e depois de"
)
"""Behind so many days: that many before it, and behind it."""
DURING = phrases(
    "during: during | all through | all over | over | throughout | on | in | at | for | within | of | from | durante | en | em | no | na | nos | nas | im"
    " | in den | am | an | ubers | wahrend | zu | zum | zur | pendant | au | aux | a | in the | over the | within the | for the | on the"
    " | during the | en el | en la | en los | en las | dans | dans le | dans les | lors de | lors du | sur | sur les | au cours de"
    " | au cours des | le | la | les | el | los | las | der | die | das | den | the"
)
TO = phrases(
    "to: to | into | through | thru | until | till | up to | a | al | hasta | bis | bis zum | au | jusqu'au | jusqu'a | ate | ao"
    " | through to | up to and including | bis zu | bis einschliesslich | a la | to the | and the"
)
AND = phrases("and: and | y | e | et | und | or | o | oder | ou | u | nor | ni | noch | nem")
OF = phrases(
    "of: of | in | of the | in the | of this | de | d | del | de la | de l | des | du | do | da | dos | das | vom | von | im | en | em"
    " | the"
)
THE = phrases("the: the | l | dem | dia | el | la | los | las | der | die | das | den | le | les | o | os | as")
AGO = phrases("ago: ago | earlier | back | atras")
AGO_BEFORE = phrases("ago: hace | vor | il y a | ha")
ONWARDS = phrases("on: on | onward | onwards | forward | en adelante | an | em diante")
LATER = phrases(
    "later: onwards | onward | or later | and later | or after | and after | and onwards | and onward | or newer | and beyond | at the earliest | fruhestens | au plus tot | como pronto | en adelante"
    " | o mas tarde | o despues | oder spater | und spater | ou plus tard | em diante | ou depois"
)
EARLIER = phrases(
    "earlier: or earlier | and earlier | or before | and before | or older | at the latest | at latest | spatestens | au plus tard | a mas tardar | o mais tardar | o antes | oder fruher | und fruher | ou avant | ou antes"
)
"""Behind a time: it, and what comes after or before it."""
INCLUSIVE = phrases(
    "inclusive: inclusive | inclusively | included | including | inkl | inklusive | einschliesslich | incluido | incluida | inclus | incluse"
    " | compris | incluso | incluindo"
)
"""Behind the end of a time: that it counts too."""
LASTING = phrases(
    "for: for | and for | lasting | fur | durante | por | pendant | for the next | for the following | and the next | und die nachsten"
)
"""Between a day and how long a time is that begins there: 12 January for two weeks."""
AT_LEAST = _numbered(
    "0: at least | mindestens | al menos | por lo menos | como minimo | au moins | pelo menos | no minimo\n"
    "1: more than | mehr als | mas de | plus de | mais de"
)
"""Before so many days of distance: the days more that must lie between."""
SEASON_OF = phrases("season: season | period | temporada | saison | zeit | epoca")
AT_EVENT = phrases(
    "at: on | in | at | en | em | no | na | im | an | am | zu | zum | a | au | lors de | lors du | del dia de | during | over | throughout"
    " | through | durante | wahrend | pendant | ao longo de | over the | during the | throughout the | le jour de | am tag von"
)
"""Words that make an event's name a date: `on Black Friday`, unlike `Black Friday campaigns`."""

TRAILING_YEAR = phrases("year: ttm | ltm")
ENDS = phrases("first: opening\nlast: closing")
BEFORE_THIS = phrases("""
week: vorwoche
month: vormonat | vormonats
quarter: vorquartal | vorquartals
year: vorjahr | vorjahres | vorjahrs
""")
SHORTHAND = phrases("week: lw\nmonth: lm\nquarter: lq\nyear: ly")
"""Last week, month, ... as analysts write it, in capitals alone."""
FULL = phrases(
    "full: full | complete | completed | finished | closed | beendete | beendeten | whole | calendar | entire | completa | completas | completo | completos | entero | enteros"
    " | enteras | voll | volle | vollen | voller | ganze | ganzen | kompletten | abgeschlossenen | abgeschlossene | abgeschlossener | abgeschlossenes | vollstandige | vollstandigen | volles | complet | complets"
    " | complete | completes | plein | pleins | pleine | pleines | entier | entiers | inteiro | inteiros | inteira | inteiras"
)
"""The last two full weeks: those of the calendar that are over."""
BEFORE_LAST = phrases(
    "before: before last | before the last | before the last one | before the previous | before the previous one | prior to last"
    " | prior to the last | prior to the last one | prior to the previous | prior to the previous one | preceding the last"
    " | preceding the last one | preceding the previous one | previous to last | previous to the last | previous to the last one"
    " | vor dem letzten | vor der letzten | vor dem vorigen | vor der vorigen | vor dem vergangenen | vor der vergangenen"
    " | antes del ultimo | antes de la ultima | antes del pasado | antes de la pasada | anterior al pasado | anterior a la pasada"
    " | anterior al ultimo | anterior a la ultima | previo al pasado | previa a la pasada | previo al ultimo | previa a la ultima"
    " | antes del anterior | antes de la anterior"
    " | avant le dernier | avant la derniere | precedant le dernier | precedant la derniere | avant le precedent | avant la precedente"
    " | antes do ultimo | antes da ultima | anterior ao ultimo | anterior a ultima | antes do passado | antes da passada"
    " | anterior ao passado | anterior a passada | antepasado | antepasada | retrasado | retrasada | d'avant | avant-dernier | avant-derniere"
)
LAST_BUT_ONE = phrases(
    "before: vorletzte | vorletzten | vorletzter | vorletztes | vorletztem | vorvorige | vorvorigen | penultimate | penultimo"
    " | penultima | avant-dernier | avant-derniere | second to last | 2nd to last | second last | next to last | last but one"
    " | one before last | zweitletzte | zweitletzten | zweitletztes\n"
    "third: antepenultimate | antepenultimo | antepenultima | third to last | last but two | vorvorletzte | vorvorletzten"
    " | drittletzte | drittletzten | drittletztes"
)
BUT_ONE = phrases("but: but one")
"""Behind the last such unit: the last month but one."""
SAME = phrases(
    "same: same | the same | this | that | mismo | misma | este | esta | gleiche | gleichen | gleicher | gleiches | selbe | selben"
    " | derselbe | dieselbe | dasselbe | derselben | meme | la meme | le meme | ce | cette | mesmo | mesma | neste | nesta"
)
LAST_YEAR = phrases(
    "year: vorjahr | vorjahres | vorjahrs | prior year | previous year | year before | the year before | a year ago | one year ago"
    " | a year earlier | one year earlier | l'an dernier | l'an passe | hace un ano | vor einem jahr | il y a un an | ha um ano"
)
THIS_TIME_LAST_YEAR = phrases(
    "time: this time last year | same time last year | the same time last year | this time a year ago | around this time last year"
    " | letztes jahr um diese zeit | vor einem jahr um diese zeit | l'annee derniere a la meme epoque | por estas fechas el ano pasado"
    " | el ano pasado por estas fechas | nesta altura do ano passado | nesta epoca do ano passado"
)
COMPOUND_PARTS = phrases("""
start week: wochenanfang | wochenbeginn
end week: wochenende der woche
start month: monatsanfang | monatsbeginn | month-start
mid month: monatsmitte | mid-month
end month: monatsende | month-end | eom
start quarter: quartalsanfang | quartalsbeginn
end quarter: quartalsende | quarter-end | eoq
start year: jahresanfang | jahresbeginn
end year: jahresende | year-end | eoy
""")
"""A part of a unit in one word."""
DAY_NUMBER = phrases("day: dia | el dia | o dia | no dia | ao dia | the day")
"""Before the number of a day: `el dia 25`."""
EVE = phrases(
    "eve: eve of | the eve of | vispera de | la vispera de | vispera del | la vispera del | vorabend von | am vorabend von"
    " | la veille de | veille de | la veille du | veille du | vespera de | vespera do | vespera da\n"
    "morrow: le lendemain de | lendemain de | le lendemain du | lendemain du"
)
"""The day before, or behind, what follows."""
WEEK_STARTING = phrases(
    "week: w/c | w/b | wc | week commencing | week starting | week beginning | wk commencing | wk starting | wk beginning"
)
WEEK_ENDING = phrases("week: w/e | week ending | week ended | wk ending | wk ended | week to | week up to")
ENDING = phrases(
    "until: ending | ended | ending on | up to | until | till | through | thru | to | hasta | bis | bis zum | jusqu'au | jusqu'a"
    " | ate | ate o | running up to | up to and including"
)
STARTING = phrases(
    "from: from | starting | starting on | starting from | beginning | beginning on | commencing | onwards from | desde | ab | ab dem"
    " | a partir de | a partir del | a partir du"
)
"""Behind so many days: where they end, where they start."""
NOW = phrases("now: now | present | the present | jetzt | ahora | maintenant | agora")
"""Today, as the end of a time: until now, October to present."""
FISCAL = phrases(
    "year: fiscal | fiscal year | fy | financial year | calendar year | cy | full year | the year | year | ano | el ano | jahr"
    " | jahres | des jahres | geschaftsjahr | annee | l'annee | exercice | ejercicio"
)
"""Between a time and its year: Q3 of fiscal 2024."""
NOT_IN = phrases(
    "not: not | neither | never | isn't | aren't | wasn't | weren't | didn't | don't | doesn't | except | except for | excluding | excludes | exclude | excepting"
    " | outside | outside of | other than | apart from | aside from | but not | any month but | any time but | anytime but | all but"
    " | every month but | everything but | anything but | ignoring | without | leaving out | not counting | not including | minus"
    " | no en | no durante | ni en | ni de | nunca en | excepto | salvo | menos | fuera de | fuera del | sin contar | a excepcion de | que no sean de"
    " | nicht | weder | nie | niemals | ausser | ausserhalb | ausserhalb von | ausserhalb vom | ausserhalb des | ausserhalb der | mit ausnahme von | ohne | nur nicht"
    " | pas | jamais | sauf | hors | hors de | hormis | en dehors de | en dehors du | excepte | a l'exception de | sans compter"
    " | nao | nunca | exceto | fora de | fora do | a excecao de | sem contar"
)
"""Before a time: that it is left out."""
RAN = phrases(
    "ran: active | run | running | ran | live | sent | send | started | on air | aktiv | liefen | laufen | gelaufen | activas | activos"
    " | activa | activo | enviados | enviadas | actives | actifs | active | envoyes | envoyees | ativas | ativos | enviado | enviada"
)
"""Between a negation and the time it is about: not active in March."""
EVERY = phrases(
    "every: every | each | every single | jeden | jede | jedes | jedem | alle | todos los | todas las | cada | tous les | toutes les"
    " | chaque | todos os | todas as"
)
REPEATED = frozenset(
    """mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends weekdays weekday montags dienstags mittwochs
    donnerstags freitags samstags sonntags lundis mardis mercredis jeudis vendredis samedis dimanches sabados domingos""".split()
)
"""Days that come again every week: on Mondays."""
COMPARED = phrases(
    "with: vs | versus | compared to | compared with | against | relative to | gegenuber | im vergleich zu | verglichen mit"
    " | frente a | comparado con | en comparacion con | par rapport a | compare a | em relacao a | comparado com | contra"
)
"""What follows is only compared with: the time before it counts."""
COMPARE = phrases("compare: compare | comparing | comparison | vergleiche | vergleich | comparar | compara | comparer")
"""Before two times that are compared: `compare Q4 to Q3`."""
NO_DAY = frozenset(
    """percentile percent place position decile campaign ad email flow message time anniversary customer purchase order visit
    party century birthday best worst most highest lowest step touch edition platz prozent""".split()
)
"""Behind an ordinal number, what makes it no day: the 10th percentile."""
FOREIGN = frozenset(
    """al ao der die das dem den im vom zum bis seit und mit zwischen ab kampagnen el los las del con entre desde hasta y en campanas
    le les du des au aux avec depuis jusqu jusque et campagnes dans com ate os dos das nos desde campanhas""".split()
)
"""Words of languages that write the day before the month."""
