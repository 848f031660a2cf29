"""Words that compare."""

from __future__ import annotations

from domain.search.interpretation import Comparison
from domain.search.phrases import mapped, phrases

COMPARATORS = mapped(
    """
over: over | above | superar | superar los | pasar de | exceder | rebasar | depasser | exceder os | ultrapassar | passar de | exceder de | exceder a | exceed the | go over | going over | went over | goes over | rise above | rose above | climbed above | exceeded | surpass | topped | outpaced | ahead of | superan los | superaron | superior de | uber den | hoher | grosser | superieur | superieurs | depassent | ultrapassa | ultrapassou | ultrapassam | acima dos | superior ao | superiores ao | greater than | more than | higher than | bigger than | larger than | better than | exceeding | exceeds | exceed | beyond | upwards of | north of | surpassing | surpassed | surpasses | beats | beating | beat | topping | in excess of | mas de | mas que | mayor que | mayor a | mayor al | mayores a | mayores al | superior al | mas del | superior a | superiores a | por encima de | encima de | uber | mehr als | hoher als | grosser als | oberhalb von | besser als | plus de | plus que | superieur a | superieure a | superieurs a | au-dessus de | au dessus de | depasse | depassant | mais de | mais que | maior que | maior do que | acima de | superou | supera | superan | ubersteigt | ab mehr als | more | bigger | greater | larger | higher | gt | past | crossed | crosses | crossing | went above | goes above | mehr | hoher als die | grosser | mayor | mayores | superior | superiores | maior | maiores | mas alto de | mas alta de | mas alto que | mas alta que | pasa de | pasan de | passa de | passam de | rebasa | rebasan | rebasaron | jenseits von | ubersteigen | uberschreitet | uberschreiten | ubertrifft | ubertreffen | excede | exceden | excedem | excedeu | liegt uber | liegen uber | au dela de | excedant | excede les
at_least: at least | alcanzar | llegar a | llegan a | llega a | llegaron a | atteindre | atingir | chegar a | chegam a | chegaram a | as high as | as much as | as many as | not short of | at or above | at or over | greater than or equal to | more than or equal to | equal to or above | reach | reached | reaches | reaching | hit | hits | hitting | achieved | achieving | achieve | no less than | not less than | not below | not under | minimum | minimum of | min | a minimum of | or more | and up | and above | or higher | from at least | al menos | como minimo | por lo menos | minimo | minimo de | mindestens | wenigstens | au moins | au minimum | minimum de | pelo menos | no minimo | ao menos | starting at | gte | ge | no lower than | not lower than | no smaller than | not fewer than | no fewer than | not less | at minimum | at a minimum | at the very least | at the least | starting from | a partir de | a floor of | floor of | meeting | meets | no menos de | no menos que | no inferior a | nicht weniger als | nicht unter | nicht niedriger als | pas moins de | nao menos de | nao menos que | nao inferior a | ab | mind | minimal | mindestens von | d'au moins | alcanza | alcanzan | alcanzaron | erreicht | erreichen | erreichten | atteint | atteignent | atteignant | atinge | atingem | atingiram | mayor o igual a | mayor o igual que | superior o igual a | grosser gleich | grosser oder gleich | superieur ou egal a | superieure ou egale a | maior ou igual a | over or equal to | above or equal to | greater or equal | greater or equal to
under: under | below | bajar de | caer por debajo de | baixar de | cair abaixo de | descendre sous | dropped below | dropped under | fell below | fell under | drop below | fall below | fails to hit | fails to reach | fail to reach | fail to hit | fail to exceed | failing to hit | failing to reach | failed to hit | fell short of | falls short of | falling short of | didn't hit | did not hit | doesn't hit | missed | lower | smaller | undershot | didn't reach | did not reach | doesn't reach | never reached | failed to reach | not reaching | por debajo | bajo los | unterhalb | niedriger | geringer als | inferieur | inferieurs | en dessous | abaixo dos | less than | lower than | smaller than | fewer than | cheaper than | worse than | beneath | south of | short of | menos de | menos que | menor que | menor a | menor al | menores a | menores al | inferior al | menos del | inferior a | inferiores a | por debajo de | debajo de | unter | weniger als | niedriger als | kleiner als | unterhalb von | schlechter als | moins de | moins que | inferieur a | inferieure a | inferieurs a | en dessous de | sous | au-dessous de | abaixo de | menor do que | inferior ao | sub | lt | less | fewer | cheaper | weniger | geringer | kleiner | menor | menores | inferior | inferiores | menos | moins | shy of | not even | didn't even reach | did not even reach | just under | well under | well below | under the | unterschreitet | unterschreiten | liegt unter | liegen unter | mas bajo de | mas baja de | mas bajo que | mas baja que | mais baixo que | plus bas que | baja de | bajan de | no llega a | no llegan a | no alcanza | no alcanzan | nao chega a | nao chegam a | nao atinge | n'atteint pas | n'atteignant pas | n'atteignent pas | unter die
at_most: at most | fails to exceed | failed to exceed | fails to beat | as low as | as little as | as few as | down to | peaked at | topped out at | maxed out at | never past | limitado a | limitada a | begrenzt auf | gedeckelt bei | plafonne a | plafonnee a | at or below | at or under | less than or equal to | equal to or below | no more than | not more than | not above | not over | maximum | maximum of | max | a maximum of | up to | or less | or lower | or fewer | or below | como maximo | a lo sumo | maximo | maximo de | hasta | hochstens | maximal | au plus | au maximum | jusqu'a | no maximo | ate | lte | no higher than | not higher than | no greater than | no bigger than | not bigger than | not exceeding | capped at | a cap of | cap of | limited to | within | at the most | no mas de | no mas que | no mayor de | no mayor que | no superior a | nicht mehr als | nicht uber | nicht hoher als | pas plus de | ne depassant pas | depasse pas | depassent pas | nao mais de | nao mais que | nao superior a | nao maior que | menor o igual a | menor o igual que | inferior o igual a | kleiner gleich | kleiner oder gleich | inferieur ou egal a | inferieure ou egale a | menor ou igual a | less or equal | less or equal to | under or equal to | below or equal to | bis zu | limite de | con un maximo de | um maximo de
equals: equal to | equals | equal | exactly | precisely | igual a | exactamente | gleich | genau | egal a | exactement | exatamente | eq | is exactly | precisamente | exatos | pile
""",
    {
        "over": Comparison.OVER,
        "at_least": Comparison.AT_LEAST,
        "under": Comparison.UNDER,
        "at_most": Comparison.AT_MOST,
        "equals": Comparison.EQUALS,
    },
)
LAST_VERBS = mapped(
    """
over: uberschreiten | uberschreitet | uberschritten | ubersteigen | ubersteigt | uberstiegen | ubertreffen | ubertrifft | ubertroffen
at_least: erreichen | erreicht | erreichten
under: unterschreiten | unterschreitet | unterschritten
""",
    {"over": Comparison.OVER, "at_least": Comparison.AT_LEAST, "under": Comparison.UNDER},
)
"""German verbs behind the amount that they compare with."""
HEADS = mapped(
    """
over: more | higher | greater | bigger | larger | better | mas | mayor | mayores | mehr | hoher | hohere | hoheren | hoherer | hoheres | grosser | plus | mais | maior | maiores
under: fewer | less | lower | smaller | cheaper | worse | menos | menor | menores | weniger | niedriger | niedrigere | niedrigeren | niedrigerer | geringer | geringere | geringeren | kleiner | moins
""",
    {"over": Comparison.OVER, "under": Comparison.UNDER},
)
"""Apart from their `than`: more clicks than 3000."""
BEHIND = mapped(
    """
at_least: and more | and higher | and better | or greater | or bigger | or over | upwards | und mehr | und hoher | oder hoher | oder besser | aufwarts | y mas | o superior | o mejor | et plus | ou superieur | ou davantage | e mais | ou superior | ou melhor | como minimo | por lo menos | mindestens | or more | or higher | or above | or better | and up | and above | and over | plus | minimum | at least | o mas | oder mehr | ou plus | ou mais | min
at_most: and less | and lower | and fewer | or worse | or cheaper | or smaller | tops | at the most | und weniger | oder niedriger | oder geringer | oder schlechter | y menos | o inferior | o peor | et moins | ou inferieur | ou moindre | e menos | ou inferior | ou pior | como maximo | hochstens | maximal | or less | or lower | or below | or fewer | or under | and below | and under | maximum | at most | o menos | oder weniger | ou moins | ou menos | max
equals: exactly | precisely | on the dot | exactamente | genau | exactement | exatamente
""",
    {"at_least": Comparison.AT_LEAST, "at_most": Comparison.AT_MOST, "equals": Comparison.EQUALS},
)
"""Said behind the number: `100 clicks or more`."""
SIGNS = {
    ">": Comparison.OVER,
    ">=": Comparison.AT_LEAST,
    "=>": Comparison.AT_LEAST,
    "≥": Comparison.AT_LEAST,
    "<": Comparison.UNDER,
    "<=": Comparison.AT_MOST,
    "=<": Comparison.AT_MOST,
    "≤": Comparison.AT_MOST,
    "≦": Comparison.AT_MOST,
    "≧": Comparison.AT_LEAST,
    "⩾": Comparison.AT_LEAST,
    "⩽": Comparison.AT_MOST,
    "=": Comparison.EQUALS,
    "==": Comparison.EQUALS,
}
ROUGHLY = phrases(
    "roughly: around | about | roughly | approximately | approx | circa | close to | near | nearly | almost | just about | unos | unas"
    " | cerca de | alrededor de | aproximadamente | casi | etwa | ungefahr | rund | knapp | environ | autour de | autour des | presque"
    " | por volta de | em torno de | quase"
)
"""Said before a number that is not meant exactly."""
UNEQUAL = frozenset({"!=", "<>", "≠"})
"""Not 0 is more than 0; not another number says little."""
BETWEEN = phrases(
    "between: between | within | within the range of | ranges between | ranges from | lies between | dentro de | innerhalb von | dentro del rango de | from | in the range of | in the range | a range of | range of | ranging from | ranging between | anywhere from | anywhere between | somewhere between | in between | entre | de | von | zwischen"
)
AND = phrases("and: and | to | through | till | up to | y | a | al | hasta | hasta el | e | und | bis | et | ou")
NONE = phrases(
    "none: no | ohne eine einzige | ohne einen einzigen | ohne ein einziges | sin una sola | sin un solo | sans une seule | sans un seul | sem uma unica | sem um unico | not a single | not one single | not even one | not even a single | ni un solo | ni una sola | kein einziger | keine einzige | keinen einzigen | pas un seul | pas une seule | nem um unico | nem uma unica | zero | without | without any | with no | no any | lacking | 0 | missing | not getting any | not getting"
    " | did not get any | didn't get any | haven't had any | never got | have no | has no | had no | having no | sin | cero"
    " | sin ningun | sin ninguna | ningun | ninguna | ohne | keine | keinen | kein | null | ohne jede | sans | sans aucun"
    " | sans aucune | aucun | aucune | zero | sem | sem nenhum | sem nenhuma | nenhum | nenhuma"
    " | not any | don't have | do not have | doesn't have | didn't have | didn't generate | did not generate | not generating"
    " | generated no | got no | with zero | brought no | failed to generate | yet to get | any without"
)
SOME = phrases(
    "some: with at least some | with at least a few | at least some | at least a few | at least several | got any | getting any | had any | have any | has any | got some | had some | received any | received some | con al menos algunas | con al menos algunos | con alguna | con algun | mit mindestens einigen | mit einigen | mit irgendwelchen | avec au moins quelques | avec quelques | com pelo menos algumas | com algumas | com alguns | with | that have | having | has | have | had | which have | that had | who had | that got | got | getting"
    " | generating | that generated | generated | that generate | driving | drove | that drove | that brought | brought"
    " | bringing | producing | produced | that produced | with some | with any | at all | con | que tienen | que generaron"
    " | con algunas | mit | die haben | avec | ayant | com | que tem | que geraram | earned | that earned"
)
BEFORE_COMPARATOR = phrases(
    "of: of | qui | n | liegen | liegend | lagen | sont | etre | staying | keeps | kept | must | should | may | might | can | could | will | would | shall | does | do | did | have | had | darf | durfen | muss | soll | sollte | sollen"
    " | kann | debe | deben | deberia | puede | doit | doivent | peut | deve | devem | pode | dropped | drops | fell | falls | went | goes | rose | climbed | ever"
    " | us | to | by | just | only | got | get | gets | is | was | were | are | that is | which is | being | be | de | von | ist | sind | lag | liegt | es | est | e | d | rate"
    " | total | amount | value | sits | sitting | comes in | came in | coming in | turns out | reaches a | has been | have been | were at | at about | ihr | foi | fue | etait | esta | este | ne | that | which | stay | stays | stayed | remains | remained | que | the | a | um | sur | at | por"
)
"""What may stand between a metric and its comparator: `a CTR that is above`."""
AFTER_AMOUNT = phrases(
    "of: of recipients | of the recipients | of all recipients | of people | of subscribers | of | in | in total | de | total | worth of | an | a | en | em | of total | d | no | na | dollars in | on"
)
"""What may stand between an amount and its metric: `more than 500 in spend`."""
EARNED = phrases(
    "revenue: made | make | making | earned | earn | earns | grossed | brought us | made us | earned us | brings in | bring in | took in | returned us | pulled in | earned | earning | generated | generating | generate | brought in | bringing in | sold | sell | sells | selling"
    " | vendieron | venden | vendido | vendu | vendent | venderam | vendem | verkauft | verkauften | ingresaron | ingresan | facturaron | facturan | ingresado | rapportent | rapportes | eingebracht | verdient | verdienten | erwirtschaftet | erwirtschafteten | umgesetzt | eingespielt | renderam | rendem | arrecadaram | lucraram | generaron | einbrachten | generieren | rapporte | faturaram"
)
VERBS = phrases(
    "conversions: converted | converting | converts | that convert | convierten | konvertieren | konvertierten | convertissent"
    " | convertem | converteram | convirtieron\n"
    "not conversions: never sold | never sell | did not sell | didn't sell | doesn't sell | don't sell | not a single sale | not one sale | not a single conversion | not a single order | not one order | not one conversion | no single sale | not converting | didn't convert | did not convert | don't convert | do not convert | not converted"
    " | never converted | doesn't convert | haven't converted | have not converted | non-converting | failed to convert"
    " | no convierten | no convirtieron | nicht konvertieren | nicht konvertierten | ne convertissent pas | nao convertem"
    " | aren't converting | are not converting | isn't converting | that never converted\n"
    "spend: spent but | spends but | spending but | spent money but | spent money and | that spent | that spent money | that spend\n"
    "not spend: didn't spend | did not spend | not spending | never spent | unspent\n"
    "not opens: never opened | not opened | nobody opened | no one opened | unopened\n"
    "not clicks: never clicked | not clicked | nobody clicked | no one clicked\n"
    "revenue: that made money | that made sales | that sold | selling"
)
