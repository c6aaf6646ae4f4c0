"""coopctl review: what a branch changes for people and for money, what it breaks, and who must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from coopctl.cli import show
from coopctl.cli.governing import slug
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import argument, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, NotHere
from coopctl.words import T, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopctl.review.facts import Review

Ends = Annotated[
    str | None,
    argument(meta="BASE[..HEAD]", help="what it would be brought into, and the branch; none: main, and this one"),
]
Shape = Annotated[
    Literal["text", "markdown", "json", "html"],
    option("--format", meta="text|markdown|json|html", help="for a screen, a comment, a program, to print",
           read=one_of("text", "markdown", "json", "html")),
]  # fmt: skip
People = Annotated[
    Literal["show", "hide"] | None,
    option("--people", meta="show|hide", help="name people, or count them (markdown: hide)",
           read=one_of("show", "hide")),
]  # fmt: skip
Given = Annotated[
    list[str] | None,
    option("--approved-by", meta="HANDLE", help="who agreed on a forge to the branch as it is; may be repeated",
           read=slug),
]  # fmt: skip


@verb
def review(
    setting: Setting, ends: Ends = None, approved_by: Given = None, format: Shape = "text", people: People = None
) -> int:
    """Say what a branch changes for people and for money, and who must agree.

    Exit code 1 where something forbids merging: a new error, something closed that is rewritten, or what an audit
    would find in its entries. Where entries are signed, a rule of all without those who decide on it is of these.

        coopctl review main..spring --format markdown
    """
    session = Session(setting)
    first, dots, last = (ends or "").partition("..")
    if dots and not (first and last.strip(".")):
        raise Misuse(T("{seen} names no branch", seen=ends), "coopctl review --help")
    found, base, head = reviewed(session, first or None, last.strip(".") or None, approved_by or ())
    hide = people == "hide" or (people is None and format == "markdown")
    told(session, found, (base, head), format, hide=hide)
    unsaved(session)
    return 1 if found.refused else 0


def reviewed(
    session: Session, into: str | None, branch: str | None, forge: Sequence[str] = ()
) -> tuple[Review, str, str]:
    """The review of a branch, and the two revisions it lies between."""
    from coopctl.review.look import review as look
    from coopctl.store.past import differing
    from coopctl.store.proposed import ends, history

    repo = session.repo
    base, head, now = ends(repo, into, branch)
    for one in forge:
        if f"members/{one}.yaml" not in repo.at(base).files:
            raise NotHere(T("there is no member {member}", member=one), "coopctl member list")
    paths = differing(repo, base, head)
    between = history(repo, base, head, now)._replace(forge=forge)
    return look(repo.at(base), repo.at(head), session.setting.today, between, paths), base, head


def told(session: Session, found: Review, ends: tuple[str, str], form: str, *, hide: bool) -> None:
    """Say a review in the form asked for."""
    if hide:
        from coopctl.review.hidden import without_people

        found = without_people(found, handles_of(session, ends))
    if form == "json":
        from coopctl.cli.review_json import as_json
        from coopctl.cli.saying import say_json

        say_json(as_json(found, *ends, hide=hide))
    elif form == "text":
        _tell(session, found, hide)
    else:
        show.write("stdout", written(session, found, form, hide=hide))


def written(session: Session, found: Review, form: str, *, hide: bool) -> str:
    """A review as Markdown or as a page to print."""
    from coopctl.cli.printed import as_html
    from coopctl.cli.report_parts import Part
    from coopctl.cli.review_marked import as_markdown
    from coopctl.cli.review_page import page
    from coopctl.review.headline import headline

    laid = page(found, _coop(session), _title(), hide=hide)
    if form == "markdown":
        return as_markdown(headline(found), laid)
    return as_html(laid._replace(parts=(Part(T("In short"), headline(found)), *laid.parts)))


def _tell(session: Session, found: Review, hide: bool) -> None:
    from coopctl.cli.report_parts import tell_parts
    from coopctl.cli.review_page import page
    from coopctl.review.headline import headline

    for line in headline(found):
        show.out(line)
    tell_parts(page(found, _coop(session), _title(), hide=hide))


def _title() -> Text:
    return T("review of a branch")


def _coop(session: Session) -> str:
    from coopctl.change.fact import tree

    name = (tree(session.head.files.get("coop.yaml")) or {}).get("name")
    return name if isinstance(name, str) else session.slug


def handles_of(session: Session, ends: tuple[str, str]) -> set[str]:
    """Every handle of the two revisions, those of before included."""
    from coopctl.ledger import Ledger

    sides = [Ledger(session.repo.at(one)) for one in ends]
    return {name for side in sides for name in (*side.handles, *side.renamed)}
