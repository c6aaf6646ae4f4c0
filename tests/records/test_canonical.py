"""The canonical form: the same values, one way to write them; comments are never lost."""

from __future__ import annotations

import pytest

from coopctl.records.canonical import canonical
from coopctl.records.kinds import modeline
from coopctl.records.payout import PayoutLine
from coopctl.values import Cents

PATH = "contributions/2026-10/loic.yaml"
CANON = modeline(PATH) + (
    "\n- id: k7m3qa2w\n  date: 2026-10-03\n  circle: technique\n  hours: 2.5\n  rate: 20\n  what: Migration\n"
)


@pytest.mark.parametrize(
    "text",
    [
        CANON,
        CANON.partition("\n")[2],
        "- {what: 'Migration', id: k7m3qa2w, rate: \"20.00\", hours: 2.50, circle: technique, date: 2026-10-03}\n",
        CANON.replace("\n", "\r\n"),
        "\ufeff" + CANON,
        CANON.rstrip("\n"),
        CANON.replace("\n  ", "\n    ").replace("- id", "  - id"),
    ],
)
def test_many_ways_to_write_one_sheet(text: str) -> None:
    assert canonical(PATH, text.encode()) == (CANON, True)


def test_comments_stay_and_the_file_is_only_listed() -> None:
    by_hand = "- id: k7m3qa2w   # mine\n  what: Migration\n  date: 2026-10-03\n  hours: 2.50\n  rate: 20\n"
    assert canonical(PATH, by_hand.encode()) == (by_hand, False)
    assert canonical(PATH, by_hand.replace("\n", "\r\n").encode()) == (by_hand, False)


def test_own_keys_stay_at_the_end() -> None:
    text = "x-velo: oui\nhandle: loic\nsite: Tulle\nstatuses:\n- since: 2024-01\n  status: cape\n"
    wanted = canonical("members/loic.yaml", text.encode())
    assert wanted is not None
    assert wanted[0].partition("\n")[2] == (
        "handle: loic\nstatuses:\n- status: cape\n  since: 2024-01\nsite: Tulle\nx-velo: oui\n"
    )


@pytest.mark.parametrize("text", ["- id: [\n", "- id: k7m3qa2w\n", ""])
def test_a_file_with_faults_has_no_canonical_form(text: str) -> None:
    assert canonical(PATH, text.encode()) is None
    assert canonical("elections/2026-10-03-x.yaml", b"a: b\n") is None


def test_a_flag_that_is_on_by_itself_can_be_off() -> None:
    text = "statuses:\n- paid: false\n  title: Appui\n  status: staff\nname: C\nformat: 1\nslug: c\n"
    wanted = canonical("coop.yaml", text.encode())
    assert wanted is not None
    assert wanted[0].endswith("- status: staff\n  title: Appui\n  paid: false\n")


def test_a_record_of_right_values_is_the_same_as_one_that_was_read() -> None:
    text = {"member": "loic", "kind": "carried", "amount": "12.5"}
    assert PayoutLine.model_construct(member="loic", kind="carried", amount=Cents(1250)) == PayoutLine.model_validate(
        text
    )
    whole = PayoutLine.model_construct(member="loic", kind="carried", amount=Cents(1250))
    assert whole == PayoutLine.model_validate(text)
    assert (whole.waived, whole.shares, whole.role) == (False, (), None)
    assert hash(whole) == hash(PayoutLine.model_validate(text))
    assert whole.model_copy(update={"role": "technique/admin-sys"}).role == "technique/admin-sys"
