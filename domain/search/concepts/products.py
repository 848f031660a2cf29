"""Categories of what shops commonly sell. Lines as in `intents`."""

FASHION = """
apparel: apparel | clothing | clothes | fashion | garment | garments | wear | ropa | moda | prendas | vestimenta | kleidung | bekleidung | mode | vetement | vetements | pret-a-porter | roupa | roupas | vestuario
dresses < apparel: dress | dresses | gown | gowns | vestido | vestidos | kleid | kleider | robe | robes
tops < apparel: tops | shirt | shirts | t-shirt | t-shirts | tee | tees | blouse | blouses | tank top | polo | polos | camiseta | camisetas | camisa | camisas | hemd | hemden | bluse | chemise | chemises | blusa
knitwear < apparel: knitwear | sweater | sweaters | jumper | jumpers | cardigan | pullover | knit | knits | jersey | sueter | pulli | strickwaren | strickjacke | pull | tricot | malha | sueter
hoodies < apparel: hoodie | hoodies | sweatshirt | sweatshirts | fleece | sudadera | sudaderas | kapuzenpullover | sweat a capuche | moletom | hoody | hoodys | hooded sweatshirt | kapuzenpulli
outerwear < apparel: outerwear | jacket | jackets | coat | coats | parka | parkas | puffer | rain jacket | raincoat | windbreaker | vest | chaqueta | chaquetas | abrigo | abrigos | jacke | jacken | mantel | manteau | manteaux | veste | jaqueta | casaco | casacos
trousers < apparel: trousers | pants | chinos | slacks | joggers | shorts pants | pantalon | pantalones | hose | hosen | pantalons | calca | calcas
jeans < trousers: jeans | denim | vaqueros
skirts < apparel: skirt | skirts | falda | faldas | rock | rocke | jupe | jupes | saia | saias
leggings < apparel: leggings | legging | tights | mallas
activewear < apparel: activewear | sportswear | athleisure | gym wear | workout clothes | athletic wear | performance wear | ropa deportiva | sportbekleidung | sportkleidung | vetements de sport | roupa esportiva
swimwear < apparel: swimwear | swimsuit | swimsuits | bikini | bikinis | bathing suit | beachwear | board shorts | trajes de bano | banador | banadores | bademode | badeanzug | badehose | maillot de bain | maillots de bain | moda praia | maio
underwear < apparel: underwear | lingerie | bras | bra | boxers | briefs | intimates | ropa interior | lenceria | unterwasche | dessous | sous-vetements | roupa intima
sleepwear < apparel: sleepwear | pajamas | pyjamas | nightwear | loungewear | robe de chambre | pijama | pijamas | schlafanzug | nachtwasche
socks < apparel: socks | sock | hosiery | calcetines | socken | chaussettes | meias
suits < apparel: suits | tuxedo | blazer | blazers | formalwear | tailoring | traje | trajes | anzug | anzuge | terno | ternos
footwear: footwear | shoe | shoes | calzado | zapato | zapatos | schuh | schuhe | chaussure | chaussures | calcado | calcados | sapato | sapatos
sneakers < footwear: sneaker | sneakers | trainers | kicks | running shoe | running shoes | runners | athletic shoes | sport shoes | tennis shoes | tenis de corrida | tenis para correr | zapatillas para correr | zapatillas de correr | zapatillas de running | zapatilla | zapatillas | deportivas | zapatillas de deporte | turnschuh | turnschuhe | sportschuhe | laufschuhe | laufschuh | basket shoes | chaussures de course | tenis | baskets homme | baskets femme | training shoes | gym shoes
boots < footwear: boot | boots | botas | bota | stiefel | boot schuhe | bottes | bottines
hiking_boots < boots: hiking boots | hiking boot | walking boots | trekking boots | hiking shoes | botas de montana | botas de senderismo | wanderschuhe | wanderstiefel | chaussures de randonnee | botas de trilha
sandals < footwear: sandal | sandals | flip-flops | slides | sandalia | sandalias | sandale | sandalen | sandales | chinelos
heels < footwear: heels | high heels | pumps | stilettos | tacones | talons | salto alto
slippers < footwear: slippers | slipper | hausschuhe | pantuflas | chaussons
accessories: accessory | accessories | accesorio | accesorios | accessoire | accessoires | zubehor | acessorio | acessorios
bags < accessories: bag | bags | purses | tasche | taschen | handtaschen | sac | sacs | bolsa | bolsas
handbags < bags: handbag | handbags | purse | purses | tote | totes | clutch | clutches | shoulder bag | bolso | bolsos | bolso de mano | handtasche | handtaschen | sac a main | sacs a main | bolsa de mao
backpacks < bags: backpack | backpacks | rucksack | rucksacks | mochila | mochilas | sac a dos | schulranzen | school bag | school bags | rucksacke
luggage < bags: luggage | suitcase | suitcases | travel bag | maleta | maletas | koffer | gepack | valise | valises | bagage | mala | malas
wallets < accessories: wallet | wallets | cartera | geldborse | portefeuille | carteira
belts < accessories: belt | belts | cinturon | gurtel | ceinture | cinto
hats < accessories: hat | hats | cap | caps | beanie | beanies | gorra | gorras | sombrero | hut | mutze | mutzen | chapeau | casquette | bone | chapeu
scarves < accessories: scarf | scarves | bufanda | schal | echarpe | cachecol
gloves < accessories: gloves | glove | mittens | guante | guantes | handschuh | handschuhe | gant | gants | luva | luvas
eyewear < accessories: eyewear | glasses | eyeglasses | gafas | brille | brillen | lunettes | oculos
sunglasses < eyewear: sunglasses | shades | sunnies | gafas de sol | lentes de sol | sonnenbrille | sonnenbrillen | lunettes de soleil | oculos de sol
jewelry: jewelry | jewellery | joyas | joyeria | schmuck | bijou | bijoux | joia | joias
necklaces < jewelry: necklace | necklaces | pendant | collar joya | halskette | collier | colar
rings < jewelry: ring | rings | engagement ring | wedding ring | anillo | anillos | verlobungsring | bague | anel | aliancas
earrings < jewelry: earring | earrings | pendientes | ohrringe | boucles d'oreilles | brincos
bracelets < jewelry: bracelet | bracelets | pulsera | pulseras | armband | pulseira
watches < jewelry: watch | watches | smart watch | smartwatch | reloj | relojes | armbanduhr | uhr | uhren | montre | montres | relogio | relogios
"""

