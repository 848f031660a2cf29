"""Words for the best, the worst, the most and the least, and for vague praise and blame."""

from __future__ import annotations

from domain.search.phrases import phrases

EXTREMES = phrases("""
best: best | leaders | leader | best first | from best to worst | best to worst | lideres | top | strongest | leading | finest | greatest | winning | winners | star | top performing | best performing | highest performing | best-performing | top performers | top-performing | best performers | most successful | most effective | top results | best results | performed best | performing best | performs best | perform best | performed the best | working best | worked best | did best | doing best | mejor | mejores | mejor rendimiento | mejor funcionaron | beste | besten | bestes | bester | erfolgreichsten | erfolgreichste | leistungsstarksten | am besten | meilleur | meilleure | meilleurs | meilleures | les plus performantes | les plus performants | melhor | melhores | melhor desempenho
worst: worst | worst first | laggards | laggard | from worst to best | poorest | weakest | bottom | losers | worst performing | worst-performing | worst performers | lowest performing | lowest-performing | least successful | least effective | performed worst | performing worst | did worst | doing worst | worked worst | bottom performers | peor | peores | peor rendimiento | schlechteste | schlechtesten | schlechtester | am schlechtesten | pire | pires | les moins performantes | les moins performants | les moins bons | les moins bonnes | pior | piores | pior desempenho
most: most | highest first | largest first | biggest first | most first | highest | biggest | largest | maximum | max | greatest number of | greatest amount of | the most | mas | mayor | mayores | mas alto | mas alta | mas altos | mas altas | mas elevado | mas elevada | maximo | maxima | meisten | meiste | hochste | hochsten | hochster | hochstes | hoechste | hoechsten | grosste | grossten | am meisten | am hochsten | plus | le plus de | plus de | le plus | la plus | les plus | plus eleve | plus elevee | plus haut | plus grand | plus fort | le plus eleve | la plus elevee | plus eleves | plus elevees | mais | maior | maiores | mais alto | mais alta | mais altos | mais altas | mais elevado | mais elevada
least: least | lowest first | smallest first | cheapest first | lowest | fewest | smallest | minimum | min | the least | menos | menor | menores | mas bajo | mas baja | mas bajos | mas bajas | minimo | minima | wenigsten | wenigste | niedrigste | niedrigsten | niedrigster | geringste | geringsten | kleinste | kleinsten | am wenigsten | am niedrigsten | moins | le moins de | moins de | le moins | la moins | les moins | plus bas | plus basse | plus faible | plus faibles | le plus bas | le plus faible | mais baixo | mais baixa | mais baixos | mais baixas
""")
OWN_METRIC = phrases("""
cheap: cheapest | least expensive | most affordable | least costly | mas barato | mas baratos | mas barata | mas baratas | billigste | billigsten | gunstigste | gunstigsten | moins cher | moins chere | moins chers | moins cheres | les moins cheres | mais barato | mais baratos | mais barata | mais baratas
expensive: most expensive | costliest | priciest | most costly | mas caro | mas caros | mas cara | mas caras | teuerste | teuersten | plus cher | plus chere | plus chers | plus cheres | les plus chers | les plus cheres | mais caro | mais caros | mais cara | mais caras
roas DESC: most profitable | highest return | highest returning | highest returns | best return | best returns | best roi | mas rentable | mas rentables | profitabelste | profitabelsten | rentabelste | rentabelsten | plus rentable | plus rentables | les plus rentables | mais rentavel | mais rentaveis | mais lucrativas
roas ASC: least profitable | lowest return | worst return | least return | most unprofitable | menos rentable | menos rentables | moins rentable | moins rentables | les moins rentables | menos rentavel | menos rentaveis
efficiency DESC: most efficient | best value | most cost effective | most cost-effective | most economical | mas eficiente | mas eficientes | effizienteste | effizientesten | plus efficace | plus efficaces | mais eficiente | mais eficientes
efficiency ASC: least efficient | most inefficient | most wasteful | menos eficiente | menos eficientes | moins efficaces
spend DESC: biggest campaign | biggest campaigns | largest campaigns | largest campaign | highest spending | top spending | biggest spending | biggest spenders | top spenders | highest spenders | most spent | biggest budget | biggest budgets | largest budget | que mas gastaron | que mas gastan | mayor gasto
spend ASC: smallest campaigns | smallest campaign | lowest spending | smallest spending | lowest spenders | smallest budget | smallest budgets
revenue DESC: highest grossing | top grossing | highest earning | top earning | top earners | top selling | best selling | best-selling | biggest earners | highest earners | most lucrative | moneymakers | money makers | most money | made the most money | most sales | que mas vendieron | mas ventas | meistverkauften | umsatzstarksten | umsatzstarkste
revenue ASC: lowest grossing | lowest earning | least money | worst selling | fewest sales
conversion_rate DESC: best converting | top converting | highest converting | highest-converting | convert best | converts best | converted best | converting best | mejor convierten
conversion_rate ASC: worst converting | lowest converting | least converting | convert worst | converts worst
conversions DESC: most converting | converted most | most bought | most purchased | most ordered | converted the most | convert the most
open_rate DESC: most opened | best opened | highest opened | most read | mas abiertos | mas abierto | mas leidos | meistgeoffneten | meistgeoffnete | meistgelesenen | am meisten geoffnet | am meisten geoffneten | plus ouverts | plus ouvert | les plus ouverts | mais abertos | mais aberto | mais lidos
open_rate ASC: least opened | worst opened | least read | lowest opened | menos abiertos | am wenigsten geoffnet | am wenigsten geoffneten | moins ouverts | les moins ouverts | menos abertos
clicked DESC: most clicked | best clicked | most clicked on | mas clicados | meistgeklickten | meistgeklickte | am meisten geklickt | plus cliques | les plus cliques | mais clicados
clicked ASC: least clicked | menos clicados | am wenigsten geklickt | moins cliques
engagement DESC: most engaging | most engagement | highest engagement | best engagement | most compelling | most clickable | most popular | most attractive | mas atractivos | plus engageants | les plus engageants | mais engajadores
engagement ASC: least engaging | least engagement | lowest engagement | worst engagement | least popular | most boring
impressions DESC: most seen | most viewed | widest reach | highest reach | most reach | biggest reach | most shown | most visible | mas vistos | meistgesehenen | les plus vus | mais vistos
impressions ASC: least seen | least viewed | lowest reach
unsubscribe_rate DESC: most unsubscribed
sent DESC: biggest emails | largest emails | most sent | biggest sends | largest sends
""")
OF_THEM = phrases("them: of them | of these | ones | results | hits | first")
"""Behind a number that says how many are asked for."""
PERFORMERS = phrases(
    "performers: performers | performer | performing | results | performance | resultados | resultats | ergebnisse | desempenho"
)
BY = phrases(
    "by: by | in terms of | in terms | for | on | based on | according to | measured by | ranked by | sorted by | ordered by | rank by"
    " | sort by | order by | when it comes to | regarding | in | with regard to | por | segun | en cuanto a | en terminos de | en | nach"
    " | bei | gemessen an | sortiert nach | par | selon | en termes de | em termos de | quanto a | em"
)
SORT = phrases(
    "by: ranked by | sorted by | ordered by | rank by | sort by | order by | ranking by | ranked on | ordenado por | ordenadas por"
    " | ordenar por | ordenados por | sortiert nach | geordnet nach | trie par | triees par | tries par | classees par | classes par"
    " | classe par | ordenado por"
)
ASCENDING = phrases(
    "asc: ascending | asc | lowest first | low to high | smallest first | from lowest to highest | from low to high | worst first"
    " | increasing | ascendente | aufsteigend | croissant | crescente"
)
DESCENDING = phrases(
    "desc: descending | desc | highest first | high to low | largest first | from highest to lowest | from high to low | best first"
    " | decreasing | descendente | absteigend | decroissant | decrescente"
)
GRADES = phrases("""
high: high | higher | large | big | huge | strong high | very high | really high | elevated | above average | above-average | significant | substantial | massive | alto | alta | altos | altas | elevado | elevada | hoch | hohe | hohen | hoher | hohes | hohem | uberdurchschnittlich | uberdurchschnittliche | eleve | elevee | eleves | elevees | haut | haute | lots of | a lot of | many | much | plenty of | muchos | muchas | mucho | mucha | viele | vielen | viel | beaucoup de | beaucoup d | muitos | muitas | muito | muita
low: low | lower | small | tiny | very low | really low | below average | below-average | little | few | hardly any | barely any | almost no | minimal | bajo | baja | bajos | bajas | niedrig | niedrige | niedrigen | niedriger | niedrigem | geringe | geringen | geringer | gering | unterdurchschnittlich | bas | basse | faible | faibles | baixo | baixa | baixos | baixas | pocos | pocas | poco | poca | wenige | wenigen | wenig | peu de | peu d | poucos | poucas | pouco
good: good | great | strong | solid | excellent | healthy | impressive | decent | amazing | outstanding | superb | nice | fantastic | awesome | better | improved | stellar | bueno | buena | buenos | buenas | buen | excelente | gut | gute | guten | guter | gutem | gutes | stark | starke | starken | bon | bonne | bons | bonnes | fort | forte | excellent | excellente | bom | boa | boas | otimo | otima | otimos
bad: bad | poor | weak | terrible | awful | disappointing | horrible | unhealthy | worse | lousy | dismal | lackluster | mediocre | malo | mala | malos | malas | mal | debil | debiles | schlecht | schlechte | schlechten | schlechter | schlechtem | schwach | schwache | schwachen | mauvais | mauvaise | mauvaises | ruim | ruins | fraco | fraca | fracos | fracas
cheap: cheap | inexpensive | affordable | barato | baratos | barata | baratas | billig | billige | billigen | gunstig | gunstige | gunstigen | pas cher | pas chers | bon marche
expensive: expensive | costly | pricey | overpriced | caro | caros | cara | caras | costoso | costosos | costosas | teuer | teure | teuren | teurer | cher | chers | chere | cheres | couteux | couteuses
""")
QUALITIES = phrases("""
performance DESC: high performing | high-performing | high performers | high performance | well performing | well-performing | performing well | performed well | perform well | performs well | good performing | good performance | strong performance | strong performing | strong performers | good performers | great performance | successful | success | effective | working well | worked well | doing well | did well | worked | works | overperforming | over-performing | overperformers | outperforming | performant | winner | standout | crushing it | killing it | buen rendimiento | alto rendimiento | buenos resultados | exitosas | exitosos | que funcionan | que funcionaron | con exito | que funcionan bien | erfolgreiche | erfolgreichen | erfolgreich | gute leistung | gut laufende | gut laufenden | gut liefen | leistungsstarke | leistungsstarken | gut performende | performante | performants | performantes | bonne performance | bons resultats | qui marchent | qui marchent bien | reussies | alto desempenho | bom desempenho | bons resultados | bem-sucedidas | de sucesso | que funcionam
performance ASC: aren't performing | isn't performing | are not performing | is not performing | underperform | underperformed | underperforming | under-performing | underperformers | under performing | low performing | low-performing | low performers | poor performing | poorly performing | poor performance | performing poorly | performed poorly | performing badly | bad performance | badly performing | weak performance | weak performing | weak performers | not performing | not performing well | not working | didn't work | did not work | doesn't work | don't work | not successful | unsuccessful | ineffective | failing | failed | flop | flops | flopped | struggling | doing badly | doing poorly | did badly | did poorly | not doing well | disappointing results | bajo rendimiento | mal rendimiento | malos resultados | que no funcionan | que no funcionaron | schwache leistung | schlecht laufende | schlecht laufenden | leistungsschwache | leistungsschwachen | erfolglose | erfolglosen | peu performantes | peu performants | mauvaise performance | mauvais resultats | qui ne marchent pas | sous-performantes | baixo desempenho | mau desempenho | maus resultados | que nao funcionam
roas DESC: profitable | lucrative | high return | good return | good returns | making money | make money | money-making | money making | rentable | rentables | rentabel | rentable | rentables | profitabel | profitable | profitables | profitablen | rentavel | rentaveis | lucrativas
roas ASC: unprofitable | not profitable | losing money | lose money | loss-making | loss making | lost money | money losing | wasting money | wasting budget | wasting spend | wasted money | wasted spend | wasted budget | wasteful | waste | burning money | burning budget | burning cash | burn money | money pits | money pit | bleeding money | throwing money away | draining budget | no rentables | poco rentables | que pierden dinero | pierden dinero | malgastan | desperdician dinero | unrentabel | unrentable | unrentablen | unprofitabel | unprofitable | geldverschwendung | geld verbrennen | geld verschwenden | non rentables | pas rentables | qui perdent de l'argent | gaspillent | nao rentaveis | desperdicando dinheiro | perdendo dinheiro
efficiency DESC: efficient | cost efficient | cost-efficient | cost effective | cost-effective | economical | high efficiency | eficiente | eficientes | effizient | effiziente | effizienten | efficace | efficaces
efficiency ASC: inefficient | low efficiency | not efficient | ineficiente | ineficientes | ineffizient | ineffiziente | ineffizienten | inefficace | inefficaces
engagement DESC: engaging | high engagement | good engagement | strong engagement | well engaged | popular | compelling | catchy | clickable | attention grabbing | resonating | resonated | captivating | atractivos | atractivas | ansprechend | ansprechende | ansprechenden | engageants | engageantes | envolventes | engajadores
engagement ASC: unengaging | low engagement | poor engagement | weak engagement | not engaging | boring | unpopular | ignored | aburridos | langweilig | langweilige | ennuyeux
""")
PRICED = {
    "clicks": "cpc",
    "link_clicks": "cpc",
    "conversions": "cost_per_conversion",
    "impressions": "cpm",
    "revenue": "roas",
}
"""What expensive or cheap ones are measured by."""
TOP_WORDS = frozenset(
    """top best worst bottom biggest largest cheapest highest lowest mejor mejore peor peore besten beste
    schlechtesten meilleur meilleure pire melhor melhore pior piore strongest weakest poorest leading""".split()
)
"""Words beside which a number says how many are asked for."""
