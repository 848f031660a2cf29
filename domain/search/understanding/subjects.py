"""What entities are about: concepts, countries, and words that are the organization's own, or nobody's."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.search.concepts.lexicon import CONCEPTS, NEAR, WIDENED, broader, concept_phrases, narrower, words_for
from domain.search.concepts.tagging import concept_at
from domain.search.countries import country_of_code, country_phrases, is_also_word
from domain.search.interpretation import AttributeFilter, Missing, Vocabulary
from domain.search.text import fold, stem
from domain.search.understanding.attribute_words import CALLED, GEO, LEVELS, NOT, OBJECTIVES, RELATED
from domain.search.understanding.common_words import COMMON_WORDS, FILLER, PARTICLES, STOP_WORDS
from domain.search.understanding.languages import speaks_german
from domain.search.understanding.negation import Negations
from domain.search.understanding.plain_words import PLAIN_WORDS
from domain.search.understanding.question import Question
from domain.search.understanding.spelling import is_inflected, lexicon_stems

_CERTAIN = frozenset({"product", "event"})
"""Groups of concepts that are asked for by name: nothing else will do."""
_TWOFOLD = frozenset({"drop", "drops"})
"""Everyday words that mean a concept only beside a word that is understood."""
_PROMOTIONS = frozenset(
    """promotion promotions promo promos offer offers special specials deal deals discount discounts angebot angebote aktion
    aktionen rabatt rabatte oferta ofertas promocion promociones descuento descuentos offre offres remise remises promocao
    promocoes desconto descontos""".split()
)
"""What every campaign of an event is."""
_SEASONS = frozenset({"summer", "winter", "spring", "autumn"})
"""Events that are said by the way: summer dresses."""
_INTRODUCE = frozenset(
    "for about promoting selling advertising of featuring on named called with para sobre de fur uber pour sur avec com".split()
)
_NOUNS = frozenset(
    "campaign ad email flow message adset newsletter product collection campana anuncio kampagne anzeige campagne annonce campanha".split()
)
_NOT_NAMES = (
    "ly",
    "ing",
    "ed",
    "est",
    "ful",
    "ous",
    "ive",
    "able",
    "ible",
    "less",
    "ish",
    "ment",
    "ando",
    "iendo",
    "ieren",
    "iert",
    "mente",
)
_SHORTEST_NAME, _SHORTEST_ID = 3, 6
_NUMBER = frozenset("number no nr num numero nummer".split())
"""Before a number that is a part of a name."""
_NEVER_CODES = frozenset("in it is no so me my to as or at be am de la al hi id co".split())
"""After a negation: words, not countries."""


@dataclass(slots=True)
class Subjects:
    """What was read, and what is left."""

    concepts: dict[str, None] = field(default_factory=dict)
    excluded: dict[str, None] = field(default_factory=dict)
    countries: list[AttributeFilter] = field(default_factory=list)
    residual: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    excluded_words: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    unknown: int = 0
    """Words that nobody knows."""


def read_subjects(question: Question, vocabulary: Vocabulary, negations: Negations) -> Subjects:
    """Everything that is not a number, a date, an order or a column's value; marks all words."""
    found = Subjects()
    _read_countries(question, vocabulary, negations, found)
    said = _read_concepts(question, vocabulary, negations, found)
    _leave_promotions(found, said)
    _read_rest(question, vocabulary, negations, found)
    _report_lacking(found, vocabulary, said)
    return found


# --- countries ---


def _read_countries(question: Question, vocabulary: Vocabulary, negations: Negations, found: Subjects) -> None:
    for place in range(len(question)):
        if question.taken[place]:
            continue
        said = question.at(country_phrases(), place)
        size, codes = said or (1, _by_code(question, place) or _by_code_at_an_end(question, vocabulary, place))
        if not codes or (place and question.words[place] == "turkey" and question.stems[place - 1] == "day"):
            continue
        excluded = negations.excludes(question, place, place + size, "country")
        geo = question.ending(GEO, place, 2)
        question.take(place - (geo[0] if geo and not excluded else 0), place + size)
        _settle_country(
            vocabulary,
            found,
            codes,
            question.said(place, place + size),
            question.words[place : place + size],
            excluded=excluded,
        )


