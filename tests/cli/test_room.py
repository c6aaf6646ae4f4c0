"""An election led at a real terminal, in French: killed in the middle of a round, taken up again where it was."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from coopctl.room import rehearsal
from tests.cli.coop import typed
from tests.room.test_room import DAY

ROOT = Path(__file__).resolve().parents[2]
ID = "2026-11-24-relais"


def git(folder: Path, *args: str) -> str:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, text=True, env=env).stdout


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    for path, data in rehearsal.files(DAY).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "ana")
    git(folder, "config", "user.email", "ana@repetition.invalid")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "start")
    private = folder / ".git/coopctl/private"
    private.mkdir(parents=True)
    (private / "names.yaml").write_text("".join(f"{one}: {name}\n" for one, name in rehearsal.NAMES.items()))
    return folder


class Terminal:
    """A facilitator at an 80-column terminal."""

    def __init__(self, folder: Path, *args: str) -> None:
        env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
        env |= {"COOPCTL_LANG": "fr", "COOPCTL_TODAY": "2026-11-24", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        command = ["-m", "coopctl", "election", "run", *args]
        self.child: Any = pexpect.spawn(
            sys.executable, command, cwd=str(folder), env=env, encoding="utf-8", timeout=30, dimensions=(50, 80)
        )
        self.child.delaybeforesend = None

    def sees(self, *texts: str) -> Terminal:
        for text in texts:
            self.child.expect(re.escape(text).replace("\\ ", "[ \u00a0\u202f]"))
        return self

    def types(self, *pairs: str) -> Terminal:
        for question, answer in zip(pairs[::2], pairs[1::2], strict=True):
            self.sees(question)
            self.child.send(answer + "\r")
        return self

    def whose(self, before: str = "") -> str:
        """Whose turn it is in a round of objections; a line drawn again is not another turn."""
        who = before
        while who == before:
            self.child.expect(r"> (\S+) \[pas d['’]objection\]")
            who = str(self.child.match[1])
        return who

    def ends(self) -> str:
        rest = str(self.child.read())
        self.child.close()
        assert self.child.exitstatus == 0, rest
        return rest


@pytest.fixture
def at() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for one in opened:
        one.child.close(force=True)


FRAMED = (
    "Pour quel rôle ?", "relais", "Qui est là, à distance compris ?", "", "Qui est à distance ?", "bilal, chloé",
    "Où sommes-nous", "", "Qui observe", "2", "Qui facilite ?", "hugo", "Qui écrit", "chloé",
)  # fmt: skip
CHAT = """\
Ana Costa : je propose Emma, elle écoute
Bilal : Emma
18:42 Chloé : Emma parce qu'elle a du recul
Diego : Emma
Farid : Emma
Gaëlle
Emma
.""".replace("\n", "\r")


def opened_at(ledger: Path, at: list[Terminal]) -> Terminal:
    """An election just opened in the room, the usual answers given."""
    one = Terminal(ledger)
    at.append(one)
    one.types(*FRAMED, "Pour combien de mois ?", "", "Selon quelles règles ?", "", "Une règle autrement ?", "")
    return one.types("reste pour toujours ?", "", "Combien de minutes", "", "C'est bien cela ?", "")


def test_killed_in_the_framing_and_in_a_round_it_goes_on_where_it_was(ledger: Path, at: list[Terminal]) -> None:
    first = Terminal(ledger)
    at.append(first)
    first.types(*FRAMED).sees("Pour combien de mois ?")
    first.child.kill(signal.SIGKILL)

    second = Terminal(ledger)
    at.append(second)
    second.sees("7 réponses gardées").types(
        "Pour combien de mois ?", "", "Selon quelles règles ?", "", "Une règle autrement ?", ""
    )
    second.sees("Ce qui est enregistré ne s'efface pas").types("reste pour toujours ?", "", "Combien de minutes", "40")
    second.sees("avant tout nom", "Hugo", "2 de plus").types("C'est bien cela ?", "")
    second.sees("━━ Relais des outils ━━", "En silence").types("Tout le monde a écrit ?", "")
    assert "kind: ballots" not in git(ledger, "show", f"HEAD:elections/{ID}.yaml")
    second.types("Colle ici", CHAT).sees("6 lus, 0 à préciser")
    second.types("Emma propose", "ana : sait expliquer", "Hugo propose", "ana")
    second.sees("Emma", "elle écoute").types("Chaque bulletin est-il juste ?", "")
    second.sees("━━ Relais des outils ━━ tour des motifs ━━")
    for _ in range(3):
        second.types(", pour ", "des mots dits")
    second.sees("4 sur 8")
    second.child.kill(signal.SIGKILL)

    third = Terminal(ledger)
    at.append(third)
    third.sees("gardées, pas encore enregistrées", "tour des motifs", "4 sur 8")
    for _ in range(5):
        third.types(", pour ", "des mots dits")
    third.types("reconnaît ses mots ?", "").sees("second tour")
    for _ in range(8):
        third.types("garde son bulletin]", "")
    third.types("Personne ne reporte sa voix", "").sees("Repère, décompte indicatif", "des mots dits")
    third.types("Hugo, qui proposes-tu ?", "emma", "Pourquoi Emma", "le rôle demande de l'écoute")
    third.sees("Je propose Emma")
    third.types("C'est bien la proposition ?", "")
    spoken = [third.whose()]
    third.child.send("\r")
    following = third.whose(spoken[0])
    third.child.kill(signal.SIGKILL)

    fourth = Terminal(ledger)
    at.append(fourth)
    for _ in range(7):
        spoken.append(fourth.whose(spoken[-1]))
        fourth.child.send("\r")
    assert spoken[1] == following, "the same order, without who has spoken"
    assert (len(set(spoken)), spoken[-1]) == (8, "Emma"), "everybody once, who is proposed last"
    fourth.types("Personne n'a d'objection", "", "Emma, ta réponse ?", "oui").sees("Merci à Emma")
    fourth.ends()
    sheet = git(ledger, "show", "HEAD:roles/technique/relais.yaml")
    assert f"- member: emma\n  since: 2026-11-24\n  until: 2028-11-23\n  election: {ID}\n" in sheet
    assert git(ledger, "rev-list", "--count", "HEAD").strip() == "8", "one record for each step"
    everything = git(ledger, "log", "-p", "--all")
    assert "des mots dits" not in everything
    assert "elle écoute" not in everything
    assert not list((ledger / ".git/coopctl/private").glob("draft-election*"))


def test_a_chat_pasted_at_once_is_read_and_the_clock_ticks(ledger: Path, at: list[Terminal]) -> None:
    one = opened_at(ledger, at)
    one.types("Tout le monde a écrit ?", "").sees("Colle ici")
    one.child.expect(r"reste [45]:\d\d")
    one.child.expect(r"7m\d\x1b")  # a second later its last figure is drawn again, and nothing else
    pasted = CHAT.removesuffix("\r.")
    one.child.send(f"\x1b[200~{pasted}\x1b[201~\r")
    one.sees("c'est tout]").child.send("\r")
    one.sees("6 lus, 0 à préciser").types("Emma propose", "ana : sait expliquer", "Hugo propose", "sans")
    one.sees("elle écoute", "pas de bulletin").types("Chaque bulletin est-il juste ?", "")
    one.sees("tour des motifs")


def test_called_off_with_its_reason(ledger: Path, at: list[Terminal]) -> None:
    one = opened_at(ledger, at)
    one.types("Tout le monde a écrit ?", "x").sees("Nous annulons").types("Pourquoi l'annuler", "")
    one.sees("il faut quelques mots").types("Pourquoi l'annuler", "<", "Tout le monde a écrit ?", "x")
    one.types("Pourquoi l'annuler", "la fiche est à revoir").sees("personne n'est désigné")
    one.ends()
    assert "  kind: cancellation\n  why: la fiche est à revoir\n" in git(ledger, "show", f"HEAD:elections/{ID}.yaml")


def test_handed_over_then_suspended_reframed_and_taken_up_by_others(ledger: Path, at: list[Terminal]) -> None:
    one = opened_at(ledger, at)
    one.types("Tout le monde a écrit ?", "", "Colle ici", "")
    for _ in range(8):
        one.types(" propose :", "hugo : il écoute")
    one.types("Chaque bulletin est-il juste ?", "")
    for _ in range(8):
        one.types(", pour Hugo [il écoute]", "")
    one.types("reconnaît ses mots ?", "")
    for _ in range(8):
        one.types("garde son bulletin]", "")
    one.types("Personne ne reporte sa voix", "").sees("Hugo facilite et a été cité")
    one.types(
        "Qui facilite à partir d'ici ? [Chloé]", "", "Chloé, qui proposes-tu ?", "hugo", "Pourquoi Hugo", "le calme"
    )
    one.types("C'est bien la proposition ?", "").sees("1 sur 8").types(
        "[pas d'objection]", "", "[pas d'objection]", "s"
    )
    one.sees("Rien n'est perdu").types("Quand reprend-on ?", "2026-12-01")
    one.ends()

    two = Terminal(ledger)
    at.append(two)
    two.sees("suspendue", "1er décembre 2026").types("Qui est là aujourd'hui ?", "sauf diego, farid")
    two.sees("Absent·es : Diego, Farid").types("Qui est à distance ?", "").sees("reprend depuis le début", "1 sur 6")
    two.types(
        "[pas d'objection]", "c", "Pour combien de mois, alors ?", "12", "Pourquoi, du côté du rôle ?", "un an d'abord"
    )
    two.sees("telle qu'amendée", "12 mois")
    spoken: list[str] = []
    for _ in range(6):
        spoken.append(two.whose(spoken[-1] if spoken else ""))
        two.child.send("\r")
    assert (len(set(spoken)), spoken[-1]) == (6, "Hugo")
    two.types("Personne n'a d'objection", "", "Hugo, ta réponse ?", "oui").sees("Merci à Hugo")
    two.ends()
    assert "  until: 2027-11-23\n" in git(ledger, "show", "HEAD:roles/technique/relais.yaml")


def test_seats_and_a_college_are_asked_at_the_framing(ledger: Path, at: list[Terminal]) -> None:
    sheet = ledger / "roles/technique/relais.yaml"
    sheet.write_text(sheet.read_text() + "seats: 3\ncolleges:\n- college: usagers\n  title: Usagers\n  seats: 1\n")
    git(ledger, "commit", "-qam", "seats")
    one = Terminal(ledger)
    at.append(one)
    one.types(*FRAMED).sees("Le rôle a 3 sièges").types("Combien de sièges", "2", "L'un après l'autre", "2")
    one.types(
        "Pour quel collège ?",
        "usagers",
        "Pour combien de mois ?",
        "",
        "Selon quelles règles ?",
        "",
        "Une règle autrement ?",
        "",
    )
    one.types("reste pour toujours ?", "", "Combien de minutes", "").sees("en groupe", "usagers")
    one.types("C'est bien cela ?", "").sees("jusqu'à 2 noms")
    record = git(ledger, "show", f"HEAD:elections/{ID}.yaml")
    assert ("  seats: 2\n" in record, "  college: usagers\n" in record, "several_seats: slate" in record) == (True,) * 3


def test_sealed_ballots_that_are_open_are_taken_in(ledger: Path, at: list[Terminal]) -> None:
    here = ("-C", str(ledger), "--today", "2026-11-24")
    everybody = ",".join(rehearsal.NAMES)
    assert typed(*here, "election", "open", "technique/relais", "--present", everybody, "--facilitator", "hugo",
                 "--sealed").code == 0  # fmt: skip
    for who in ("bilal", "chloe"):
        said = typed(*here, "--as", who, "election", "nominate", ID, "--sealed", "emma", "--because", "son recul")
        assert said.code == 0, said
    one = Terminal(ledger)
    at.append(one)
    one.sees("Scellés, pas encore ouverts : Bilal, Chloé").types("Tout le monde a écrit ?", "")
    assert typed(*here, "--as", "bilal", "election", "reveal", ID, "--mine").code == 0
    one.types("Colle ici", "").sees("déjà ouverts : Bilal", "pas encore ouverts : Chloé")
    for _ in range(7):
        one.types(" propose :", "emma")
    one.types("Chaque bulletin est-il juste ?", "bilal").sees("il reste tel qu'il a été ouvert")
    one.types("Chaque bulletin est-il juste ?", "").sees("tour des motifs", "2 sur 8")
    record = git(ledger, "show", f"HEAD:elections/{ID}.yaml")
    assert record.count("sealed: hmac-sha256:") == 1, "the one that was opened, as it was sealed"
    assert typed(*here, "check").code == 0


def test_what_was_kept_of_an_election_that_ended_elsewhere_is_forgotten(ledger: Path, at: list[Terminal]) -> None:
    one = opened_at(ledger, at)
    one.types("Tout le monde a écrit ?", "").sees("Colle ici").child.kill(signal.SIGKILL)
    draft = ledger / f".git/coopctl/private/draft-election-{ID}.yaml"
    kept = draft.read_text()
    here = ("-C", str(ledger), "--today", "2026-11-24")
    assert typed(*here, "election", "cancel", ID, "--because", "la fiche est à revoir").code == 0
    draft.write_text(kept)  # as on another machine
    two = Terminal(ledger)
    at.append(two)
    two.types("Pour quel rôle ?", "q")
    two.ends()
    assert not draft.exists()


def test_leaving_keeps_all_and_nothing_is_written_by_a_rehearsal(ledger: Path, at: list[Terminal]) -> None:
    one = Terminal(ledger, "relais")
    at.append(one)
    one.types("Pour quel rôle ? [technique/relais]", "", "Qui est là", "q").sees("Tout est gardé")
    one.ends()
    before = sorted(path for path in ledger.rglob("*") if path.is_file())
    play = Terminal(ledger, "--rehearsal")
    at.append(play)
    play.sees("rien n'est écrit").types(
        "Pour quel rôle ? [technique/relais]", "", "Qui est là", "zoé", "Qui est là", ""
    )
    play.sees("Qui est à distance ?").child.sendintr()
    play.ends()
    assert sorted(path for path in ledger.rglob("*") if path.is_file()) == before


def test_without_a_terminal_it_names_the_commands(ledger: Path) -> None:
    seen = typed("-C", str(ledger), "election", "run")
    assert (seen.code, "coopctl election --help" in seen.err) == (2, True)
