"""Merging any other record, key by key: pure, nothing lost, comments kept, conflicts in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.document.nodes import bare
from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.merge.conflict import Choices, Merged
from coopctl.merge.crowded import crowded
from coopctl.merge.identity import LISTS
from coopctl.merge.record import merge_record
from coopctl.merge.wish import comparable

NEED = "needs/visio.yaml"
COOP = "coop.yaml"
MEMBER = "members/loic.yaml"
ROLE = "roles/technique/admin-sys.yaml"

NONE: Choices = {}

days = st.sampled_from(["2026-01-01", "2026-03-01", "2026-06-01"])
who = st.sampled_from(["ana", "noe", "zoe"])
words = st.lists(st.sampled_from(["un", "deux", "trois", "no", "quatre: cinq"]), unique=True, max_size=3)


def listed(**fields: Any) -> Any:
    """A list of items told apart by their first two fields."""
    item = st.fixed_dictionaries({key: value for key, value in fields.items() if key != "until"}, optional={
        "until": fields["until"]} if "until" in fields else {})  # fmt: skip
    first = [key for key in fields if key != "until"][:2]
    return st.lists(item, unique_by=lambda one: tuple(one[key] for key in first), max_size=3)


SHAPES: dict[str, Any] = {
    ROLE: st.fixed_dictionaries(
        {"role": st.just("admin-sys"), "title": st.sampled_from(["A", "B", "C"])},
        optional={
            "purpose": st.sampled_from(["x", "y"]),
            "seats": st.sampled_from(["1", "2"]),
            "accountabilities": words,
            "mandates": listed(member=who, since=days, until=st.just("2026-12-31")),
            "vacancies": listed(since=days, until=st.just("2026-12-31")),
        },
    ),
    COOP: st.fixed_dictionaries(
        {"format": st.just("1"), "name": st.sampled_from(["A", "B"])},
        optional={
            "rate_caps": listed(since=days, cap=st.sampled_from(["20", "30"])),
            "mediations": listed(year=st.sampled_from(["2024", "2025"]), count=st.sampled_from(["0", "1"])),
            "milestones": listed(date=days, what=st.sampled_from(["un", "deux"])),
            "contributions": st.fixed_dictionaries(
                {"period": st.sampled_from(["month", "quarter"])}, optional={"shortage": st.just("talk")}
            ),
        },
    ),
    NEED: st.fixed_dictionaries(
        {"need": st.just("visio"), "title": st.just("T")},
        optional={
            "tags": words,
            "done": days,
            "answer": st.sampled_from(["oui", "bientôt"]),
            "holders": listed(member=who, since=days, until=st.just("2026-12-31")),
        },
    ),
    MEMBER: st.fixed_dictionaries(
        {"handle": st.just("loic")},
        optional={
            "site": st.sampled_from(["Limoges", "Tulle"]),
            "skills": words,
            "statuses": listed(status=st.sampled_from(["cape", "esa"]), since=days, until=st.just("2026-02-28")),
            "follow_up": days,
            "follow_up_by": who,
        },
    ),
}
trios = st.sampled_from(list(SHAPES)).flatmap(
    lambda path: st.tuples(st.just(path), SHAPES[path], SHAPES[path], SHAPES[path])
)


def text(tree: dict[str, Any]) -> bytes:
    return emit({key: value for key, value in tree.items() if value != []}).encode()


def said(data: bytes | None, path: str) -> Any:
    document = read(path, data or b"")
    assert not document.faults
    return comparable(document.root, path)


def merge(path: str, base: Any, ours: Any, theirs: Any, choices: Choices = NONE) -> Merged:
    return merge_record(text(base), text(ours), text(theirs), path, choices)


def facts(tree: Any, path: str, route: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """What a record says, as single facts: values, words, items whole."""
    if isinstance(tree, dict) and len(route) < 2:
        return {fact for key, value in tree.items() for fact in facts(value, path, (*route, key))}
    if isinstance(tree, list):
        return {(*route, repr(sorted(item.items()) if isinstance(item, dict) else item)) for item in tree}
    return {(*route, repr(tree))}


@settings(max_examples=150)
@given(trios)
def test_a_side_that_did_nothing_gives_way_to_the_byte(trio: Any) -> None:
    path, base, x, _ = trio
    assert merge(path, base, x, base).data == merge(path, base, base, x).data == merge(path, base, x, x).data == text(x)


@settings(max_examples=300)
@given(trios)
def test_both_ways_round_say_the_same(trio: Any) -> None:
    path, base, one, two = trio
    there, back = merge(path, base, one, two), merge(path, base, two, one)
    assert {each.record for each in there.conflicts} == {each.record for each in back.conflicts}
    if not there.conflicts:
        assert said(there.data, path) == said(back.data, path)


@settings(max_examples=300)
@given(trios)
def test_nothing_is_lost_and_nothing_made_up(trio: Any) -> None:
    path, base, one, two = trio
    merged = merge(path, base, one, two)
    if merged.conflicts:
        assert all(each.cures and str(each.text) for each in merged.conflicts)
        return
    was, mine, other = (facts(bare(read(path, text(side)).root), path) for side in (base, one, two))
    found = facts(bare(read(path, merged.data or b"").root), path)
    assert (mine - was) | (other - was) <= found
    assert not (was - mine | was - other) & found
    assert found <= was | mine | other
    tree = bare(read(path, merged.data or b"").root)
    sides = (bare(read(path, text(side)).root) for side in (one, two))
    assert not list(crowded(tree, *sides))


@settings(max_examples=200)
@given(trios, st.sampled_from(["mine", "theirs"]))
def test_a_choice_for_the_record_settles_all_of_it_and_loses_nothing_else(trio: Any, choice: Any) -> None:
    path, base, one, two = trio
    merged = merge(path, base, one, two)
    settled = merge(path, base, one, two, {path.removesuffix(".yaml"): choice})
    assert not settled.conflicts
    torn = {field_of(each.record, path) for each in merged.conflicts}
    if len(torn) > 1:
        one_by_one = merge(path, base, one, two, {each.record: choice for each in merged.conflicts})
        assert not one_by_one.conflicts or crowds(one_by_one)
    if not merged.conflicts:
        assert settled.data == merged.data


def field_of(record: str, path: str) -> str:
    return record.removeprefix(path.removesuffix(".yaml")).strip(".")


def crowds(merged: Merged) -> bool:
    return all("one place for two" in str(each.text) for each in merged.conflicts)


def test_every_list_told_apart_is_one_of_its_record() -> None:
    from coopctl.records.kinds import KINDS

    by_folder = {kind.paths.split("/")[0]: kind for kind in KINDS if kind.model}
    for folder, lists in LISTS.items():
        model = by_folder[folder].load()
        assert model is not None
        for key, names in lists.items():
            if key:
                (item,) = [one for one in model.model_fields[key].annotation.__args__ if one is not Ellipsis]
                assert set(names) <= set(item.model_fields), (folder, key)


BASE = """\
# la fiche de Loïc
handle: loic  # comme toujours
site: 'Limoges'
statuses:
# d'abord
- status: cape
  since: 2024-01-01
