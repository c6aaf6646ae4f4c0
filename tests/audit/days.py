"""make histories: random days of a cooperative in two clones, and a history that must be sound whatever they did.

``python -m tests.audit.days [--count 20] [--seed 1]``. The same seed types the same commands. Refusals are part of
the days: what matters is that nothing coopctl itself records is ever found at fault.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.cli.coop import Coop, typed

Words = list[str]
MEMBERS = ("loic", "noemie", "karim")


def _add(chance: random.Random) -> Words:
    hours, rate = chance.choice(("1h", "0.5", "2h30")), chance.choice(("0", "15", "30"))
    day = f"2026-{chance.choice(('09', '10', '11'))}-{chance.randint(1, 23):02}"
    return ["contrib", "add", "Travail", "--hours", hours, "--rate", rate, "--date", day]


def _line(chance: random.Random) -> str:
    found = json.loads(typed("contrib", "list", "--format", "json").out or "[]")
    lines = found if isinstance(found, list) else found.get("lines", [])
    return str(chance.choice(lines)["id"]) if lines else "none"


def _for(chance: random.Random) -> Words:
    return [*_add(chance), "--for", chance.choice(MEMBERS)]


def _listed(noun: str, key: str, of: str = "") -> list[str]:
    """What there is of a noun, by name; of one state where that is said."""
    found = json.loads(typed(noun, "list", "--format", "json").out or "[]")
    return [str(one[key]) for one in found if not of or one.get("state") == of]


BALLOTS = "--ballot loic=noemie:a --ballot noemie=noemie:b --ballot karim=loic:c"
NEXT = {
    "ballots": ("nominate", BALLOTS),
    "change": ("change", ""),
    "proposal": ("propose", "--member noemie --because Oui"),
    "objections": ("consent", "--all"),
    "integration": ("resolve", "o1 --ending withdrawn"),
    "acceptance": ("accept", ""),
    "suspended": ("resume", "--present loic,noemie,karim"),
}
"""The step that brings an election on from where it stands."""


ELSE = (
    ("note", "Une_pause"), ("object", "--member loic --text Long"), ("suspend", "--until 2026-11-30 --because Tard"),
    ("cancel", "--because Non"), ("correct", "Lire"), *NEXT.values(),
)  # fmt: skip
"""Steps that may be taken at other times, or never there."""


def _open(chance: random.Random) -> Words:
    role = chance.choice(("technique/admin-sys", "orientation/cogerance"))
    return ["election", "open", role, "--present", "loic,noemie,karim", "--absent", "nadege", "--facilitator",
            chance.choice(("nadege", "loic")), "--term-months", "24", "--since", "2027-01-01"]  # fmt: skip


def _step(chance: random.Random) -> Words:
    """Mostly the next step of some election; now and then another one, out of place or not."""
    found = json.loads(typed("election", "list", "--format", "json").out or "[]")
    if not found:
        return _open(chance)
    one = chance.choice(found)
    verb, rest = NEXT.get(one["state"], ("note", "Rien"))
    if chance.random() < 0.2:
        verb, rest = chance.choice(ELSE)
    return ["election", verb, one["id"], *rest.split()]


def _decide(chance: random.Random) -> Words:
    known = _listed("decision", "decision")
    if not known or chance.random() < 0.3:
        name = f"essai-{chance.randint(1, 3)}"
        return ["decision", "propose", "Un essai", "--slug", name, "--circle", "technique", "--proposal", "On essaie"]
    verb = chance.choice(("object", "resolve", "amend", "round", "round", "round", "adopt", "adopt", "adopt", "review"))
    rest = {"object": ["--about", "Non"], "resolve": ["o1", "--integrated", "Moins"], "amend": ["Autrement"],
            "round": ["--consenting", "3"], "review": ["--next", "2027-03-01"],
            "adopt": ["--review", "2027-03-01"]}  # fmt: skip
    return ["decision", verb, chance.choice(known), *rest.get(verb, [])]


def _need(chance: random.Random) -> Words:
    known = _listed("need", "need")
    if not known or chance.random() < 0.4:
        return ["need", "add", f"Un besoin {chance.randint(1, 20)}", "--circle", "technique"]
    verb = chance.choice(("take", "done", "take"))
    return ["need", verb, chance.choice(known), *((chance.choice(MEMBERS),) if verb == "take" else ())]


def _budget(chance: random.Random) -> Words:
    known = _listed("decision", "decision")
    named = ["--decision", chance.choice(known)] if known and chance.random() < 0.5 else []
    one, other = chance.sample(("technique", "orientation"), 2)
    if chance.random() < 0.6:
        return ["budget", "grant", one, str(chance.choice((100, 250, 900))), "--period", "2026-Q4", *named]
    return ["budget", "transfer", "50", "--from", one, "--to", other, "--period", "2026-Q4", "--note", "Salle", *named]


COMMANDS: tuple[tuple[int, Callable[[random.Random], Words]], ...] = (
    (8, _add),
    (2, _for),
    (4, lambda chance: ["contrib", "edit", _line(chance), "--rate", chance.choice(("10", "20", "25"))]),
    (2, lambda chance: ["contrib", "remove", _line(chance), "--yes"]),
    (1, lambda chance: ["payout", "close", chance.choice(("2026-08", "2026-09", "2026-10")), "--yes"]),
    (2, lambda chance: ["circle", "join", "technique", chance.choice(MEMBERS), "--since", "2026-10-01"]),
    (1, lambda chance: ["role", "assign", "technique/admin-sys", chance.choice(MEMBERS), "--since", "2026-11-01"]),
    (1, lambda chance: ["role", "edit", "technique/admin-sys", "--title", f"Titre {chance.randint(1, 9)}"]),
    (1, lambda chance: ["member", "follow-up", chance.choice(MEMBERS), "2026-12-15"]),
    (1, lambda chance: ["member", "add", f"x{chance.randint(1, 99)}", "--status", "cape", "--since", "2026-11-01"]),
    (1, lambda _chance: ["member", "rename", "nadege", "nad", "--yes"]),
    (1, _open),
    (7, _step),
    (5, _decide),
    (3, _need),
    (3, _budget),
    (2, lambda _chance: ["undo", "--yes"]),
    (5, lambda _chance: ["sync"]),
)


def clones(place: Path) -> list[Path]:
    """Two clones of one small cooperative, of noemie and of loic, and what they share."""
    first = Coop(place / "first")
    shared, second = place / "shared", place / "second"
    subprocess.run(["git", "clone", "-q", "--bare", str(first.folder), str(shared)], check=True)
    first.git("remote", "add", "origin", str(shared))
    first.git("fetch", "-q")
    first.git("branch", "-q", "-u", "origin/main")
    subprocess.run(["git", "clone", "-q", str(shared), str(second)], check=True)
    for name, value in (("user.name", "loic"), ("user.email", "loic@les-jours.invalid")):
        subprocess.run(["git", "-C", str(second), "config", name, value], check=True)
    return [first.folder, second]


def days(place: Path, seed: int, steps: int = 25) -> tuple[list[str], list[str]]:
    """Type random commands in both clones, share, and audit: the commands that were taken, and what was found."""
    chance = random.Random(seed)
    here, folders, taken = os.getcwd(), clones(place), []
    weights = [weight for weight, _ in COMMANDS]
    try:
        for _ in range(steps):
            os.chdir(chance.choice(folders))
            words = chance.choices(COMMANDS, weights)[0][1](chance)
            if typed("--today", "2026-11-24", "--no-input", *words).code == 0:
                taken.append(" ".join(words))
        found = []
        for folder in (*folders, folders[0]):
            os.chdir(folder)
            typed("--no-input", "sync")
            told = json.loads(typed("audit", "--format", "json").out)
            found += [f"{one['rule']}: {one['message']}" for one in told["findings"] if one["severity"] == "error"]
    finally:
        os.chdir(here)
    return taken, found


def main() -> int:
    """Some cooperatives, and those whose history was found at fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit.days", description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wrong = commands = 0
    for seed in range(asked.seed, asked.seed + asked.count):
        with tempfile.TemporaryDirectory(prefix="coopctl-days-") as place:
            taken, found = days(Path(place), seed)
        commands += len(taken)
        wrong += bool(found)
        for one in dict.fromkeys(found):
            print(f"seed {seed}: {one}")
    print(f"{asked.count} histories of {commands} commands; {wrong} found at fault")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
