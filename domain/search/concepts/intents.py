"""Why a campaign runs, whom it is for, and where in the funnel they are.

Lines are `concept < broader: phrases`; `!` marks abbreviations that are also words: they count in capitals, or in names.
"""

INTENTS = """
prospecting: prospecting | acquisition | new customer acquisition | customer acquisition | acquire new customers | new customers | new customer | cold traffic | cold audience | cold | cold prospects | prospect | prospects | prosp | acq | !ACQ | !NCA | new audience | first-time buyers | reach new people | prospeccion | captacion | captacion de clientes | nuevos clientes | clientes nuevos | publico frio | trafico frio | neukunden | neukundengewinnung | kaltakquise | kundengewinnung | prospection | nouveaux clients | acquisition clients | public froid | prospeccao | aquisicao | novos clientes | publico frio | new clients | new buyers | first-time customers | cold audiences | acquiring customers | people who do not know us
lookalike < prospecting: lookalike | look-alike | lookalike audience | similar audience | !LAL | lal | LLA | similares | publicos similares | audiencias similares | zwillingszielgruppe | audience similaire | publico semelhante
broad_audience < prospecting: broad targeting | broad audience | open targeting | open audience | advantage audience
interest_targeting < prospecting: interest | interests | interest targeting | interest based | !INT | intereses | interessen | interets | interesses
retargeting: retargeting | re-targeting | remarketing | re-marketing | rtg | rmk | rmkt | rtgt | retarget | remarket | !RT | !RM | !RET | warm audience | warm traffic | warm | hot audience | bring back visitors | reengage visitors | retargeting dinamico | reciblage | remarqueting | warm audiences
site_visitors < retargeting: site visitors | site visitor | website visitors | web visitors | past visitors | previous visitors | recent visitors | visited the website | visited our website | visited the site | visited our site | visited the shop | visited our shop | visited us | been on our site | visitantes | besucher | webseitenbesucher | visiteurs
dynamic_ads < retargeting: dpa | dpas | daba | dynamic product ads | dynamic ads | dynamic product | dynamic remarketing | product retargeting | catalog retargeting | anuncios dinamicos | dynamische anzeigen | publicites dynamiques
catalog: catalog | catalogue | catalog sales | advantage catalog | catalogo | katalog | product feed | product set
brand: brand | branded | brand terms | brand term | brand keywords | brand name | own brand | brand protection | brand defense | !BRD | brd | marca | marca propia | termos de marca | marke | markenname | markenbegriffe | marque | marque propre
non_brand: non-brand | non-branded | nonbranded | generic | generic terms | generics | generic keywords | !NB | !GEN | unbranded | sin marca | genericas | generica | generische | generisch | hors marque | generique | generiques | nao marca | generico | genericos
competitor: competitor | competitors | competition | competitive | conquest | conquesting | competitor terms | rival | rivals | !COMP | !CMP | competidores | competencia | wettbewerber | konkurrenz | concurrent | concurrents | concurrence | concorrentes | concorrencia
loyalty: loyalty | loyal | loyal customers | existing customers | repeat customers | repeat buyers | retention | loyalty program | reward | rewards | members | membership | returning customers | fidelizacion | clientes fieles | fidelidad | clientes existentes | treueprogramm | treue | bestandskunden | stammkunden | kundenbindung | fidelisation | fidelite | clients fideles | fidelizacao | fidelidade | clientes fieis | current customers | clientes | clients | customers who already bought | bought before | returning buyers
vip: vip | vips | best customers | top customers | high value customers | big spenders | mejores clientes | beste kunden | meilleurs clients | melhores clientes
winback: win-back | winbacks | reactivation | reactivate | re-activation | re-engagement | reengage | lapsed | lapsed customers | inactive | inactive customers | inactive subscribers | churned | dormant | we miss you | come back | miss you | sunset | sunset flow | recuperacion | reactivacion | clientes inactivos | te extranamos | ruckgewinnung | kundenrueckgewinnung | inaktive kunden | reaktivierung | wir vermissen dich | reconquete | clients inactifs | reactivation clients | reativacao | recuperacao | clientes inativos | wins back | winning back | win back customers | regain customers | customers we lost
abandonment: abandonment | abandoned | abandon | abandono | abgebrochen | abandonne
abandoned_cart < abandonment: abandoned cart | cart abandonment | abandoned carts | cart abandoners | cart abandoner | abandoned basket | basket abandonment | cart recovery | forgotten cart | cart reminder | left in cart | added to cart but did not buy | !AC | !ATC | atc | carrito abandonado | carritos abandonados | abandono de carrito | recuperacion de carrito | warenkorbabbruch | warenkorbabbrecher | abgebrochener warenkorb | verlassener warenkorb | panier abandonne | paniers abandonnes | abandon de panier | relance panier | carrinho abandonado | abandono de carrinho | recuperacao de carrinho | warenkorb | abandoned baskets | basket abandoners | in their basket | in their baskets | in their cart | in their carts | in the basket | in the cart | left in the cart | in shopping cart | cart abandon | did not check out | did not finish checkout | carrito | panier | carrinho
abandoned_checkout < abandonment: abandoned checkout | checkout abandonment | checkout abandoners | checkout started | started checkout | initiated checkout | checkout | pago abandonado | abgebrochener checkout | kassenabbruch
browse_abandonment < abandonment: browse abandonment | browse abandon | abandoned browse | browse abandoners | viewed product | product viewed | viewed but not bought | abandono de navegacion | abandon de navigation | abandono de navegacao
welcome: welcome | welcome series | welcome flow | welcome email | onboarding | onboard | new subscriber | new subscribers | sign-up series | greeting | bienvenida | willkommen | willkommensserie | begrussung | bienvenue | boas-vindas | bem-vindo | boas vindas
post_purchase: post-purchase | after purchase | thank you | thank-you | order follow-up | order confirmation | purchase follow-up | !PP | post compra | postcompra | gracias por tu compra | nach dem kauf | nachkauf | apres achat | post-achat | pos-compra | obrigado pela compra
review_request < post_purchase: review request | review | reviews | rating request | product review | feedback | resena | resenas | opiniones | bewertung | bewertungen | avis | avis client | avaliacao | avaliacoes
upsell: upsell | up-sell | cross-sell | crosssell | cross sell | replenishment | replenish | refill reminder | reorder | reposicion | venta cruzada | wiederbestellung | reapprovisionnement | recompra
back_in_stock: back in stock | restock | restocked | de vuelta en stock | wieder verfugbar | wieder da | de retour en stock | de volta ao estoque | reposicao de estoque | available again | back on sale | back on the shelves | are back | is back | again available | stock again | replenished | de nuevo en stock | otra vez disponible | nuevamente disponible | wieder erhaltlich | wieder auf lager | de nouveau disponible | disponivel novamente
price_drop: price drop | price-drop | reduced price | bajada de precio | preissenkung | baisse de prix | queda de preco
newsletter: newsletter | newsletters | news letter | weekly digest | digest | editorial | !NL | boletin | boletines | rundbrief | infolettre | boletim | informativo | sunday letter | weekly letter | weekly newsletter | weekly email | weekly mail | wochennewsletter
birthday: birthday | b-day | anniversary | cumpleanos | geburtstag | anniversaire | aniversario
referral: referral | refer a friend | referrals | invite a friend | recomienda a un amigo | freunde werben | parrainage | indique um amigo | indicacao
subscription: subscription | subscribe and save | subscriptions | suscripcion | abonnement | abo | assinatura
lead_generation: lead generation | lead gen | leadgen | leads | lead form | lead ads | !LG | generacion de leads | generacion de contactos | leadgenerierung | generation de leads | geracao de leads
app_install: app install | app installs | app promotion | app downloads | instalaciones de app | app-installationen | installations d'app | instalacao de app
store_visits: store visits | store visit | store traffic | foot traffic | local store | in-store | local | tienda fisica | filiale | magasin | loja fisica
test: test | testing | a/b test | ab test | split test | experiment | creative test | prueba | essai | teste
evergreen: evergreen | always-on | always on | !AO | !BAU | siempre activa | dauerhaft | fil rouge | sempre ativa
influencer: influencer | influencers | creator | creators | ambassador | whitelisting | partnership ads | collab | collaboration | influenciadores | influenceur | influenceurs | criadores
"""

