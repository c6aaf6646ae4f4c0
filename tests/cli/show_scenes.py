"""Small programs that show things, run behind a real terminal or a pipe: ``python -m tests.cli.show_scenes NAME``."""

from __future__ import annotations

import sys

from coopctl.cli import show
from coopctl.cli.show import Column
from coopctl.cli.show_ask import ask, ask_for, choose, confirm
from coopctl.problem import CoopError
from coopctl.report.text import text
from coopctl.values import Cents, Hours, parse_hours
from coopctl.words import set_language
from tests.report.samples import FILES, FINDINGS, hostile, hostile_texts

ROWS = [
    ("loic", "technique", "Migration du serveur de courriel vers la nouvelle machine", Hours(250), Cents(5000)),
    ("zoe", "communication", "Lettre d'octobre", Hours(133), Cents(1995)),
    ("ana", None, "[bold]Accueil[/bold] 漢字", Hours(1275), Cents(123456)),
]
COLUMNS = ["member", "circle", Column("what", free=True), "hours", "to pay"]


def table() -> None:
    show.table(COLUMNS, ROWS, "October 2026", ("total", None, None, Hours(1658), Cents(130451)))


def narrow() -> None:
    show.table(["member", Column("what", free=True), "to pay"], [(row[0], row[2], row[4]) for row in ROWS])


def whole() -> None:
    show.table(["member", Column("what", whole=True), "hours"], [(row[0], row[2], row[3]) for row in ROWS])


def bars() -> None:
    show.bars([(row[0], int(row[4]), row[4]) for row in ROWS] + [("nobody", 0, Cents(0))], "October 2026")


def below() -> None:
    show.bars([("loic", 5000, Cents(5000)), ("zoe", -2500, Cents(-2500)), ("ana", 0, Cents(0))])


def diff() -> None:
    show.diff("id: a\nhours: 2.5\nrate: 35\n", "id: a\nhours: 2.5\nrate: 30", "contributions/2026-10/loic.yaml")


def findings() -> None:
    seen = show.screen()
    show.out(text(FINDINGS, FILES.get, "en", seen.color, seen.width), styled=True)


def everything() -> None:
    table()
    bars()
    below()
    diff()
    findings()
    show.note("a note")
    show.err("an error")


def nasty() -> None:
    for one in hostile_texts(int(sys.argv[2])):
        show.table([one, "n"], [(one, 1), (one, 2)], one, (one, 3))
        show.bars([(one, 1, one)], one)
        show.diff(one, one + "x", one)
        show.out(one)
        show.err(one)
        show.out(text([hostile(one)], lambda path, line=one: line, "en", True, 80), styled=True)


def many() -> None:
    for number in range(20_000):
        show.out(f"line {number}")


def questions() -> None:
    show.out("name=" + ask("name", option="--name"))
    show.out("circle=" + ask("circle", "technique", option="--circle"))
    show.out(f"hours={ask_for('hours', parse_hours, option='--hours').fixed}")
    show.out(f"which={choose('which', ['admin-sys', 'accueil', 'accueil-soir'], option='--role')}")
    show.out(f"close={confirm('close', default=True)}")
    show.out(f"sure={confirm('sure')}")


def main() -> int:
    set_language("en")
    show.configure(no_input="--no-input" in sys.argv, quiet="--quiet" in sys.argv)
    try:
        globals()[sys.argv[1]]()
    except CoopError as error:
        show.err(error.text)
        return error.code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
