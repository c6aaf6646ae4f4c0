"""Small ledgers made by chance, and edits of them, half of them wrong in some way: what kept results are tried on."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from coopctl.rules import catalogue
from tests import small
from tests.election.texts import led

Files = dict[str, str]
MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")
MEMBERS = ("loic", "noemie", "personne")
CIRCLES = ("technique", "communication", "formation", "tecnique")
NEEDS = ("visio", "vizio", "accueil")
IDS = tuple(f"k7m3qa2{letter}" for letter in "abcdefgh")
DAYS = tuple(f"2026-{month:02}-{day:02}" for month in (7, 8, 9, 10, 11, 12) for day in (1, 3, 15, 28))
WHENS = (*DAYS, "2026-09", "2026-10", "2024-01-01", "2026-02-30", "bientôt")
WHATS = ("Relecture", "relecture ", "RELECTURE", "Appel à a@b.fr", "06 12 34 56 78", "arrêt maladie", '"a: b"', "Tri")
TODAYS = (dt.date(2026, 10, 5), dt.date(2026, 11, 23), dt.date(2027, 1, 1))
RULES = ("rate-above-cap", "personal-data", "circle-not-open", "unknown-circle", "closed-month-altered", "not-yaml")


def _maybe(chance: random.Random, key: str, values: tuple[str, ...], often: float = 0.4) -> str:
    return f"  {key}: {chance.choice(values)}\n" if chance.random() < often else ""


def line(chance: random.Random, month: str) -> str:
    """A line of the board, of its month or near it."""
    near = [day for day in DAYS if day[:7] == month]
    day = chance.choice(near if near and chance.random() < 0.7 else DAYS)
    return (
        f"- id: {chance.choice(IDS)}\n  date: {day}\n"
        + _maybe(chance, "until", DAYS, 0.15)
        + _maybe(chance, "circle", CIRCLES, 0.6)
        + _maybe(chance, "role", ("admin-sys", "accueil"), 0.4)
        + _maybe(chance, "need", NEEDS, 0.2)
        + f"  hours: {chance.choice(('1', '1', '2.5', '20', '0', '-1', '9000'))}\n"
        + f"  rate: {chance.choice(('15', '20', '30', '31', '45', '-2', '2,5'))}\n"
        + f"  what: {chance.choice(WHATS).strip()}\n"
        + _maybe(chance, "recorded_by", ("noemie", "loic", "inconnu"), 0.15)
        + _maybe(chance, "waived", ("true", "oui"), 0.1)
        + _maybe(chance, "corrects", IDS, 0.15)
        + _maybe(chance, "source", ("tableau:1", "tableau:2"), 0.1)
    )


def sheet(chance: random.Random, month: str) -> str:
    """Some lines; now and then as a hand writes them, or no list at all."""
    found = "".join(line(chance, month) for _ in range(chance.choice((1, 1, 2, 3))))
    odd = chance.random()
    if odd < 0.15:
        return "# à la main\n" + found.replace("hours: 1\n", "hours: 1.0  # environ\n")
    return "" if odd < 0.17 else "a: b\n" if odd < 0.19 else f"{found}  inconnu: 1\n" if odd < 0.22 else found


def member(chance: random.Random, name: str) -> str:
    return (
        f"handle: {name if chance.random() < 0.95 else 'autre'}\n"
        + (f"aliases:\n- {chance.choice(('personne', 'loic', 'inconnu'))}\n" if chance.random() < 0.4 else "")
        + (f"welcomed: {chance.choice(WHENS)}\n" if chance.random() < 0.3 else "")
        + (f"left: {chance.choice(WHENS)}\n" if chance.random() < 0.4 else "")
        + f"statuses:\n- status: {chance.choice(('cape', 'staff', 'rien'))}\n  since: {chance.choice(WHENS)}\n"
    )


def circle(chance: random.Random, name: str) -> str:
    return (
        f"circle: {name}\ntitle: Un cercle\n"
        + (f"since: {chance.choice(WHENS)}\n" if chance.random() < 0.6 else "")
        + (f"ended: {chance.choice(WHENS)}\n" if chance.random() < 0.6 else "")
    )


def role(chance: random.Random) -> str:
    found = "role: admin-sys\ntitle: Administration\n"
    held = [
        f"- member: {chance.choice(MEMBERS)}\n  since: {chance.choice(WHENS)}\n" + _maybe(chance, "until", WHENS)
        for _ in range(chance.randrange(3))
    ]
    return found + ("mandates:\n" + "".join(held) if held else "")


def charter(chance: random.Random) -> str:
    caps = "".join(
        f"- since: {chance.choice(WHENS)}\n  cap: {chance.choice(('15', '20', '30', '40'))}\n"
        for _ in range(chance.choice((1, 1, 2, 3)))
    )
    head, tail = small.FILES["coop.yaml"].split("- since: 2018-01-01\n  cap: 30\n")
    return head + caps + tail


def payout(chance: random.Random, name: str) -> str:
    """A closing, never right in its sums; the lines it counts may stand in a sheet or nowhere."""
    period = name if chance.random() < 0.9 else chance.choice(MONTHS)
    lines = "".join(_counted(chance, name) for _ in range(chance.randrange(4)))
    return (
        f"period: {period}\nclosed: 2026-11-05\nclosed_by: noemie\nrules:\n  prorata: days\n"
        + (f"lines:\n{lines}" if lines else "")
        + f"total: 50\ndigest: sha256:{'0' * 64}\n"
    )


def _counted(chance: random.Random, name: str) -> str:
    who = chance.choice(MEMBERS[:2])
    if chance.random() < 0.3:
        return (
            f"- member: {who}\n  kind: stipend\n  role: technique/admin-sys\n  month: {chance.choice(MONTHS)}\n"
            "  monthly: 50\n  amount: 50\n"
        )
    home = name if name in MONTHS and chance.random() < 0.6 else chance.choice(MONTHS)
    hours = chance.choice(("1", "2.5"))
    return (
        f"- member: {who}\n  kind: contribution\n  contribution: {chance.choice(IDS)}\n  sheet: {home}\n"
        f"  date: {home}-03\n  hours: {hours}\n  rate: 20\n  amount: {'20' if hours == '1' else '50'}\n"
    )


def exceptions(chance: random.Random) -> str:
    return "".join(
        f"- rule: {chance.choice(RULES)}\n  record: {chance.choice(MEMBERS)}/{chance.choice(IDS)}\n  reason: Vu\n"
        f"  decided_by: technique\n  expires: {chance.choice(('2026-10-31', '2026-12-31', '2026-11-23'))}\n"
        for _ in range(chance.choice((1, 2)))
    )


def budget(chance: random.Random, name: str) -> str:
    """Some envelopes and what moved between them, rarely right."""
    given = "".join(
        f"- circle: {chance.choice(CIRCLES)}\n"
        + _maybe(chance, "granted", ("0", "100", "-1"), 0.8)
        + _maybe(chance, "decision", ("2026-10-01-enveloppes", "2026-10-02-rien"), 0.6)
        for _ in range(chance.choice((1, 2, 3)))
    )
    moved = "".join(
        f"- id: {chance.choice(IDS)}\n  date: {chance.choice(DAYS)}\n  from_circle: {chance.choice(CIRCLES)}\n"
        f"  to_circle: {chance.choice(CIRCLES)}\n  amount: {chance.choice(('50', '150', '0'))}\n"
        + _maybe(chance, "decision", ("2026-10-01-enveloppes", "2026-10-02-rien"), 0.6)
        for _ in range(chance.choice((0, 0, 1, 2)))
    )
    return f"period: {name}\nenvelopes:\n{given}" + (f"transfers:\n{moved}" if moved else "")


def need(chance: random.Random, name: str) -> str:
    return (
        f"need: {name}\ntitle: Une visio\nopened: {chance.choice(WHENS)}\n"
        + ("critical: true\n" if chance.random() < 0.4 else "")
        + (f"done: {chance.choice(WHENS)}\n" if chance.random() < 0.4 else "")
        + f"holders:\n- member: {chance.choice(MEMBERS)}\n  since: {chance.choice(WHENS)}\n"
    )


def election(chance: random.Random, name: str) -> str:
    """An election led by chance, now and then under another's name or with something personal in it."""
    text = led(chance, name if chance.random() < 0.95 else "2026-10-15-autre")
    return text.replace("La durée", "Appel à a@b.fr") if chance.random() < 0.2 else text


