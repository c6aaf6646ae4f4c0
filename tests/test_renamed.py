"""Handles of before: what is kept of a check is worth as much as a fresh one, whatever people are called meanwhile."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest

from coopctl import handles
from coopctl.check import check
from coopctl.context import context
from coopctl.edits.few import Few
from coopctl.judging import records
from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.rules.catalogue import RULES
from coopctl.rules.rule import Rule
from coopctl.snapshot import Snapshot, content_id
from coopctl.store.plain import packed, unpacked
from coopctl.values import Month
from tests.rules.test_pages import WITH_EXAMPLES, laid
from tests.small import FILES, TODAY, found, with_files

LINE = "- id: {}\n  date: {}\n  circle: technique\n{}  hours: {}\n  rate: 20\n  what: Migration\n"
OCTOBER, NOVEMBER = "contributions/2026-10/", "contributions/2026-11/"
PAYOUT = """\
period: {0}
closed: 2026-11-03
closed_by: noemie
rules:
  prorata: days
  unpaid:
  - staff
lines:
- member: {1}
  kind: contribution
  contribution: k7m3qa2w
  sheet: {2}
  date: 2026-10-03
  circle: technique
  hours: 2
  rate: 20
  amount: 40
- member: {1}
  kind: stipend
  role: technique/admin-sys
  month: 2026-10
  amount: 100
statements:
- member: {1}
  hours: 2
  amount: 40
  stipends: 100
  adjustments: 0
  total: 140
total: 140
digest: 0
"""
STATUSES = "statuses:\n- status: cape\n  since: 2024-01-01\n"
LAW = "law: fr-cae\nlegal_form: sarl\n"


def one(hours: str = "2", day: str = "2026-10-03", name: str = "k7m3qa2w", role: str = "") -> str:
    return LINE.format(name, day, f"  role: {role}\n" if role else "", hours)


def member(handle: str, *before: str, more: str = "") -> str:
    listed = "aliases:\n" + "".join(f"- {name}\n" for name in before) if before else ""
    return f"handle: {handle}\n{listed}{STATUSES}{more}"


NOTED, CHARTER, ROLE = one(name="q4xd7n5c"), FILES["coop.yaml"], FILES["roles/technique/admin-sys.yaml"]
VARIANTS: dict[str, tuple[str | None, ...]] = {
    "members/loic.yaml": (FILES["members/loic.yaml"], None, "handle: [\n"),
    "members/loic-m.yaml": (None, member("loic-m", "loic"), member("loic-m", "loic", "lo"), member("loic-m")),
    "members/noemie.yaml": (
        FILES["members/noemie.yaml"], member("noemie", "loic"), member("noemie", "lo", more="left: 2026-10-01\n"),
    ),
    OCTOBER + "loic.yaml": (one(), one("3"), None, one() + one(name="p4xd7n5c"), "- id: [\n"),
    OCTOBER + "loic-m.yaml": (None, one(), one(name="p4xd7n5c", role="admin-sys")),
    OCTOBER + "noemie.yaml": (None, NOTED + "  recorded_by: loic\n", NOTED + "  recorded_by: lo\n"),
    NOVEMBER + "loic.yaml": (None, one("2", "2026-11-03", "p4xd7n5c", "admin-sys"), one("23", "2026-11-03")),
    NOVEMBER + "loic-m.yaml": (None, one("2", "2026-11-03", "p4xd7n5c"), one("22", "2026-11-03", "t4xd7n5c")),
    "payouts/2026-10.yaml": (
        None, PAYOUT.format("2026-10", "loic", "2026-10"), PAYOUT.format("2026-10", "loic", "2026-11"),
    ),
    "payouts/2026-11.yaml": (
        None, PAYOUT.format("2026-11", "loic-m", "2026-10"), PAYOUT.format("2026-11", "lo", "2026-11"),
    ),
    "coop.yaml": (CHARTER, CHARTER.replace("title: CAPE\n", "title: CAPE\n  contract: cape\n") + LAW),
    "roles/technique/admin-sys.yaml": (ROLE, ROLE.replace("loic", "loic-m")),
}  # fmt: skip
"""What each file may hold, one after another; the first is what it holds to begin with."""


class Packed(MutableMapping[str, Any]):
    """What is known, kept as a store keeps it."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def __getitem__(self, key: str) -> Any:
        return unpacked(json.loads(self._texts[key]))

    def __setitem__(self, key: str, value: Any) -> None:
        self._texts[key] = json.dumps(packed(value))

    def __delitem__(self, key: str) -> None:
        del self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class Whole(dict[str, bytes]):
    """Files whose content has one name, as those of a store."""

    def content(self, *, reading: bool = False) -> str:
        return repr(sorted(self.items()))