def _by_code(question: Question, place: int) -> tuple[str, ...]:
    """A code in capitals in a question that is not all in capitals, or after a word such as `in`."""
    concept = question.at(concept_phrases(), place)
    if concept and concept[0] > 1:
        return ()
    written = question.tokens[place].text
    is_shouted = question.text.isupper() and len(question) > 1
    code = country_of_code(written if not is_shouted else "")
    if code:
        return (code,)
    after_geo = place > 0 and question.words[place - 1] in {"in", "from", "country", "targeting", "geo", "market"}
    code = country_of_code(written.upper()) if after_geo else None
    if code and (not is_also_word(code) or code == "US"):
        return (code,)
    after_not = question.ending(NOT, place) is not None and question.words[place] not in _NEVER_CODES
    code = country_of_code(written.upper()) if after_not else None
    return (code,) if code else ()


def _by_code_at_an_end(question: Question, vocabulary: Vocabulary, place: int) -> tuple[str, ...]:
    """A code in small letters beside a word that says what is asked about: at an end, or among bare words."""
    beside = 1 if place == 0 else place - 1
    others = (word for other, word in enumerate(question.words) if other != place)
    is_at_end = place in {0, len(question) - 1}
    written = question.tokens[place].text
    if beside >= len(question) or not written.islower() or written in _NEVER_CODES:
        return ()
    if not is_at_end and not COMMON_WORDS.isdisjoint(others):
        return ()
    code = country_of_code(written.upper())
    is_here = code is not None and code in vocabulary.values.get("country", frozenset())
    word = question.words[beside]
    is_known = concept_phrases().at([question.stems[beside]], 0) is not None or _is_own(word, vocabulary)
    is_subject = question.taken[beside] or (is_known and word not in COMMON_WORDS)
    return (code,) if code and is_here and is_subject else ()


def _settle_country(
    vocabulary: Vocabulary, found: Subjects, codes: tuple[str, ...], said: str, words: list[str], *, excluded: bool
) -> None:
    known = vocabulary.values.get("country", frozenset())
    here = tuple(code for code in codes if code in known)
    if here or not vocabulary.words:
        _add_countries(found, here or codes, said, excluded=excluded)
    elif any(word in vocabulary.words and word not in STOP_WORDS for word in words):
        found.residual += [] if excluded else words
        found.text += [] if excluded else words
    elif not excluded:
        found.missing.append(Missing("country", said))


def _add_countries(found: Subjects, codes: tuple[str, ...], said: str, *, excluded: bool) -> None:
    """Several countries are one condition: in the UK and Germany."""
    for place, one in enumerate(found.countries):
        if one.excluded is excluded:
            joined = tuple(dict.fromkeys((*one.values, *codes)))
            found.countries[place] = AttributeFilter("country", joined, excluded, f"{one.words}, {said}")
            return
    found.countries.append(AttributeFilter("country", codes, excluded, said))


# --- concepts ---


def _read_concepts(question: Question, vocabulary: Vocabulary, negations: Negations, found: Subjects) -> dict[str, str]:
    """Concepts with the words that named them."""
    said: dict[str, str] = {}
    for place in range(len(question)):
        if question.taken[place]:
            continue
        size, concept = concept_at(question.tokens, question.stems[: question.free_from(place)], place, in_name=False)
        if not concept or not question.is_free(place, place + size):
            continue
        words = question.words[place : place + size]
        if size == 1 and _is_rather_a_word(question, vocabulary, place, concept):
            continue
        end = _end_of_own(question, vocabulary, place)
        is_phrase = end > place + size and _says_more(question, vocabulary, place, end)
        is_excluded = negations.excludes(question, place, place + size, CONCEPTS[concept].group)
        if is_excluded and is_phrase:
            _leave_out(question, negations, found, place, end)
            continue
        written = question.take(place, place + size)
        concept = WIDENED.get(concept, concept)
        if is_excluded:
            found.excluded[concept] = None
        else:
            found.concepts[concept] = None
            said[concept] = written
            found.text += words
    return said


