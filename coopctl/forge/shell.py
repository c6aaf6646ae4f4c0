"""What the jobs of a forge run, in pieces that all forges share.

The program comes from its release, never from a proposal. A proposal is fetched as objects of git and read by
revision; what lies on the disk is what was shared before. Nothing a proposal holds is executed or laid out.
"""

from __future__ import annotations

import re
import shlex

from coopctl.words import T, Text

HERE = """\
set -eu
umask 077
WORK="$RUNNER_TEMP/coopctl"
mkdir -p "$WORK/home"
cd "$WORK"
"""
"""A folder that holds nothing else."""

PROGRAM = """\
python3 -I -m venv tool
tool/bin/python -I -m pip install --quiet --disable-pip-version-check "$SPEC"
"""
"""A program of its own."""

ASK = """\
if test -n "${TOKEN:-}"; then
  GIT_CONFIG_COUNT=1
  GIT_CONFIG_KEY_0=http.extraHeader
  GIT_CONFIG_VALUE_0="Authorization: Basic $(printf '%s:%s' "$ACCOUNT" "$TOKEN" | base64 | tr -d '\\n')"
  export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
fi
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
"""
"""Git on its own, with a right to read and no more."""

FETCH = """\
rm -rf ledger
git init -q --template= ledger
cd ledger
git config core.hooksPath /dev/null
git config core.symlinks false
git fetch -q --no-tags --no-recurse-submodules -- "$ADDRESS" \\
  "+refs/heads/$BASE:refs/remotes/origin/$BASE" "+$HEAD_REF:refs/coopctl/head"
if test "$(git rev-parse --verify -q 'refs/coopctl/head^{commit}')" != "$HEAD_SHA"; then
  echo @MOVED@
  exit 1
fi
base="$(git rev-parse "refs/remotes/origin/$BASE")"
if test -n "$(printf %s "${BEFORE:-}" | tr -d 0)"; then
  base="$BEFORE"
  if ! git merge-base --is-ancestor "$base" "$HEAD_SHA"; then
    echo @LOST@
    exit 1
  fi
fi
git update-ref refs/coopctl/base "$base"
git checkout -q --detach refs/coopctl/base
"""
"""What was shared is laid out; what is proposed stays an object."""

JUDGE = """\
run() {
  env -i PATH="$PATH" HOME="$WORK/home" LANG=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 \\
    "$WORK/tool/bin/coopctl" -C "$WORK/ledger/"@BELOW@ --no-input "$@"
}
base="$(git -C ledger rev-parse refs/coopctl/base)"
verdict=success
run check --rev "$HEAD_SHA" --since "$base" --format concise > check.txt 2> check.err || verdict=failure
run audit "$base..$HEAD_SHA" > audit.txt 2> audit.err || { verdict=failure; history=failure; }
run review "$base..$HEAD_SHA" --format markdown --people hide > comment.md 2> review.err || verdict=failure
test -s comment.md || echo @NOTHING@ > comment.md
if test "$(wc -c < comment.md)" -gt 60000; then
  echo @LONG@ > comment.md
fi
if test "${history:-success}" = success; then
  printf '\\n%s\\n' @SOUND@ >> comment.md
else
  printf '\\n%s\\n' @UNSOUND@ >> comment.md
fi
"""
"""Three readings, without a password or a right anywhere near."""

SHOW = """\
apart="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')"
echo "::stop-commands::$apart"
cat check.txt check.err audit.txt audit.err review.err comment.md
echo "::$apart::"
"""
"""To the log of the run, of which no line is then taken for a command."""

_SENTENCES = (
    ("MOVED", T("the proposal went on since: the next run tells of it")),
    ("LOST", T("what was sent does not go on from what was shared before: entries were lost")),
    ("NOTHING", T("The review could not be made: the run says why.")),
    ("LONG", T("The review is too long for a comment: coopctl review shows it.")),
    ("SOUND", T("History verified: nothing was rewritten.")),
    ("UNSOUND", T("History: something is not as it should be, and the run says which entries.")),
    ("PUBLIC", T("anybody can read this place, and this ledger is for the cooperative alone: close it first")),
)
"""What is said in a run, by the name it has in the pieces above."""


def said(text: str) -> str:
    """A piece with its sentences in it, in the language in use, as a shell quotes them."""
    for name, sentence in _SENTENCES:
        text = text.replace(f"@{name}@", quoted(sentence))
    return text


def judge(below: str) -> str:
    """The three readings, of a ledger in that folder."""
    return said(JUDGE.replace("@BELOW@", shlex.quote(below)))


def quoted(text: Text) -> str:
    """A sentence as one word of a shell."""
    return shlex.quote(str(text).replace("\u00a0", " ").replace("\u202f", " "))


def filled(template: str, pieces: dict[str, str]) -> str:
    """A template with each ``@NAME@`` that stands alone on its line replaced by a piece, indented as it is.

    One inside a line is replaced as it stands.
    """

    def block(found: re.Match[str]) -> str:
        lines = pieces[found[2]].rstrip("\n").split("\n")
        return "\n".join(f"{found[1]}{line}" if line else "" for line in lines)

    text = re.sub(r"(?m)^([ ]*)@([A-Z_]+)@$", block, template)
    return re.sub(r"@([A-Z_]+)@", lambda found: pieces[found[1]], text)


def scalar(text: str) -> str:
    """A text as a YAML value on one line."""
    return "'" + text.replace("'", "''") + "'"
