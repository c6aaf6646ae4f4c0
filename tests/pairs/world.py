"""The ledger that every pair of commands starts from, and what each command makes of it."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bench.signing import public
from tests.cli.coop import Coop
from tests.pairs.examples import EXAMPLES, Example, Typed, ballots

Files = Mapping[str, bytes]
STAGES = range(1, 21)

MORE = {
    "members/paul.yaml": "handle: paul\nsite: Guéret\nskills:\n- comptes\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
    f"keys:\n- key: {public('paul')}\n",
    "members/ana.yaml": "handle: ana\nsite: Guéret\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
    f"keys:\n- key: {public('ana')}\n",
    **{
        f"contributions/2026-08/{who}.yaml": f"- id: {line}\n  date: 2026-08-04\n  circle: technique\n  hours: 2\n  rate: 20\n"
        "  what: Câbles\n"
        for who, line in (("paul", "paaaaaaa"), ("ana", "aaaaaaaa"))
    },
    "circles/communication.yaml": "circle: communication\ntitle: Communication\nmembers:\n- member: ana\n  since: 2026-01-01\n",
    "circles/orientation.yaml": "circle: orientation\ntitle: Cercle d'orientation\nmembers:\n" + "".join(
        f"- member: {who}\n  since: 2026-01-01\n" for who in ("loic", "noemie", "karim", "nadege")
    ),
    "circles/accueil.yaml": "circle: accueil\ntitle: Accueil\n",
    "circles/technique.yaml": (
        "circle: technique\ntitle: Outils numériques  # un mot à part\nsince: 2019-03\nparent: orientation\n"
        "members:\n- member: paul\n  since: 2026-01-01\n"
    ),
    "roles/technique/depannage.yaml": "role: depannage\ntitle: Dépannage\nvacancies:\n- since: 2026-09-01\n",
    "roles/communication/photos.yaml": "role: photos\ntitle: Photos\nvacancies:\n- since: 2026-09-01\n",
    "roles/communication/lettre.yaml": (
        "role: lettre\ntitle: Lettre\naccountabilities:\n- Une lettre par mois\nmandates:\n- member: noemie\n  since: 2026-01-01\n"
    ),
    "roles/orientation/cogerance.yaml": (
        "role: cogerance\ntitle: Cogérance\nstatutory: co-manager\nseats: 2\nstipend:\n- since: 2024-01-01\n  monthly: 150\n"
        "mandates:\n- member: karim\n  since: 2026-01-01\n- member: noemie\n  since: 2026-11-01\n  designated: 2026-10-02\n"
    ),
    "roles/orientation/tresorerie.yaml": (
        "role: tresorerie\ntitle: Trésorerie\nstatutory: co-manager\nmandates:\n"
        "- member: karim\n  since: 2026-11-01\n  designated: 2026-10-02\n"
    ),
    **{
        f"bodies/{body}.yaml": f"body: {body}\ntitle: Corps\nkind: other\nseats: 3\nmandates:\n- member: noemie\n  since: 2026-01-01\n"
        f"- member: {who}\n  since: 2026-11-01\n  designated: 2026-10-02\n"
        for body, who in (("conseil", "paul"), ("bureau", "ana"))
    },
    "needs/visio.yaml": "need: visio\ntitle: Une caméra\ncircle: technique\nopened: 2026-10-01\n",
    "needs/affiche.yaml": "need: affiche\ntitle: Une affiche\ncircle: communication\nopened: 2026-10-01\n",
    "needs/pris.yaml": "need: pris\ntitle: Pris\nopened: 2026-10-01\nholders:\n- member: paul\n  since: 2026-10-05\n",
    "needs/tenu.yaml": "need: tenu\ntitle: Tenu\nopened: 2026-10-01\nholders:\n- member: ana\n  since: 2026-10-05\n",
    "budgets/2026-Q4.yaml": (
        "period: 2026-Q4\nenvelopes:\n- circle: technique\n  requested: 1000\n  granted: 1000\n  decided: 2026-09-28\n"
        "- circle: communication\n  requested: 500\n  granted: 500\n  decided: 2026-09-28\n"
        "- circle: orientation\n  requested: 500\n  granted: 500\n  decided: 2026-09-28\n"
    ),
    "needs/a-ranger.yaml": "need: a-ranger\nopened:   2026-10-01\ntitle: \"À ranger\"\n",
    **{f"roles/orientation/s{n}.yaml": f"role: s{n}\ntitle: Rôle {n}\nvacancies:\n- since: 2026-09-01\n" for n in STAGES},
}  # fmt: skip

STATUS = "- status: esa\n  title: ESA\n"


class World(NamedTuple):
    """The base, and for each command what its three wishes make of it."""

    base: Files
    made: Mapping[str, tuple[Files, Files, Files]]


def world(folder: Path) -> World:
    """Type every example, each in the same ledger."""
    coop = Coop(folder / "coop")
    coop.record("more", **MORE)
    coop.alter("coop.yaml", "statuses:\n", f"statuses:\n{STATUS}")
    _elections(coop)
    _decisions(coop)
    names = {**_files(folder), "entry1": _line(coop, "paul", "Montre"), "entry2": _line(coop, "ana", "Vue")}
    base = coop.head()
    files = _tree(coop, base)
    made = {name: _made(coop, base, one, names) for name, one in EXAMPLES.items()}
    return World(files, made)


def _made(coop: Coop, base: str, example: Example, names: Mapping[str, str]) -> tuple[Files, Files, Files]:
    found = []
    for row, line in enumerate(example[:3]):
        coop.git("reset", "-q", "--hard", base)
        coop.git("clean", "-qfd")
        if example.by_hand:
            path, old, new = example.by_hand[row]
            (coop.folder / path).write_text(coop.text(path).replace(old, new), "utf-8")
        _type(coop, *(word.format(**names) if word.startswith("{") else word for word in line))
        found.append(_tree(coop, "HEAD"))
    return found[0], found[1], found[2]


def _type(coop: Coop, *line: str) -> None:
    before = coop.head()
    seen = coop.run(*line)
    if seen.code or coop.head() == before:
        raise AssertionError(f"{' '.join(line)}: {seen}")


def _tree(coop: Coop, rev: str) -> Files:
    """The files of a revision, read at once."""
    coop.git("checkout", "-q", "-f", rev) if rev != "HEAD" else None
    coop.git("checkout", "-q", "-f", "main")
    listed = coop.git("ls-files", "-z").split("\0")
    return {path: (coop.folder / path).read_bytes() for path in listed if path}


def _line(coop: Coop, who: str, what: str) -> str:
    coop.ok("--as", who, "contrib", "add", what, "--circle", "technique", "--hours", "1", "--rate", "10",
            "--date", "2026-11-01")  # fmt: skip
    return coop.head()[:12]


def _elections(coop: Coop) -> None:
    """Two elections at each of the places from which a step can be taken."""
    steps: dict[int, tuple[str, ...]] = {
        3: ("nominate {} " + ballots("noemie"),),
        5: ("nominate {} " + ballots("noemie", "a"),),
        7: (*(_FIVE := ("nominate {} " + ballots("noemie", "a"),)), "change {}"),
        9: (*_FIVE, "change {}", "propose {} --member noemie --because Oui"),
        11: (*_FIVE, "change {}", "propose {} --member noemie --because Oui", "object {} --member loic"),
        13: (*_FIVE, "change {}", "propose {} --member noemie --because Oui", "consent {} --all"),
        15: ("cancel {} --because Non",),
        17: ("suspend {} --until 2026-11-04",),
    }
    for number in range(1, 19):
        name = f"2026-11-02-s{number}"
        open_: Typed = (
            "election", "open", f"orientation/s{number}", "--present", "loic,noemie,karim", "--absent", "nadege",
            "--facilitator", "nadege", "--term-months", "24", "--since", "2027-01-01", "--date", "2026-11-02",
        )  # fmt: skip
        coop.ok(*open_)
        for step in steps.get(number - (number + 1) % 2, ()):
            coop.ok("election", *step.format(name).split())


def _decisions(coop: Coop) -> None:
    """Two decisions at each of the places from which a step can be taken."""
    for number in (1, 2):
        for name, steps in _PLACES.items():
            coop.ok("decision", "propose", "Essai", "--slug", f"{name}{number}", "--circle", "technique", "--proposal", "Oui",
                    *(("--outside",) if name == "dehors" else ()))  # fmt: skip
            for step in steps:
                coop.ok("decision", *step.format(f"{name}{number}").split())


_PLACES: dict[str, tuple[str, ...]] = {
    "ouvert": (),
    "objecte": ("object {} --about Non",),
    "tour": ("round {} --consenting 3",),
    "dehors": ("round {} --consenting 3", "adopt {} --accountable karim"),
    "adopte": ("round {} --consenting 3", "adopt {}"),
}


def _files(folder: Path) -> dict[str, str]:
    """Tables to take in, and keys."""
    found = {}
    for n, (who, what) in enumerate((("paul", "Sauvegarde"), ("paul", "Réseau"), ("ana", "Photo")), 1):
        place = folder / f"tableau{n}.csv"
        place.write_text(f"Date;Qui;Cercle;Heures;Taux;Quoi\n2026-11-02;{who};technique;1;10;{what}\n", "utf-8")
        found[f"import{n}"] = str(place)
    for n in range(1, 4):
        place = folder / f"key{n}.pub"
        place.write_text(f"{public(f'key/{n}')} x\n", "utf-8")
        found[f"key{n}"] = str(place)
    for n, title in enumerate(("Jardin", "Le jardin", "Cuisine"), 1):
        place = folder / f"org{n}"
        place.mkdir()
        name = "jardin" if n < 3 else "cuisine"
        (place / "circles.csv").write_text(f"circle,title,since\n{name},{title},2026-11-01\n", "utf-8")
        found[f"org{n}"] = str(place)
    return found