BEAUTY_FOOD = """
beauty: beauty | cosmetic | cosmetics | belleza | cosmetica | schonheit | kosmetik | beaute | cosmetique | cosmetiques | beleza | cosmeticos
skincare < beauty: skincare | skin care | skin-care | moisturizer | moisturiser | face cream | cleanser | lotion | anti-aging | cuidado de la piel | crema facial | hautpflege | gesichtscreme | soin de la peau | soins visage | creme visage | cuidados com a pele | hidratante
serum < skincare: serum | serums | face serum | suero facial | sero facial
sunscreen < skincare: sunscreen | sun cream | spf | suncare | protector solar | sonnencreme | creme solaire | sunscreens | sun protection | sunblock | sun block | sun lotion | sun protection cream | crema solar | cremas solares | sonnenschutz | sonnencremes | protection solaire | cremes solaires | protetor solar
makeup < beauty: makeup | make-up | mascara | foundation | eyeshadow | concealer | blush | maquillaje | schminke | maquillage | maquiagem
lipstick < makeup: lipstick | lipsticks | lip color | lip colour | lip colors | lip gloss | lip tint | labial | labiales | pintalabios | barra de labios | lippenstift | lippenstifte | rouge a levres | rouges a levres | batom | batons
haircare < beauty: haircare | hair care | hair-care | conditioner | hair oil | hair | cuidado del cabello | haarpflege | soin des cheveux | cuidado capilar
shampoo < haircare: shampoo | shampoos | hair wash | champu | champus | shampooing | shampooings | xampu | haarshampoo
fragrance < beauty: fragrance | fragrances | perfume | perfumes | cologne | parfum | eau de toilette | perfum | duft | dufte | parfums
nails < beauty: nail polish | nails | manicure | esmalte | nagellack | vernis a ongles
shaving < beauty: razor | razors | shaving | shave | beard | beard oil | grooming | afeitado | rasur | rasierer | rasage | barba
oral_care: toothpaste | toothbrush | oral care | dental | dental care | mouthwash | pasta de dientes | cepillo de dientes | zahnpasta | zahnburste | dentifrice | brosse a dents | pasta de dente | escova de dentes
personal_care: personal care | soap | soaps | deodorant | body wash | hygiene | jabon | desodorante | seife | savon | sabonete
health: health | wellness | wellbeing | salud | bienestar | gesundheit | sante | bien-etre | saude | bem-estar
supplements < health: supplement | supplements | vitamin | vitamins | probiotic | probiotics | collagen | multivitamin | suplemento | suplementos | vitaminas | nahrungserganzung | vitamine | complement alimentaire | complements alimentaires
protein < supplements: protein | proteins | whey | protein powder | creatine | pre-workout | proteina | proteinas | eiweiss | proteine | proteines
cbd < health: cbd | hemp
pharmacy < health: pharmacy | medicine | medication | farmacia | apotheke | pharmacie
contact_lenses < health: contact lenses | contacts lenses | lentillas | kontaktlinsen | lentilles | lentes de contato
food: food | foods | groceries | grocery | gourmet | comida | alimentos | alimentacion | lebensmittel | essen | nourriture | alimentation | epicerie | alimento | mercearia
snacks < food: snack | snacks | chips | crackers | nuts | popcorn | jerky | aperitivos | knabbereien | nusse | noix | petiscos
chocolate < food: chocolate | chocolates | candy | candies | sweets | confectionery | dulces | schokolade | sussigkeiten | chocolat | bonbons | doces
bakery < food: bakery | bread | cake | cakes | cookies | cookie | panaderia | pasteles | brot | kuchen | kekse | boulangerie | pain | gateau | gateaux | padaria | bolo | biscoitos
meal_kits < food: meal kit | meal kits | meal plan | recipe box | kochbox
beverages < food: beverage | beverages | drink | drinks | soda | juice | juices | bebida | bebidas | getrank | getranke | saft | boisson | boissons | jus | suco | sucos
coffee < beverages: coffee | coffees | espresso | beans | cafe | kaffee | cafes
tea < beverages: tea | teas | matcha | herbal tea | tee getrank | infusion | cha
wine < beverages: wine | wines | champagne | vino | vinos | wein | weine | vin | vins | vinho | vinhos
beer < beverages: beer | beers | ale | craft beer | cerveza | cervezas | bier | biere | bieres | cerveja | cervejas
spirits < beverages: spirits | whiskey | whisky | gin | vodka | rum | tequila | licores | spirituosen | spiritueux
pets: pet | pets | pet supplies | mascota | mascotas | haustier | haustiere | animalerie | animaux | animaux de compagnie | pets animais
dog < pets: dog | dogs | puppy | puppies | dog food | perro | perros | hund | hunde | hundefutter | chien | chiens | cachorro | cachorros
cat < pets: cat | cats | kitten | kittens | cat food | gato | gatos | katze | katzen | katzenfutter | chat animal | chats
"""

