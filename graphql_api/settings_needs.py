"""Settings that need others: each need is said by the name of what is missing, so that nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

NEEDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pinecone_api_key", ("pinecone_index_host", "pinecone_index_name")),
    ("pinecone_index_host", ("pinecone_api_key",)),
    ("pinecone_index_name", ("pinecone_api_key",)),
    ("llm_base_url", ("llm_api_key",)),
    ("interpreter", ("llm_api_key",)),
)
"""A setting, and those of which it needs one."""
ANY_WORD = {"llm_base_url": " (any word, where the service needs none)"}


def unmet_needs(given: AbstractSet[str], names: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, by the setting that is missing; `names`: how a user knows each setting.

    >>> unmet_needs({"interpreter"}, {"interpreter": "X_INTERPRETER", "llm_api_key": "LLM_API_KEY"})
    {'llm_api_key': 'X_INTERPRETER is set, but not LLM_API_KEY. Set LLM_API_KEY, or take X_INTERPRETER away.'}
    """
    unmet: dict[str, str] = {}
    for field, needed in NEEDS:
        if field in given and given.isdisjoint(needed):
            said = _said(names[field], [names[name] for name in needed], ANY_WORD.get(field, ""))
            unmet[needed[0]] = " ".join(filter(None, [unmet.get(needed[0]), said]))
    return unmet


def _said(given: str, missing: list[str], remark: str) -> str:
    neither = f"neither {' nor '.join(missing)}" if len(missing) > 1 else f"not {missing[0]}"
    return f"{given} is set, but {neither}. Set {' or '.join(missing)}{remark}, or take {given} away."
