"""What a review forbids is what an audit finds once it is in: one table of changes, judged before and after."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from coopctl.audit.judge import audit
from coopctl.audit.past import Past
from coopctl.edits.closing import close
from coopctl.review.facts import Review
from coopctl.review.look import review
from coopctl.snapshot import Snapshot
from coopctl.store.proposed import history
from coopctl.values import parse_period
from tests.audit.clean import OCTOBER, ROLE, clean
from tests.audit.history import Entry, History, line, member, public
from tests.audit.tampered import ASKED, LOIC, SOUND, TAMPERINGS, asked
from tests.audit.test_tampered import laid

TODAY = dt.date(2026, 11, 24)
CHANGES = (
    *((one.name, one.entries) for one in TAMPERINGS if one.entries[0].on != ("nowhere",)),
    *SOUND,
)


def seen(made: History) -> Review:
    """The review of what lies between the sound history and where it stands now."""
    base = made.ids["last"]
    sides = made.repo.at(base), made.repo.at(made.tip)
    return review(*sides, TODAY, history(made.repo, base, made.tip))


def forbidden(found: Review) -> bool:
    """Whether it may not come in for what an audit judges; errors of the ledger itself are told apart."""
    return bool(found.forbids) or bool(found.lapses)


def joined(made: History) -> bool:
    """Whether the history is found at fault once that branch is joined to where it began."""
    base, tip = made.ids["last"], made.tip
    made.ids["tip"] = tip
    before, after = (dict(made.repo.at(one).files) for one in (base, tip))
    changed = {path: after[path].decode() if path in after else None for path in {*before, *after}
               if before.get(path) != after.get(path)}  # fmt: skip
    made.write(Entry("ana", changed, "sync", on=("last", "tip"), hours=1000))
    return any(one.severity == "error" for one in audit(made.steps(base), Past()))


@pytest.fixture(scope="module", params=[True, False], ids=["signed", "unsigned"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> History:
    return clean(tmp_path_factory.mktemp("verdict") / "ledger", signs=request.param)


@pytest.mark.parametrize("entries", [entries for _, entries in CHANGES], ids=[name for name, _ in CHANGES])
def test_what_a_review_forbids_is_what_an_audit_finds(made: History, entries: tuple[Entry, ...]) -> None:
    laid(made, entries)
    found = seen(made)
    assert forbidden(found) == joined(made), (found.forbids, found.lapses)


def test_both_verdicts_are_met(tmp_path: Path) -> None:
    made = clean(tmp_path / "ledger")
    verdicts = set()
    for _, entries in (CHANGES[0], SOUND[0]):
        laid(made, entries)
        verdicts.add(forbidden(seen(made)))
    assert verdicts == {True, False}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> History:
    return clean(tmp_path_factory.mktemp("signed") / "ledger")


def keyed(made: History, entry: Entry) -> tuple[bool, list[str], int]:
    """Whether loic agreed to his own record, how, and how many doubts are told."""
    laid(made, (entry,))
    (one,) = [each for each in seen(made).accords if each.of == "person"]
    return one.agreed, [proof.how for proof in one.proofs], len(one.doubts)


def test_an_entry_counts_for_whom_it_names_only_by_a_key_the_base_lists(signed: History) -> None:
    """His domains are his own: signed by him, by another in his name, by a key brought along, and not at all."""
    changed = member("loic", "loic", "loic/2").replace("keys:", "domains:\n- Photo\nkeys:")
    mine = Entry("loic", {"members/loic.yaml": changed}, "save", ("members/loic",))
    assert keyed(signed, mine) == (True, ["signed"], 0)
    assert keyed(signed, replace(mine, key="zoe")) == (False, [], 1)
    assert keyed(signed, replace(mine, key="")) == (False, [], 1)
    brought = {"members/loic.yaml": changed.replace("keys:", f"keys:\n- key: {public('loic/9')}")}
    assert keyed(signed, replace(mine, key="loic/9", changes=brought)) == (False, [], 1)
    named = replace(mine, who="zoe", trailers=(("Approved-by", "loic"),))
    assert keyed(signed, named)[:2] == (False, [])


def test_whoever_agreed_on_a_forge_is_one_person(signed: History) -> None:
    """Of two who must agree, the one who wrote it and the one who agreed on a forge; neither alone."""
    laid(signed, (*ASKED, asked(cap="40")))
    base = signed.ids["#1"]
    sides, between = (signed.repo.at(base), signed.repo.at(signed.tip)), history(signed.repo, base, signed.tip)
    for forge, agreed in (((), False), (("ana",), False), (("loic",), False), (("zoe",), True)):
        (one,) = [each for each in review(*sides, TODAY, between._replace(forge=forge)).accords if each.of == "caps"]
        assert one.agreed is agreed, forge


def test_a_circles_own_is_a_remark(signed: History) -> None:
    sheet = {"circles/technique.yaml": "circle: technique\ntitle: Technique\nmembers:\n- member: loic\n"
             "  since: 2025-01-01\n"}  # fmt: skip
    titled = {"roles/technique/admin-sys.yaml": ROLE.replace("Administration", "Serveurs")}
    rules = []
    for who in ("zoe", "loic"):
        laid(signed, (Entry("ana", sheet), Entry(who, titled, "role.edit", ("roles/technique/admin-sys",))))
        found = audit(signed.steps(signed.ids["#0"]), Past())
        rules.append([(one.rule, one.severity) for one in found])
    assert rules == [[("circle-not-asked", "warning")], []]


@pytest.mark.parametrize(
    ("changed", "forbids"),
    [
        (line("laaaaaab", "2026-10-02", rate="10"), True),
        (line("laaaaaab", "2026-10-02") + line("laaaaaac", "2026-10-05"), True),  # one line of three goes
        (LOIC + line("laaaaaaf", "2026-10-09"), False),
    ],
)
def test_a_month_that_was_closed_meanwhile(signed: History, changed: str, forbids: bool) -> None:
    """The branch was sound when it began; joined as it is, it would rewrite what was counted since."""
    base = signed.ids["last"]
    signed.tip = base
    closing = close(Snapshot(signed.files(), base), parse_period("2026-10"), "ana", dt.date(2026, 11, 3))
    ((path, data),) = closing.edit.changes.items()
    signed.write(Entry("ana", {path: (data or b"").decode()}, "payout.close", ("payouts/2026-10",)), "shut")
    signed.write(Entry("loic", {OCTOBER: changed}, "save", on=("last",)), "tip")
    sides = signed.repo.at(base), signed.repo.at(signed.tip)
    found = review(*sides, TODAY, history(signed.repo, base, signed.tip, signed.ids["shut"]))
    signed.write(Entry("ana", {OCTOBER: changed}, "sync", on=("shut", "tip"), hours=1000))
    merged = any(one.severity == "error" for one in audit(signed.steps(base), Past()))
    assert (forbidden(found), merged) == (forbids, forbids), (found.forbids, found.lapses)
