"""Vectors from the letters of a text alone: nothing is learned, fetched or kept, and every machine gives the same bits.

A text is cut into words as all of search does (`words_of`: case and accents gone). A word is the sum of a row for itself and rows for its
trigrams (`^sale$` has `^sa`, `sal`, `ale`, `le$`), so that words with a wrong letter stay alike. A row is drawn from the
hash of what it stands for: rows of different words are nearly at right angles, as Gaussian ones are. The words' sum,
weighted, at unit length, is the text's vector.

What counts how much. Two thirds of a word's square length are its trigrams, however long the word. A word said n times
counts 1 + ln n. There is no list of how rare words are, since that would change with every document; instead words that
are common everywhere (articles, prepositions) count a quarter, words of nearly every campaign's name a half, and words of
one to three letters three quarters.

All sums are whole numbers, which doubles hold exactly; the only rounding is IEEE's own, of one root and one division.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from domain.ports.health import Health
from domain.search.text import words_of

DIMENSIONS = 256
MOST_CHARACTERS = 20_000
"""Of a text; what follows is not read."""
MOST_LETTERS = 64
"""Of a word that become trigrams; the whole word counts all the same."""
KEPT_WORDS = 16_384
"""Rows of words kept in memory: 1 KiB each at 256 dimensions."""
KEPT_TRIGRAMS = 16_384
"""Rows of trigrams kept: half a KiB each at 256 dimensions."""
KEPT_LINES = 4_096
"""Lines of texts whose words are kept: names of campaigns come with every ad in them."""
TEXTS_AT_A_TIME = 32
"""Few of them, in the order of their campaigns, share most of their words."""

VERSION = 1
"""Grows with every change that makes other vectors of the same text, so that indexes are made anew."""
SEED = b"marketing-memory hashing 1 "
BYTES_SUMMED = 4
"""Bytes added up for one number: enough of them for the bell of a Gaussian, and whole."""
MIDDLE = BYTES_SUMMED * 255 // 2
WORD_SHARE = 16
"""What a word's own row is multiplied with; its trigrams get what makes their share twice as much."""
TIMES_SHARE = 4
"""What a word said once is multiplied with."""

FULL_WEIGHT, SHORT_WEIGHT, NAMING_WEIGHT, COMMON_WEIGHT = 4, 3, 2, 1
SHORT_LETTERS = 3
COMMON = frozenset(
    """
    a an and are as at be been by did do does for from had has have how i in is it its me my of on or our so that the their
    them there these they this those to was we were what when where which who will with you your
    das dem den der des die ein eine einer im ist mit oder und von vom zu zum zur fur auf aus bei nach wie
    au aux avec ce ces dans des du elle en est et il la le les leur ou par pour que qui sur un une
    al como con cual de del el ella en es esta los las mas o para pero por que se sin su sus un una y
    ao aos com da das do dos e em na nas no nos os pela pelo por sem um uma
    """.split()
)
"""Folded words that tell texts of no kind apart, in English, German, French, Spanish and Portuguese."""
NAMING = frozenset(
    """
    account ad ads adset adsets campaign campaigns group groups set sets
    anzeige anzeigen campagne campagnes campana campanas campanha campanhas grupo gruppe kampagne kampagnen
    """.split()
)
"""Folded words of nearly every campaign's name, and of questions about any."""

IntegerRow = npt.NDArray[np.int32]