def _new(path: str, chance: random.Random) -> str:
    folder, _, rest = path.partition("/")
    name = rest.removesuffix(".yaml")
    makers: dict[str, Callable[[], str]] = {
        "contributions": lambda: sheet(chance, name[:7]),
        "members": lambda: member(chance, name),
        "circles": lambda: circle(chance, name),
        "roles": lambda: role(chance),
        "needs": lambda: need(chance, name),
        "payouts": lambda: payout(chance, name),
        "budgets": lambda: budget(chance, name),
        "elections": lambda: election(chance, name),
        "coop.yaml": lambda: charter(chance),
        "exceptions.yaml": lambda: exceptions(chance),
    }
    return makers.get(folder, lambda: "a: b\n")()


SHEETS = tuple(f"contributions/{month}/{who}.yaml" for month in MONTHS for who in MEMBERS)
PATHS = (
    *SHEETS, *SHEETS, *(f"members/{name}.yaml" for name in MEMBERS), *(f"circles/{name}.yaml" for name in CIRCLES[:3]),
    "roles/technique/admin-sys.yaml", "roles/technique/admin-sys.yaml", "roles/formation/admin-sys.yaml", "coop.yaml",
    "elections/2026-10-15-x.yaml", "elections/2026-10-20-y.yaml",
    "budgets/2026-Q4.yaml", "budgets/2026.yaml", "decisions/2026-10-01-enveloppes.yaml",
    *(f"needs/{name}.yaml" for name in NEEDS[::2]), "exceptions.yaml",
    *(f"payouts/{name}.yaml" for name in (*MONTHS, "2026-Q3", "2026")),
)  # fmt: skip
STRANGE = (
    "members/Loic.yaml", "contributions/2026-13/loic.yaml", "contributions/2026-10/Loic.yaml", "payouts/octobre.yaml",
    "membres/x.yaml", "notes.yml", "contributions/2026-10/loic.yml", "circles/Technique.yaml",
    "roles/None/admin-sys.yaml",
)  # fmt: skip
ODD = ("members/personne.yaml", "circles/formation.yaml", "roles/technique/accueil.yaml", "payouts/2026-11.yaml")


