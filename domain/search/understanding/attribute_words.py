"""Words for data sources, channels, status, objectives and kinds of entities."""

from __future__ import annotations

from functools import lru_cache

from domain.search.phrases import Phrases, listed, phrases
from domain.sources.registry import SOURCES

_SOURCE_ALIASES = """
meta_business: meta | meta ads | facebook | facebook ads | fb | fb ads | instagram | instagram ads | insta | ig | ig ads | meta business | facebook and instagram | face book | anuncios de facebook | facebook-anzeigen
google_ads: google | google ads | googleads | adwords | google adwords | gads | g ads | anuncios de google
klaviyo: klaviyo
tiktok_ads: tiktok | tik tok | tiktok ads | tik-tok
linkedin_ads: linkedin | linked in | linkedin ads
microsoft_ads: microsoft | microsoft ads | bing | bing ads | microsoft advertising
pinterest_ads: pinterest | pinterest ads | pins
snapchat_ads: snapchat | snap | snapchat ads | snap ads
reddit_ads: reddit | reddit ads
amazon_ads: amazon | amazon ads | sponsored products | amazon advertising
x_ads: twitter | twitter ads | x ads
apple_search_ads: apple search ads | asa ads | apple search | app store ads
"""
STRANGE_SOURCES = phrases(
    "other: spotify | mailchimp | hubspot | taboola | outbrain | criteo | braze | sendgrid | quora | yelp | whatsapp | telegram"
    " | attentive | wechat | vkontakte | twitch | the trade desk | roku | hulu | netflix | omnisend | salesforce marketing cloud"
    " | marketo | activecampaign | brevo | sendinblue | postscript | threads ads | kakao | naver | baidu | yandex | shopify | walmart"
    " | ebay | etsy | dv360 | adroll | rtb house | podcast | podcasts | billboard | billboards | radio | direct mail | affiliate"
    " | affiliates | applovin | unity ads | mintegral"
)
"""Platforms and media that have no data source of their own."""
CHANNELS = phrases("""
paid_search: paid search | search | search ads | search campaign | search campaigns | sem | ppc | search engine | busqueda | busqueda pagada | suche | suchanzeigen | suchkampagnen | suchkampagne | suchmaschine | recherche | busca | busca paga | pesquisa | pesquisa paga
paid_social: paid social | social | social ads | social media | social network | social networks | redes sociales | soziale medien | soziale netzwerke | reseaux sociaux | redes sociais
shopping: shopping | shopping ads | product listing ads | plas | pla | google shopping
performance_max: performance max | performance-max | pmax | p-max | p max | perf max | perfmax
display: display | display ads | display network | gdn | banner ads | banners | programmatic | displaynetzwerk
video: youtube | youtube ads | yt | you tube
app: app campaign | app campaigns | universal app | uac
email: email | e-mail | emails | mail | mails | mailing | mailings | emailing | email marketing | email campaign | correo | correos | correo electronico | correos electronicos | newsletter-mails | courriel | courriels | mel
sms: sms | text message | text messages | text messaging | texts | mensajes de texto | textnachrichten
push: push | push notification | push notifications | notificaciones push | push-benachrichtigungen
""")
STATUSES = phrases("""
active: active | running | live | enabled | ongoing | currently running | currently active | still running | on air | turned on | switched on | that are on | which are on | are on | is on | currently on | still on | left on | set live | in flight | in rotation | eingeschaltet | angeschaltet | encendidas | encendidos | allumees | ligadas | ligados | activa | activas | activo | activos | en curso | aktiv | aktive | aktiven | laufende | laufenden | actif | actifs | active | actives | en cours | ativa | ativas | ativo | ativos | em andamento
paused: paused | on hold | stopped | inactive campaigns | switched off | turned off | that are off | which are off | are off | is off | currently off | set to off | halted | on pause | ausgeschaltet | abgeschaltet | apagadas | apagados | desactivadas | desactivados | desactivees | coupees | desligadas | desligados | desativadas | desativados | disabled | suspended | pausada | pausadas | pausado | pausados | detenidas | pausiert | pausierte | pausierten | gestoppt | gestoppte | en pause | suspendue | suspendues | arretees | pausada | pausadas
ended: ended | finished | completed | concluded | expired | terminada | terminadas | finalizada | finalizadas | beendet | beendete | beendeten | abgeschlossen | terminee | terminees | encerrada | encerradas
archived: archived | removed | deleted | archivada | archivadas | archiviert | archivees | arquivada | arquivadas
draft: draft | drafts | in draft | borrador | borradores | entwurf | entwurfe | brouillon | brouillons | rascunho
scheduled: scheduled | planned | programada | programadas | geplant | geplante | planifiee | agendada
sent: sent campaigns | already sent
""")
STATUS_VALUES: dict[str, tuple[str, ...]] = {
    "active": ("ACTIVE", "ENABLED", "LIVE", "ON", "RUNNING", "SENDING", "ELIGIBLE", "IN_PROCESS", "ENABLE"),
    "paused": (
        "PAUSED",
        "CAMPAIGN_PAUSED",
        "ADSET_PAUSED",
        "INACTIVE",
        "DISABLED",
        "STOPPED",
        "OFF",
        "SUSPENDED",
        "MANUAL",
        "DISABLE",
    ),
    "ended": ("ENDED", "COMPLETED", "FINISHED", "SENT", "EXPIRED"),
    "archived": ("ARCHIVED", "REMOVED", "DELETED"),
    "draft": ("DRAFT",),
    "scheduled": ("SCHEDULED", "QUEUED", "PLANNED", "UPCOMING"),
    "sent": ("SENT",),
}
OBJECTIVES = phrases("""
SALES: sales | conversion | conversions | purchases | ventas | verkaufe | ventes | vendas
TRAFFIC: traffic | visits | trafico | trafic | trafego | link clicks
LEAD: leads | lead | lead generation | lead gen
AWARENESS: awareness | reach | brand awareness | reconocimiento | bekanntheit | notoriete | reconhecimento | alcance
ENGAGEMENT: engagement | interaction | interaccion | interaktion | engajamento
APP: app installs | app promotion | app
VIDEO: video views
CATALOG: catalog sales
""")
OBJECTIVE_LIKE = {
    "SALES": ("SALES", "CONVERSION", "PURCHASE"),
    "TRAFFIC": ("TRAFFIC", "LINK_CLICKS"),
    "LEAD": ("LEAD",),
    "AWARENESS": ("AWARENESS", "REACH"),
    "ENGAGEMENT": ("ENGAGEMENT",),
    "APP": ("APP",),
    "VIDEO": ("VIDEO",),
    "CATALOG": ("CATALOG",),
}
"""Parts of the platforms' own words for an objective."""
OBJECTIVE = phrases(
    "objective: objective | goal | optimized for | optimised for | optimizing for | optimising for | optimize for | optimise for | optimized to | set up for | bidding for | bid for | geared to | geared towards | objetivo | ziel | kampagnenziel | objectif | with objective"
    " | aimed at | with the goal of | with the objective of"
)
LEVELS = phrases("""
CAMPAIGN: campaign | campaigns | ad campaign | ad campaigns | campana | campanas | kampagne | kampagnen | werbekampagne | werbekampagnen | campagne | campagnes | campanha | campanhas
AD_GROUP: ad group | ad groups | adgroup | adgroups | ad set | ad sets | adset | adsets | grupo de anuncios | grupos de anuncios | conjunto de anuncios | conjuntos de anuncios | anzeigengruppe | anzeigengruppen | groupe d'annonces | groupes d'annonces | ensemble de publicites
AD: ad | ads | advert | adverts | advertisement | advertisements | creative | creatives | anuncio | anuncios | anzeige | anzeigen | werbeanzeige | werbeanzeigen | annonce | annonces | publicite | publicites | pub | pubs | criativo | criativos | creativos | creativo
FLOW: flow | flows | triggered message | triggered messages | triggered email | triggered emails | triggered mail | triggered mails | triggered send | triggered sends | trigger email | trigger emails | trigger mails | trigger-based emails | trigger-based messages | event-triggered emails | event-triggered messages | event-based emails | behavioural emails | behavioral emails | behaviour-based emails | behavior-based emails | behavioural messages | behavioral messages | automated messages | automated mails | automated sends | automatic emails | automatic messages | automatic mails | lifecycle emails | transactional emails | mensajes automaticos | correos automaticos | emails automaticos | mensajes automatizados | automatische mails | automatische e-mails | automatische nachrichten | automatisierte mails | automatisierte nachrichten | automatisierte e-mails | emails automatiques | messages automatiques | emails automatises | mensagens automaticas | e-mails automaticos | automation | automations | automated flow | automated emails | email flow | email flows | autoresponder | drip | sequence | sequences | journey | journeys | flujo | flujos | automatizacion | automatizaciones | automatisierung | automatisierungen | automatisation | automatisations | scenario | scenarios | fluxo | fluxos | automacao | automacoes
MESSAGE: message | messages | flow message | flow messages | flow email | flow emails | mensaje | mensajes | nachricht | nachrichten | mensagem | mensagens
OTHER: ad platform | ad platforms | ad channel | ad channels | ad network | ad networks | ad money | ad cost | ad costs | ad expense | ad expenses | ad outlay | ad spend | ad budget | advertising platform | advertising channel
ACCOUNT: account | accounts | ad account | ad accounts | cuenta | cuentas | konto | konten | werbekonto | compte | comptes | conta | contas
KEYWORD: keyword | keywords | palabra clave | palabras clave | schlusselwort | schlusselworter | mot cle | mots cles | palavra-chave | palavras-chave
SEARCH_TERM: search term | search terms | search query | search queries | suchbegriff | suchbegriffe | terminos de busqueda
ASSET_GROUP: asset group | asset groups | grupo de recursos | asset-gruppe
""")
ONE_OFF = phrases(
    "one off: one-off | one-off campaign | one-off campaigns | one-off message | one-off messages | one-off email | one-off emails | one-time campaigns | one-time emails | one-time messages | single send | single sends | manual send | manual sends | manually sent | manual emails | sent manually | sent by hand | sent once | sent only once | ad-hoc sends | ad hoc sends | ad-hoc emails | mass mailing | mass mailings | mass email | mass emails | enviados a mano | envio manual | envios manuales | manuell versendet | manuell verschickt | envoi manuel | envois manuels | envoyes a la main | envios manuais | one-off send | one-off sends | one-time send | one-time sends | broadcast | broadcasts | blast | blasts"
    " | email blast | email blasts | bulk email | bulk emails | bulk send | envio puntual | envios puntuales | einmalig"
    " | einmalige | einmaliger versand | envoi ponctuel | envois ponctuels | envio pontual | disparo | disparos"
)
"""What is sent once, and is no flow."""
PAID = phrases(
    "paid: ad campaign | ad campaigns | paid campaign | paid campaigns | paid ad | paid ads | paid media | paid advertising | advertising campaign"
    " | advertising campaigns | campanas de pago | campanas pagadas | campanas publicitarias | bezahlte kampagnen | bezahlten kampagnen"
    " | werbekampagne | werbekampagnen | campagnes payantes | campagnes publicitaires | campanhas pagas | campanhas publicitarias"
)
"""Of which somebody pays for each time it is shown: no messages."""
NOT = phrases(
    "not: not | neither | weder | nem | ni | w/o | non | no | without | without any | excluding | exclude | excludes | excluded | except | except for | but not | but no"
    " | minus | other than | apart from | aside from | rather than | instead of | and not | not including | leaving out | leave out"
    " | that are not | which are not | that aren't | that isn't | aren't | isn't"
    " | outside | outside of | ignoring | anything but | everything but | everywhere but | anywhere but | everyone but | all but | any but | nothing from | nothing on | nothing in | skip | skipping | omit | omitting | ignore | hide | avoid | avoiding | filter out | filtering out | take out | barring | bar | save for | free of | other than on | never | nowhere near | not counting | ex"
    " | sin | excepto | menos | salvo | excluyendo | que no sean | no incluyendo | a excepcion de | pero no"
    " | ohne | ausser | nicht | kein | keine | keinen | ausgenommen | aber nicht | mit ausnahme von"
    " | sans | sauf | hors | excepte | pas | a l'exception de | en excluant | mais pas | non"
    " | sem | exceto | nao | menos | excluindo | mas nao"
)
GEO = phrases(
    "in: in | from | for | targeting | to | across | within | en | de | desde | para | aus | fur | nach | a | au | aux | pour"
    " | em | no | na | do | da | country | market | geo | region | land | pais | pays | the | dans | el | la | los | las | les | le"
)
RELATED = phrases(
    "related: similar to | siblings of | sibling of | relatives of | neighbours of | neighbors of | similar campaigns to | similar campaigns like | related campaigns | related campaigns to | alternatives to | close relatives of | in the same family as | ahnliche kampagnen zu | campagnes similaires a | campanas similares a | campanas parecidas a | similar | like | related to | related | comparable to | comparable with | resembling | resemble | resembles"
    " | same as | in the style of | close to | akin to | look like | looks like | alike | much like | just like | more like"
    " | parecido a | parecidos a | parecidas a | parecida a | parecidos al | parecidas al | similares a | similar a | similar al"
    " | relacionadas con | relacionados con | relacionado con | como | ahnlich wie | ahnliche wie | ahnlich zu | ahnliche kampagnen wie"
    " | vergleichbar mit | verwandt mit | similaire a | similaires a | semblable a | semblables a | liees a | lies a | comme"
    " | semelhante a | semelhantes a | parecida com | parecidas com | relacionadas a | relacionados a"
)
CALLED = phrases(
    "called: called | named | titled | labeled | labelled | with the name | with name | with id | id | llamada | llamadas | llamado"
    " | namens | genannt | appelee | appelees | nommee | intitulee | chamada | chamadas | entitled"
)


@lru_cache(maxsize=1)
def source_phrases() -> Phrases[str]:
    """Names of every registered data source: its own, its title, and what people say."""
    said = [(phrase, head) for head, phrases_ in listed(_SOURCE_ALIASES) for phrase in phrases_]
    own = [(name, spec.name) for spec in SOURCES.values() for name in (spec.name.replace("_", "-"), spec.title)]
    return Phrases([*said, *((phrase, str(name)) for phrase, name in own if str(name) != "generic")])
