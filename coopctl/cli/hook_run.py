"""coopctl hook run: what git's hooks ask. Refusals are in the words of check and audit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show
from coopctl.cli.hook import NAMES
from coopctl.cli.options import argument, one_of
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, NotHere
from coopctl.words import TN, T, Text, language, set_language

if TYPE_CHECKING:
    from coopctl.problem import Finding
    from coopctl.store.pushed import Judgement, Update
    from coopctl.store.repo import Repo

MOST = 20
"""Findings that are shown; the rest is counted."""
_WIDTH = 72
_WRITING = "COOPCTL_WRITING"
Name = Annotated[str, argument(meta="HOOK", help="which hook git runs", read=one_of(*NAMES))]
Handed = Annotated[list[str] | None, argument(meta="WORDS", help="what git hands over")]


@verb
def run(setting: Setting, name: Name, words: Handed = None) -> int:
    """Answer a hook of git; git runs this itself once it is installed. Exit code 1 where it must stop."""
    if name != "pre-receive" and os.environ.get(_WRITING):
        return 0  # an entry of coopctl's own, checked before
    answers: dict[str, Callable[[Setting, Sequence[str]], int]] = {
        "pre-commit": _pre_commit,
        "commit-msg": _commit_msg,
        "pre-push": _pre_push,
        "pre-receive": _pre_receive,
    }
    return answers[name](setting, words or ())


def _pre_commit(setting: Setting, words: Sequence[str]) -> int:
    """What is staged, whatever lies in the folder, brings no error that was not recorded before."""
    from coopctl.store.pushed import errors_brought
    from coopctl.store.repo import CHARTER

    repo = _clone(setting)
    staged = repo.staged()
    head = repo.head()
    if CHARTER not in staged.files or staged.revision is None:
        gone = head is not None and CHARTER in repo.at(head).files
        if gone:
            show.err(T("{name} would be gone: without it this is no ledger", name=CHARTER))
        return 1 if gone else 0
    found = errors_brought(repo, head, staged.revision, setting.today)
    if found:
        _shown(repo, staged.revision, found)
        show.err(T("nothing was recorded: mend it, then git add and git commit again"))
    return 1 if found else 0


def _commit_msg(setting: Setting, words: Sequence[str]) -> int:
    """The message and what is recorded say the same, and nothing closed is rewritten."""
    from coopctl.store.repo import CHARTER
    from coopctl.store.staged import lapses_of, message_of

    if not words:
        raise Misuse(T("git hands over the file of the message"), "coopctl hook install commit-msg")
    repo = _clone(setting)
    message = message_of(repo, words[0])
    if not message.strip() or CHARTER not in repo.staged().files:
        return 0
    found = lapses_of(repo, message)
    for one in found:
        show.err(T("{rule}: {text}", rule=one.rule, text=one.message))
    if found:
        show.err(T("nothing was recorded: coopctl save -m WHY records what was edited by hand, with its words"))
    return 1 if found else 0


def _pre_push(setting: Setting, words: Sequence[str]) -> int:
    """Nothing goes to a public place, and the branch that all share goes on soundly."""
    from coopctl.cli.public import address_of, refuse_public
    from coopctl.store import pushed

    repo = _clone(setting)
    remote, address = (*words, "", "")[:2]
    updates = pushed.sent(sys.stdin)
    if any(one.new for one in updates):
        refuse_public(repo, address or address_of(repo, remote))
    shared = pushed.shared_refs(repo, _followed(repo, remote))
    judged = [(one, pushed.judged(repo, one, shared, setting.today)) for one in updates]
    return _answered(repo, judged, T("nothing was sent"))


def _followed(repo: Repo, remote: str) -> str | None:
    """The branch that the other copy shows first, as far as it is known here."""
    found = repo.git.run("symbolic-ref", "-q", f"refs/remotes/{remote}/HEAD", ok=(0, 1, 128)).decode().strip()
    return found.replace(f"refs/remotes/{remote}/", "refs/heads/", 1) or None


def _pre_receive(setting: Setting, words: Sequence[str]) -> int:
    """Judged where it arrives: what git holds apart is read by revision, and taken only if it is sound."""
    from coopctl.store import pushed
    from coopctl.store.hookfiles import bare_at

    folder = os.path.realpath(setting.folder)
    if not bare_at(folder):
        raise NotHere(T("{path} is no shared copy", path=folder), "coopctl hook install pre-receive")
    bare = _opened(folder, "")
    updates = pushed.received(sys.stdin)
    shared = pushed.shared_refs(bare, bare.ref())
    known = next((tip for ref in (bare.ref() or "", *sorted(shared)) if ref and (tip := bare.tip(ref))), None)
    first = known or next((one.new for one in updates if one.new and one.ref in shared), None)
    repo = _opened(folder, (pushed.prefix_of(bare, first) if first else None) or "")
    _speak(repo, first)
    judged = [(one, pushed.judged(repo, one, shared, setting.today)) for one in updates]
    return _answered(repo, judged, T("nothing was taken: the shared ledger stays as it was"))


def _opened(folder: str, prefix: str) -> Repo:
    from coopctl.cli.session import keep_open
    from coopctl.store.repo import Repo

    return keep_open(Repo(folder, in_hook=True, bare=prefix))


def _clone(setting: Setting) -> Repo:
    from coopctl.cli.session import keep_open
    from coopctl.store.repo import Repo

    repo = Repo(os.path.realpath(setting.folder), in_hook=True)
    if repo.git_dir is None:
        raise NotHere(T("there is no ledger in {path}: no coop.yaml here nor above", path=repo.root), "coopctl init")
    return keep_open(repo)


def _speak(repo: Repo, rev: str | None) -> None:
    """In a shared copy: the language its settings name (coopctl.lang), else that of the ledger."""
    from coopctl.cli.language import charter_language
    from coopctl.words import LANGUAGES

    if os.environ.get("COOPCTL_LANG") or any(word.startswith("--lang") for word in sys.argv[1:]):
        return
    charter = repo.at(rev).files.get("coop.yaml", b"") if rev else b""
    said = repo.config.get("coopctl.lang") or charter_language(charter)
    if said in LANGUAGES:
        set_language(said)


def _answered(repo: Repo, judged: Sequence[tuple[Update, Judgement]], end: Text) -> int:
    refused = [(update, one) for update, one in judged if one.refused]
    for update, one in refused:
        for text in one.texts:
            show.err(text)
        if one.findings and update.new:
            _shown(repo, update.new, one.findings)
        for lapse in one.lapses[:MOST]:
            show.err(_entry(lapse.commit[:8], lapse.rule, lapse.message, lapse.path))
        _more(len(one.lapses) - MOST)
    if refused:
        show.err(end)
    return 1 if refused else 0


def _entry(entry: str, rule: str, text: Text, path: str | None) -> Text:
    if path:
        return T("{entry}  {rule}: {text}  ({place})", entry=entry, rule=rule, text=text, place=path)
    return T("{entry}  {rule}: {text}", entry=entry, rule=rule, text=text)


def _shown(repo: Repo, rev: str, findings: Sequence[Finding]) -> None:
    """Findings as check shows them."""
    from coopctl.cli.check import texts
    from coopctl.report import report

    seen = show.screen("stderr")
    width, color = (seen.width, seen.color) if seen.terminal else (_WIDTH, False)
    said = report("text", findings[:MOST], text_of=texts(repo.at(rev).files), lang=language(), color=color, width=width)
    show.err(said, styled=True)
    _more(len(findings) - MOST)


def _more(count: int) -> None:
    if count > 0:
        show.err(TN("and {n} more", "and {n} more", count))
