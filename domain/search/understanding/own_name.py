"""Searches for the shop itself, which is what campaigns on its brand answer: people who google us, searches for our name."""

from __future__ import annotations

from domain.search.phrases import phrases
from domain.search.understanding.question import Question

_SEEKING = phrases(
    "seeking: google | googles | googled | googling | search | searches | searched | searching | look | looks | looking | looked"
    " | type | types | typed | query | queries | search term | search terms | search query | search queries | keywords | terms"
    " | suchen | sucht | googeln | suchanfragen | buscan | busquedas | cherchent | recherches | procuram | buscam | buscas"
)
_WITH = phrases(
    "with: for | with | on | of | about | containing | including | that contain | that include | that mention | mentioning | naming"
    " | for the | nach | mit | por | con | de | pour | avec | com"
)
_NAMED = phrases(
    "name: our company | the company | our name | our company name | the company name | our brand | our brand name | our shop"
    " | our store | our own name | our business | the shop itself | the store itself | the brand itself | the company itself"
    " | us by name | our shop name | our store name | ourselves | our hotel | our hotels | nuestra marca | nuestro nombre"
    " | nuestra tienda | nuestra empresa | unserem namen | unseren namen | unserer marke | unserer firma | unserem shop"
    " | notre marque | notre nom | notre boutique | notre entreprise | nossa marca | nosso nome | nossa loja | a nossa marca"
)
"""The shop by its name."""
_SOUGHT = phrases(
    "us: searching for us | search for us | searches for us | searched for us | looking for us | look for us | looks for us"
    " | googling us | googled us | looking us up | look us up | looks us up | searching us | who google us | people google us"
    " | who search us | that google us | users google us | customers google us | anyone googling us | asking for us by name"
    " | nos buscan | nos busca | nos busquen | uns suchen | uns googeln | nach uns suchen | suchen nach uns"
    " | nach uns gesucht | nous cherchent | nous cherche | nous recherchent | nos procuram | nos procura | nos buscam"
)
_READ_AS = "brand"


def read_own_name(question: Question) -> None:
    """Read a search for the shop itself as its brand; one word stands for it, the rest are understood."""
    for place in range(len(question)):
        end = _end(question, place)
        if end:
            question.correct(place, _READ_AS)
            question.take(place + 1, end)
            return


def _end(question: Question, place: int) -> int | None:
    """The place behind a search for the shop that begins here."""
    whole, seeking = question.at(_SOUGHT, place), question.at(_SEEKING, place)
    if whole:
        return place + whole[0]
    if not seeking:
        return None
    behind = question.skip(_WITH, place + seeking[0])
    named = question.at(_NAMED, behind)
    return behind + named[0] if named else None
