"""coopctl audit: nobody rewrote the history, spoke in another's name, or gave themself a right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli import show
from coopctl.cli.options import Format, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import NotHere
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.audit.facts import Lapse
    from coopctl.store.repo import Repo
    from coopctl.store.verified import Verified

Range = Annotated[
    str | None, argument(meta="A[..B]", help="entries after A, up to B; one revision alone is B; none: up to now")
]
Last = Annotated[bool, option("--since-last", help="go on from what was found sound last time")]
Start = Annotated[
    str | None, option("--from", meta="REV", help="begin at this entry, for good: what came before is not judged")
]


@verb
def audit(
    setting: Setting, range: Range = None, since_last: Last = False, from_: Start = None, format: Format = "text"
) -> int:
    """Verify the history: each entry is judged by the ones it comes from.

    What is closed was not rewritten, nobody gave themself a right in the change that needed it, and, where
    the charter asks for signatures, each entry is signed by the person it names.

        coopctl audit --since-last
    """
    from coopctl.store.trust import Trust, begun, examine, examined, obstacles, settled, strays, trust, trusted
    from coopctl.store.verified import Verified, verified

    session = Session(setting)
    repo = session.repo
    tip, since = _bounds(repo, range)
    points = trusted(repo)
    points = Trust(_commit(repo, from_)) if from_ else points
    since = since or (points.verified if since_last else None) or begun(repo, points)
    looking = examine(repo)
    found = [*obstacles(repo), *strays(repo, points, tip)]
    cut = any(one.rule == "shallow" for one in found)
    told = Verified() if cut else verified(repo, tip, since)
    found += [*told.lapses, *examined(looking)]
    sound = not any(one.severity == "error" for one in found)
    if sound and (range is None or since == points.verified):
        trust(repo, Trust(points.start or told.first or tip, settled(repo, tip, points.verified)))
    if format == "json":
        say_json(_facts(found, told, tip, since))
    else:
        _say(found, told, sound, asked=_asks(session))
    return 0 if sound else 1


def _asks(session: Session) -> bool:
    """Whether the charter, as it is now, asks for signatures."""
    from coopctl.change.fact import tree

    return (tree(session.head.files.get("coop.yaml")) or {}).get("signed") == "true"


def _bounds(repo: Repo, range: str | None) -> tuple[str, str | None]:
    first, dots, last = (range or "HEAD").partition("..")
    if not dots:
        return _commit(repo, first), None
    return _commit(repo, last or "HEAD"), _commit(repo, first) if first else None


def _commit(repo: Repo, rev: str) -> str:
    found = repo.at(rev).revision
    if found is None:
        raise NotHere(T("no revision {rev} here", rev=rev), "coopctl log")
    return found


def _say(found: list[Lapse], told: Verified, sound: bool, *, asked: bool) -> None:
    if not asked and told.entries:
        show.note(T("entries are not signed here: what they hold and their order are verified, not who wrote them"))
    for one in found:
        show.out(_line(one))
    wrong = len({one.commit for one in found if one.severity == "error"} - {""})
    if not sound and not wrong:
        show.out(T("the history was not verified: this clone must be put right first, or another one taken"))
    elif sound:
        show.out(TN("history verified: {n} entry read again, nothing was rewritten",
                    "history verified: {n} entries read again, nothing was rewritten", told.entries))  # fmt: skip
    else:
        show.out(TN("{n} entry of the history is not as it should be: show this page to somebody you trust",
                    "{n} entries of the history are not as they should be: show this page to somebody you trust",
                    wrong))  # fmt: skip


def _line(one: Lapse) -> Text:
    facts = {"entry": one.commit[:8] or "git", "rule": one.rule, "text": one.message}
    if one.path is None:
        return T("{entry}  {rule}: {text}", **facts)
    place = f"{one.path}:{one.line}" if one.line else one.path
    return T("{entry}  {rule}: {text}  ({place})", **facts, place=place)


def _facts(found: list[Lapse], told: Verified, tip: str, since: str | None) -> dict[str, Any]:
    return {
        "entries": told.entries,
        "signed": told.signed,
        "since": since,
        "until": tip,
        "sound": not any(one.severity == "error" for one in found),
        "findings": [
            {
                "commit": one.commit or None, "rule": one.rule, "severity": one.severity, "path": one.path,
                "line": one.line, "message": str(one.message),
            }
            for one in found
        ],
    }  # fmt: skip
