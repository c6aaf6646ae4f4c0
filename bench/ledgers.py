"""Ledgers of any size, made of plausible work, always the same for the same size."""

from __future__ import annotations

import calendar
import datetime as dt
import random
import subprocess
from pathlib import Path

from coopctl.document.write import emit
from coopctl.entry import MODELINE, Entry, sheet_path, tree
from coopctl.records.kinds import modeline
from coopctl.values import Hours, Month, Rate

WORK = (
    "Relecture de la lettre", "Réunion hebdo du cercle", "Migration du serveur de courriel", "Entretien de suivi",
    "Dossier Qualiopi, indicateur 12", "Permanence téléphonique", "Mise à jour du site", "Préparation de l'AG",
)  # fmt: skip
CIRCLES = ("accompagnement", "admin-compta", "communication", "qualiopi", "technique", "vie-cooperative")
A_MONTH = 20
LAST = Month(2026, 10)


def files(contributions: int, members: int = 90) -> dict[str, str]:
    """Path → text of a ledger with about that many contributions, ending in October 2026."""
    rng = random.Random(contributions)
    handles = [f"m{number:03d}" for number in range(members)]
    months = [LAST]
    while len(months) * members * A_MONTH < contributions:
        months.append(months[-1].previous)
    found = {"coop.yaml": emit(_charter(), modeline("coop.yaml"))}
    for handle in handles:
        path = f"members/{handle}.yaml"
        status = {"status": "esa", "since": months[-1].first}
        found[path] = emit({"handle": handle, "statuses": [status]}, modeline(path))
    for circle in CIRCLES:
        path = f"circles/{circle}.yaml"
        found[path] = emit({"circle": circle, "title": circle.capitalize()}, modeline(path))
    left = contributions
    for month in reversed(months):
        for handle in handles:
            entries = [tree(_entry(rng, month)) for _ in range(min(A_MONTH, left))]
            left -= len(entries)
            if entries:
                found[sheet_path(month, handle)] = emit(entries, MODELINE)
    return found


def _entry(rng: random.Random, month: Month) -> Entry:
    letters = "abcdefghijklmnopqrstuvwxyz23456789"
    day = rng.randint(1, calendar.monthrange(*month)[1])
    return Entry(
        id=rng.choice(letters[:26]) + "".join(rng.choices(letters, k=7)),
        date=dt.date(*month, day),
        circle=rng.choice(CIRCLES),
        hours=Hours(rng.choice((25, 50, 75, 100, 125))),
        rate=Rate(rng.choice((0, 1000, 1500, 1800, 2000, 3000))),
        what=f"{rng.choice(WORK)} {rng.randint(1, 999)}",
    )


def _charter() -> dict[str, object]:
    return {
        "format": 1,
        "name": "Banc d'essai",
        "slug": "banc",
        "rate_caps": [{"since": dt.date(2018, 1, 1), "cap": 30}],
        "statuses": [{"status": "esa", "title": "ESA"}],
    }


def build(folder: Path, contributions: int, members: int = 90) -> Path:
    """A git repository with such a ledger, in one commit."""
    for path, text in files(contributions, members).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for command in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "m000"],
        ["config", "user.email", "m000@banc.invalid"],
        ["add", "-A"],
        ["commit", "-q", "-m", "bench: a ledger"],
        ["gc", "-q"],
    ):
        subprocess.run(["git", "-c", "gc.auto=0", *command], cwd=folder, check=True)
    return folder
