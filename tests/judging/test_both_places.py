"""From the text of records to the two places of a finding: where it is wrong, and what it is wrong beside."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.small import FILES, found

ADMIN, LETTER = "roles/technique/admin-sys.yaml", "roles/communication/lettre.yaml"
MANAGER, BOARD = "roles/technique/gerance.yaml", "bodies/conseil.yaml"
LOIC, NOEMIE = "members/loic.yaml", "members/noemie.yaml"
CIRCLE, OTHER = "circles/technique.yaml", "circles/communication.yaml"


def marked(text: str) -> tuple[str, list[str]]:
    """A file without its marks, and what each mark stands beside: "line 3" of "# <- here", in order."""
    lines = text.strip("\n").split("\n")
    bare = "\n".join(line.partition("  # <- ")[0] for line in lines) + "\n"
    return bare, [f"{line.partition('  # <- ')[2]}:{n}" for n, line in enumerate(lines, 1) if "  # <- " in line]


def sheet(name: str, head: str, *mandates: str) -> str:
    """A role sheet; in what is given, ``|`` begins a new line."""
    held = "\n".join("- " + one.replace("|", "\n  ") for one in mandates)
    return f"role: {name}\ntitle: Le rôle\naccountabilities: [Une chose]\n{head}mandates:\n{held}"


def board(*mandates: str) -> str:
    """A supervisory board."""
    return "body: conseil\ntitle: Conseil\nkind: supervisory-board\n" + sheet("x", "", *mandates).split("\n", 3)[3]


def person(handle: str, rest: str) -> str:
    return f"handle: {handle}\n{rest}"


LAW = FILES["coop.yaml"] + "law: fr-scop  # <- other\nlegal_form: sarl"
FROM_2025 = "member: loic|since: 2025-01-01"

CASES: list[tuple[str, str, Mapping[str, str]]] = [
    ("two in one seat", "too-many-holders", {ADMIN: sheet("admin-sys", "",
        "member: loic|since: 2025-01-01  # <- other", "member: noemie|since: 2026-01-01  # <- here")}),
    ("two in one seat, beyond the hand-over", "too-many-holders", {ADMIN: sheet("admin-sys", "handover: 2 months\n",
        "member: loic|since: 2025-01-01  # <- other|until: 2026-06-30",
        "member: noemie|since: 2026-03-01  # <- here")}),
    ("a mandate that ends before it begins", "span-reversed", {ADMIN: sheet("admin-sys", "",
        "member: loic|since: 2026-01-01  # <- other|until: 2025-06-30  # <- here")}),
    ("a seat of a body that ends before it begins", "span-reversed", {"bodies/cse.yaml": (
        "body: cse\ntitle: CSE\nkind: works-council\nmandates:\n- member: loic\n"
        "  since: 2026-01-01  # <- other\n  until: 2025-06-30  # <- here")}),
    ("a status that ends before it begins", "span-reversed", {NOEMIE: person("noemie",
        "statuses:\n- status: cape\n  since: 2026-01-01  # <- other\n  until: 2025-06-30  # <- here")}),
    ("gone before they came", "span-reversed", {NOEMIE: person("noemie",
        "welcomed: 2026-01-01  # <- other\nleft: 2025-06-30  # <- here")}),
    ("gone before their first status", "span-reversed", {NOEMIE: person("noemie",
        "statuses:\n- status: staff\n  since: 2026-06-01\n- status: cape\n  since: 2026-01-01  # <- other\n"
        "  until: 2026-05-31\nleft: 2025-06-30  # <- here")}),
    ("a circle that ends before it begins", "span-reversed", {OTHER:
        "circle: communication\ntitle: C\nsince: 2026-01-01  # <- other\nended: 2025-06-30  # <- here"}),
    ("a mandate after the last day of its circle", "role-in-closed-circle", {
        CIRCLE: "circle: technique\ntitle: T\nended: 2026-06-30  # <- other",
        ADMIN: sheet("admin-sys", "", FROM_2025 + "|until: 2026-12-31  # <- here")}),
    ("a mandate without an end in a circle that has one", "role-in-closed-circle", {
        CIRCLE: "circle: technique\ntitle: T\nended: 2026-06-30  # <- other",
        ADMIN: sheet("admin-sys", "", "member: loic  # <- here|since: 2025-01-01")}),
    ("a mandate after the last day of the role", "role-in-closed-circle", {ADMIN: sheet("admin-sys",
        "ended: 2026-06-30  # <- other\n", FROM_2025 + "|until: 2026-12-31  # <- here")}),
    ("a seat after the last day of the body", "role-in-closed-circle", {"bodies/cse.yaml": (
        "body: cse\ntitle: CSE\nkind: works-council\nended: 2026-06-30  # <- other\nmandates:\n- member: loic\n"
        "  since: 2025-01-01\n  until: 2026-12-31  # <- here")}),
    ("held before they came", "holder-not-a-member", {ADMIN: sheet("admin-sys", "",
        "member: loic|since: 2023-06-01  # <- here"), LOIC: person("loic",
        "statuses:\n- status: staff\n  since: 2025-01-01\n- status: cape\n  since: 2024-01-01  # <- other\n"
        "  until: 2024-12-31")}),
    ("held before they were welcomed", "holder-not-a-member", {ADMIN: sheet("admin-sys", "",
        "member: loic|since: 2023-06-01  # <- here"), LOIC: person("loic",
        "welcomed: 2023-09-04  # <- other\nstatuses:\n- status: cape\n  since: 2024-01-01")}),
    ("held after they left", "holder-not-a-member", {ADMIN: sheet("admin-sys", "",
        "member: loic|since: 2026-06-01  # <- here"), LOIC: person("loic",
        "statuses:\n- status: cape\n  since: 2024-01-01\nleft: 2026-03-31  # <- other")}),
    ("still held when they leave", "mandate-outlives-membership", {ADMIN: sheet("admin-sys", "",
        FROM_2025 + "|until: 2026-12-31  # <- here"), LOIC: person("loic",
        "statuses:\n- status: cape\n  since: 2024-01-01\nleft: 2026-03-31  # <- other")}),
    ("a status the charter does not have", "unknown-status", {NOEMIE: person("noemie",
        "statuses:\n- status: cap  # <- here\n  since: 2025-01-01"),
        "coop.yaml": FILES["coop.yaml"].replace("- status: cape\n", "- status: cape  # <- other\n")}),
    ("a sheet for a status the charter does not have", "unknown-name", {
        "roles/technique/veille.yaml": (
        "role: veille\ntitle: Veille\naccountabilities: [Une chose]\neligibility:\n  statuses:\n  - cap  # <- here"),
        "coop.yaml": FILES["coop.yaml"].replace("- status: cape\n", "- status: cape  # <- other\n")}),
    ("a mandate longer than its sheet allows", "term-above-maximum", {ADMIN: sheet("admin-sys",
        "most_term_months: 24  # <- other\n", FROM_2025 + "|until: 2027-01-01  # <- here")}),
    ("a mandate longer than the law allows", "statutory-term-too-long", {"coop.yaml": LAW, MANAGER: sheet("gerance",
        "statutory: co-manager  # <- other\n", FROM_2025 + "|until: 2029-01-01  # <- here")}),
    ("a mandate longer than the cooperative reads the law", "statutory-term-too-long", {
        "coop.yaml": LAW.replace("  # <- other", "") + "\nlegal_values:\n- value: statutory-term-months\n"
        "  since: 2020-01-01\n  number: 24  # <- other\n  source: Statuts, art. 12",
        MANAGER: sheet("gerance", "statutory: co-manager  # <- other\n", FROM_2025 + "|until: 2027-01-01  # <- here")}),
    ("a seat of the board longer than the law allows", "statutory-term-too-long", {"coop.yaml": LAW, BOARD: board(
        "member: noemie|since: 2025-01-01|until: 2029-01-01  # <- here").replace("-board", "-board  # <- other")}),
    ("both co-managers within twelve months", "co-managers-end-together", {MANAGER: sheet("gerance",
        "statutory: co-manager\nseats: 2\n", "member: loic|since: 2024-07-01|until: 2028-06-30  # <- other",
        "member: noemie|since: 2025-06-01|until: 2029-05-31  # <- here")}),
    ("both co-managers, each with a sheet", "co-managers-end-together", {
        MANAGER: sheet("gerance", "statutory: co-manager\n",
        "member: loic|since: 2024-07-01|until: 2028-06-30  # <- other"),
        "roles/technique/gerance-2.yaml": sheet("gerance-2", "statutory: co-manager\n",
        "member: noemie|since: 2025-06-01|until: 2029-05-31  # <- here")}),
    ("on the board, with a role of a circle", "involved-day-to-day", {
        BOARD: board("member: loic  # <- here|since: 2025-01-01"),
        ADMIN: sheet("admin-sys", "", "member: loic  # <- other|since: 2025-01-01")}),
    ("on the board, and co-manager", "incompatible-roles", {
        BOARD: board("member: noemie  # <- here|since: 2025-01-01"),
        MANAGER: sheet("gerance", "statutory: co-manager\n", "member: noemie  # <- other|since: 2025-01-01")}),
    ("two roles that exclude each other", "incompatible-roles", {
        ADMIN: sheet("admin-sys", "eligibility:\n  roles_excluded: [communication/lettre]  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01"),
        LETTER: sheet("lettre", "", "member: loic  # <- other|since: 2025-01-01")}),
    ("a role for those outside a circle", "incompatible-circle", {
        ADMIN: sheet("admin-sys", "eligibility:\n  circles_excluded: [communication]  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01"),
        OTHER: "circle: communication\ntitle: C\nmembers:\n- member: loic  # <- other\n  since: 2025-06-01"}),
    ("a status that the sheet does not ask for, on the first day", "ineligible-holder", {
        ADMIN: sheet("admin-sys", "eligibility:\n  statuses: [staff]  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01"),
        LOIC: person("loic", "statuses:\n- status: staff\n  since: 2023-01-01\n  until: 2023-12-31\n"
        "- status: cape  # <- other\n  since: 2024-01-01")}),
    ("no status any more on the first day", "ineligible-holder", {
        ADMIN: sheet("admin-sys", "eligibility:\n  statuses: [cape]  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01"),
        LOIC: person("loic", "statuses:\n- status: cape\n  since: 2024-01-01\n  until: 2024-12-31  # <- other")}),
    ("not a partner yet", "ineligible-holder", {
        ADMIN: sheet("admin-sys", "eligibility:\n  partners: true  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01"),
        LOIC: person("loic", "statuses:\n- status: cape\n  since: 2024-01-01\npartner_since: 2025-06-01  # <- other")}),
    ("a status that changes during the mandate", "eligibility-lost", {
        ADMIN: sheet("admin-sys", "eligibility:\n  statuses: [cape]  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01"),
        LOIC: person("loic", "statuses:\n- status: cape\n  since: 2024-01-01\n  until: 2025-12-31\n"
        "- status: staff  # <- other\n  since: 2026-01-01")}),
    ("the same, for a seat kept for a college", "eligibility-lost", {
        ADMIN: sheet("admin-sys", "colleges:\n- college: eux\n  seats: 1\n  statuses: [cape]  # <- other\n",
        "member: loic  # <- here|since: 2025-01-01|college: eux"),
        LOIC: person("loic", "statuses:\n- status: cape\n  since: 2024-01-01\n  until: 2025-12-31\n"
        "- status: staff  # <- other\n  since: 2026-01-01")}),
    ("introduced by somebody not there yet", "introducer-not-there", {
        LOIC: person("loic", "introduced_by: noemie  # <- here\nstatuses:\n- status: cape\n  since: 2024-01-01"),
        NOEMIE: person("noemie", "statuses:\n- status: cape\n  since: 2025-01-01  # <- other")}),
    ("introduced by somebody who had left", "introducer-not-there", {
        NOEMIE: person("noemie", "introduced_by: zoe  # <- here\nstatuses:\n- status: cape\n  since: 2025-01-01"),
        "members/zoe.yaml": person("zoe",
        "statuses:\n- status: cape\n  since: 2020-01-01\nleft: 2023-12-31  # <- other")}),
    ("handles that differ only by case", "twin-names", {
        "members/Loic.yaml": "handle: Loic  # <- here\nstatuses:\n- status: cape\n  since: 2024-01-01",
        LOIC: "handle: loic  # <- other\nstatuses:\n- status: cape\n  since: 2024-01-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "files"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_finding_says_both_places(rule: str, files: Mapping[str, str]) -> None:
    texts = {path: marked(text) for path, text in files.items()}
    marks = [
        (kind, f"{path}:{n}") for path, (_, all_) in texts.items() for kind, _, n in (m.partition(":") for m in all_)
    ]
    (one,) = [finding for finding in found({path: text for path, (text, _) in texts.items()}) if finding.rule == rule]
    assert [f"{one.place.path}:{one.place.line}"] == [where for kind, where in marks if kind == "here"]
    beside = {f"{note.place.path}:{note.place.line}" for note in one.related}
    others = {where for kind, where in marks if kind == "other"}
    assert others
    assert others <= beside, f"{one.message} says {beside}"
