"""The one list of commands, in the order a person meets them, grouped by occasion."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A noun or a verb: the word to type, what it is for, and the module that holds it.

    ``module`` is where it is written when that is not the module of the same name.
    """

    name: str
    help: str
    module: str = ""

    @property
    def where(self) -> str:
        """The full name of the module."""
        return f"coopctl.cli.{self.module or self.name}" if "." not in self.module else self.module


class Occasion(NamedTuple):
    """When one needs them."""

    title: str
    rows: tuple[Row, ...]


OCCASIONS = (
    Occasion(
        "Every day",
        (
            Row("contrib", "what I did: note it, list it, correct it"),
            Row("save", "check and record what was edited by hand"),
            Row("sync", "share what is recorded and take in what others shared"),
            Row("propose", "put what was changed apart, for others to look at first"),
            Row("undo", "take back a record, without erasing it"),
        ),
    ),
    Occasion(
        "In a meeting",
        (
            Row("calendar", "what is due, and what is to be taken up again"),
            Row("circle", "circles, and who takes part in them"),
            Row("role", "role sheets, and who holds them until when"),
            Row("body", "what stands beside the circles: assembly, boards, and who sits there"),
            Row("member", "members, their status and their arrivals"),
            Row("need", "what is needed: say it, take it, done"),
            Row("meeting", "meetings: when, how, how many came"),
            Row("workshop", "what members offer to others"),
            Row("decision", "what circles decide, by consent or otherwise"),
            Row("election", "elections without candidates, step by step"),
            Row("budget", "what circles have: asked, granted, moved, noted, left"),
            Row("coop", "the cooperative as a whole: how many, where, how it meets"),
            Row("log", "what changed, in people's words"),
            Row("show", "one entry of the history, whole", "log_show"),
            Row("blame", "who wrote each value of a record"),
            Row("diff", "what changed between two moments"),
            Row("review", "what a branch changes for people and money, and who must agree"),
            Row("report", "what a month, a quarter or a year changed, for all to read"),
        ),
    ),
    Occasion(
        "Once a month",
        (
            Row("payout", "what is due to each: preview it, close the month, verify it"),
            Row("check", "what is wrong in the ledger"),
            Row("explain", "why a rule exists and how to mend what it finds"),
            Row("audit", "verify the history: nothing was rewritten, nobody spoke for another"),
        ),
    ),
    Occasion(
        "Settings",
        (
            Row("demo", "see it work on a sample cooperative"),
            Row("init", "start the ledger of a cooperative"),
            Row("import", "take in what other tables or another application hold", "take_in"),
            Row("doctor", "is this machine ready?"),
            Row("whoami", "who coopctl thinks is typing, and why"),
            Row("keys", "whose signing keys count, and how this clone signs"),
            Row("forge", "what a forge needs, so that proposals are read before they count"),
            Row("hook", "have git ask coopctl before it records, sends or takes something"),
            Row("fmt", "write the files in their canonical form"),
            Row("schema", "the schemas by which an editor helps"),
        ),
    ),
)

UNLISTED = (Row("merge-driver", "bring one file together for git", "merge_driver"),)
"""What programs run and people do not type: in no list."""

SYNONYMS = {
    "ajouter": "add",
    "lister": "list",
    "liste": "list",
    "voir": "show",
    "afficher": "show",
    "modifier": "edit",
    "corriger": "edit",
    "supprimer": "remove",
    "retirer": "remove",
    "delete": "remove",
    "rm": "remove",
    "importer": "import",
    "clore": "close",
    "vérifier": "verify",
    "expliquer": "explain",
    "cercle": "circle",
    "cercles": "circle",
    "réunion": "meeting",
    "réunions": "meeting",
    "atelier": "workshop",
    "ateliers": "workshop",
    "coopérative": "coop",
    "rôle": "role",
    "rôles": "role",
    "instance": "body",
    "instances": "body",
    "élection": "election",
    "élections": "election",
    "membre": "member",
    "membres": "member",
    "besoin": "need",
    "besoins": "need",
    "décision": "decision",
    "décisions": "decision",
    "répartition": "payout",
    "calendrier": "calendar",
    "agenda": "calendar",
    "contribution": "contrib",
    "rapport": "report",
    "bilan": "report",
    "aide": "--help",
    "help": "--help",
}
"""What people type for a command that has another name: shown as the way out, never run."""
