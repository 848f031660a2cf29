"""How what is asked for hangs together with an entity that the question names.

Similar to it; of the same product, event or country; on other platforms; above, below or beside it in its account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.search.interpretation import Kin
from domain.search.phrases import phrases
from domain.search.understanding.attribute_words import CALLED, LEVELS, NOT
from domain.search.understanding.question import Question

ALIKE = phrases("""
alike: same idea | same concept | same thing | same approach | same play | same angle | same product line | same kind of | same sort of | same type of | in the spirit of | similar | alike | related | comparable | connected | linked | associated | akin | analogous | equivalent | corresponding | matching | resembling | resembles | resemble | mirrors | mirroring | relates to | relate to | goes with | go with | goes together | go together | going with | fits with | fit with | pairs with | pair with | tied to | ties with | has to do with | have to do with | in common | reminiscent of | nearest to | closest to | close to | in the vein of | same kind | same sort | same type | same style | same family | same vein | relatives | neighbours | neighbors | counterparts | counterpart | twins | twin | cousins | peers | alternatives | equivalents | companions | variants | variations | kindred | correspond to | corresponds to | correspond with | complementary | complementing | complement | complements | accompanying | accompany | lookalikes of | look-alikes of | versions | version | family | the rest of | around it | overlapping | overlap with | overlaps with | across platforms | across channels | cross-platform | cross-channel
alike: versiones | complementarias | complementarios | corresponden a | corresponde a | lo mismo que | la misma que | parecido | parecida | parecidos | parecidas | similares | relacionado | relacionada | relacionados | relacionadas | vinculado | vinculada | vinculados | vinculadas | conectada | conectadas | asociada | asociadas | asociados | equivalente | equivalentes | semejante | semejantes | comparables | se parezca | se parezcan | se parecen | se parece | va con | van con | tiene que ver con | tienen que ver con
alike: versionen | erganzende | entsprechen | entspricht | das gleiche wie | dasselbe wie | genauso wie | so wie | ahnlich | ahnliche | ahnlichen | ahnlicher | ahnliches | ahneln | ahnelt | verwandt | verwandte | verwandten | vergleichbar | vergleichbare | vergleichbaren | verbunden | verbundene | verbundenen | zugehorig | zugehorige | passend | passende | passen zu | passt zu | entsprechend | entsprechende | gleichartig | gleichartige | zusammenhangen | hangen zusammen | hangt zusammen | alternativen | verknupft | verknupfte
alike: complementaires | correspondent a | correspond a | la meme chose que | pareil que | pareille que | similaire | similaires | semblable | semblables | apparente | apparentee | apparentes | apparentees | liee | liees | lie a | lies a | associe | associee | associes | associees | comparables | equivalente | equivalents | proche de | proches de | ressemble | ressemblent | ressemblant | va avec | vont avec | en rapport avec
alike: versoes | complementares | correspondem a | corresponde a | o mesmo que | a mesma que | igual a | semelhante | semelhantes | relacionado | relacionada | relacionados | relacionadas | ligado | ligada | ligadas | ligados | associada | associadas | comparavel | comparaveis | combina com | combinam com | tem a ver com | parecem com | parece com | parecido com | parecida com
""")
"""What says, anywhere in a question that names an entity, that others like it are asked for."""
SAME = phrases(
    "same: the same | same | identical | shared | common | equal | share | shares | sharing | shared"
    " | mismo | misma | mismos | mismas | comparten | comparte | gleiche | gleichen | gleicher | gleiches | selbe | selben"
    " | dasselbe | derselben | demselben | dieselbe | dieselben | teilen | meme | memes | partagent | mesmo | mesma | mesmos | mesmas"
)
OTHER = phrases(
    "other: other | another | different | all other | the other | any other | otro | otra | otros | otras | distinto | distinta"
    " | distintos | distintas | ander | andere | anderen | anderem | anderer | autre | autres | differente | differentes"
    " | outro | outra | outros | outras | diferentes | diferente"
)
FACETS = phrases("""
product: product | products | item | items | goods | category | categories | product line | product category | producto | productos | articulo | categoria | produkt | produkte | produkten | artikel | kategorie | produit | produits | categorie | produto | produtos
event: event | events | occasion | occasions | holiday | holidays | season | evento | ocasion | ocasiao | fiesta | anlass | ereignis | saison | evenement | fete | data comemorativa
offer: offer | offers | promotion | promo | deal | discount | theme | topic | oferta | promocion | tema | angebot | thema | aktion | offre | theme | promocao
intent: intent | intention | purpose | funnel stage | funnel | stage | strategy | campaign goal | intencion | etapa | fase | estrategia | absicht | zweck | funnel-stufe | phase | strategie | intention | etape | intencao | objetivo de campanha
objective: objective | objectives | goal | objetivo | ziel | kampagnenziel | objectif
country: country | countries | market | markets | region | regions | geo | geos | location | locations | territory | pais | paises | mercado | mercados | land | lander | landern | markt | markten | pays | marche | marches | regiao
audience: audience | audiences | targeting | segment | segments | target group | publico | audiencia | segmento | zielgruppe | zielgruppen | ciblage | segmentacao
format: format | formats | creative format | creative type | ad format | formato | formatos | anzeigenformat
data_source: platform | platforms | network | networks | data source | data sources | source | sources | ad platform | ad platforms | plataforma | plataformas | red | redes | fuente | plattform | plattformen | netzwerk | quelle | plateforme | plateformes | reseau | rede
channel: channel | channels | medium | media | canal | canales | kanal | kanale | kanalen | canaux | canais
tree: campaign | ad group | ad set | adset | campana | grupo de anuncios | conjunto de anuncios | kampagne | anzeigengruppe | campagne | groupe d'annonces | campanha
""")
KIN_NOUNS = phrases("""
above: parent of | parents of | parent | parents | mother | campana madre | padre de | madre de | ubergeordnete | ubergeordneten | ubergeordneter | oberkampagne | campagne parente | parente de | campanha mae
beside: siblings of | siblings | sibling of | sibling | sisters of | sister of | hermanos de | hermanas de | geschwister von | geschwister | soeurs de | irmaos de | irmas de
""")
KIN_BEFORE = phrases("""
above: above | contains | contain | containing | holds | holding | contiene | contienen | oberhalb von | enthalt | enthalten | contient | contem
below: children of | child of | children | descendants of | descendants | under | underneath | below | beneath | inside of | inside | within | contained in | included in | belonging to | belongs to | belong to | that make up | making up | part of | parts of | everything in | all in | dentro de | dentro da | dentro do | debajo de | pertenecen a | pertenece a | pertenecientes a | hijos de | contenidos en | gehoren zu | gehort zu | gehoren zur | gehort zur | gehorend zu | innerhalb von | innerhalb der | innerhalb | unterhalb von | unter | in der kampagne | appartiennent a | appartenant a | sous | a l'interieur de | dans la campagne | pertencem a | pertence a | que compoem | abaixo de
beside: next to | alongside | neben
""")
BELONGING = phrases(
    "above: belong to | belongs to | belong | belongs | lie in | lies in | sit in | sits in | live in | lives in | sit under | pertenece | pertenece a | gehort | gehort zu | appartient | appartient a | pertence | pertence a"
)
"""Behind a name: what it lies in is asked for."""
Span = tuple[int, int]
"""Where a name begins with what introduces it, and where it begins itself."""
_LINKS = frozenset(
    "and or the a of y e o u la el los las und oder der die das dem den et ou le les de du as os".split()
)
_BEFORE_FACET = frozenset(
    "on in at for of with the a to en de la el las los auf in mit der die das dem sur dans le les em o os as".split()
)
_AROUND_NAME = frozenset("von du the a an of to for in is my our la el los las der die das den le les o a as".split())
_BUT = frozenset("but pero aber mais mas".split())
_MOST_WORDS_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Relation:
    """What is asked for beside an entity. `shared` and `different`: groups of concepts, or columns."""

    alike: bool = False
    shared: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    kin: Kin | None = None

    @property
    def is_asked(self) -> bool:
        """Whether others than the entity itself are meant."""
        return self.alike or bool(self.shared or self.different) or self.kin is not None


def read_relation(question: Question, named: Sequence[Span], *, is_similar: bool) -> Relation:
    """The relation to the entities that are named at these places; marks its words.

    `is_similar`: whether a name is said to be what others shall be like.
    """
    if not named:
        return Relation()
    shared, different = _facets(question)
    kin = Kin.BESIDE if "tree" in shared else _kin(question, named)
    alike = _take_alike(question)
    for cue, start in named:
        question.take(cue, start)
    if kin is None:
        _leave_own_kind(question, named)
    if kin is Kin.BELOW and is_similar:
        kin = None
    alike = alike or is_similar or _is_altered(question, named)
    return Relation(alike, _without_tree(shared), _without_tree(different), kin)


def tells_relation(question: Question, start: int, end: int) -> bool:
    """Whether a word outside these places says that others than an entity itself are meant."""
    places = [place for place in range(len(question)) if not start <= place < end]
    return any(
        question.at(ALIKE, place)
        or question.at(KIN_NOUNS, place)
        or (question.at(SAME, place) and question.at(FACETS, question.skip(SAME, place)))
        for place in places
    ) or bool(question.ending(KIN_BEFORE, _before_kind(question, start)))


def _without_tree(facets: dict[str, None]) -> tuple[str, ...]:
    return tuple(facet for facet in facets if facet != "tree")


def _facets(question: Question) -> tuple[dict[str, None], dict[str, None]]:
    """What is to be the same, and what is to be another."""
    shared: dict[str, None] = {}
    different: dict[str, None] = {}
    for place in range(len(question)):
        same, other = question.at(SAME, place), question.at(OTHER, place)
        said = same or other
        found, end = _listed(question, place + said[0]) if said else ({}, place)
        if not found or (other and not same and "tree" in found):
            continue
        start = place
        while start and question.words[start - 1] in _BEFORE_FACET:
            start -= 1
        denied = question.ending(NOT, start)
        into = different if bool(denied) is bool(same) else shared
        into.update(found)
        question.take(start - denied[0] if denied else place, end)
    return shared, different


def _listed(question: Question, place: int) -> tuple[dict[str, None], int]:
    """Facets from a place on, and the place behind the last: product and country."""
    found: dict[str, None] = {}
    end = place
    while place < len(question) and not question.taken[place]:
        facet = question.at(FACETS, place)
        if facet:
            found[facet[1]] = None
            place = end = place + facet[0]
        elif question.words[place] in _LINKS or (found and question.at(SAME, place)):
            place += 1
        else:
            break
    return found, end


def _kin(question: Question, named: Sequence[Span]) -> Kin | None:
    """Above, below or beside: a noun such as parent anywhere, other words right before a name."""
    for place in range(len(question)):
        noun = question.at(KIN_NOUNS, place)
        if noun:
            end = place + noun[0]
            _take_kind(question, end, named)
            question.take(place, end)
            return Kin(noun[1])
    after = next((place for place in range(named[-1][1], len(question)) if question.at(BELONGING, place)), None)
    if after is not None:
        question.take(after, after + (question.at(BELONGING, after) or (1, ""))[0])
        return Kin.ABOVE
    for cue, start in named:
        before = _before_kind(question, start) if cue == start else start
        said = question.ending(KIN_BEFORE, before)
        if said:
            question.take(before - said[0], start)
            return Kin(said[1])
    return None


def _is_altered(question: Question, named: Sequence[Span]) -> bool:
    """Whether it is asked for with something else about it: X but in Germany."""
    for place in range(named[-1][1], len(question) - 1):
        if question.words[place] in _BUT and not question.taken[place]:
            return question.at(NOT, place) is None and question.at(NOT, place + 1) is None
    return False


def _take_kind(question: Question, place: int, named: Sequence[Span]) -> None:
    """Mark `ad set` of `parent of ad set X`: the kind of what is named, not of what is asked for."""
    is_of_parent = question.at(LEVELS, place) is not None and question.words[place - 1] not in _AROUND_NAME
    for _, start in named:
        if place <= start and not is_of_parent and _before_kind(question, start) <= place:
            question.take(place, start)


def _leave_own_kind(question: Question, named: Sequence[Span]) -> None:
    """Mark `ad set` of `ads of ad set X` where another kind is asked for."""
    for _, start in named:
        first = _before_kind(question, start)
        kinds = [place for place in range(len(question)) if question.at(LEVELS, place)]
        if any(place < first or place >= start for place in kinds) and any(first <= place < start for place in kinds):
            question.take(first, start)


def _before_kind(question: Question, place: int) -> int:
    """The place before `the campaign called` that stands before a name."""
    has_kind = False
    for _ in range(_MOST_WORDS_BEFORE):
        kind, small = question.ending(LEVELS, place, 2), question.ending(CALLED, place, 3)
        if kind and has_kind:
            break
        if kind or small:
            place -= (kind or small or (0, ""))[0]
            has_kind = has_kind or kind is not None
        elif place and question.words[place - 1] in _AROUND_NAME and not question.ending(KIN_BEFORE, place):
            place -= 1
        else:
            break
    return place


def _take_alike(question: Question) -> bool:
    found = False
    for place in range(len(question)):
        said = question.at(ALIKE, place)
        if said and question.ending(NOT, place) is None:
            question.take(place, place + said[0])
            found = True
    return found
