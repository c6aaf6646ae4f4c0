"""What is kept is never out of date, whatever is edited, and comes back from a cache as it went in."""

from __future__ import annotations

from typing import Any

import pytest

from coopctl import context
from coopctl.beside import Beside
from coopctl.check import _order
from coopctl.digest import Digest
from coopctl.election.gist import Gist
from coopctl.judging import kept
from coopctl.judging.payout import Look
from coopctl.ledger import Ledger
from coopctl.rules.catalogue import RULES
from coopctl.snapshot import Snapshot
from coopctl.store.plain import Foreign, packed, unpacked
from coopctl.words import T
from tests import small
from tests.judging.kept_results import Named, Remembered, as_said, findings, stale
from tests.judging.worlds import World

LOIC = "contributions/2026-10/loic.yaml"
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  hours: 1\n  rate: 15\n  what: a\n"
STIPEND = (
    "- member: loic\n  kind: stipend\n  role: technique/admin-sys\n  month: 2026-09\n  monthly: 50\n  amount: 50\n"
)


def _payout(period: str, lines: str) -> str:
    return (
        f"period: {period}\nclosed: 2026-11-05\nclosed_by: noemie\nrules:\n  prorata: days\nlines:\n{lines}"
        f"total: 50\ndigest: sha256:{'0' * 64}\n"
    )


Change = tuple[dict[str, str], dict[str, str]]
STEPS: dict[str, tuple[Change, Change]] = {
    "another thing lies where a file is due": (({}, {"circles/x.yaml": "link"}), ({}, {"circles/x.yaml": "folder"})),
    "a file that is no record grows a line": (({"notes.yml": "a: b\n"}, {}), ({"notes.yml": "\n#\na: b\n"}, {})),
    "a sheet with a twin grows a line": (
        ({LOIC: LINE, "contributions/2026-10/Loic.yaml": LINE}, {}),
        ({LOIC: f"#\n{LINE}", "contributions/2026-10/Loic.yaml": LINE}, {}),
    ),
    "a misnamed payout grows a line": (
        ({"payouts/octobre.yaml": _payout("2026-10", STIPEND)}, {}),
        ({"payouts/octobre.yaml": "#\n" + _payout("2026-10", STIPEND)}, {}),
    ),
    "a month of a role is counted twice, then seen again": (
        ({f"payouts/2026-{month}.yaml": _payout(f"2026-{month}", STIPEND) for month in ("09", "10")}, {}),
        ({f"payouts/2026-{month}.yaml": _payout(f"2026-{month}", STIPEND) for month in ("09", "10")}, {}),
    ),
    "the line of a cap moves": (
        ({LOIC: LINE.replace("15", "45")}, {}),
        ({LOIC: LINE.replace("15", "45"), "coop.yaml": "#\n" + small.FILES["coop.yaml"]}, {}),
    ),
}


def _right(name: str, *, whole: bool) -> bool:
    known = Remembered()
    for files, odd in STEPS[name]:
        data = {path: text.encode() for path, text in {**small.FILES, **files}.items()}
        seen = Named(data) if whole else data
        fresh = findings(data, odd, small.TODAY)
        assert fresh
        for _again in range(2):
            if as_said(findings(seen, odd, small.TODAY, known)) != as_said(fresh):
                return False
    return True


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("name", STEPS)
def test_what_was_found_once_stays_mended(name: str, whole: bool) -> None:
    assert _right(name, whole=whole)


@pytest.mark.parametrize("seed", range(4))
def test_edits_by_chance_find_no_stale_result(seed: int) -> None:
    hits, wrong = stale(seed, 30)
    assert wrong == []
    assert hits > 60, "too few results were found again"


def test_findings_of_one_place_come_in_one_order() -> None:
    periods = ("2026", "2026-Q3", "2026-09", "2026-08")
    files = {f"payouts/{name}.yaml": _payout(name, STIPEND).encode() for name in periods}
    found = findings({path: text.encode() for path, text in small.FILES.items()} | files, {}, small.TODAY)
    assert len({(one.place, one.rule, one.field) for one in found}) < len(found)
    assert [*map(_order, found)] == sorted({_order(one) for one in found})


def test_what_is_broken_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.Kept, "beside", (), raising=False)
    assert not _right("a sheet with a twin grows a line", whole=False)


def test_facts_without_the_ends_that_lie_outside_give_the_same_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    for seed in range(40):
        world = World(seed)
        for _ in range(6):
            world.edit()
        near = findings(world.bytes(), world.odd, world.today)
        with monkeypatch.context() as patch:
            patch.setattr(context, "_opened", lambda span, days: span)
            patch.setattr(context, "_reached", lambda found, last: found)
            far = findings(world.bytes(), world.odd, world.today)
        assert as_said(near) == as_said(far)
        compared += len(far)
    assert compared > 400


def test_a_file_that_was_not_there_is_not_taken_for_one_that_is_not_read() -> None:
    class Unread(dict[str, bytes]):
        def id(self, path: str) -> str | None:
            return None

    known = {"x": kept.Kept((), (("members/loic.yaml", None),))}
    assert kept.recalled(Ledger(Snapshot(Unread(), known=known)), "x") is None


# ---- packing


def _examples() -> dict[str, str]:
    return {f"{rule.name}, {path}": text for rule in RULES for path, text in rule.example("Broken").items()}


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_what_the_examples_of_a_rule_give_comes_back_as_it_was(name: str) -> None:
    rule = next(one for one in RULES if one.name == name)
    files = {**small.FILES, **rule.example("Broken")}
    data = {path: text.encode() for path, text in files.items() if text != "(removed)\n"}
    known: dict[str, Any] = {}
    found = findings(data, {}, small.TODAY, known)
    again = unpacked(packed(found))
    assert as_said(list(again)) == as_said(found)
    assert list(again) == found
    assert {type(one).__name__ for one in known.values()} >= {"Kept"}
    for value in known.values():
        back = unpacked(packed(value))
        assert back == value
        assert type(back) is type(value)
        assert _kinds(back) == _kinds(value)


def _kinds(value: Any) -> Any:
    """The types of all that is in a value; texts that know their place come back as plain texts."""
    if isinstance(value, dict):
        return dict, {str(key): _kinds(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple if type(value) is list else type(value), [_kinds(one) for one in value]
    return str if isinstance(value, str) and not hasattr(value, "__words__") else type(value)


def test_digests_and_looks_come_back_as_they_were() -> None:
    seen = set()
    for seed in range(12):
        world = World(seed)
        for _ in range(8):
            world.edit()
        known: dict[str, Any] = {}
        findings(world.bytes(), world.odd, world.today, known)
        for value in known.values():
            assert unpacked(packed(value)) == value
            assert _kinds(unpacked(packed(value))) == _kinds(value)
            seen.add(type(value))
    assert seen == {kept.Kept, Digest, Gist, Look, dict}


class _Unheard(tuple[int, ...]):
    def __words__(self, lang: str) -> str:
        return "x"


@pytest.mark.parametrize(
    "value", [1.5, b"x", object(), _Unheard((1,)), Beside, (1, {"a": 2.5}), T("{x}", x=_Unheard())]
)
def test_a_value_of_no_known_kind_is_not_kept(value: object) -> None:
    with pytest.raises(Foreign):
        packed(value)


@pytest.mark.parametrize("data", [[], [1], ["Nothing"], ["Cents", "x"], ["day", "x"], ["{}", "a"], ["Month"]])
def test_data_that_no_value_gives_is_thrown_away(data: object) -> None:
    with pytest.raises(Foreign):
        unpacked(data)