FUNNEL = """
upper_funnel < prospecting: upper funnel | upper-funnel | top of funnel | top-of-funnel | top of the funnel | !TOF | tofu | !TOFU | tof | !UF | parte alta del embudo | haut de funnel | haut de l'entonnoir | topo de funil | topo do funil
middle_funnel: mid funnel | mid-funnel | middle of funnel | middle funnel | middle of the funnel | !MOF | mofu | mof | consideration | !MF | consideracion | erwagung | consideration | consideracao | meio de funil | meio do funil
lower_funnel < retargeting: lower funnel | lower-funnel | bottom of funnel | bottom-of-funnel | bottom of the funnel | !BOF | bofu | bof | !LF | fondo de embudo | bas de funnel | fundo de funil
awareness < upper_funnel: awareness | brand awareness | branding | reach campaign | reach and awareness | !AWR | reconocimiento | reconocimiento de marca | notoriedad | markenbekanntheit | bekanntheit | notoriete | reconhecimento | reconhecimento de marca
"""

AUDIENCE = """
broad: broad
women: women | woman | womens | women's | ladies | female | females | for her | mujer | mujeres | chica | chicas | damen | frauen | frau | femme | femmes | feminino | feminina | mulher | mulheres
men: men | man | mens | men's | gentlemen | male | males | for him | hombre | hombres | chicos | herren | manner | homme | hommes | masculino | masculina | homem | homens
kids: kids | kid | children | child | childrens | children's | junior | boys | girls | teen | teens | ninos | ninas | infantil | kinder | enfant | enfants | crianca | criancas
baby < kids: baby | babies | infant | newborn | toddler | toddlers | bebe | bebes | saugling
parents: parents | moms | mums | dads | mothers | fathers | padres | madres | eltern | mutter | mamans | maes
students: students | student | college | university | estudiantes | studenten | etudiants | estudantes
seniors: seniors | elderly | older adults | mayores | senioren | personnes agees | idosos
gen_z: gen z | genz | gen-z | generation z
millennials: millennials | millennial
pet_owners: pet owners | dog owners | cat owners | pet lovers | duenos de mascotas | haustierbesitzer
b2b: b2b | business customers | companies | wholesale | trade customers | empresas | firmenkunden | grosshandel | entreprises | atacado
engaged: engaged | engaged subscribers | engagers | active subscribers | engaged segment | comprometidos | aktive abonnenten | engages | engajados
purchasers: purchasers | buyers | past purchasers | past buyers | customers list | customer list | past customers | compradores | kaufer | acheteurs
all_subscribers: all subscribers | full list | whole list | master list | toda la lista | alle abonnenten | tous les abonnes
mobile: mobile | smartphone | phone users | movil | handy | telefone
desktop: desktop | computer users | escritorio
"""
