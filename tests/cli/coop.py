"""A small cooperative in a real git repository, for the tests of commands: three months noted, none closed."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from coopctl import words
from coopctl.cli.app import run
from coopctl.cli.ending import ended
from coopctl.cli.setting import first_setting
from tests.cli.frame import Seen

FILES = {
    "coop.yaml": """\
format: 1
name: Les Jours
slug: les-jours
rate_caps:
- since: 2018-01-01
  cap: 30
statuses:
- status: cape
  title: CAPE
- status: appui
  title: Équipe d'appui
  paid: false
""",
    "members/loic.yaml": "handle: loic\nstatuses:\n- status: cape\n  since: 2024-01-01\n",
    "members/noemie.yaml": "handle: noemie\nstatuses:\n- status: cape\n  since: 2025-01-01\n",
    "members/karim.yaml": "handle: karim\nstatuses:\n- status: cape\n  since: 2023-01-01\n",
    "members/nadege.yaml": "handle: nadege\nstatuses:\n- status: appui\n  since: 2022-01-01\n",
    "circles/technique.yaml": "circle: technique\ntitle: Outils numériques\nsince: 2019-03\n",
    "circles/orientation.yaml": "circle: orientation\ntitle: Cercle d'orientation\n",
    "roles/technique/admin-sys.yaml": """\
role: admin-sys
title: Administration système
mandates:
- member: loic
  since: 2024-06-01
""",
    "roles/orientation/cogerance.yaml": """\
role: cogerance
title: Cogérance
statutory: co-manager
stipend:
- since: 2024-01-01
  monthly: 150
mandates:
- member: karim
  since: 2026-01-01
  election: 2025-12-11-cogerance
""",
    "contributions/2026-08/loic.yaml": """\
- id: laaaaaaa
  date: 2026-08-04
  circle: technique
  role: admin-sys
  hours: 2.5
  rate: 20
  what: Migration du serveur
- id: laaaaaab
  date: 2026-08-20
  hours: 1
  rate: 15
  what: Tri du local
""",
    "contributions/2026-08/nadege.yaml": """\
- id: naaaaaaa
  date: 2026-08-06
  circle: orientation
  hours: 2
  rate: 10
  what: Accueil d'une candidate
""",
    "contributions/2026-09/karim.yaml": """\
- id: kaaaaaaa
  date: 2026-09-10
  circle: orientation
  role: cogerance
  hours: 3
  rate: 25
  what: Rendez-vous avec le réviseur
""",
    "contributions/2026-09/loic.yaml": """\
- id: laaaaaac
  date: 2026-09-15
  circle: technique
  hours: 4
  rate: 20
  what: Sauvegardes
""",
    "contributions/2026-10/noemie.yaml": """\
- id: moaaaaaa
  date: 2026-10-02
  circle: technique
  hours: 1.33
  rate: 17.5
  what: Relecture de la lettre
""",
}
DAYS = {"2026-08": "2026-09-03", "2026-09": "2026-10-05", "2026-10": "2026-11-04", "2026-11": "2026-12-03"}
"""When each month is closed."""


def typed(*args: str, lang: str = "en") -> Seen:
    """Type ``coopctl …`` in a language, into a pipe that reads UTF-8."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    words.set_language(lang)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(args, first_setting(lang, {}))
        except (Exception, KeyboardInterrupt) as error:
            code = ended(error)
    said, beside = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return Seen(code, said, beside)


class Coop:
    """The ledger on disk, and what is typed in it, by noemie unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "noemie")
        self.git("config", "user.email", "noemie@les-jours.invalid")
        self.record("start", **FILES)

    def git(self, *args: str, **env: str) -> str:
        done = subprocess.run(
            ("git", *args), cwd=self.folder, check=True, capture_output=True, text=True, env={**os.environ, **env}
        )
        return done.stdout

    def record(self, message: str, **files: str | None) -> None:
        """Write files by hand and record them with git alone; None removes one."""
        for path, text in files.items():
            place = self.folder / path
            if text is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def alter(self, path: str, old: str, new: str) -> None:
        """Change a file by hand and record it."""
        text = self.text(path)
        assert old in text
        self.record("by hand", **{path: text.replace(old, new, 1)})

    def head(self) -> str:
        return self.git("rev-parse", "HEAD").strip()

    def run(self, *args: str, today: str = "2026-11-04", lang: str = "en") -> Seen:
        return typed("-C", str(self.folder), "--today", today, *args, lang=lang)

    def ok(self, *args: str, today: str = "2026-11-04", lang: str = "en") -> str:
        seen = self.run(*args, today=today, lang=lang)
        assert seen.code == 0, seen
        return seen.out

    def json(self, *args: str, today: str = "2026-11-04") -> Any:
        return json.loads(self.ok(*args, "--format", "json", today=today))

    def close(self, *periods: str) -> None:
        for period in periods:
            self.ok("payout", "close", period, "--yes", today=DAYS[period])
