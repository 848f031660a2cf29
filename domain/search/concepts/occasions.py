"""Occasions of the shops' year, and what is offered. Lines as in `intents`."""

EVENTS = """
black_friday: black friday | blackfriday | black-friday | bfriday | !BF | bf deals | viernes negro | schwarzer freitag | vendredi noir | sexta-feira negra | sexta feira negra
cyber_monday: cyber monday | cybermonday | cyber-monday | !CM | cyber lunes | lunes cibernetico | cyber lundi | segunda cibernetica
bfcm < black_friday, cyber_monday: bfcm | bf cm | bf/cm | black friday cyber monday | black friday and cyber monday | cyber week | cyberweek | cyber weekend | cyber five | black week | black weekend | cyber semana | semana negra
christmas < holiday_season: christmas | xmas | x-mas | noel | navidad | navidades | navideno | navidena | weihnachten | weihnacht | weihnachtlich | natal | natalino | natalina | advent | santa | holiday gifts | holiday gift | christmas gifts | yule
holiday_season: holiday | holidays | holiday season | festive | festive season | yuletide | temporada navidena | feiertage | fetes | fetes de fin d'annee | festas | q4 push
new_year: new year | new years | new year's | new year's eve | nye | !NY | nuevo ano | ano nuevo | neujahr | silvester | nouvel an | ano novo | reveillon
boxing_day: boxing day
january_sale: january sale | january sales | winterschlussverkauf | rebajas de enero | soldes d'hiver
valentines: valentine | valentines | valentine's | valentines day | valentine's day | vday | v-day | !VD | san valentin | dia de los enamorados | valentinstag | saint-valentin | saint valentin | dia dos namorados
easter: easter | ostern | osterfest | pascua | semana santa | paques | pascoa
mothers_day: mother's day | mothers day | mothering sunday | mum's day | moms day | mom's day | !MD | dia de la madre | muttertag | fete des meres | dia das maes
fathers_day: father's day | fathers day | dad's day | !FD | dia del padre | vatertag | fete des peres | dia dos pais
halloween: halloween | spooky season | spooky
thanksgiving: thanksgiving | turkey day | accion de gracias | erntedank | action de graces | acao de gracas
back_to_school: back to school | back-to-school | bts | !BTS | school season | vuelta al cole | vuelta a clases | schulanfang | schulstart | schulbeginn | rentree | rentree scolaire | volta as aulas | start of the school year | start of school | school year | new school year | school start | schuljahr
prime_day: prime day | primeday | prime-day | amazon prime day
singles_day: singles day | singles' day | single's day | 11.11 | double 11 | dia del soltero | singles | dia dos solteiros | dia de los solteros | single day
memorial_day: memorial day
labor_day: labor day | labour day | dia del trabajo | tag der arbeit | fete du travail | dia do trabalho
independence_day: independence day | 4th of july | fourth of july | july 4th | july 4
presidents_day: presidents day | presidents' day | president's day
st_patricks: st patricks day | st. patrick's day | st patrick's | saint patricks | paddys day
super_bowl: super bowl | superbowl | big game
lunar_new_year: lunar new year | chinese new year | cny
ramadan: ramadan | eid | ramadhan
diwali: diwali
pride: pride | pride month | orgullo
earth_day: earth day | dia de la tierra | tag der erde
womens_day: international women's day | womens day | women's day | iwd | dia de la mujer | weltfrauentag | frauentag | journee des femmes | dia da mulher
hot_sale: hot sale | hotsale
el_buen_fin: buen fin | el buen fin
summer: summer | summertime | verano | estival | sommer | ete | verao
winter: winter | wintertime | invierno | hiver | inverno
spring: spring | springtime | primavera | fruhling | fruhjahr | printemps
autumn: autumn | fall | otono | herbst | automne | outono
"""

