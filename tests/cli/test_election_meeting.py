"""A meeting of eighteen people, twelve of them at a distance, from framing to mandate, by the commands of each step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop

ID = "2026-11-02-accueil"
PEOPLE = tuple(f"m{n:02}" for n in range(1, 19))
REMOTE = PEOPLE[6:]


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    made = Coop(tmp_path / "coop")
    files = {
        "circles/accueil.yaml": "circle: accueil\ntitle: Accueil\nmembers:\n"
        + "".join(f"- member: {one}\n  since: 2024-01-01\n" for one in PEOPLE),
        "roles/accueil/accueil.yaml": "role: accueil\ntitle: Accueil\npurpose: Que l'on soit bien reçu\n"
        "qualities:\n- Patience\nterm_months: 24\n",
        **{f"members/{one}.yaml": f"handle: {one}\nstatuses:\n- status: cape\n  since: 2024-01-01\n" for one in PEOPLE},
    }
    for path, text in files.items():
        (made.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (made.folder / path).write_text(text)
    made.git("add", "-A")
    made.git("commit", "-q", "-m", "eighteen people")
    return made


def test_a_meeting_of_eighteen_twelve_at_a_distance(coop: Coop, tmp_path: Path) -> None:
    coop.ok(
        "election", "open", "accueil/accueil", "--present", ",".join(PEOPLE[:17]), "--absent", PEOPLE[17],
        "--remote", ",".join(REMOTE[:11]), "--facilitator", "m01", "--secretary", "m02", "--observers", "2",
        "--place", "Salle et visio", "--date", "2026-11-02", "--since", "2026-12-01",
    )  # fmt: skip
    coop.ok("election", "arrive", ID, "--member", "m18", "--remote")
    named = {one: ("m05" if n % 3 else "m09") for n, one in enumerate(PEOPLE)}
    chat = tmp_path / "ballots"
    chat.write_text("".join(f"{one}={named[one]}:motif de {one}\n" for one in PEOPLE))
    assert "18 ballots are shown" in coop.ok("election", "nominate", ID, "--input", str(chat))
    coop.ok("election", "change", ID, "--ballot", "m04=m05:ce qui a été dit de la patience")
    coop.ok("election", "propose", ID, "--member", "m09", "--because", "Le rôle demande d'être là le matin")
    coop.ok("election", "consent", ID, "--member", ",".join(one for one in PEOPLE if one not in ("m09", "m12")))
    coop.ok("election", "object", ID, "--member", "m12", "--text", "Seul, ce rôle ne tient pas l'été")
    coop.ok("election", "leave", ID, "--member", "m17")
    coop.ok("election", "resolve", ID, "o1", "--ending", "integrated", "--how", "pair", "--text", "En binôme l'été")
    assert coop.run("election", "accept", ID).code == 1, "everybody there speaks again first"
    coop.ok("election", "consent", ID, "--all")
    coop.ok("election", "accept", ID)
    shown = coop.json("election", "show", ID)
    assert (shown["state"], shown["outcome"]["member"], len(shown["present"])) == ("designated", "m09", 17)
    assert [one["name"] for one in shown["tally"]] == ["m05", "m09"], "who is proposed is not the top of the tally"
    assert len(shown["proposals"][0]["no_objection"]) == 17
    assert f"- member: m09\n  since: 2026-12-01\n  until: 2028-11-30\n  election: {ID}\n" in coop.text(
        "roles/accueil/accueil.yaml"
    )
    assert "motif de" not in coop.git("log", "-p", "--all")
    assert [line for line in coop.run("check").out.splitlines() if ID in line] == []