skills: [compta, devis]
"""


def lay(ours: str, theirs: str, path: str = MEMBER, base: str = BASE, choices: Choices = NONE) -> tuple[str, list[str]]:
    merged = merge_record(base.encode(), ours.encode(), theirs.encode(), path, choices)
    return (merged.data or b"").decode(), [str(each.text) for each in merged.conflicts]


def test_comments_and_quotes_of_both_sides_stay() -> None:
    ours = BASE.replace("'Limoges'", "'Tulle'  # depuis l'été").replace("# d'abord", "# d'abord\n# puis")
    theirs = BASE.replace("[compta, devis]", "[compta, devis, photo]").replace("# la fiche", "# vue en mai\n# la fiche")
    merged, conflicts = lay(ours, theirs)
    assert not conflicts
    for part in ("'Tulle'  # depuis l'été", "# d'abord\n# puis", "[compta, devis, photo]", "# vue en mai\n# la fiche"):
        assert part in merged


def test_comments_stay_where_the_lines_cannot_be_woven() -> None:
    ours = BASE.replace("[compta, devis]", "[compta, devis, photo]  # vu ensemble")
    theirs = BASE.replace("[compta, devis]", "[devis, son]  # et avec Noé")
    merged, conflicts = lay(ours, theirs)
    assert not conflicts
    assert "[devis, son, photo]" in merged
    assert "# vu ensemble" in merged
    assert "# et avec Noé" in merged


def test_one_thing_in_two_fields_is_taken_from_one_person() -> None:
    base = "need: visio\ntitle: T\n"
    merged, conflicts = lay(base + "done: 2026-10-01\n", base + "dropped: 2026-10-02\n", NEED, base)
    assert not merged
    assert "here done: 1 October 2026; elsewhere dropped: 2 October 2026" in conflicts[0]
    kept, _ = lay(base + "done: 2026-10-01\n", base + "dropped: 2026-10-02\n", NEED, base, {"needs/visio": "mine"})
    assert kept == base + "done: 2026-10-01\n"


def test_caps_of_two_dates_both_stand_and_two_caps_of_one_date_are_a_conflict() -> None:
    base = "format: 1\nrate_caps:\n- since: 2018-01-01\n  cap: 30\n"
    one, two = base + "- since: 2027-01-01\n  cap: 32\n", base + "- since: 2028-01-01\n  cap: 35\n"
    merged, conflicts = lay(one, two, COOP, base)
    assert (merged, conflicts) == (two + one[len(base) :], [])
    _, conflicts = lay(one, two.replace("2028", "2027"), COOP, base)
    assert "cap: 32; elsewhere 1 January 2027" not in conflicts[0]
    assert conflicts[0].startswith("coop, rate_caps")


ELECTION = "election: e\nevents:\n- kind: framing\n  date: 2026-10-01\n"


def test_an_election_that_went_on_in_two_places_is_never_interleaved() -> None:
    path, more = "elections/2026-10-01-e.yaml", ELECTION + "- kind: ballots\n  date: 2026-10-01\n"
    other = ELECTION + "- kind: reveal\n  date: 2026-10-01\n"
    merged, conflicts = lay(more, other, path, ELECTION)
    assert not merged
    assert "two machines wrote elections/2026-10-01-e at once" in conflicts[0]
    assert lay(more, other, path, ELECTION, {"elections/2026-10-01-e": "mine"})[1]
    assert lay(more, other, path, ELECTION, {"elections/2026-10-01-e": "theirs"}) == (other, [])
    assert lay(more, more + "- kind: change\n", path, ELECTION) == (more + "- kind: change\n", [])


def test_a_round_and_another_proposal_are_never_put_together() -> None:
    path, base = "decisions/2026-10-01-d.yaml", "decision: d\nproposal: Oui\n"
    agreed, reworded = base + "rounds:\n- consenting: 3\n", base.replace("Oui", "Plus encore")
    merged, conflicts = lay(agreed, reworded, path, base)
    assert not merged
    assert "two machines wrote" in conflicts[0]


@pytest.mark.parametrize("path", ["meetings/2026-10-01-technique.yaml", "workshops/2026-10-01-x.yaml"])
def test_a_meeting_is_one_whole(path: str) -> None:
    base = "title: T\npresent: 3\n"
    merged, conflicts = lay(base.replace("3", "4"), base.replace("T", "U"), path, base)
    assert not merged
    assert conflicts == [f"{path} was changed here and elsewhere, not alike"]


def test_a_record_made_twice_or_taken_away_is_said_so() -> None:
    one, two = b"need: visio\ntitle: A\n", b"need: visio\ntitle: B\n"
    assert "was made here and elsewhere" in str(merge_record(None, one, two, NEED, {}).conflicts[0].text)
    assert "taken away here" in str(merge_record(one, None, two, NEED, {}).conflicts[0].text)
    assert "taken away elsewhere" in str(merge_record(one, two, None, NEED, {}).conflicts[0].text)
    assert merge_record(one, None, two, NEED, {"needs/visio": "mine"}) == Merged(None)


def test_a_budget_begun_by_two_circles_is_one_budget() -> None:
    one = b"period: 2026-Q4\nenvelopes:\n- circle: technique\n  requested: 300\n"
    two = b"period: 2026-Q4\nenvelopes:\n- circle: communication\n  requested: 200\n"
    merged = merge_record(None, one, two, "budgets/2026-Q4.yaml", {})
    assert merged.data == two + one.partition(b"envelopes:\n")[2]


def test_exceptions_are_told_apart_by_what_they_set_aside() -> None:
    one = "- rule: a-rule\n  record: members/loic\n  reason: r\n  decided_by: loic\n  expires: 2027-01-01\n"
    two, three = one.replace("loic", "noe"), one.replace("loic", "zoe")
    assert lay(one + two, one + three, "exceptions.yaml", one) == (one + three + two, [])
