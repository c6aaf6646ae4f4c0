"""GitHub: one workflow without any right that looks, and one of the main branch that tells what it read itself."""

from __future__ import annotations

from coopctl.forge.facts import Wish
from coopctl.forge.shell import ASK, FETCH, HERE, PROGRAM, SHOW, filled, judge, said, scalar
from coopctl.words import T, Text

OWNERS = ".github/CODEOWNERS"
LOOK, TELL = ".github/workflows/coopctl.yml", ".github/workflows/coopctl-comment.yml"

_LOOK = """\
# @HEAD@
# @WHY_LOOK@
name: coopctl
on:
  pull_request:
  push:
    branches: [@BRANCH@]
permissions:
  contents: read
concurrency:
  group: coopctl-${{ github.ref }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}
jobs:
  look:
    name: coopctl
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - name: @STEP_CLOSED@
        env:
          PRIVATE: ${{ github.event.repository.private }}
        run: |
          @CLOSED@
      - name: @STEP_PROGRAM@
        env:
          SPEC: @SPEC@
        run: |
          @PROGRAM@
      - name: @STEP_FETCH@
        env:
          ACCOUNT: x-access-token
          TOKEN: ${{ github.token }}
          ADDRESS: ${{ github.server_url }}/${{ github.repository }}
          BASE: ${{ github.base_ref || github.ref_name }}
          BEFORE: ${{ github.event_name == 'push' && github.event.before || '' }}
          REF: ${{ github.ref }}
          HEAD_SHA: ${{ github.event.pull_request.head.sha || github.sha }}
        run: |
          @FETCH@
      - name: @STEP_JUDGE@
        env:
          HEAD_SHA: ${{ github.event.pull_request.head.sha || github.sha }}
        run: |
          @JUDGE@
"""

_TELL = """\
# @HEAD@
# @WHY_TELL@
name: coopctl-comment
on:
  workflow_run: # zizmor: ignore[dangerous-triggers] @WHY_SAFE@
    workflows: [coopctl]
    types: [completed]
permissions: {}
concurrency:
  group: coopctl-${{ github.event.workflow_run.head_repository.id }}-${{ github.event.workflow_run.head_branch }}
  cancel-in-progress: true
jobs:
  read:
    name: coopctl, read
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      contents: read
    outputs:
      number: ${{ steps.fetch.outputs.number }}
      verdict: ${{ steps.judge.outputs.verdict }}
      comment: ${{ steps.judge.outputs.comment }}
    steps:
      - name: @STEP_CLOSED@
        env:
          PRIVATE: ${{ github.event.repository.private }}
        run: |
          @CLOSED@
      - name: @STEP_PROGRAM@
        env:
          SPEC: @SPEC@
        run: |
          @PROGRAM@
      - name: @STEP_FETCH@
        id: fetch
        env:
          ACCOUNT: x-access-token
          TOKEN: ${{ github.token }}
          ADDRESS: ${{ github.server_url }}/${{ github.repository }}
          BASE: ${{ github.event.repository.default_branch }}
          HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
        run: |
          @FIND@
      - name: @STEP_JUDGE@
        id: judge
        if: steps.fetch.outputs.number != ''
        env:
          HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
        run: |
          @JUDGE@
  post:
    name: coopctl, tell
    needs: read
    if: needs.read.outputs.number != ''
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      pull-requests: write # @STEP_WORDS@
      statuses: write # @WHY_STATUS@
    steps:
      - name: @STEP_POST@
        env:
          GH_TOKEN: ${{ github.token }}
          REPOSITORY: ${{ github.repository }}
          HEAD_SHA: ${{ github.event.workflow_run.head_sha }}
          NUMBER: ${{ needs.read.outputs.number }}
          VERDICT: ${{ needs.read.outputs.verdict }}
          COMMENT: ${{ needs.read.outputs.comment }}
        run: |
          @POST@
"""

