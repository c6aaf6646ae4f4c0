"""Ways to alter a history, written as data: what is written on top of the sound one, and the rule that must speak.

The last entry of each is the one to blame.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.audit.clean import BODY, FOUNDING, OCTOBER, ROLE, SEPTEMBER, ZOE
from tests.audit.history import Entry, charter, line, member

LOIC = line("laaaaaab", "2026-10-02") + line("laaaaaac", "2026-10-05") + line("laaaaaad", "2026-10-06", rate="35")
PAYOUT = "payouts/2026-09.yaml"
NOVEMBER = "contributions/2026-11/loic.yaml"
NEW = line("laaaaaae", "2026-11-02")
ADDED = {"op": "contrib.add", "records": ("loic/laaaaaae",)}
MERGED = {OCTOBER: LOIC, ZOE: line("zaaaaaac", "2026-10-07")}


ELECTION = "elections/2026-11-03-admin-sys.yaml"
FRAMED = """\
election: 2026-11-03-admin-sys
events:
- at: 2026-11-03
  by: ana
  kind: framing
  role: technique/admin-sys
  electorate:
  - loic
  - zoe
  facilitator: ana
  present:
  - loic
  - zoe
  level: outcome
"""
SETTLED = "- at: 2026-11-03\n  by: ana\n  kind: no-result\n  next: amend-role\n"
BALLOT = "elections/2026-11-03-admin-sys/ballots/loic.yaml"


def sealed(*commitments: str, opened: str = "") -> str:
    """A file of sealed ballots; the last one opened where it says for whom."""
    ballots = "".join(f"- round: 1\n  at: 2026-11-03\n  commitment: hmac-sha256:{one * 64}\n" for one in commitments)
    shown = f"  opened:\n    at: 2026-11-03\n    nominee: {opened}\n    salt: {'c' * 64}\n" if opened else ""
    return f"voter: loic\nballots:\n{ballots}{shown}"


class Tampering(NamedTuple):
    """A name, the rule, and the entries."""

    name: str
    rule: str
    entries: tuple[Entry, ...]


def one(name: str, rule: str, entry: Entry) -> Tampering:
    """A tampering of a single entry."""
    return Tampering(name, rule, (entry,))


def noted(**more: object) -> Entry:
    """An entry as it should be, bent in one way."""
    return Entry("loic", {NOVEMBER: NEW}, **{**ADDED, **more})  # type: ignore[arg-type]


SIDES = (
    Entry("loic", {NOVEMBER: NEW}, **ADDED),  # type: ignore[arg-type]
    Entry("zoe", {ZOE: line("zaaaaaab", "2026-10-03") + line("zaaaaaac", "2026-10-07")}, "contrib.add",
          ("zoe/zaaaaaac",), on=("last",)),
)  # fmt: skip


def joined(changes: dict[str, str | None], **more: object) -> Tampering:
    """Two sides joined with something in between."""
    both = {ZOE: SIDES[1].changes[ZOE], **changes}
    return Tampering("", "", (*SIDES, Entry("ana", both, "sync", on=("#0", "#1"), **more)))  # type: ignore[arg-type]


DECISION = """\
decision: 2026-11-20-plafond
title: Plafond
body: cogerance
opened: 2026-11-20
proposal: Le plafond passe à 40 €
outcomes:
- date: 2026-11-20
  outcome: adopted
