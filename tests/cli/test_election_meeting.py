"""A meeting of eighteen people, twelve of them at a distance, from framing to minutes, by the commands of each step."""

from __future__ import annotations

import html
import re
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
        "qualities:\n- Patience\nterm_months: 24\nstipend:\n- since: 2024-01-01\n  monthly: 100\n",
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
    coop.ok("election", "consent", ID, "--member", ",".join(one for one in PEOPLE if one not in ("m09", "m12", "m13")))
    coop.ok("election", "object", ID, "--member", "m12", "--text", "Seul, ce rôle ne tient pas l'été")
    coop.ok("election", "object", ID, "--member", "m13", "--text", "Les matins d'hiver")
    coop.ok("election", "resolve", ID, "o2", "--ending", "noted", "--text", "Les matins d'hiver, à regarder")
    coop.ok("election", "leave", ID, "--member", "m17")
    coop.ok("election", "note", ID, "La liaison a coupé cinq minutes")
    coop.ok("election", "resolve", ID, "o1", "--ending", "integrated", "--how", "trial", "--review", "2027-06-01",
            "--text", "En binôme l'été")  # fmt: skip
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
    assert coop.run("check").code == 0
    for form, read in (("markdown", unmarked), ("html", untagged)):
        for lang, listed in (("fr", TOLD), ("en", TOLD_IN_ENGLISH)):
            told = read(coop.ok("election", "minutes", ID, "--format", form, lang=lang))
            assert [one for one in (*listed, *RECORDED) if one not in told] == [], (form, lang)
            assert "motif de" not in told, "the words of reasons are not handed out at this level"


RECORDED = (
    "Salle et visio", "founding", "Que l'on soit bien reçu", "Patience", "sha256:", "m02 m05",
    "Le rôle demande d'être là le matin", "m12 Seul, ce rôle ne tient pas l'été", "En binôme l'été",
    "Les matins d'hiver, à regarder", "La liaison a coupé cinq minutes",
    "m01, m02, m03, m04, m05, m06, m07, m08, m10, m11, m12, m13, m14, m15, m16, m18, m09",
)  # fmt: skip
TOLD = (
    "m01 (facilite) m09",
    "2 novembre 2026", "facilite m01", "écrit m02", "m01 CAPE sur place", "m07 CAPE à distance", "m18 CAPE absent·e",
    "2 autres personnes observent", "24 mois", "100,00 €", "m03 m05 motif donné", "Tour 2", "m04 m05 motif donné",
    "m05 12, m09 6", "m05 13, m09 5", "Proposition 1 : m09", "Proposition faite par m01", "intégrée", "vigilance",
    "Tours complets : 2", "m09 : oui", "m09 du 1er décembre 2026 au 30 novembre 2028 1er juin 2027",
    "arrivent, à distance : m18", "partent : m17",
)  # fmt: skip
TOLD_IN_ENGLISH = (
    "2 November 2026",
    "m01 (facilitates) m09",
    "m07 CAPE there, at a distance",
    "m09 from 1 December 2026 to 30 November 2028",
)
"""What minutes must have of this meeting, whatever their form: all that was agreed, said and decided."""


def unmarked(page: str) -> str:
    """Markdown as its words are read: without bars and marks."""
    return " ".join(re.sub(r"[|\\*#]", " ", page).split())


def untagged(page: str) -> str:
    """The words of a page in HTML."""
    body = re.sub(r"<(style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
