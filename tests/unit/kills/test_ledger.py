from random import Random

from benchmarks.kills.batches import next_batch
from benchmarks.kills.ledger import Batch, Ledger


def test_a_batch_in_doubt_leaves_two_possibilities_for_its_organization_alone() -> None:
    ledger = Ledger({"alder": {"1": "old", "2": "going"}, "birch": {"9": "other"}})
    ledger.begin(Batch("alder", {"1": "new", "2": None, "3": "more"}))
    assert ledger.possible("alder") == {False: {"1": "old", "2": "going"}, True: {"1": "new", "3": "more"}}
    assert ledger.possible("birch") == {False: {"9": "other"}}


def test_what_was_stored_counts_and_what_was_not_is_forgotten() -> None:
    ledger = Ledger({"alder": {"1": "old"}, "birch": {}})
    ledger.begin(Batch("birch", {"2": "new"}))
    ledger.settle(is_stored=True)
    ledger.begin(Batch("alder", {"1": None}))
    ledger.settle(is_stored=False)
    assert ledger.names == {"alder": {"1": "old"}, "birch": {"2": "new"}}
    assert ledger.doubt is None
    assert ledger.campaigns == 2


def test_batches_bring_rename_and_remove_campaigns_and_no_two_names_end_alike() -> None:
    ledger, seen, words = Ledger(), set[str](), list[str]()
    dice = Random(3)  # noqa: S311 - chance of a test
    for _ in range(60):
        batch = next_batch(ledger, dice)
        known = ledger.names[batch.organization].keys()
        removes = None in batch.names.values()
        seen.add("removed" if removes else "renamed" if batch.names.keys() <= known else "new")
        words += [name.split()[-1] for name in batch.names.values() if name is not None]
        ledger.begin(batch)
        ledger.settle(is_stored=True)
    assert seen == {"new", "renamed", "removed"}
    assert len(set(words)) == len(words)
