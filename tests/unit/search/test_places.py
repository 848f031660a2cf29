"""Names of files: of strangers' strings, none leaves the folder and no two share one, whatever the file system folds."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.indexes.places import file_stem, org_named, raw_name
from domain.vocabulary import OrgId

anything = st.text(st.characters(exclude_categories=[]), max_size=120).map(OrgId)


@given(anything, anything)
def test_two_organizations_never_share_a_file(one: OrgId, other: OrgId) -> None:
    assert (file_stem(one).casefold() == file_stem(other).casefold()) == (one == other)


@given(anything)
def test_a_file_stays_in_the_folder_and_tells_its_organization(org: OrgId) -> None:
    stem = file_stem(org)
    assert 0 < len(stem) <= 100
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert not stem.startswith(".")
    assert org_named(raw_name(org)) == org


def test_names_that_look_like_those_of_others_get_files_of_their_own() -> None:
    names = ["acme", "Acme", "acme.", "acme/", "../acme", "acme_2f", "", "h.", "a" * 100, "a" * 101, "äcme"]
    assert len({file_stem(OrgId(name)) for name in names}) == len(names)