def told(findings: list[Finding]) -> list[Any]:
    """Findings with all that is said of them, in both languages."""
    return [
        (one._replace(message=None, allowed=None, related=()), [  # type: ignore[arg-type]
            (text.shown("fr"), text.shown("en"), text.shown("en", plain=True)) if hasattr(text, "shown") else text
            for text in (one.message, one.allowed, *(note.message for note in one.related))
        ], [note.place for note in one.related])
        for one in findings
    ]  # fmt: skip


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_says_what_a_fresh_check_says(seed: int, whole: bool) -> None:
    chance, known = random.Random(seed), Packed()
    files = {**FILES, **{path: texts[0] for path, texts in VARIANTS.items()}}
    for _ in range(60):
        path = chance.choice(list(VARIANTS))
        files[path] = chance.choice(VARIANTS[path])
        day = chance.choice((TODAY, dt.date(2026, 10, 2), dt.date(2028, 1, 1)))
        data = {path: text.encode() for path, text in files.items() if text is not None}
        kept = check(Ledger(Snapshot(Whole(data) if whole else data, known=known)), day)
        assert told(kept) == told(check(Ledger(Snapshot(data)), day))


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.name)
def test_every_finding_is_kept_as_it_was_said(rule: Rule) -> None:
    files = {
        path: text.encode() for path, text in {**FILES, **laid(rule.example("Broken"))}.items() if text is not None
    }
    known = Packed()
    first = check(Ledger(Snapshot(files, known=known)), TODAY)
    ledger = Ledger(Snapshot(files, known=known))
    assert told(check(ledger, TODAY)) == told(first)
    assert "records" not in ledger.__dict__, "kept findings need no record"


def test_a_changed_sheet_does_not_bring_rules_of_the_day_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, Any] = {}
    files = {path: text.encode() for path, text in FILES.items()}
    judged: list[dt.date] = []
    usual = records.judge
    monkeypatch.setattr(records, "judge", lambda ledger, today: (judged.append(today), usual(ledger, today))[1])
    check(Ledger(Snapshot(files, known=known)), TODAY)
    files[OCTOBER + "loic.yaml"] = one().encode()
    ledger = Ledger(Snapshot(files, known=known))
    check(ledger, TODAY)
    assert judged == [TODAY]
    assert "records" not in ledger.__dict__
    tomorrow = TODAY + dt.timedelta(days=1)
    check(Ledger(Snapshot(files, known=known)), tomorrow)
    assert judged == [TODAY, tomorrow]


def test_rules_that_depend_on_the_day_say_so() -> None:
    assert {rule.name for rule in RULES if rule.scope == "day"} >= {"no-referent", "cape-too-long", "too-many-partners"}


def test_handles_of_now_are_kept_under_what_members_files_hold() -> None:
    known: dict[str, Any] = {}
    files = {path: text.encode() for path, text in FILES.items()}
    files["members/loic.yaml"] = member("loic", "lo").encode()

    def renamed() -> dict[str, str]:
        return dict(Ledger(Snapshot(files, known=known)).renamed)

    assert renamed() == {"lo": "loic"} == renamed()
    files["members/lo.yaml"] = member("lo").encode()
    assert renamed() == {}
    del files["members/lo.yaml"]
    assert renamed() == {"lo": "loic"}
    files["members/loic.yaml"] = member("loic").encode()
    assert renamed() == {}


