"""What people call metrics, and whether more of each is better.

The names themselves, and their spellings with spaces, come from `domain.metrics`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

from domain.metrics import METRIC_NAMES
from domain.search.phrases import Phrases, listed
from domain.search.understanding.ratio_words import known_ratios

LOWER_IS_BETTER = frozenset(
    """cpm cpc cost_per_conversion spend unsubscribe_rate bounce_rate unsubscribes bounces failed spam_complaints""".split()
)
"""Metrics of which the best has the least; all others are better the more there is of them."""
RATES = frozenset(name for name in METRIC_NAMES if name.endswith("_rate") or name == "ctr")
"""Metrics from 0 to 1, of which people speak in percent."""
COUNTED = frozenset(
    {"conversions", "all_conversions", "clicks", "impressions", "opens", "unique_opens", "unique_clicks"}
)

SAID = """
spend: spend | gastamos | nos gastamos | pagamos | on paie | nous payons | wir zahlen | zahlen wir | depensons | invertimos | investimos | investieren | nos cuesta | nos cuestan | kostet uns | kosten uns | nous coute | nous coutent | nos custa | nos custam | expenditure | expenditures | ad expenditure | advertising expenditure | outlay | outlays | ad outlay | advertising outlay | media outlay | ad expense | ad expenses | advertising expenses | advertising expense | advertising costs | advertising cost | advertising spend | marketing spend | marketing costs | marketing expenditure | marketing expenses | ad money | paid out | payout | laid out | desembolso | desembolsos | aufwand | werbeaufwand | aufwendungen | ausgegebenes geld | debours | desembolsado | desembolsaram | invertido | invirtieron | investiert | investiram | depensent | spender | spenders | costing | burned | burnt | invested | spends | spent | spending | ad spend | adspend | media spend | amount spent | cost | costs | total cost | budget spent | budget | budgets | investment | money | gasto | gastos | coste | costes | costo | inversion | presupuesto | ausgaben | werbeausgaben | kosten | budget | depense | depenses | cout | couts | investissement | gastos | custo | custos | investimento | verba | gastaron | gastado | paying | media cost | media costs | ad cost | ad costs | ad budget | spendings | amount spend | money spent | inversion publicitaria | gasto publicitario | gastaram | ausgegeben | ausgaben gesamt | depensees | depense publicitaire | gastos de publicidad
impressions: impressions | times seen | times displayed | seen | viewed | displayed | impression | impr | imps | views of the ad | times shown | ad views | impresiones | impresion | impressionen | einblendungen | affichages | impressoes | impressao | imp | imprs | imprs | impresssions
clicks: clicks | click | clicked | geklickt | geklickten | geklickte | ad clicks | clics | clic | klicks | klick | cliques | clique
link_clicks: link clicks | clics en el enlace | link-klicks | clics sur lien | cliques no link
outbound_clicks: outbound clicks
conversions: conversions | conversion | bestellung | kauf | buchung | reservations | reservation | appointments booked | reservas | buchungen | reservierungen | inscripciones | ordered | encomendas | purchases | purchase | orders | order count | sales count | number of sales | transactions | results | acquisitions | conv | convs | conversiones | compras | pedidos | ventas totales | konversionen | konversion | kaufe | bestellungen | achats | commandes | conversoes | conversao | compras | pedidos | bought | units sold | leads | lead | lead count | signups | signup | sign-ups | sign ups | registrations | bookings | form fills | form submissions | anmeldungen | registros | inscriptions | cadastros
all_conversions: all conversions | total conversions
view_through_conversions: view-through conversions | view through conversions | view throughs
revenue: revenue | revenues | verkaufe | verkaufen | sales | turnover | income | conversion value | purchase value | value | sales value | earnings | money made | gmv | attributed revenue | ingresos | ingreso | facturacion | ventas | umsatz | umsatze | einnahmen | erlos | revenu | revenus | chiffre d'affaires | ventes | ca | receita | receitas | faturamento | vendas | rev | revenue generated | income generated | sales revenue | sales volume | erlose | facturado | ventas generadas | ca genere
cpm: cpm | per thousand impressions | per 1000 impressions | per mille | cpms | cost per mille | cost per thousand | cost per thousand impressions | cost per 1000 impressions | cost per 1,000 impressions | coste por mil | tkp | tausenderkontaktpreis | cout pour mille | custo por mil | ecpm | spend per thousand impressions | cost 1000 impressions
cpc: cpc | clic cuesta | clic nos cuesta | klick kostet | klick kostet uns | clic coute | clic nous coute | clique custa | clique nos custa | per click | por clic | pro klick | par clic | por clique | paid per click | click costs us | cpcs | cost per click | cost-per-click | click cost | price per click | cost of a click | clicks cost | average cpc | avg cpc | coste por clic | costo por clic | klickpreis | kosten pro klick | cout par clic | custo por clique | ecpc | cost click | spend per click | price of a click | cost of clicks | coste del clic | precio por clic | preis pro klick | prix du clic | prix par clic | preco por clique
ctr: ctr | tasa de clics | tasa de clic | klickrate | klickraten | taux de clic | taux de clics | taxa de cliques | taxa de clique | ctrs | click through rate | click-through rate | clickthrough rate | clickthrough | click-through | click through | tasa de clics en anuncios | klickrate der anzeigen | taux de clic publicitaire
conversion_rate: conversion rate | cvr | conv rate | cr | purchase rate | order rate | conversion rates | tasa de conversion | tasas de conversion | konversionsrate | conversion-rate | conversionrate | taux de conversion | taxa de conversao | conversion % | closing rate | checkout rate | tasa conversion | taxa conversao
cost_per_conversion: cost per conversion | pro verkauf | pro kunde | pro neukunde | par client | por cliente | par inscription | por registro | pro anmeldung | venta cuesta | venta nos cuesta | pedido cuesta | pedido nos cuesta | compra cuesta | compra nos cuesta | verkauf kostet | verkauf kostet uns | bestellung kostet | bestellung kostet uns | vente coute | vente nous coute | commande coute | commande nous coute | venda custa | venda nos custa | per conversion | per purchase | per order | per sale | per acquisition | per lead | per customer | conversion cost | order cost | sale cost | purchase cost | lead cost | customer cost | conversions cost | orders cost | costs per conversion | pro conversion | pro bestellung | par conversion | por conversion | por conversao | cost per purchase | cost per order | cost per sale | cost per acquisition | cost per action | cost per result | cost per lead | cpa | cpas | cac | customer acquisition cost | acquisition cost | acquisition costs | cpl | cpp | cpo | cost per customer | coste por conversion | costo por conversion | coste por adquisicion | costo por adquisicion | coste por compra | kosten pro conversion | kosten pro konversion | kosten pro kauf | kosten pro bestellung | cout par conversion | cout par acquisition | cout par achat | custo por conversao | custo por aquisicao | custo por compra | per signup | per registration | per booking | per buyer | cost conv | cost conversion | cost acquisition | cost per conv | cost per signup | cost per sign up | cost per registration | cost per booking | cost per buyer | cost of a conversion | cost of a sale | cost of an order | cost of a lead | cost of conversions | spend per conversion | price per conversion | price per lead | precio por conversion | precio por lead | preis pro conversion | preis pro lead | kosten pro lead | coste por lead | costo por lead | cout par lead | custo por lead | coste por venta | coste por pedido | cout par commande | custo por venda | custo por pedido | pro lead | par lead | por lead | pro kauf | por compra | par achat | por venta | por venda | par commande | por pedido
roas: roas | return on ad spend | return on advertising spend | return on spend | roi | return on investment | ad return | return | returns | rentability | retorno | retorno de la inversion | retorno de inversion publicitaria | retorno da inversao | rendite | retour sur investissement | retour sur depenses publicitaires | retorno sobre investimento | retorno sobre gasto | return on adspend | return on ads | roa | roases | retorno publicitario | retorno sobre la inversion | retorno de la inversion publicitaria | retorno sobre o investimento | retour sur depense publicitaire
average_order_value: average order value | aov | basket size | basket value | average basket | order value | average order | order size | cart value | average cart | ticket medio | valor medio de pedido | pedido medio | warenkorbwert | durchschnittlicher bestellwert | bestellwert | panier moyen | valeur moyenne de commande | valor medio do pedido
open_rate: open rate | open rates | opening rate | tasa de apertura | tasas de apertura | offnungsrate | offnungsraten | oeffnungsrate | taux d'ouverture | taxa de abertura | taxas de abertura | opening rates | open percentage | share of opens | tasa apertura | offnungsquote | offnungsquoten | taux d'ouvertures | taxa abertura
click_rate: click rate | click rates | clickrate | email ctr | email click rate | clicked rate | klickquote | click percentage
click_to_open_rate: click to open rate | click-to-open rate | click to open | click-to-open | ctor | tasa de clics por apertura | taux de reactivite
unsubscribe_rate: unsubscribe rate | unsubscription rate | opt-out rate | opt out rate | unsub rate | churn rate | tasa de baja | tasa de bajas | tasa de cancelacion | abmelderate | abmelderaten | taux de desabonnement | taux de desinscription | taxa de cancelamento | taxa de descadastro | unsubscribe rates | unsub rates | unsubscription rates | opt-out rates | abmeldequote | abmeldequoten | abmelde-rate
bounce_rate: bounce rate | bounce rates | bounced rate | tasa de rebote | bounce-rate | bouncerate | taux de rebond | taxa de rejeicao | taxa de bounce
revenue_per_recipient: revenue per recipient | per recipient | per subscriber | per email sent | per mail sent | income per recipient | earnings per recipient | sales per recipient | money per recipient | rpr | revenue per email | revenue per send | revenue per message | earnings per email | revenue per delivered | ingresos por destinatario | umsatz pro empfanger | revenu par destinataire | receita por destinatario | revenue recipient | rev per recipient | rev recipient | revenue per subscriber | revenue per mail | revenue per delivered email | sales per email | ingresos por email | umsatz pro mail | umsatz pro e-mail | ca par destinataire | receita por email
sent: sent | sends | recipients | messages sent | emails sent | volume sent | send volume | list size | destinatarios | enviados | empfanger | gesendet | versendet | destinataires | envoyes | envois
delivered: delivered | deliveries | delivery count | entregados | zugestellt | delivres | entregues
opens: opens | total opens | opened | aperturas | abiertos | offnungen | geoffnet | ouvertures | ouverts | aberturas | abertos
unique_opens: unique opens | unique opened
unique_clicks: unique clicks
unsubscribes: dio de baja | da de baja | dan de baja | dar de baja | subscriber loss | subscriber losses | loss of subscribers | abonnes perdus | perte d'abonnes | opt out | opts out | opted out | opting out | leave the list | leaves the list | left the list | leaving the list | leave our list | left our list | leaving our list | left your list | quit the list | quit our list | quitting the list | leave the mailing list | left the mailing list | drop off the list | dropped off the list | unsubscribing | unsubscribers | lost subscribers | losing subscribers | lose subscribers | se dieron de baja | darse de baja | dieron de baja | abgemeldet | abmelden | se desabonner | se sont desabonnes | desabonnes | se descadastraram | descadastraram | unsubscribes | unsubscribe | unsubscribed | unsubs | opt-outs | opt outs | unsubscriptions | bajas | abmeldungen | desabonnements | desinscriptions | descadastros | cancelamentos
bounces: bounces | bounced | bounce | rebotes | bounces hard | rebonds | rejeicoes
spam_complaints: spam complaints | spam reports | complaints | marked as spam | quejas de spam | spam-beschwerden | plaintes | reclamacoes de spam
failed: failed deliveries | failed sends
video_views: video views | video plays | plays | visualizaciones | videoaufrufe | vues de video | vues | visualizacoes | reproducciones
thruplays: thruplays | thruplay | thru plays
video_p25: 25% video views | video quarter views
video_p50: 50% video views | half video views
video_p75: 75% video views
video_p100: completed views | video completions | full video views | complete views
apple_privacy_opens: apple privacy opens | apple opens | mpp opens
"""


_RATES_OF_PEOPLE = """
open_rate: opened | open | opening | opens
click_rate: clicked | click | clicking | clicks
unsubscribe_rate: unsubscribed | unsubscribe | unsubscribing | opted out | unsubscribes
bounce_rate: bounced | bounce | bounces
conversion_rate: converted | convert | bought | buy | purchased | conversions
"""
_LONGEST = 3
"""Words of a metric before a number, or a `by`, in it."""
_SHARES = ("share", "percentage", "proportion", "fraction", "part")
_PEOPLE = (
    "of people",
    "of recipients",
    "of subscribers",
    "of readers",
    "of contacts",
    "of users",
    "of emails",
    "of messages",
)


@lru_cache(maxsize=1)
def metric_phrases() -> Phrases[str]:
    """Every way to say a metric; of two metrics with one phrase, the first of the table has it."""
    own = ((name.replace("_", " "), name) for name in METRIC_NAMES)
    said = ((phrase, head) for head, phrases in listed(SAID) for phrase in phrases)
    return Phrases((phrase, name) for phrase, name in _known((*own, *said, *_shares(), *known_ratios())))


def is_inside_metric(stems: Sequence[str], place: int) -> bool:
    """Whether a longer metric that began before goes on here: the thousand of `cost per thousand impressions`."""
    found = ((back, metric_phrases().at(stems, place - back)) for back in range(1, min(_LONGEST, place) + 1))
    return any(one is not None and one[0] > back for back, one in found)


def _shares() -> Iterable[tuple[str, str]]:
    """Rates told at length: the share of people who clicked."""
    for head, doings in listed(_RATES_OF_PEOPLE):
        for share, people, who, doing in product(_SHARES, _PEOPLE, ("", "who", "that"), doings):
            yield " ".join(word for word in (share, people, who, doing) if word), head


def _known(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((phrase, name) for phrase, name in pairs if name in METRIC_NAMES)
