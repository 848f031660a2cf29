"""Who a keyword or search term is where an export names it and its parents but has no ids.

Without this, all keywords of an ad group would be that ad group.
"""

from __future__ import annotations

from domain.normalize.draft import Draft
from domain.normalize.texts import read_texts

KEYWORD_TEXT = "ad_group_criterion.keyword.text"
MATCH_TYPES = ("ad_group_criterion.keyword.match_type", "match_type")


def settle_names(draft: Draft) -> None:
    """Names stand in for the missing ids of keywords, and of the parents of keywords and search terms; it is said."""
    keywords = read_texts(draft.cells(KEYWORD_TEXT)) if KEYWORD_TEXT in draft.names else [None] * len(draft)
    if KEYWORD_TEXT not in draft.names and "search_term" not in draft.texts:
        return
    matches = [read_texts(draft.cells(name)) for name in MATCH_TYPES if name in draft.names]
    for position, keyword in enumerate(keywords):
        is_term = draft.text("search_term")[position] is not None
        if keyword is not None and draft.text("criterion_id")[position] is None:
            kind = next((match[position] for match in matches if match[position]), "")
            _put(draft, "criterion_id", position, f"name:{keyword.casefold()}/{(kind or '').casefold()}")
            if not is_term:
                draft.report("KEY_FROM_NAME", position, keyword, name=KEYWORD_TEXT)
        if is_term or draft.text("criterion_id")[position] is not None:
            _settle_parents(draft, position)


def _settle_parents(draft: Draft, position: int) -> None:
    campaign, group = draft.text("campaign_name")[position], draft.text("ad_group_name")[position]
    if draft.text("campaign_id")[position] is None and campaign is not None:
        _put(draft, "campaign_id", position, f"name:{campaign.casefold()}")
    if draft.text("ad_group_id")[position] is None and group is not None:
        _put(draft, "ad_group_id", position, f"name:{(campaign or '').casefold()}/{group.casefold()}")
        draft.report("KEY_FROM_NAME", position, group, name="ad_group.name")


def _put(draft: Draft, column: str, position: int, value: str) -> None:
    draft.texts.setdefault(column, [None] * len(draft))[position] = value
