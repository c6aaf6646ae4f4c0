"""The file of a payout: every value, in the model's order, and a digest of the values alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from random import Random

from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.payout.books import Books
from coopctl.payout.frozen import as_text, digest, tree
from coopctl.records.model import judged
from coopctl.records.payout import Payout
from tests.payout.cases import charter, close, grown, last, member, role, sheets, work

ROLE = "gerance/cogerance"
DIGEST = "sha256:1797e98c14033bbeafe18d9d82d1f314c9b295a1b5e8f254ffea5a52af377e1f"


def some_books() -> Books:
    people = {"ana": member("ana", ("esa", "2020-01-01", None)), "cle": member("cle", ("appui", "2020-01-01", None))}
    amounts = [("2024-01-01", None, "150"), ("2026-10-11", None, "180")]
    noted = sheets(
        ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2.5", "20", circle="technique")],
        cle_2026_10=[work("caaaaaaa", "2026-10-06", "2", "10"), work("caaaaaab", "2026-10-06", "2", "99")],
        ana_2026_11=[work("aaaaaaab", "2026-10-03", "0", "20", corrects="aaaaaaaa")],
    )
    books = Books(
        charter(),
        people,
        {ROLE: role(ROLE, [("ana", "2026-10-05", "2026-10-31", False)], amounts, "co-manager")},
        noted,
        (),
        {("cle", "caaaaaab"): "rate-above-cap"},
    )
    return close(close(books, "2026-10"), "2026-11")


def written(payout: Payout) -> str:
    return emit(tree(payout))


def test_a_payout_is_read_back_as_it_was_frozen() -> None:
    for payout in some_books().payouts:
        document = read("payouts/x.yaml", written(payout).encode(), 10**6)
        again, faults = judged(Payout, "payouts/x.yaml", document.root)
        assert (again, faults) == (payout, [])
        assert again is not None
        assert digest(again) == payout.digest


def test_layout_and_comments_do_not_change_the_digest() -> None:
    payout = last(some_books())
    text = "# closed in the assembly\n" + written(payout).replace("\n- ", "\n\n-   ").replace("\n  ", "\n    ")
    document = read("payouts/x.yaml", text.encode(), 10**6)
    assert not document.faults
    again, _ = judged(Payout, "payouts/x.yaml", document.root)
    assert again is not None
    assert digest(again) == payout.digest


def test_the_digest_is_that_of_the_sorted_json_of_its_values() -> None:
    """Payouts closed long ago carry it: it must never come out otherwise."""
    assert last(some_books()).digest == DIGEST
    for seed in range(30):
        for payout in (*some_books().payouts, *grown(Random(seed)).payouts):
            values = {key: value for key, value in as_text(tree(payout)).items() if key != "digest"}
            json_ = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert payout.digest == "sha256:" + hashlib.sha256(json_.encode()).hexdigest()


def test_every_value_counts_in_the_digest() -> None:
    payout = last(some_books())
    seen = {payout.digest}
    for name, value in (("closed", dt.date(2027, 1, 6)), ("closed_by", "ana"), ("co_managers", ("ben",))):
        seen.add(digest(payout.model_copy(update={name: value})))
    for index, line in enumerate(payout.lines):
        altered = line.model_copy(update={"circle": "autre"})
        lines = (*payout.lines[:index], altered, *payout.lines[index + 1 :])
        seen.add(digest(payout.model_copy(update={"lines": lines})))
    assert len(seen) == 4 + len(payout.lines)


def test_the_file_reads_like_this() -> None:
    text = written(some_books().payouts[0])
    assert text.startswith(
        """\
period: 2026-10
closed: 2027-01-05
closed_by: noemie
rules:
  prorata: days
  paid:
  - esa
  - cape
  unpaid:
  - appui
lines:
- member: ana
  kind: contribution
  contribution: aaaaaaaa
  sheet: 2026-10
  date: 2026-10-03
  circle: technique
  hours: 2.5
  rate: 20
  amount: 50
- member: ana
  kind: stipend
  role: gerance/cogerance
  month: 2026-10
  shares:
  - monthly: 150
    days: 6
  - monthly: 180
    days: 21
  amount: 150.97
unpaid:
- member: cle
  contribution: caaaaaaa
  sheet: 2026-10
  date: 2026-10-06
  hours: 2
  rate: 10
  status: appui
set_aside:
- member: cle
  contribution: caaaaaab
  sheet: 2026-10
  rule: rate-above-cap
statements:
- member: ana
  hours: 2.5
  amount: 50
  stipends: 150.97
  adjustments: 0
  total: 200.97
co_managers:
- ana
total: 200.97
"""
    )  # (6 x 150 + 21 x 180) / 31 = 150.9677...


def test_a_line_without_its_values_is_refused() -> None:
    text = written(some_books().payouts[0]).replace("  rate: 20\n", "", 1)
    document = read("payouts/x.yaml", text.encode(), 10**6)
    record, faults = judged(Payout, "payouts/x.yaml", document.root)
    assert record is None
    assert [(fault.at.route, str(fault.message)) for _, fault in faults] == [
        (("lines", 0), "a line of kind contribution needs: rate")
    ]