def _leave_promotions(found: Subjects, said: dict[str, str]) -> None:
    """Leave out a general word of promotion beside a named event: Halloween promotions."""
    if not any(CONCEPTS[one].group == "event" and one not in _SEASONS for one in found.concepts):
        return
    for concept in ("sale", "discount"):
        if concept in found.concepts and fold(said[concept]) in _PROMOTIONS:
            del found.concepts[concept]


def _end_of_own(question: Question, vocabulary: Vocabulary, place: int) -> int:
    """The place behind words of the organization's own that follow one another: Business Stay."""
    end = place
    while end < len(question) and not question.taken[end] and _is_own(question.words[end], vocabulary):
        if question.words[end] in STOP_WORDS or (end > place and question.tokens[end].before):
            break
        end += 1
    return end


def _says_more(question: Question, vocabulary: Vocabulary, place: int, end: int) -> bool:
    """Whether words before or behind these say what is wanted, so that all of these are what is left out."""
    others = [*range(place), *range(end, len(question))]
    return any(
        (question.taken[other] and LEVELS.at(question.stems, other) is None)
        or (question.words[other] not in COMMON_WORDS and _is_own(question.words[other], vocabulary))
        for other in others
    )


def _leave_out(question: Question, negations: Negations, found: Subjects, place: int, end: int) -> None:
    """Leave out what holds all of these words."""
    negations.ends[end] = "word"
    found.excluded_words.append(" ".join(question.words[place:end]))
    question.take(place, end)


def _is_rather_a_word(question: Question, vocabulary: Vocabulary, place: int, concept: str) -> bool:
    """Whether an everyday word means no concept: none of the organization's entities has it, and it is said by the way."""
    word = question.words[place]
    is_plain = word in COMMON_WORDS
    if CONCEPTS[concept].group not in _CERTAIN:
        is_plain = is_plain or stem(word) in COMMON_WORDS
    if is_plain and not _has(vocabulary, concept) and vocabulary.words:
        return True
    return word in _TWOFOLD and not _has_neighbour(question, vocabulary, place)


def _has_neighbour(question: Question, vocabulary: Vocabulary, place: int) -> bool:
    """Whether a word stands alone, or beside one that is understood."""
    beside = [other for other in (place - 1, place + 1) if 0 <= other < len(question)]
    return not beside or any(
        question.taken[other]
        or (question.words[other] not in COMMON_WORDS and _is_own(question.words[other], vocabulary))
        or _concept_here(question, vocabulary, other)
        for other in beside
    )


def _concept_here(question: Question, vocabulary: Vocabulary, place: int) -> bool:
    """Whether a word alone says something that the organization has."""
    found = concept_phrases().at([question.stems[place]], 0)
    return found is not None and _has(vocabulary, found[1])


def _has(vocabulary: Vocabulary, concept: str) -> bool:
    """Whether some entity has a concept, or one of its kinds, or a word for it."""
    if any(vocabulary.concepts.get(name) for name in (concept, *narrower(concept))):
        return True
    return any(word in vocabulary.words for word in words_for(concept))


def _report_lacking(found: Subjects, vocabulary: Vocabulary, said: dict[str, str]) -> None:
    """Concepts that no entity has: of products where no other product is there, else where nothing else is asked for."""
    if not vocabulary.words:
        return
    lacking = [concept for concept in found.concepts if not _has(vocabulary, concept)]
    only = len(lacking) == len(found.concepts) and not found.residual
    present = {CONCEPTS[one].group for one in found.concepts if one not in lacking}
    for concept in lacking:
        group = CONCEPTS[concept].group
        if concept == "newsletter" and "email" in vocabulary.values.get("channel", ()):
            del found.concepts[concept]
            found.countries.append(AttributeFilter("channel", ("email",), words=said[concept]))
            continue
        stands_in = None if group == "product" else _stand_in(vocabulary, concept, only=only and group != "event")
        if stands_in:
            found.concepts = dict.fromkeys(stands_in if one == concept else one for one in found.concepts)
        elif only or (group in _CERTAIN - present and concept not in _SEASONS):
            found.missing.append(Missing(group, said[concept]))


