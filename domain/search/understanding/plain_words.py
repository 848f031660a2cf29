"""Words that anybody knows and that the lexicon does not: they are right as they are, and may be the name of something."""

from __future__ import annotations

_PLAIN = """
ability abroad absence absolute academic accent accident accurate acre adapt adequate adjust admire admit adopt
advance adventure advocate affair affection afford afternoon agency aggressive agreement aircraft alcohol algorithm
alien alliance alter amateur ambition analyst ancient anger announce annoy antenna anxiety anymore apology apparent
appeal appetite approve apron arcade archery architect archive arise armor arrange array arrest arrow artist aspect
assault assembly assess assign assist associate assume asthma athlete atmosphere attach attain attend attic attitude
auction auditorium avatar avocado await axle bachelor backup badge bake baker balcony bamboo banana bandage bare barn
barrel barrier basement basil batteries battery battle beam beaver bedroom beetle behave belief bell belly benchmark
bend berry besides bias bible billion bingo biography bishop bitter blame bleed bless blogger blood blossom blow boat
boil bolt bond bonsai boom bother bracket brass brave breath breathe breed bridge brilliant broom brother browser
bubble buddy bull bulldog bunker bury bush butcher butter butterfly button cabbage cactus calcium calculate calmer
camel campus canary cancel candidate canyon capable captain carbon carpenter carrot cartoon cast castle casual cattle
cave cease celebrate cello cement ceremony chain chairman chalk challenge chamber champion chaos chapter
characteristic chase cheddar cheek cheer chemical cherry chess chest chestnut chew chicken chief childhood chimney
chop chronic church circle circus cite citizen citrus civil civilian classic claw clay clerk cliff climate cling cloak
clover clue cluster coach coal coast cobalt cocoa coconut coin coincide collapse colleague colony combination comedy
comet comfortable command commander commercial commission commitment committee commodity communicate community compass
compensate compete complain complicated comply component compound comprehensive compromise conceive concentrate
conclude conclusion concrete condition conduct confess confident confront confuse congress connect connection
conscious consensus consent consequence conservative considerable consist constant constitution constraint construct
construction consult contemporary contend continent contract contrary contrast contribute contribution convention
conversation convict convince cooperate cope copper coral cork corn correlation corrupt cottage cotton council counsel
counter county courage courtesy crab crack crane crawl creature credible crew cricket crime crisis critic criticism
crocodile crown crucial cruel crush crystal cube cucumber cure currency curry curve custody cylinder dairy daisy dance
dancer danger dare dart daughter dawn daylight deadline deaf dealer dear death debate debt decade deck declare decline
decorate decree dedicate deem deer defeat defend deficit delegate deliberate delicious democracy demonstrate dense
dentist deny depart department depict deploy deposit depression deputy derive descend desert deserve desperate
destination destroy detect determine devil devote diamond dictate dictionary diesel diet difference difficult dignity
dilemma diminish dinner dinosaur diplomat director dirty disability disagree disappear disaster discipline disclose
discourage discussion disease dismiss dispute distance distant distinct distort distract distribute district disturb
diverse divide dock doctor document dolphin domestic dominant dominate donkey donor dose doubtful drag dragon drain
drama drawing drift driver drown duck dull dump dust duty eagle ease echo eclipse ecology economic economy editor
educate elaborate elastic elbow elect element elephant elevator eliminate elite embrace emerald emerge emergency
emission emphasis empire employ employer enact encounter encourage enemy enforce enhance enormous ensure entertain
enthusiasm entitle entity envelope environment episode equip erode erupt escalator essay establish estimate ethical
ethnic evaluate evident evil exam examine excellence exchange execute executive exert exhaust exhibit exile existence
exotic expand expansion expel expense explicit explode exploit explore export expose exposure extension external
extract eyebrow fabric fabricate facilitate facility faculty fade failure faith falcon fare farmer fatal fate fault
favour fear feast feather federal fellow fence fern fiber fiction field fierce fighter finger fireplace fist flag
flame flavor flesh float flood flour fluid fold folder folk fool forbid forecast foreign forest forgive fork formula
fortune fossil foster fraction fragile fragment fraud freedom frequent friendship frighten frog frost frustrate fuel
fulfill function fund fundamental funeral galaxy gallery gang garage garlic gasoline gate gaze gecko gender gene
generous genius genre gentleman germ gesture ghost giant ginger giraffe glacier glimpse globe glory glue goat goodbye
goose gorgeous gorilla gossip govern government grab grade gradual graduate grammar grandma granite grant grape grass
grateful grave gravy greed greet grief grip guarantee guard guest guilty gypsum habitat hail halfway halt hamburger
hammer handsome harbor harm harmony harp harsh harvest haul hawk hazard hazel headache heal heap heaven helicopter
hell helpless hence herb heritage heron hesitate highlight highway hint hive hobby hockey hollow holy homework honest
honor hook horn hornet horror hospital host hostile housing humble humor hungry hunter hurdle husband hypothesis icon
ideology igloo ignorance iguana illegal illness illusion imagine immediate immense immigrant immune impair implement
implicit import impose impossible impulse incentive inch incline incorporate incredible independent index indicate
industrial inevitable infect infer inflation inflict influence ingredient inhabit inherit initiate inject injury
inmate innocent inquire insect insert insist inspect instance institute instruct insulin integral integrate integrity
intellect intelligent interfere internal interpret intervene interview introduce invade invasion invent investigate
invisible irony irritate isolate ivory jade jaguar jail jasmine jealous jelly joke judgment jungle jury justice
kangaroo kiosk kneel knock knot knowledge koala laboratory lace ladle lagoon landscape lane lantern laser latch latter
laughter laurel lava lavender leak lean leap leather leathers lecture legacy legend leisure lemon lend leopard lesser
lettuce lever liable liberty library license lick likewise lilac limb lime linger lion liquid literal liver livestock
lizard llama lobster locate locket lonely lotus lounge lovely lumber lung lynx magic magma magnitude mainstream
mansion manufacture maple marble marine marriage maze meadow means meanwhile mechanic medal mediate melody melon
merchant mercy merit mess metal meteor mild military milkshake mill minister mint miracle miserable missile mission
mixture moan modest modify momentum monarch monkey monster monument moral mortal moss moth motive mount mourn mule
mushroom musket mustard mutual mystery naked napkin narrative nasty nation native natural nebula needle negotiate
nephew nerve nervous nest newspaper nickel nightmare noble noise noodle norm notable notion nowadays nuclear numb
nurse oasis oath obey oblige obscure obsess obstacle octopus offend offense officer onion opal opera opponent
opportunity oppose optimal orbit orchard orchid ordinary orientation ostrich otter outbreak outer outline outrage
outsider overcome overlook overwhelm oxygen oyster pact painful painter palace pale palm pancake panda panic panther
papaya paradox parallel parcel pardon parking parliament parrot passage passenger passion patch patient patrol pave
peaceful peach peacock peanut pear pearl peasant pebble peel pelican penalty penguin peony pepper perceive permission
persist personality persuade pest petal petition physics pickle picnic pigeon pile pill pilot pinch pine pineapple
pioneer pipe pitch pity plague planet plastic plea plead pleasant pleasure plot plug plum plunge poetry poison polar
police politics pollution pond pony poppy porcelain porch portfolio portrait pose potato poverty prawn pray preach
precede precious precise predecessor predict preference pregnant prejudice premise preserve preside prestige prevail
prey priest prince princess principal prism prison procedure proceed proclaim producer profession professor prohibit
prominent promise prone proportion proposal prosecute prosper protest province provoke psychic psychology publish puma
punish puppet pursue quail qualify quartz queen quest queue rabbit raccoon racial radar radical radish raft rage raid
rail railway rainbow rake rally ranch rape rational raven reality realm rear rebel rebuild recession reckon recognise
reconcile recruit reed reef reform refugee register regulate reign reinforce religion reluctant remarkable remedy
remote render rent repay replace representative reputation reservation reside resident residue resin resolution
resource respect restore restrain restrict resume retire retreat retrieve revenge reverse revise revive revolution
rhino rhythm ribbon ridiculous rifle riot ritual roar robin rocket romance roof rope rotate rotten rubber ruby rude
rumor rural sacred sacrifice saffron sailor sake salad salmon salsa sanction sand sane sapphire satellite satin
satisfy scan scandal scar scary scatter schedule scholar science scissors scratch scream scrub sculpture seal
secretary seldom senate sensible sensitive sentence servant settlement sexual shallow shame shark shed sheep sheer
shell sheriff shield shiver shoot shrimp shrink shrug sigh silence silk silver singer sink sketch skull slam slap
slave slice slim slope sloth snail snake soak soar society soil soldier sole solo solution sophisticated sorrow soul
souvenir span sparrow spear specialist specify spectacular spectrum spell spider spill spin spinach spinner spit spite
spoil sponge sponsor spoon spouse squash squid squirrel stab stadium staff stagger stake stalk stallion stamp stance
stare starfish startle starve statue steak steam steep stem stereo stern stiff stir stomach storm strain strand strap
strategic straw stray strength stretch striking stroke struggle stubborn studio stupid substance subtle suburb subway
suck sugar suicide sulfur sunrise supermarket supervise supper supreme surge surgery surplus surrender surround
survive suspect suspend sustain swallow swan swear sweep swell swing sword sympathy symptom syndrome syrup tactic tail
tale tangerine tape tease teenager temper temperature temple temporary tempt tenant tendency tense terror testify
thermal thief thigh thirsty thistle thorn thorough threaten thrive throat throne thrust thumb thunder tick tide tiger
tilt timber tissue titanium toad toast tobacco toll tomato tomb tongue topaz tornado tortoise torture toss tourism
tourist tower toxic trace tragedy trait translate transport trap treason treasure treaty tremble tremendous triangle
tribe trigger trim troop trophy tropical trouble trout trumpet tulip tuna tune turbine turtle tutor twig ugly ulcer
ultimate uncle undergo undermine undertake uneasy unfold uniform unify universe unlikely unusual uphold upset urban
urge usage utility utter vacant vague vain valley vanilla vanish vault velvet venture verdict verse vessel veto vice
victim victory village vine vinegar violence violet virtue virus vivid void volcano volunteer vote vulnerable vulture
waffle wagon waist waiter wake walnut walrus wander ward warmth warning warrant warrior wasp weakness weapon weave
weed weep weigh wheat wheel whip whisper wicked widow wildlife willow wing wisdom witness wolf wooden wool worm
worship worthy wound wreath wreck wrestle yacht yell yield yogurt younger zeal zebra zinc zipper
"""
PLAIN_WORDS: frozenset[str] = frozenset(_PLAIN.split())
"""English words of four letters and more, in the singular; never corrected."""