class HashingEmbedder:
    """`Embedder` without a model: always there, the same everywhere, tolerant of typing mistakes."""

    def __init__(self, dimensions: int = DIMENSIONS) -> None:
        self._dimensions = dimensions

    @property
    def name(self) -> str:
        """The rules' version: vectors of another one are not comparable."""
        return f"hashing-v{VERSION}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length per text, in order; zeros where a text holds no letter and no digit."""
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        for start in range(0, len(texts), TEXTS_AT_A_TIME):
            part = texts[start : start + TEXTS_AT_A_TIME]
            vectors[start : start + len(part)] = self._embed_some(part)
        return vectors

    def ping(self) -> Health:
        """It can always embed."""
        return Health("embedder", ok=True)

    def _embed_some(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        words, weights = word_weights(texts)
        if not words:
            return np.zeros((len(texts), self._dimensions))
        rows = np.array([word_row(word, self._dimensions) for word in words], np.float64)
        return unit_rows(weights.astype(np.float64) @ rows)


def unit_rows(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rows at unit length; zeros stay."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    scaled: npt.NDArray[np.float64] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


def word_weights(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Folded words of texts, and what each counts in each text: whole numbers, 0 where it does not occur. Shape (texts, words).

    >>> words, weights = word_weights(["Été: sale, SALE of ads", "sale"])
    >>> words, weights.tolist()
    (['ete', 'sale', 'of', 'ads'], [[12, 28, 4, 8], [0, 16, 0, 0]])
    """
    numbers: dict[str, int] = {}
    numbered: dict[str, list[int]] = {}
    said: list[int] = []
    sizes = []
    for text in texts:
        before = len(said)
        for line in text[:MOST_CHARACTERS].split("\n"):  # no word is on two lines
            if line not in numbered:
                numbered[line] = [numbers.setdefault(word, len(numbers)) for word in _words_of_line(line)]
            said += numbered[line]
        sizes.append(len(said) - before)
    places = np.repeat(np.arange(len(texts)) * len(numbers), sizes) + np.array(said, np.int64)
    counts = np.bincount(places, minlength=len(texts) * len(numbers)).reshape(len(texts), len(numbers))
    weights = np.fromiter(map(_weight, numbers), np.int64, len(numbers))
    times = np.array([0, *map(_times, range(1, counts.max(initial=0) + 1))])
    return list(numbers), times[counts] * weights


@lru_cache(maxsize=KEPT_LINES)
def _words_of_line(line: str) -> tuple[str, ...]:
    return tuple(words_of(line))


@lru_cache(maxsize=KEPT_WORDS)
def _weight(word: str) -> int:
    if word in COMMON:
        return COMMON_WEIGHT
    if word in NAMING:
        return NAMING_WEIGHT
    return SHORT_WEIGHT if len(word) <= SHORT_LETTERS else FULL_WEIGHT


def _times(count: int) -> int:
    return TIMES_SHARE if count == 1 else round(TIMES_SHARE * (1 + math.log(count)))


@lru_cache(maxsize=KEPT_WORDS)
def word_row(word: str, dimensions: int) -> IntegerRow:
    """The row of a word with its trigrams, not to be written to. Shape (dimensions,)."""
    marked = f"^{word[:MOST_LETTERS]}$"
    trigrams = [marked[start : start + 3] for start in range(len(marked) - 2)]
    share = round(WORD_SHARE * math.sqrt(2 / len(trigrams)))
    spelled = np.add.reduce([trigram_row(trigram, dimensions) for trigram in trigrams], axis=0, dtype=np.int32)
    row: IntegerRow = share * spelled
    row += WORD_SHARE * drawn_row("word", word, dimensions)  # at most 16 x 510: fits 16 bits
    return row


@lru_cache(maxsize=KEPT_TRIGRAMS)
def trigram_row(trigram: str, dimensions: int) -> npt.NDArray[np.int16]:
    """The row of a trigram, not to be written to. Shape (dimensions,)."""
    return drawn_row("trigram", trigram, dimensions)


def drawn_row(kind: str, what: str, dimensions: int) -> npt.NDArray[np.int16]:
    """Whole numbers from -510 to 510 in a bell around 0, fixed by the hash of `what`. Shape (dimensions,)."""
    drawn = hashlib.shake_256(SEED + f"{kind} {what}".encode()).digest(dimensions * BYTES_SUMMED)
    bytes_drawn = np.frombuffer(drawn, np.uint8).reshape(BYTES_SUMMED, dimensions)
    summed: npt.NDArray[np.int16] = np.add.reduce(bytes_drawn, axis=0, dtype=np.int16)
    return summed - np.int16(MIDDLE)
