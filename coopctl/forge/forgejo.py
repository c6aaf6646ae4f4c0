"""Forgejo, and Gitea: the same two, but the second one is asked by the proposal itself, and runs as the base has it."""

from __future__ import annotations

from coopctl.forge.facts import Wish
from coopctl.forge.github import HANDED_ON, HOSTILE, STATED, common
from coopctl.forge.shell import HERE, SHOW, filled, judge

OWNERS = "CODEOWNERS"
LOOK, TELL = ".forgejo/workflows/coopctl.yml", ".forgejo/workflows/coopctl-comment.yml"

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
    runs-on: docker
    container:
      image: @IMAGE@
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
          ACCOUNT: token
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
  pull_request_target: # zizmor: ignore[dangerous-triggers] @WHY_SAFE@
    types: [opened, synchronize, reopened]
permissions: {}
concurrency:
  group: coopctl-comment-${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  read:
    name: coopctl, read
    runs-on: docker
    container:
      image: @IMAGE@
    timeout-minutes: 20
    permissions:
      contents: read
    outputs:
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
        env:
          ACCOUNT: token
          TOKEN: ${{ github.token }}
          ADDRESS: ${{ github.server_url }}/${{ github.repository }}
          BASE: ${{ github.event.repository.default_branch }}
          HEAD_REF: refs/pull/${{ github.event.pull_request.number }}/head
          HEAD_SHA: ${{ github.event.pull_request.head.sha }}
        run: |
          @FETCH@
      - name: @STEP_JUDGE@
        id: judge
        env:
          HEAD_SHA: ${{ github.event.pull_request.head.sha }}
        run: |
          @JUDGE@
  post:
    name: coopctl, tell
    needs: read
    runs-on: docker
    container:
      image: @IMAGE@
    timeout-minutes: 5
    permissions:
      issues: write # @STEP_WORDS@
      pull-requests: write # @STEP_WORDS@
      statuses: write # @WHY_STATUS@
    steps:
      - name: @STEP_POST@
        env:
          TOKEN: ${{ github.token }}
          API: ${{ github.api_url }}/repos/${{ github.repository }}
          HEAD_SHA: ${{ github.event.pull_request.head.sha }}
          NUMBER: ${{ github.event.pull_request.number }}
          VERDICT: ${{ needs.read.outputs.verdict }}
          COMMENT: ${{ needs.read.outputs.comment }}
        run: |
          @POST@
"""

_POST = """\
ask() {
  printf 'header = "Authorization: token %s"\\n' "$TOKEN" |
    curl --config - --silent --show-error --fail-with-body --header 'Content-Type: application/json' "$@"
}
ask "$API/issues/$NUMBER/comments" > comments.json
found="$(python3 -I -c '
import json, sys
own = {"forgejo-actions", "gitea-actions"}
for one in json.load(open("comments.json", encoding="utf-8")):
    if one["user"]["login"] in own and one["body"].startswith(sys.argv[1]):
        print(int(one["id"]))
        break
' "$marker")"
python3 -I -c '
import json, sys
print(json.dumps({"body": open(sys.argv[1], encoding="utf-8", errors="replace").read()}))
' "$file" > body.json
case "$found" in
  '' | *[!0-9]*) ask -X POST --data @body.json "$API/issues/$NUMBER/comments" > /dev/null ;;
  *) ask -X PATCH --data @body.json "$API/issues/comments/$found" > /dev/null ;;
esac
ask -X POST --data "{\\"state\\": \\"$VERDICT\\", \\"context\\": \\"coopctl\\"}" "$API/statuses/$HEAD_SHA" > /dev/null
"""


def files(wish: Wish) -> dict[str, str]:
    """Its two workflows."""
    pieces = common(wish, "forgejo")
    shown = 'test "$verdict" = success\n'
    look = pieces | {"JUDGE": HERE + judge(wish.below) + SHOW + shown}
    tell = pieces | {"JUDGE": HERE + judge(wish.below) + HANDED_ON, "POST": HERE + HOSTILE + STATED + _POST}
    return {LOOK: filled(_LOOK, look), TELL: filled(_TELL, tell)}