"""
PLAFOND = "decisions/2026-11-20-plafond.yaml"
FOLLOWS = (("Coop-Decision", "2026-11-20-plafond"),)
TWO = "approvals:\n- of: approvals\n  by:\n  - cogerance\n  least: 2\n- of: caps\n  by:\n  - cogerance\n  least: 2\n"
SEATED = BODY + "- member: zoe\n  since: 2025-01-01\n"
BENT = LOIC.replace("rate: 35", "rate: 1")
TAKEN = {
    OCTOBER: line("laaaaaab", "2026-10-02") + line("laaaaaac", "2026-10-05"),
    ZOE: line("zaaaaaab", "2026-10-03") + line("laaaaaad", "2026-10-06", rate="35"),
}
ASKED = (
    Entry("ana", {"bodies/cogerance.yaml": SEATED}, "save", ("bodies/cogerance",)),
    Entry("ana", {"coop.yaml": charter(cap="35", extra=TWO)}, "save", ("coop",), trailers=(("Approved-by", "zoe"),)),
)
"""Two sit in the co-management, and the charter now asks for both."""


def asked(cap: str = "35", extra: str = TWO, who: str = "ana", **more: object) -> Entry:
    """A change of the charter on top of those."""
    return Entry(who, {"coop.yaml": charter(cap=cap, extra=extra)}, "save", ("coop",), **more)  # type: ignore[arg-type]


ORIENTED = (
    Entry(
        "ana",
        {
            "circles/orientation.yaml": "circle: orientation\ntitle: Orientation\nmembers:\n- member: zoe\n"
            "  since: 2025-01-01\n"
        },
        "circle.add",
        ("circles/orientation",),
    ),
)
"""There is an orientation circle, in which zoe takes part."""
OF_ORIENTATION = DECISION.replace("body: cogerance", "circle: orientation")
DIRECTION = "roles/technique/direction.yaml"
DIRECTED = (
    Entry(
        "ana",
        {
            DIRECTION: ROLE.replace("admin-sys", "direction").replace("loic", "ana"),
            "bodies/cogerance.yaml": BODY.partition("mandates")[0] + "role: technique/direction\n",
        },
        "save",
    ),
)
"""The co-management is made up by who holds a role."""
SEVERAL = ("bodies/assemblee.yaml", "body: assemblee\ntitle: Assemblée\nkind: assembly\n")


TAMPERINGS = (
    # who speaks
    one("no signature", "unsigned", noted(key="")),
    one("a key nobody has", "unknown-key-owner", noted(key="mallory")),
    one("the key of somebody else", "another-name", noted(key="zoe")),
    one("another author", "another-name", Entry("zoe", {NOVEMBER: NEW}, author="loic", **ADDED)),  # type: ignore[arg-type]
    one("another actor", "another-name", noted(actor="ana")),
    one("a signature made for another use", "bad-signature", noted(namespace=b"file")),
    one("words changed after signing", "bad-signature", noted(bent=b"\nencoding UTF-8")),
    one("a second author in the head", "odd-head", noted(bent=b"\nauthor zoe <zoe@les-jours.invalid> 1 +0000")),
    one("a key brought along and used", "key-brought-along",
        Entry("loic", {"members/loic.yaml": member("loic", "loic", "loic/3")}, "save", ("members/loic",),
              key="loic/3")),
    one("a member brought along with their key", "key-brought-along",
        Entry("eve", {"members/eve.yaml": member("eve")}, "member.add", ("members/eve",))),
    Tampering("a key that was taken out", "unknown-key-owner", (
        Entry("loic", {"members/loic.yaml": member("loic", "loic/2")}, "save", ("members/loic",), key="loic/2"),
        noted(key="loic"),
    )),
    Tampering("a key after its last day", "key-out-of-time", (
        Entry("loic", {"members/loic.yaml": member("loic", "loic", "loic/2").replace(
            "- key: ssh", "- until: 2026-09-21\n  key: ssh", 1)}, "save", ("members/loic",), key="loic/2"),
        noted(key="loic", hours=48),
    )),
    one("the key of somebody else changed", "key-of-another",
        Entry("zoe", {"members/loic.yaml": member("loic", "zoe")}, "save", ("members/loic",))),
    one("the key of somebody else taken out", "key-of-another",
        Entry("zoe", {"members/loic.yaml": member("loic").partition("keys")[0]}, "save", ("members/loic",))),
    Tampering("an entry by a key that was taken out since, joined", "key-out-of-time", (
        noted(on=("last",)),
        Entry("loic", {"members/loic.yaml": member("loic", "loic/2")}, "save", ("members/loic",), key="loic/2",
              on=("last",)),
        Entry("ana", {NOVEMBER: NEW}, "sync", on=("#1", "#0")),
    )),
    # order
    Tampering("three sides at once", "many-sides", (
        *SIDES, Entry("ana", {"contributions/2026-11/ana.yaml": line("aaaaaaaa", "2026-11-02")}, "contrib.add",
                      ("ana/aaaaaaaa",), on=("last",)),
        Entry("ana", {NOVEMBER: NEW, ZOE: SIDES[1].changes[ZOE]}, "sync", on=("#2", "#0", "#1")),
    )),
    one("made in the past", "time-goes-back", noted(hours=-2000)),
    one("made in a time to come", "time-to-come", noted(hours=24 * 3650)),
    one("a second beginning", "second-beginning", Entry("ana", FOUNDING, "init", on=("nowhere",))),
    one("a program among the records", "odd-file", noted(modes={NOVEMBER: "100755"})),
    one("a link among the records", "odd-file", noted(modes={NOVEMBER: "120000"})),
    # what is closed
    one("an amount of a closed month", "closed-month-rewritten",
        Entry("loic", {SEPTEMBER: line("laaaaaaa", hours="3")}, "contrib.edit", ("loic/laaaaaaa",))),
    one("a rate of a closed month", "closed-month-rewritten",
        Entry("loic", {SEPTEMBER: line("laaaaaaa", rate="30")}, "contrib.edit", ("loic/laaaaaaa",))),
    one("a line of a closed month taken out", "closed-month-rewritten",
        Entry("loic", {SEPTEMBER: None}, "contrib.remove", ("loic/laaaaaaa",))),
    one("a line added to a closed month", "added-to-closed-month",
        Entry("loic", {SEPTEMBER: line("laaaaaaa") + line("laaaaaae")}, "contrib.add", ("loic/laaaaaae",))),
    one("a counted line moved on to be paid again", "closed-month-rewritten",
        Entry("loic", {SEPTEMBER: None, OCTOBER: line("laaaaaaa") + LOIC})),
    one("words of a closed month", "closed-month-rewritten",
        Entry("loic", {SEPTEMBER: line("laaaaaaa").replace("Travail", "Autre")}, "contrib.edit", ("loic/laaaaaaa",))),
    one("a payout altered", "payout-rewritten", Entry("ana", {PAYOUT: "+total"}, "save", ("payouts/2026-09",))),
    one("a payout taken away", "payout-rewritten", Entry("ana", {PAYOUT: None}, "save", ("payouts/2026-09",))),
    one("a payout and what it counted", "closed-month-rewritten",
        Entry("ana", {PAYOUT: "+total", SEPTEMBER: line("laaaaaaa", hours="3")}, "save")),
    one("the charter taken out", "record-removed", Entry("ana", {"coop.yaml": None}, "save", ("coop",))),
    one("a member taken out", "record-removed",
        Entry("ana", {"members/zoe.yaml": None}, "save", ("members/zoe",))),
    one("a member taken out as if by mistake", "record-removed",
        Entry("ana", {"members/zoe.yaml": None}, "undo", ("members/zoe",))),
    # what an entry may do
    *(one(f"a line of somebody else, said to be {op}", "line-of-another",
          Entry("ana", {OCTOBER: BENT}, op, ("loic/laaaaaad",))) for op in ("fmt", "member.rename", "sync")),
    one("a line of somebody else taken to one's own sheet", "line-of-another",
        Entry("zoe", TAKEN, "contrib.edit", ("zoe/laaaaaad", "loic/laaaaaad"))),
    one("a line of somebody else", "line-of-another",
        Entry("loic", {ZOE: line("zaaaaaab", "2026-10-03", rate="10")}, "contrib.edit", ("zoe/zaaaaaab",))),
    one("a line for somebody else, unsaid", "line-of-another",
        Entry("loic", {ZOE: line("zaaaaaab", "2026-10-03") + line("zaaaaaac", "2026-10-04")}, "contrib.add",
              ("zoe/zaaaaaac",))),
    one("a line in the name of a third", "line-of-another",
        Entry("loic", {ZOE: line("zaaaaaab", "2026-10-03") + line("zaaaaaac", "2026-10-04", recorded_by="ana")},
              "contrib.add", ("zoe/zaaaaaac",))),
    one("a cap raised by whoever likes", "rule-without-agreement",
        Entry("loic", {"coop.yaml": charter(cap="90")}, "save", ("coop",))),
    one("a cap raised and made use of", "rule-and-its-use",
        Entry("ana", {"coop.yaml": charter(cap="90"), "contributions/2026-11/ana.yaml": line("aaaaaaaa", rate="80")},
              "save")),
    one("signatures no longer asked for", "rule-without-agreement",
        Entry("loic", {"coop.yaml": charter(cap="35", signed=False)}, "save", ("coop",))),
    one("who may hold a role, by whoever likes", "rule-without-agreement",
        Entry("zoe", {"roles/technique/admin-sys.yaml": "eligibility:\n  statuses:\n  - cape\n" + ROLE}, "role.edit",
              ("roles/technique/admin-sys",))),
    one("who may hold a role and who holds it", "rule-and-its-use",
        Entry("ana", {"roles/technique/admin-sys.yaml": "eligibility:\n  statuses:\n  - cape\n" + ROLE
                      + "- member: ana\n  since: 2026-11-01\n"}, "role.assign", ("roles/technique/admin-sys",))),
    one("who may sit in the co-management, by whoever likes", "rule-without-agreement",
        Entry("zoe", {"bodies/cogerance.yaml": BODY + "eligibility:\n  statuses:\n  - cape\n"}, "save",
              ("bodies/cogerance",))),
    one("the body that decides joined by whoever likes", "rule-without-agreement",
        Entry("zoe", {"bodies/cogerance.yaml": SEATED}, "save", ("bodies/cogerance",))),
    one("another body that decides, by whoever likes", "rule-without-agreement",
        Entry("zoe", {"bodies/bis.yaml": BODY.replace("cogerance", "bis").replace("ana", "zoe")}, "save",
              ("bodies/bis",))),
    Tampering("how many must agree lowered by one of two", "rule-without-agreement",
              (*ASKED, asked(extra=TWO.replace("2", "1")))),
    Tampering("the list of who must agree taken out by one of two", "rule-without-agreement",
              (*ASKED, asked(extra=""))),
    Tampering("a cap raised by one of two", "rule-without-agreement", (*ASKED, asked(cap="40"))),
    Tampering("a cap raised by one of two, named twice", "rule-without-agreement",
              (*ASKED, asked(cap="40", trailers=(("Approved-by", "ana"), ("Approved-by", "ana"))))),
    Tampering("a cap raised in the name of those who decide", "rule-without-agreement",
              (*ASKED, asked(cap="40", who="loic", trailers=(("Approved-by", "ana"), ("Approved-by", "zoe"))))),
    one("a decision brought along", "rule-without-agreement",
        Entry("loic", {"coop.yaml": charter(cap="40"), PLAFOND: DECISION}, "save", trailers=FOLLOWS)),
    Tampering("a decision of others", "rule-without-agreement", (
        Entry("loic", {PLAFOND: DECISION.replace("body: cogerance", "circle: technique")}),
        asked(cap="40", extra="", who="loic", trailers=FOLLOWS),
    )),
    Tampering("a decision that was not adopted", "rule-without-agreement", (
        Entry("loic", {PLAFOND: DECISION.replace("adopted", "withdrawn")}),
        asked(cap="40", extra="", who="loic", trailers=FOLLOWS),
    )),
    Tampering("a decision changed after it was adopted", "decision-rewritten", (
        Entry("ana", {PLAFOND: DECISION}), Entry("ana", {PLAFOND: DECISION.replace("40", "60")}),
    )),
    Tampering("an adopted decision taken out", "decision-rewritten", (
        Entry("ana", {PLAFOND: DECISION}), Entry("ana", {PLAFOND: None}),
    )),
    one("a decision recorded by somebody who does not sit there", "decision-of-others",
        Entry("loic", {PLAFOND: DECISION}, "decision.adopt", ("decisions/2026-11-20-plafond",))),
    Tampering("a decision of the assembly, by whoever likes", "decision-of-others", (
        Entry("ana", dict([SEVERAL]), "body.add", ("bodies/assemblee",)),
        Entry("loic", {PLAFOND: DECISION.replace("cogerance", "assemblee")}),
    )),
    Tampering("a cap raised without the orientation circle", "rule-without-agreement",
              (*ORIENTED, asked(cap="40", extra=""))),
    Tampering("a cap raised without the co-managers", "rule-without-agreement", (
        *ORIENTED, Entry("zoe", {PLAFOND: OF_ORIENTATION}), asked(cap="40", extra="", who="zoe", trailers=FOLLOWS))),
    Tampering("the role that makes up the body that decides, taken by whoever likes", "rule-without-agreement", (
        *DIRECTED, Entry("zoe", {DIRECTION: ROLE.replace("admin-sys", "direction").replace("loic", "ana")
                                 + "- member: zoe\n  since: 2025-01-01\n"}, "role.assign",
                         ("roles/technique/direction",)))),
    Tampering("a co-manager put out by another", "rule-without-agreement", (
        *ASKED[:1], Entry("zoe", {"bodies/cogerance.yaml": SEATED.replace("-01-01\n", "-01-01\n  until: 2026-10-01\n",
                                                                          1)}, "save", ("bodies/cogerance",)))),
    one("an exception for oneself", "rule-without-agreement",
        Entry("loic", {"exceptions.yaml": "exceptions:\n- rule: role-not-held\n  record: loic/laaaaaad\n"
                       "  reason: Une fois\n  decided_by: technique\n  expires: 2027-01-01\n"}, "save",
              ("exceptions",))),
    one("the name of somebody else taken", "name-of-another",
        Entry("zoe", {"members/zoe.yaml": member("zoe").replace("keys:", "aliases:\n- ana\nkeys:")}, "save",
              ("members/zoe",))),
    Tampering("a name taken before its owner comes", "name-of-another", (
        Entry("zoe", {"members/zoe.yaml": member("zoe").replace("keys:", "aliases:\n- paul\nkeys:")}, "save",
              ("members/zoe",)),
        Entry("ana", {"members/paul.yaml": member("paul")}, "member.add", ("members/paul",)),
    )),
    one("a member who becomes another one", "name-of-another",
        Entry("zoe", {"members/zoe.yaml": None, "members/ana.yaml": member("ana", "ana", "zoe").replace(
            "keys:", "aliases:\n- zoe\nkeys:")}, "member.rename", ("members/ana",))),
    Tampering("signatures dropped, then no signature", "rule-without-agreement", (
        Entry("loic", {"coop.yaml": charter(cap="35", signed=False)}, "save", ("coop",)),
    )),
    # what an entry says
    one("a sheet that cannot be read", "unreadable", noted(op="", records=()).__class__(
        "loic", {NOVEMBER: "- id: laaaaaae\n  date: hier\n  hours: 2\n  rate: 20\n  what: X\n"})),
    one("a key that no record has", "unreadable",
        Entry("ana", {"circles/technique.yaml": "circle: technique\ntitle: T\nbudget: 1\n"})),
    one("says less than it does", "says-otherwise",
        Entry("loic", {OCTOBER: LOIC.replace("rate: 35", "rate: 34"), NOVEMBER: NEW}, **ADDED)),  # type: ignore[arg-type]
    one("says more than it does", "says-otherwise", noted(records=("loic/laaaaaae", "loic/laaaaaad"))),
    one("a payout of other sums", "payout-not-as-counted", Entry("ana", {"payouts/2026-10.yaml": "+forged"},
        "payout.close", ("payouts/2026-10",))),
    one("a member nobody knows", "not-a-member", noted(actor="eve")),
    # joined sides
    joined({OCTOBER: LOIC.replace("rate: 35", "rate: 31")})._replace(
        name="an amount changed while joining", rule="smuggled"),
    joined({"coop.yaml": charter(cap="90")})._replace(name="the cap changed while joining", rule="smuggled"),
    joined({"members/eve.yaml": member("eve")})._replace(name="a member added while joining", rule="smuggled"),
    joined({ZOE: line("zaaaaaab", "2026-10-03")})._replace(name="a side left out while joining", rule="smuggled"),
    joined({SEPTEMBER: None})._replace(name="a closed line dropped while joining", rule="closed-month-rewritten"),
    # elections
    Tampering("an event of an election changed", "events-rewritten", (
        Entry("ana", {ELECTION: FRAMED}),
        Entry("ana", {ELECTION: FRAMED.replace("- zoe", "- ana") + SETTLED}),
    )),
    Tampering("an election taken out", "events-rewritten", (
        Entry("ana", {ELECTION: FRAMED}),
        Entry("ana", {ELECTION: None}),
    )),
    Tampering("a ballot swapped after it was given", "ballot-rewritten", (
        Entry("loic", {BALLOT: sealed("a")}),
        Entry("loic", {BALLOT: sealed("b")}),
    )),
    Tampering("a ballot opened as another", "ballot-rewritten", (
        Entry("loic", {BALLOT: sealed("a", opened="zoe")}),
        Entry("loic", {BALLOT: sealed("a", opened="loic")}),
    )),
    Tampering("a ballot sealed for somebody else", "ballot-of-another", (
        Entry("zoe", {BALLOT: sealed("a")}),
    )),
    Tampering("a ballot given again by another hand", "ballot-of-another", (
        Entry("loic", {BALLOT: sealed("a")}),
        Entry("ana", {BALLOT: sealed("a", "b", opened="zoe")}),
    )),
)  # fmt: skip

SOUND = (
    ("a cap raised by the orientation circle and the co-managers", (
        *ORIENTED, Entry("zoe", {PLAFOND: OF_ORIENTATION}), asked(cap="40", extra="", trailers=FOLLOWS))),
    ("a seat given up", (*ASKED[:1], Entry("zoe", {"bodies/cogerance.yaml": SEATED + "  until: 2026-10-01\n"}, "save",
                                           ("bodies/cogerance",)))),
    ("a new name of who decides", (Entry("ana", {
        "members/ana.yaml": None, "members/anna.yaml": member("anna", "ana").replace("keys:", "aliases:\n- ana\nkeys:"),
        "bodies/cogerance.yaml": BODY.replace("member: ana", "member: anna")}, "member.rename", ("members/anna",)),)),
    ("somebody added by mistake and taken back", (
        Entry("ana", {"members/paul.yaml": member("paul").partition("keys")[0]}, "member.add", ("members/paul",)),
        Entry("ana", {"members/paul.yaml": None}, "undo", ("members/paul",)))),
    ("a rule laid out anew", (Entry("loic", {"coop.yaml": "# bonjour\n" + charter(cap="35")}, "fmt", ("coop",)),)),
    ("a ballot given again, then opened", (
        Entry("loic", {BALLOT: sealed("a")}),
        Entry("loic", {BALLOT: sealed("a", "b")}),
        Entry("loic", {BALLOT: sealed("a", "b", opened="zoe")}),
    )),
    ("a cap raised by both", (*ASKED, asked(cap="40", trailers=(("Approved-by", "zoe"),)))),
    ("a cap raised by a decision", (Entry("ana", {PLAFOND: DECISION}),
                                    asked(cap="40", extra="", who="loic", trailers=FOLLOWS))),
    ("a decision with one more outcome", (Entry("ana", {PLAFOND: DECISION}), Entry("ana", {
        PLAFOND: DECISION + "- date: 2027-01-10\n  outcome: dropped\n"}))),
    ("a new name", (Entry("zoe", {"members/zoe.yaml": None, "members/zozo.yaml": member("zozo", "zoe").replace(
        "keys:", "aliases:\n- zoe\nkeys:")}, "member.rename", ("members/zozo",)),)),
    ("a key of somebody who lost theirs", (
        Entry("ana", {"members/loic.yaml": member("loic", "loic/4")}, "keys.add", ("members/loic",)),)),
    ("signatures dropped by those who decide", (
        Entry("ana", {"coop.yaml": charter(cap="35", signed=False)}, "save", ("coop",)), noted(key=""))),
)  # fmt: skip
"""What is done as it should be, and must not be found: name and entries."""

MISSED_UNSIGNED = {
    "unsigned", "unknown-key-owner", "another-name", "bad-signature", "key-brought-along", "key-out-of-time",
    "key-of-another", "rule-without-agreement", "not-a-member", "decision-of-others",
}  # fmt: skip
"""The rules that speak where a charter asks for signatures only."""