def _stand_in(vocabulary: Vocabulary, concept: str, *, only: bool) -> str | None:
    """What comes nearest to a concept that no entity has: what it is a kind of, or what serves the same end.

    `only`: nothing else is asked for, so that what serves the same end will not do, a wider intent will.
    """
    is_intent = CONCEPTS[concept].group == "intent"
    wider = [one for one in broader(concept) if not only or is_intent or CONCEPTS[one].group == "event"]
    return next((one for one in (*wider, *(() if only else NEAR.get(concept, ()))) if _has(vocabulary, one)), None)


# --- what is left ---


def _read_rest(question: Question, vocabulary: Vocabulary, negations: Negations, found: Subjects) -> None:
    small: list[int] = []
    for place in range(len(question)):
        if question.taken[place]:
            continue
        _report_number(question, vocabulary, found, place)
        end = _end_of_own(question, vocabulary, place)
        if end > place + 1 and negations.excludes(question, place, place + 1, "word"):
            _leave_out(question, negations, found, place, end)
        elif _says_nothing(question, vocabulary, place):
            small += [] if question.words[place] in PARTICLES else [place]
        else:
            _read_word(question, vocabulary, negations, found, place)
    found.ignored += [question.tokens[place].text for place in small if not question.taken[place]]


def _report_number(question: Question, vocabulary: Vocabulary, found: Subjects, place: int) -> None:
    """An id, or a number of a name, that the organization does not have."""
    word = question.words[place]
    if not vocabulary.words or not word.isdecimal() or _is_own(word, vocabulary):
        return
    if len(word) >= _SHORTEST_ID:
        found.missing.append(Missing("id", word))
    elif _is_numbered(question, place):
        found.missing.append(Missing("number", f"#{word}"))


def _says_nothing(question: Question, vocabulary: Vocabulary, place: int) -> bool:
    is_small = _is_small(question.words[place], vocabulary) and not (
        _is_own_aim(question, vocabulary, place) or _is_in_own_name(question, vocabulary, place)
    )
    return is_small or _is_left_number(question, place, vocabulary)


def _read_word(question: Question, vocabulary: Vocabulary, negations: Negations, found: Subjects, place: int) -> None:
    """A word that is left out, or asked for."""
    word = question.words[place]
    if negations.excludes(question, place, place + 1, "word"):
        found.excluded_words.append(word)
    elif _is_own(word, vocabulary):
        found.residual.append(word)
        found.text.append(word)
    else:
        _read_unknown(question, vocabulary, found, place)
    question.take(place, place + 1)


def _is_in_own_name(question: Question, vocabulary: Vocabulary, place: int) -> bool:
    """Whether an everyday word is written as a part of a name: Business Stay."""
    if question.words[place] in STOP_WORDS or not _is_written_as_name(question, vocabulary, place):
        return False
    before = place > 0 and not question.tokens[place].before and _is_written_as_name(question, vocabulary, place - 1)
    after = place + 1 < len(question) and not question.tokens[place + 1].before
    return before or (after and _is_written_as_name(question, vocabulary, place + 1))


def _is_written_as_name(question: Question, vocabulary: Vocabulary, place: int) -> bool:
    word, written = question.words[place], question.tokens[place].text
    return written.istitle() and word in vocabulary.words and word not in STOP_WORDS


def _is_own_aim(question: Question, vocabulary: Vocabulary, place: int) -> bool:
    """Whether a word for an objective is all that is asked about: engagement campaigns, campaigns for traffic."""
    is_aim = OBJECTIVES.at(question.stems, place) is not None and _is_own(question.words[place], vocabulary)
    others = (word for other, word in enumerate(question.words) if other != place)
    return is_aim and (
        len(question) == 1 or LEVELS.at(question.stems, place + 1) is not None or {*others} <= COMMON_WORDS
    )