OFFERS = """
sale: sale | sales event | clearance | deal | deals | promo | promos | promotion | promotions | promotional | offer | offers | special offer | markdown | markdowns | rebaja | rebajas | oferta | ofertas | promocion | promociones | liquidacion | angebot | angebote | schlussverkauf | ausverkauf | aktion | soldes | promotion | promo | braderie | destockage | promocao | promocoes | liquidacao | saldos
discount < sale: discount | discounts | discounted | percent off | % off | off | coupon | coupons | voucher | vouchers | promo code | money off | savings | descuento | descuentos | cupon | cupones | rabatt | rabatte | gutschein | gutscheine | remise | remises | reduction | reductions | code promo | bon de reduction | desconto | descontos | cupom | cupons
flash_sale < sale: flash sale | flash-sale | 24h sale | 24 hour sale | one day sale | lightning deal | venta flash | oferta relampago | blitzangebot | vente flash
summer_sale < sale, summer: summer sale | summer sales | midsummer sale | sommerschlussverkauf | sommerschluss | ssv | rebajas de verano | soldes d'ete | promocao de verao | liquidacao de verao | rebajas verano | soldes ete | promocao verao | summer clearance | end of summer clearance | end of summer sale | summer promotion | summer promo | summer discounts | sommersale | sommer sale
winter_sale < sale, winter: winter sale | winter sales | rebajas de invierno | winterschlussverkauf | soldes d'hiver | liquidacao de inverno
end_of_season_sale < sale: end of season sale | end of season | eoss | fin de temporada | saisonende | fin de saison | fim de estacao
outlet < sale: outlet | final sale | warehouse sale
last_chance < sale: last chance | last call | final hours | final hour | last hours | final call | ends tonight | ending soon | last days | ultima oportunidad | ultimas horas | letzte chance | letzte stunden | derniere chance | dernieres heures | ultima chance
free_shipping: free shipping | free delivery | freeship | !FS | envio gratis | envio gratuito | gratis versand | versandkostenfrei | kostenloser versand | livraison gratuite | livraison offerte | frete gratis
free_gift: free gift | gift with purchase | gwp | freebie | bonus gift | regalo gratis | gratis geschenk | cadeau offert | brinde
bogo < sale: bogo | buy one get one | 2 for 1 | two for one | 3 for 2 | dos por uno | 2x1 | zwei zum preis von einem | leve 2 pague 1
bundle: bundle | bundles | kit | kits | value pack | multi-pack | combo | set deal | paquete | pack | sparpaket | pacote
launch: launch | launches | new launch | product launch | new arrival | new arrivals | just in | new in | drop | new collection | new product | release | newness | lanzamiento | novedades | nueva coleccion | neuheiten | neu eingetroffen | neue kollektion | produkteinfuhrung | lancement | nouveautes | nouvelle collection | lancamento | novidades | nova colecao | just landed | just arrived | fresh arrivals | newly arrived | latest arrivals | nuevas llegadas | recien llegado | neu im shop | neuheit
pre_order: pre-order | preorder | preorders | pre-sale | presale | early access | preventa | vorbestellung | precommande | pre-venda
bestseller: bestseller | bestsellers | best-seller | best-sellers | best selling | best sellers | top sellers | hero products | mas vendidos | verkaufsschlager | meilleures ventes | mais vendidos
gift: gift | gifts | gifting | gift guide | present | presents | regalo | regalos | geschenk | geschenke | cadeau | cadeaux | presente | presentes
gift_card < gift: gift card | gift cards | gift voucher | tarjeta regalo | geschenkkarte | carte cadeau | vale-presente | cartao presente
limited_edition: limited edition | limited-edition | limited | exclusive | exclusives | edicion limitada | limitierte auflage | edition limitee | edicao limitada
giveaway: giveaway | giveaways | contest | competition entry | sweepstakes | raffle | sorteo | concurso | gewinnspiel | verlosung | jeu concours | sorteio
free_trial: free trial | trial | free sample | sample | samples | prueba gratis | probierpaket | gratisprobe | essai gratuit | echantillon | amostra gratis | trials | trial version | free trials | try for free | kostenlos testen | testversion | version de prueba
financing: financing | installments | buy now pay later | bnpl | financiacion | ratenzahlung | paiement en plusieurs fois | parcelamento
webinar: webinar | webinars | live event | workshop | seminar | web seminar | online seminar | seminario web
lead_magnet: ebook | ebooks | e-book | e-books | whitepaper | whitepapers | white paper | white papers | lead magnet | lead magnets | downloadable guide | guide download | libro electronico | livre blanc
"""

FORMATS = """
video_ad: video | videos | film | clip | clips | !VID | vid
carousel: carousel | carousels | carrousel | carrusel | karussell | carrossel | !CAR
static: static | image | images | single image | photo | photos | picture | banner | banners | !IMG | img | imagen | imagenes | foto | bild | bilder | imagem | still image | still images
ugc: ugc | user generated | user-generated | user generated content | testimonial | testimonials | creator content | contenido generado por usuarios | testimonio | erfahrungsbericht | temoignage | depoimento
story: story | stories | insta stories | historias | storys
reel < video_ad: reel | reels
shorts < video_ad: shorts | youtube shorts
collection_ad: collection ad | collection ads | instant experience | canvas ad
gif: gif | gifs | animated
text_ad: text ad | text ads | responsive search ad | responsive search ads | rsa | !RSA | anuncio de texto | textanzeige
dynamic_search_ads: dynamic search ads | dynamic search | dsa | !DSA
advantage_plus: advantage plus | advantage+ | advantage shopping | asc | !ASC | adv+
demand_gen: demand gen | demandgen | discovery ads | discovery campaign
unboxing: unboxing
tutorial: tutorial | how-to | how to video | demo video | guide | tutorials | anleitung | tutoriel
before_after: before after | before and after | antes y despues | vorher nachher | avant apres | antes e depois
exact_match: exact match | exact | !EXM | concordancia exacta
phrase_match: phrase match | phrase
broad_match: broad match | !BMM
plain_text: plain text
"""
