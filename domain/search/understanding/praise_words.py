"""Words of how things go: doing well, läuft schlecht, van bien; burning budget; hardly opened; weak results."""

from __future__ import annotations

from domain.search.phrases import phrases

GO = phrases("""
performance: go | goes | going | went | gone | do | does | doing | did | done | perform | performs | performing | performed | run | runs | running | ran | work | works | working | worked | deliver | delivers | delivering | delivered | fare | fares | faring | fared | behave | behaving | perf | performen | performt | performte | performten
performance: va | van | fue | fueron | iba | iban | va yendo | estan yendo | yendo | marcha | marchan | rinde | rinden | rindieron | rindiendo
performance: lauft | laufen | lief | liefen | gelaufen | abschneiden | abgeschnitten | schneiden
performance: vont | ont marche | marchait | performe | performent | tourne | tournent
performance: vai | vao | foi | foram | indo | estao indo | rende | rendem | performam | desempenham
works: funciona | funcionan | funcionaron | funcionando | funktioniert | funktionieren | funktionierten | marche | marchent | fonctionne | fonctionnent | funcionam | funcionou
conversion_rate: convert | converts | converting | converted | convierten | convirtieron | konvertieren | konvertierten | convertissent | convertem | converteram
revenue: sell | sells | selling | sold | venden | vendieron | verkaufen | verkauften | vendent | vendem | venderam
""")
"""Each with what it is measured by."""
WELL = phrases("""
well: well | great | nicely | fine | superbly | amazingly | brilliantly | excellently | fantastically | wonderfully | awesome | amazing | smoothly | impressively | strongly | strong | beautifully | good | better | fantastic | brilliant | excellent | bien | genial | estupendamente | muy bien | gut | super | hervorragend | prima | toll | grossartig | bestens | bem | otimamente | maravilhosamente
badly: badly | poorly | bad | terribly | horribly | awfully | worse | weakly | miserably | dismally | terrible | horrible | awful | wrong | downhill | nowhere | sideways | poor | weak | mal | fatal | pesimo | pesimamente | schlecht | mies | ubel | furchtbar | schwach | pessimamente | pessimo
""")
GOING = phrases(
    "going: laufend | laufende | laufenden | laufender | performend | performende | performenden | funktionierend | funktionierende | funktionierenden | lauft | laufen | lief | liefen | gelaufen | performt | performen | abgeschnitten"
)
"""Behind its grade: gut laufende."""
VERY = phrases(
    "very: so | really | very | particularly | that | all that | all | too | quite | extremely | especially | super | exceptionally"
    " | pretty | rather | fairly | overall | truly | consistently | it | muy | tan | realmente | demasiado | bastante | sehr | besonders"
    " | richtig | echt | ziemlich | wirklich | tres | si | vraiment | plutot | assez | muito | tao | bastante | as"
)
PERFORMANCE = phrases(
    "performance: performance | performances | results | result | outcome | outcomes | rendimiento | rendimientos | resultado | resultados | desempeno"
    " | leistung | leistungen | ergebnis | ergebnisse | resultat | resultats | desempenho | desempenhos | performer | performers"
)
BURN = phrases(
    "burn: burn | burns | burning | burned | burnt | waste | wastes | wasting | wasted | bleed | bleeds | bleeding | bled | lose | loses"
    " | losing | lost | drain | drains | draining | drained | eat | eats | eating | devour | devouring | squander | squandering"
    " | squandered | throw | throws | throwing | threw | thrown | blow | blows | blowing | blew | suck | sucks | sucking | swallow"
    " | swallows | swallowing | hog | hogs | hogging | torch | torching | hemorrhage | hemorrhaging | haemorrhaging | leak | leaking"
    " | flush | flushing | queman | quema | quemando | quemaron | malgastan | malgasta | malgastando | desperdician | desperdicia"
    " | desperdiciando | pierden | pierde | perdiendo | perdieron | tiran | tirando | derrochan | derrochando"
    " | verbrennen | verbrennt | verschwenden | verschwendet | verpulvern | verlieren | verliert | fressen | frisst | verbrannt"
    " | brulent | brule | gaspillent | gaspille | perdent | perd | jettent | engloutissent | queimam | queima | queimando"
    " | desperdicam | desperdica | desperdicando | perdem | perde | perdendo | torram | torrando | gastan mal | gastam mal"
)
CASH = phrases(
    "cash: money | cash | budget | budgets | spend | funds | dollars | euros | pounds | ad spend | adspend | ad budget | ad dollars | media spend"
    " | marketing budget | dinero | presupuesto | geld | werbebudget | werbegeld | argent | dinheiro | verba | orcamento | grana"
)
BURNERS = phrases(
    "burners: burner | burners | eater | eaters | drain | drains | sink | sinks | pit | pits | hog | hogs | waster | wasters | hole"
    " | holes | guzzler | guzzlers | sucker | suckers | leak | leaks | fresser | vernichter | verschwender | burning | eating | draining"
)
"""Behind money: budget burners."""
OF_CASH = phrases(
    "of: through | up | away | down | out | a lot of | lots of | tons of | our | my | the | all | all our | too much | so much | much | el | la"
    " | nuestro | mucho | unser | unseren | viel | zu viel | notre | le | de l | du | beaucoup de | trop de | o | a | nosso | muito | de | more | any"
)
"""Between the burning and the money."""
SCARCELY = phrases(
    "scarcely: almost nobody | almost no one | almost no-one | nearly nobody | next to nobody | next to no one | practically nobody | practically no one | hardly anyone | hardly anybody | barely anyone | barely anybody | hardly any | barely any | scarcely any | scarcely anyone | scarcely anybody | very few people | few people | casi nadie | apenas nadie | kaum jemand | fast niemand | fast keiner | presque personne ne | presque personne n | presque personne | a peine quelqu'un | quase ninguem | mal | quase nao | barely | hardly | rarely | seldom | scarcely | barely ever | hardly ever | almost never | not really | apenas | casi nunca | raramente"
    " | kaum | selten | fast nie | a peine | rarement | presque jamais | quase nunca | nobody | no one | nadie | niemand | personne ne"
    " | ninguem"
)
OFTEN = phrases(
    "often: often | frequently | widely | heavily | highly | a lot | muy | haufig | oft | souvent | frecuentemente | frequentemente | muito | bastante"
)
DONE = phrases("""
open_rate: get opened | gets opened | get opens | gets opens | get read | opened | open | opens | read | reads | abiertos | abiertas | abre | abren | leidos | lee | geoffnet | geoffnete | geoffneten | offnet | gelesen | liest | ouvert | ouverts | ouvre | lus | lit | abertos | abertas | abre | lidos
clicked: get clicks | gets clicks | got clicks | get clicked | gets clicked | clicked | click | clicks | clicked on | clicks on | clicado | clicados | clica | geklickt | geklickte | geklickten | klickt | clique | cliques | clicados
conversion_rate: converted | convert | converts | converting | buys | buy | bought | buys from | buy from | bought from | purchased | purchases | purchase | ordered | sell | sells | sold | selling | gets conversions | get conversions | got conversions | get sales | gets sales | got sales | get orders | got orders | compra | compran | compro | vende | venden | vendieron | convierte | convierten | kauft | kaufte | verkauft | verkaufen | konvertiert | konvertieren | achete | a achete | vend | vendent | convertit | convertissent | comprou | vendem | converte | convertem
impressions: seen | sees | viewed | noticed | visto | vistos | gesehen | vu | vus | vistos
""")
"""What recipients and viewers do, each with how often it is done."""
AMBIGUOUS = frozenset(
    "great fine good better strong amazing awesome fantastic brilliant excellent bad terrible horrible awful wrong poor weak super prima"
    " toll genial".split()
)
"""Of these words those that may as well tell of a noun behind them: running great deals."""
NEVER_MIND = frozenset(
    "is are was were be been being it they we things all that ones have has had get gets got esta estan estuvo sind wird sont ont sao estao".split()
)
"""Between a word that denies and what it denies."""