def _is_left_number(question: Question, place: int, vocabulary: Vocabulary) -> bool:
    """Whether a short number belongs to no name: it follows no word of the organization's own, and is not called one."""
    word = question.words[place]
    if not word[:1].isdigit() or len(word) > _SHORTEST_NAME or _is_numbered(question, place):
        return False
    if _is_own(word, vocabulary) and _is_all(question, place):
        return False
    before = question.words[place - 1] if place else ""
    return before in COMMON_WORDS or before[:1].isdigit() or not _is_own(before, vocabulary)


def _is_numbered(question: Question, place: int) -> bool:
    """Whether a number is said to be one of a name: #12, number 12."""
    if not question.words[place].isdecimal():
        return False
    return question.tokens[place].before.endswith("#") or (place > 0 and question.words[place - 1] in _NUMBER)


def _is_small(word: str, vocabulary: Vocabulary) -> bool:
    """Stop words and filler always; everyday words, words of the grammar and numbers where no entity has them."""
    if not _is_own(word, vocabulary) and stem(word) in lexicon_stems():
        return True
    if word in STOP_WORDS or word in FILLER or (len(word) == 1 and not word.isdigit()):
        return True
    return (word in COMMON_WORDS or word.isdecimal()) and not _is_own(word, vocabulary)


def _is_own(word: str, vocabulary: Vocabulary) -> bool:
    return word in vocabulary.words or stem(word) in vocabulary.words or f"{word}s" in vocabulary.words


def _read_unknown(question: Question, vocabulary: Vocabulary, found: Subjects, place: int) -> None:
    """A word that nobody knows: a name that the organization lacks where it stands as one, else free text."""
    word = question.words[place]
    found.unknown += 1
    found.residual.append(word)
    found.text.append(word)
    if vocabulary.words and _stands_as_name(question, place) and not _decorates(question, found, place):
        found.missing.append(Missing("name", question.tokens[place].text))


def _decorates(question: Question, found: Subjects, place: int) -> bool:
    """Whether a word that anybody knows stands beside a topic that is understood: it narrows, and names nothing."""
    word = question.words[place]
    is_plain = word in PLAIN_WORDS or stem(word) in PLAIN_WORDS or is_inflected(word)
    return is_plain and question.tokens[place].text.islower() and bool(found.concepts or found.residual[:-1])


def _stands_as_name(question: Question, place: int) -> bool:
    token, word = question.tokens[place], question.words[place]
    if len(word) < _SHORTEST_NAME:
        return False
    if token.text[:1].isupper() and (place > 0 or token.text.isupper()) and not speaks_german(question):
        return True
    if word.endswith(_NOT_NAMES):
        return False
    after = question.stems[place + 1] if place + 1 < len(question) else ""
    before = question.words[place - 1] if place else ""
    is_introduced = before in _INTRODUCE or question.ending(CALLED, place) is not None
    return after in _NOUNS or is_introduced or len(question) == 1 or _is_all(question, place)


def _is_all(question: Question, place: int) -> bool:
    """Whether every other word is small: `show me zorblax`."""
    others = (word for other, word in enumerate(question.words) if other != place)
    return all(word in COMMON_WORDS for word in others)


def leave_related(question: Question) -> bool:
    """Mark `similar to` where no whole name follows: what is left is searched as text."""
    for place in range(len(question)):
        said = question.at(RELATED, place)
        behind = question.words[place + said[0] : place + said[0] + 1] if said else []
        if behind and behind[0][:1].isdigit():  # close to 3: a number that is not meant exactly
            continue
        concept = concept_phrases().at(question.stems, place) if said else None
        if said and concept and concept[0] > said[0]:
            continue
        if said and (said[0] > 1 or fold(question.said(place, place + 1)) in {"resembling", "ahnliche"}):
            question.take(place, place + said[0])
            return True
    return False