class World:
    """A ledger that is edited: its files, what lies there and is no file, and today."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.files: Files = dict(small.FILES)
        self.odd: dict[str, str] = {}
        self.today = TODAYS[1]
        self._past: list[tuple[Files, dict[str, str], dt.date]] = []
        for path in self.chance.sample(sorted({*SHEETS}), 6):
            self.files[path] = sheet(self.chance, path[14:21])

    def edit(self) -> str:
        """One to three edits; what was done, in a word."""
        self._past.append((dict(self.files), dict(self.odd), self.today))
        done = [self._edit() for _ in range(self.chance.choice((1, 1, 2, 3)))]
        return ", ".join(done)

    def _edit(self) -> str:
        chance, roll = self.chance, self.chance.random()
        path = chance.choice(PATHS) if chance.random() < 0.93 else chance.choice(STRANGE)
        if roll < 0.12:
            self.files, self.odd, self.today = (part for part in chance.choice(self._past[-12:]))  # type: ignore[assignment]
            self.files, self.odd = dict(self.files), dict(self.odd)
            return "as it was"
        if roll < 0.17:
            self.today = chance.choice(TODAYS)
            return "another day"
        if roll < 0.21:
            return self._obstacle(chance.choice(ODD))
        if roll < 0.25:
            rule, which = chance.choice(catalogue.RULES), chance.choice(("Broken", "Mended"))
            for one, text in rule.example(which).items():  # type: ignore[arg-type]
                if text == "(removed)\n":
                    self.files.pop(one, None)
                else:
                    self.files[one] = text
            return f"the example of {rule.name}"
        if roll < 0.31:
            self.files.pop(path, None)
            return f"{path} goes"
        if roll < 0.4 and path in self.files:
            text = self.files[path]
            self.files[path] = text[2:] if text.startswith("#\n") else "#\n" + text
            return f"{path} moves down"
        if roll < 0.5 and path in self.files:
            self.files[path] = self._one_letter(self.files[path])
            return f"{path} in one place"
        self.odd.pop(path, None)
        self.files[path] = _new(path, chance)
        return f"{path} anew"

    def _obstacle(self, path: str) -> str:
        if path in self.odd and self.chance.random() < 0.5:
            del self.odd[path]
        else:
            self.files.pop(path, None)
            self.odd[path] = self.chance.choice(("link", "folder", "closed", "device"))
        return f"{path} is no file"

    def _one_letter(self, text: str) -> str:
        digits = [at for at, letter in enumerate(text) if letter.isdigit()]
        if not digits:
            return text
        at = self.chance.choice(digits)
        return text[:at] + self.chance.choice("0123456789") + text[at + 1 :]

    def bytes(self) -> dict[str, bytes]:
        """The files as a store gives them."""
        return {path: text.encode() for path, text in self.files.items()}