@pytest.mark.parametrize("key", ["aliases", '"aliases"', '"\\u0061liases"'])
def test_however_the_key_is_written_the_handle_is_known(key: str) -> None:
    files = {"members/loic.yaml": member("loic", "lo").replace("aliases", key, 1).encode()}
    assert handles.renamed(files, {"loic"}) == {"lo": "loic"}
    assert handles.current(files, "lo") == "loic"
    assert handles.former(files, "loic") == ("lo",)


def test_a_handle_two_say_they_had_is_the_first_ones_everywhere() -> None:
    ledger = with_files({"members/loic.yaml": member("loic", "lo"), "members/noemie.yaml": member("noemie", "lo")})
    assert ledger.renamed == {"lo": "loic"}
    assert handles.current(ledger.files, "lo") == "loic"


def test_one_write_sees_what_a_check_sees() -> None:
    ledger = with_files({
        "members/loic.yaml": None, "members/loic-m.yaml": member("loic-m", "loic"),
        "members/noemie.yaml": member("noemie", "noe"),
        OCTOBER + "loic.yaml": one(role="admin-sys") + "  recorded_by: noe\n",
        OCTOBER + "loic-m.yaml": one(name="p4xd7n5c"),
    })  # fmt: skip
    few = Few(ledger.files, "loic-m", [Month(2026, 10)])
    assert list(few.sheets) == ledger.by_member()["loic-m"]
    assert context(few, "loic-m", few.pages.digest) == context(ledger, "loic-m", few.pages.digest)
    assert sorted(few.findings()) == sorted(one for one in check(ledger, TODAY) if "contributions" in one.place.path)


def test_someone_who_was_not_there_yet_is_pointed_at_by_the_handle_of_now() -> None:
    changes = {
        "members/loic.yaml": None, "members/loic-m.yaml": member("loic-m", "loic").replace("2024", "2027"),
        "roles/technique/admin-sys.yaml": None, OCTOBER + "loic.yaml": one(),
    }  # fmt: skip
    (finding,) = found(changes)
    assert [note.place.path for note in finding.related] == ["members/loic-m.yaml"]


def test_the_same_work_paid_under_two_handles_is_paid_twice() -> None:
    changes = {
        "members/loic.yaml": None, "members/loic-m.yaml": member("loic-m", "loic"), OCTOBER + "loic.yaml": one(),
        "roles/technique/admin-sys.yaml": FILES["roles/technique/admin-sys.yaml"].replace("loic", "loic-m"),
        "payouts/2026-10.yaml": PAYOUT.format("2026-10", "loic", "2026-10"),
        "payouts/2026-11.yaml": PAYOUT.format("2026-11", "loic-m", "2026-10"),
    }  # fmt: skip
    places = [one.place.path for one in found(changes) if one.rule == "paid-twice"]
    assert places == ["payouts/2026-11.yaml"] * 2


def test_a_mandate_noted_under_the_handle_of_before_is_theirs() -> None:
    changes = {
        "members/loic.yaml": None, "members/loic-m.yaml": member("loic-m", "loic"),
        OCTOBER + "loic-m.yaml": one(role="admin-sys"),
    }  # fmt: skip
    assert [finding.rule for finding in found(changes)] == ["former-handle"]


def test_a_sheet_not_read_yet_is_not_taken_for_one_that_is_not_there() -> None:
    class Unread(dict[str, bytes]):
        """Files of which one is not known without reading it."""

        def id(self, path: str) -> str | None:
            return None if path == NOVEMBER + "loic.yaml" or path not in self else content_id(self[path])

    known: dict[str, Any] = {}
    files = Unread({path: text.encode() for path, text in FILES.items()})
    files["payouts/2026-10.yaml"] = PAYOUT.format("2026-10", "loic", "2026-11").encode()
    gone = [one.rule for one in check(Ledger(Snapshot(files, known=known)), TODAY)]
    files[NOVEMBER + "loic.yaml"] = one().encode()
    there = [one.rule for one in check(Ledger(Snapshot(files, known=known)), TODAY)]
    assert (gone.count("closed-month-altered"), there.count("closed-month-altered")) == (1, 0)