HOME_LEISURE = """
home: home | home goods | homeware | household | hogar | casa | haushalt | zuhause | wohnen | maison | lar
furniture < home: furniture | shelf | shelves | mueble | muebles | mobel | meuble | meubles | moveis | movel
tables < furniture: table | tables | dining table | dining tables | coffee table | mesa | mesas | mesa de comedor | tisch | tische | esstisch | esstische | table a manger | mesa de jantar
desks < furniture: desk | desks | standing desk | office desk | escritorio mueble | schreibtisch | schreibtische | bureau meuble | escrivaninha
chairs < furniture: chair | chairs | armchair | armchairs | stool | stools | silla | sillas | sillon | stuhl | stuhle | sessel | chaise | chaises | fauteuil | fauteuils | cadeira | cadeiras
sofas < furniture: sofa | sofas | couch | couches | sectional | canape | canapes | couchgarnitur | settee | settees | divan | sillones | sofa bed
bedding < home: bedding | bed linen | sheets | duvet | pillow | pillows | comforter | blanket | blankets | ropa de cama | sabanas | bettwasche | kissen | linge de lit | oreiller | roupa de cama | lencois
mattresses < home: mattress | mattresses | colchon | colchones | matratze | matratzen | matelas | colchao | colchoes
beds < home: bed | beds | bed frame | bed frames | cama | camas | bett | betten | boxspringbett | lits | lit double
decor < home: decor | home decor | decoration | decorations | wall art | vases | curtains | decoracion | deko | dekoration | decoracao
candles < decor: candle | candles | scented candles | vela | velas | kerze | kerzen | duftkerze | duftkerzen | bougie | bougies
rugs < decor: rug | rugs | carpet | carpets | alfombra | alfombras | teppich | teppiche | laufer teppich | tapis | tapete | tapetes
lighting < home: lighting | lights | bulb | beleuchtung | leuchten | luminaire | luminaires | luminaria
lamps < lighting: lamp | lamps | table lamp | floor lamp | lampara | lamparas | lampe | lampen | stehlampe | tischlampe | luminaria de mesa
kitchen < home: kitchen | kitchenware | cookware | pots | pans | knives | knife | cutlery | utensils | cocina | kuche | kochgeschirr | topfe | pfannen | cuisine | cozinha | panelas
tableware < home: tableware | dinnerware | mugs | mug | glassware | cups | vajilla | geschirr | vaisselle | louca
water_bottles < kitchen: water bottle | water bottles | drinking bottle | drink bottle | flask | flasks | tumbler | tumblers | hydration bottle | botella | botella de agua | botellas de agua | trinkflasche | trinkflaschen | gourde | gourdes | garrafa | garrafa de agua | garrafas de agua
appliances < home: appliance | appliances | blender | blenders | air fryer | vacuum | vacuums | washing machine | fridge | refrigerator | dishwasher | coffee machine | coffee maker | electrodomesticos | haushaltsgerate | staubsauger | kaffeemaschine | electromenager | eletrodomesticos
bathroom < home: bathroom | bath | towels | towel | shower | bano | badezimmer | handtucher | salle de bain | serviettes | banheiro | toalhas
cleaning < home: cleaning | detergent | laundry | limpieza | reinigung | waschmittel | nettoyage | lessive | limpeza
garden: garden | gardening | patio | lawn | outdoor furniture | plant | plants | flowers | flower | bouquet | bouquets | jardin | plantas | flores | garten | pflanzen | blumen | jardinage | plantes | fleurs | jardim
bbq < garden: bbq | barbecue | grill | grills | barbacoa | churrasco
tools: tools | tool | diy | hardware store | power tools | drill | herramientas | werkzeug | werkzeuge | heimwerker | outils | bricolage | ferramentas
electronics: electronics | electronic | gadgets | gadget | tech | electronica | elektronik | electronique | eletronicos | eletronica
phones < electronics: phone | phones | smartphone | smartphones | cell phone | iphone | android phone | telefono | telefonos | movil | moviles | handy | handys | telephone | telephones | celular | celulares
laptops < electronics: laptop | laptops | computer | computers | pc | notebook computer | macbook | portatil | ordenador | ordenadores | rechner | ordinateur | ordinateurs | computador | computadores
tablets < electronics: tablet | tablets | ipad
audio < electronics: headphone | headphones | earbuds | earphones | speaker | speakers | audio | soundbar | auriculares | altavoz | kopfhorer | lautsprecher | casque audio | ecouteurs | enceinte | fones de ouvido | caixa de som
cameras < electronics: camera | cameras | lens | drone | drones | camara | camaras | kamera | kameras | appareil photo
tvs < electronics: tv | tvs | television | televisions | televisor | televisores | fernseher | televiseur | televisao
wearables < electronics: wearable | wearables | fitness tracker | activity tracker
gaming < electronics: gaming | video games | video game | console | consoles | videojuegos | videospiele | jeux video | jogos
smart_home < electronics: smart home | home automation | security camera | doorbell
chargers < electronics: charger | chargers | power bank | cable | cables | cargador | ladegerat | chargeur | carregador
toys: toy | toys | puzzle | puzzles | board game | board games | plush | juguete | juguetes | spielzeug | jouet | jouets | brinquedo | brinquedos
baby_gear: stroller | strollers | pram | car seat | diapers | nappies | crib | cochecito | panales | kinderwagen | windeln | poussette | couches bebe | carrinho de bebe | fraldas
books: book | books | novel | novels | libro | libros | buch | bucher | livre | livres | livro | livros
stationery: stationery | pens | office supplies | school supplies | papeleria | material escolar | schreibwaren | papeterie | fournitures scolaires | papelaria
planners < stationery: planner | planners | day planner | diary | diaries | organizer | agenda | agendas | terminplaner | planificador
notebooks < stationery: notebook | notebooks | journal | journals | writing pad | cuaderno | cuadernos | libreta | notizbuch | notizbucher | carnet | carnets | cahier | cahiers | caderno | cadernos
art_supplies: art supplies | craft | crafts | paint | yarn | manualidades | bastelbedarf | loisirs creatifs | artesanato
music: music | guitar | guitars | vinyl | records music | piano | musica | musik | gitarre | musique | guitare | violao
sports: sport | sports | sporting goods | athletic | deporte | deportes | esporte | esportes | sportartikel
fitness < sports: fitness | gym | workout | dumbbells | home gym | exercise | treadmill | musculation | academia | gimnasio | fitnessgerate
yoga < fitness: yoga | yoga mat | yoga mats | pilates
running < sports: running gear | runner gear | marathon | jogging | correr | laufen | course a pied | corrida
cycling < sports: cycling | ciclismo | cyclisme
bicycles < cycling: bike | bikes | bicycle | bicycles | e-bike | ebike | push bike | road bike | mountain bike | bicicleta | bicicletas | bici | bicis | fahrrad | fahrrader | rad | velo | velos | bicyclette
helmets: helmet | helmets | bike helmet | casco | cascos | helm | helme | fahrradhelm | casque | casques | casque de velo | capacete | capacetes
tires: tire | tires | tyre | tyres | neumatico | neumaticos | llantas | reifen | pneu | pneus
outdoor < sports: outdoor | outdoors | aire libre | plein air
headlamps < outdoor: headlamp | headlamps | head lamp | head lamps | head torch | head torches | headtorch | headlight torch | linterna frontal | stirnlampe | stirnlampen | lampe frontale | lampes frontales | lanterna de cabeca
hiking < outdoor: hiking | hike | trekking | backpacking | senderismo | wandern | randonnee | trilha
camping < outdoor: camping | campingausrustung
tents < camping: tent | tents | tienda de campana | tiendas de campana | carpa | carpas | zelt | zelte | tente | tentes | barraca | barracas
sleeping_bags < camping: sleeping bag | sleeping bags | saco de dormir | sacos de dormir | schlafsack | schlafsacke | sac de couchage | sacs de couchage
fishing < outdoor: fishing | pesca | angeln | peche
winter_sports < sports: winter sports | snow sports | wintersport | sports d'hiver | deportes de invierno
ski < winter_sports: ski | skis | skiing | ski gear | esqui
snowboard < winter_sports: snowboard | snowboards | snowboarding
swimming < sports: swim | swimming | natacion | schwimmen | natation | natacao
surf < sports: surf | surfing | surfboard | surfboards | paddle board | wetsuit
football < sports: football | soccer | futbol | fussball | futebol
basketball < sports: basketball | baloncesto | basquete
tennis < sports: tennis | racket | padel
golf < sports: golf | golf clubs
automotive: automotive | car | cars | auto | autos | vehicle | vehicles | car parts | coche | coches | carro | carros | voiture | voitures
motorcycles < automotive: motorcycle | motorcycles | motorbike | moto | motos | motorrad
travel: travel | trip | trips | flights | flight | vacation | vacations | viaje | viajes | vuelos | reise | reisen | urlaub | voyage | voyages | vols | viagem | viagens
hotels < travel: hotel | hotels | resort | resorts | accommodation
cruises < travel: cruise | cruises | crucero | cruceros | kreuzfahrt | croisiere | cruzeiro
finance: finance | loan | loans | mortgage | credit card | bank | banking | prestamo | kredit | pret | emprestimo
insurance < finance: insurance | seguro | seguros | versicherung | versicherungen | assurance | assurances
software: software | saas | app product
payroll < software: payroll | payrolls | payroll software | wage processing | wages | wage | salary | salaries | paying employees | pay slips | nomina | nominas | lohnabrechnung | gehaltsabrechnung | paie | folha de pagamento
invoicing < software: invoicing | invoice | invoices | billing | billing software | facturas | rechnungen | rechnungsstellung | facturation | faturas
crm < software: crm | crms | customer relationship management | customer relationship | contact management | sales pipeline
time_tracking < software: time tracking | time tracker | time trackers | timesheet | timesheets | time sheets | timekeeping | time recording | hours tracking | control horario | zeiterfassung | suivi du temps
helpdesk < software: helpdesk | help desk | support desk | support desk software | service desk | customer support | customer support software | customer service software | ticketing | ticket system | kundensupport | assistance client
accounting < software: accounting | bookkeeping | contabilidad | buchhaltung | comptabilite | contabilidade
project_management < software: project management | task management | project planning
education: education | course | courses | training | classes | masterclass | bootcamp | cursos | kurse | formation | formations | curso
wedding: wedding | weddings | bridal | bride | boda | bodas | hochzeit | mariage | casamento
eco: eco | eco-friendly | sustainable | sustainability | organic | vegan | recycled | sostenible | nachhaltig | bio | durable ecologique | sustentavel
luxury: luxury | premium | designer | lujo | luxus | luxe | luxo
"""