_UNPINNED = " # zizmor: ignore[unpinned-images] coopctl forge --image IMAGE@sha256:…"
CLOSED = """\
if test "$PRIVATE" != true; then
  echo @PUBLIC@
  exit 1
fi
"""
_WHICH = """\
case "${REF:-}" in
  '') ;;
  refs/pull/*) HEAD_REF="${REF%/*}/head" ;;
  *) HEAD_REF="$REF" ;;
esac
"""
_SUMMARY = """\
cat comment.md >> "$GITHUB_STEP_SUMMARY"
test "$verdict" = success
"""
_FIND = """\
number="$(git ls-remote -- "$ADDRESS" 'refs/pull/*/head' |
  awk -v sha="$HEAD_SHA" '$1 == sha { split($2, part, "/"); print part[3] }' | sort -n | tail -n 1)"
case "$number" in
  '' | *[!0-9]*) echo @MOVED@; exit 0 ;;
esac
HEAD_REF="refs/pull/$number/head"
"""
_NUMBER = 'printf \'number=%s\\n\' "$number" >> "$GITHUB_OUTPUT"\n'
HANDED_ON = """\
end="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')"
{
  printf 'verdict=%s\\n' "$verdict"
  printf 'comment<<%s\\n' "$end"
  cat comment.md
  printf '%s\\n' "$end"
} >> "$GITHUB_OUTPUT"
"""
HOSTILE = """\
case "$NUMBER" in
  '' | *[!0-9]*) exit 1 ;;
esac
marker='<!-- coopctl: review -->'
file="$(mktemp)"
printf '%s\\n\\n%s\\n' "$marker" "$COMMENT" | head -c 65000 > "$file"
"""
"""What was read is handed on as text, and is nothing but text to the job that may write."""
STATED = """\
case "$VERDICT" in
  success | failure) ;;
  *) VERDICT=failure ;;
esac
"""
_POST = """\
mine=".[] | select(.user.login == \\"github-actions[bot]\\" and (.body | startswith(\\"$marker\\"))) | .id"
found="$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments?per_page=100" --jq "$mine" | head -n 1)"
case "$found" in
  '' | *[!0-9]*) gh api -X POST "repos/$REPOSITORY/issues/$NUMBER/comments" -F "body=@$file" > /dev/null ;;
  *) gh api -X PATCH "repos/$REPOSITORY/issues/comments/$found" -F "body=@$file" > /dev/null ;;
esac
gh api -X POST "repos/$REPOSITORY/statuses/$HEAD_SHA" -f "state=$VERDICT" -f context=coopctl > /dev/null
"""


def files(wish: Wish) -> dict[str, str]:
    """Its two workflows."""
    pieces = common(wish, "github") | {
        "FIND": said(HERE + ASK + _FIND + FETCH) + _NUMBER,
        "POST": HERE + HOSTILE + STATED + _POST,
    }
    look = pieces | {"JUDGE": HERE + judge(wish.below) + SHOW + _SUMMARY}
    tell = pieces | {"JUDGE": HERE + judge(wish.below) + HANDED_ON}
    return {LOOK: filled(_LOOK, look), TELL: filled(_TELL, tell)}


def common(wish: Wish, forge: str) -> dict[str, str]:
    """What the workflows of all forges hold."""
    return {
        "HEAD": line(T("Written by coopctl forge {forge}: write it again rather than change it.", forge=forge)),
        "WHY_LOOK": line(T("It has no right but to read, and what it says can be changed by the proposal itself.")),
        "WHY_TELL": line(T("This one is always that of the main branch: what it says is what counts.")),
        "WHY_SAFE": line(T("nothing of a proposal is laid out or run here")),
        "BRANCH": scalar(wish.branch),
        "SPEC": scalar(wish.install),
        "CLOSED": "true\n" if wish.open else said(CLOSED),
        "PROGRAM": HERE + PROGRAM,
        "FETCH": said(HERE + ASK + _WHICH + FETCH),
        "STEP_CLOSED": scalar(line(T("closed to strangers"))),
        "STEP_PROGRAM": scalar(line(T("coopctl, from its release"))),
        "STEP_FETCH": scalar(line(T("what is proposed, as data"))),
        "STEP_JUDGE": scalar(line(T("what it changes, and whether it may"))),
        "STEP_POST": scalar(line(T("one comment, brought up to date"))),
        "STEP_WORDS": line(T("one comment, brought up to date")),
        "WHY_STATUS": line(T("whether anything forbids it")),
        "IMAGE": f"{wish.image}{'' if '@sha256:' in wish.image else _UNPINNED}",
    }


def line(text: Text) -> str:
    """A sentence on one line of a file."""
    return " ".join(str(text).replace("\u00a0", " ").split())
