"""A change that ends many mandates lists them and asks once, whichever command makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop

MANY = "role: garde\ntitle: Garde\naccountabilities: [Garder]\nseats: 9\nmandates:\n" + "".join(
    f"- member: {member}\n  since: 2025-01-01\n" for member in ("loic", "noemie", "karim")
)
NONE = MANY.partition("mandates:")[0]
CIRCLE = "circle: garde\ntitle: Garde\nsince: 2019-03\n"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    made = Coop(tmp_path / "coop")
    made.record("more", **{"roles/garde/garde.yaml": MANY, "circles/garde.yaml": CIRCLE})
    return made


def test_by_hand_it_asks_and_says_what_ends(coop: Coop) -> None:
    (coop.folder / "roles/garde/garde.yaml").write_text(NONE)
    head = coop.head()
    seen = coop.run("save", "-m", "Plus de garde")
    assert (seen.code, coop.head()) == (2, head)
    assert "! 3 mandates end before their time, of 5 that were not due to end\n" in seen.err
    assert "!   garde/garde: karim, without an end; the mandate is gone\n" in seen.err
    assert "--yes is missing" in seen.err
    shown = coop.ok("save", "-n")
    assert "! 3 mandates end before their time" in shown
    assert "! 3 mandates end before their time" in coop.ok("diff")
    assert coop.run("save", "-m", "Plus de garde", "--yes").code == 0
    assert coop.head() != head
    assert "! 3 mandates" in coop.ok("diff", "HEAD~1..HEAD")


def test_it_asks_once_and_a_no_writes_nothing(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: object, **given: object) -> bool:
        asked.append(str(question))
        return len(asked) > 1

    monkeypatch.setattr("coopctl.cli.show_ask.confirm", answer)
    (coop.folder / "roles/garde/garde.yaml").write_text(NONE)
    head = coop.head()
    seen = coop.run("save", "-m", "Plus de garde")
    assert (seen.code, coop.head(), asked) == (5, head, ["Record it all the same?"])
    assert "nothing was recorded" in seen.err
    assert coop.run("save", "-m", "Plus de garde").code == 0
    assert (len(asked), coop.head() != head) == (2, True)


def test_one_mandate_is_ended_without_a_word_but_not_the_last_of_a_critical_role(coop: Coop) -> None:
    assert coop.run("role", "vacate", "garde/garde", "karim").code == 0
    coop.record("critical", **{"circles/technique.yaml": "circle: technique\ntitle: Technique\ncritical: true\n"})
    seen = coop.run("role", "vacate", "technique/admin-sys", "loic")
    assert seen.code == 2
    assert "! nobody is left in technique/admin-sys, and the cooperative stops without it" in seen.err
    assert coop.run("role", "vacate", "technique/admin-sys", "loic", "--yes").code == 0


def test_who_leaves_with_two_roles_and_what_takes_a_start_back_are_looked_at_too(coop: Coop) -> None:
    coop.ok("role", "assign", "technique/admin-sys", "noemie", "--since", "2026-11-01", "--agreed")
    seen = coop.run("undo")
    assert seen.code == 0, "one mandate"
    coop.record("hers", **{"roles/technique/admin-sys.yaml": "role: admin-sys\ntitle: S\nmandates:\n"
                                                             "- member: noemie\n  since: 2025-02\n"})  # fmt: skip
    seen = coop.run("member", "leave", "noemie", "--on", "2026-12-31")
    assert seen.code == 2
    assert "!   technique/admin-sys: noemie, without an end until now, then until 31 December 2026" in seen.err


def test_a_line_of_the_board_is_never_asked_about(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopctl.stakes.stakes", lambda *given: pytest.fail("mandates were looked at"))
    coop.ok("contrib", "add", "Tri", "--hours", "1", "--rate", "10", "--date", "2026-11-03")


def test_it_is_said_in_french(coop: Coop) -> None:
    (coop.folder / "roles/garde/garde.yaml").write_text(NONE)
    seen = coop.run("save", "-m", "Plus de garde", lang="fr")
    assert "! 3 mandats se terminent avant leur date" in seen.err
