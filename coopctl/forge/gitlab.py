"""GitLab: a look without any right in the pipeline of a request, and a comment from a schedule of the main branch.

A request from a fork runs in the fork, with the fork's own settings. What counts is thus read on a schedule of the
protected branch: one job reads without a password, and another, which alone is given one, writes what that found.
"""

from __future__ import annotations

from coopctl.forge.facts import Wish
from coopctl.forge.github import HOSTILE, common
from coopctl.forge.shell import ASK, FETCH, PROGRAM, filled, judge, said

OWNERS = "CODEOWNERS"
KIT, ROOT = ".gitlab/coopctl.yml", ".gitlab-ci.yml"
INCLUDE = "include:\n  - local: .gitlab/coopctl.yml\n"
LATEST = 20
"""Requests looked at in one run of the schedule: the latest that are not in the main branch yet."""

_KIT = """\
# @HEAD@
# @WHY_LOOK@
# @WHY_SCHEDULE@
coopctl:
  stage: test
  image: @IMAGE@
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  timeout: 20 minutes
  variables:
    GIT_STRATEGY: none
    SPEC: @SPEC@
  script:
    - |
      @LOOK@

coopctl-read:
  stage: test
  image: @IMAGE@
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_REF_PROTECTED == "true"
  timeout: 1 hour
  variables:
    GIT_STRATEGY: none
    SPEC: @SPEC@
  script:
    - |
      @READ@
  artifacts:
    paths: [coopctl-read/]
    expire_in: 1 day

coopctl-comment:
  stage: deploy
  image: @IMAGE@
  needs: [coopctl-read]
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_REF_PROTECTED == "true"
  timeout: 10 minutes
  environment:
    name: coopctl
    action: access
  variables:
    GIT_STRATEGY: none
  script:
    - |
      @POST@
"""

_HERE = """\
set -eu
umask 077
WORK="$(mktemp -d)"
mkdir "$WORK/home"
cd "$WORK"
unset COOPCTL_TOKEN
"""
_CLOSED = """\
if test "$CI_PROJECT_VISIBILITY" != private; then
  echo @PUBLIC@
  exit 1
fi
"""
_LOOK = """\
ACCOUNT=gitlab-ci-token
TOKEN="$CI_JOB_TOKEN"
ADDRESS="${CI_MERGE_REQUEST_PROJECT_URL:-$CI_PROJECT_URL}.git"
BASE="${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:-$CI_COMMIT_BRANCH}"
HEAD_SHA="${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}"
if test -n "${CI_MERGE_REQUEST_IID:-}"; then
  HEAD_REF="refs/merge-requests/$CI_MERGE_REQUEST_IID/head"
else
  HEAD_REF="refs/heads/$CI_COMMIT_BRANCH"
  BEFORE="$CI_COMMIT_BEFORE_SHA"
fi
"""
_UNNAMED = """\
unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 TOKEN CI_JOB_TOKEN
"""
_SHOWN = """\
cat check.txt check.err audit.txt audit.err review.err comment.md
test "$verdict" = success
"""
_EACH = """\
ACCOUNT=gitlab-ci-token
TOKEN="$CI_JOB_TOKEN"
ADDRESS="$CI_PROJECT_URL.git"
BASE="$CI_DEFAULT_BRANCH"
out="$CI_PROJECT_DIR/coopctl-read"
rm -rf "$out"
mkdir "$out"
"""
_LISTED = f"""\
git ls-remote -- "$ADDRESS" 'refs/merge-requests/*/head' |
  awk '{{ split($2, part, "/"); print part[3], $1 }}' | sort -rn | head -n {LATEST} > requests.txt
while read -r number HEAD_SHA; do
  case "$number" in
    '' | *[!0-9]*) continue ;;
  esac
  HEAD_REF="refs/merge-requests/$number/head"
  (
    @INNER@
  ) &
  wait "$!" || echo "!$number"
done < requests.txt
"""
_NOT_TAKEN_IN = """\
if git merge-base --is-ancestor "$HEAD_SHA" "$base"; then
  exit 0
fi
"""
_KEPT = """\
cp comment.md "$out/$number.md"
"""
_POST = """\
set -eu
umask 077
WORK="$(mktemp -d)"
cd "$WORK"
ask() {
  printf 'header = "PRIVATE-TOKEN: %s"\\n' "$COOPCTL_TOKEN" |
    curl --config - --silent --show-error --fail-with-body "$@"
}
number_of() {
  python3 -I -c 'import json, sys; print(int(json.load(sys.stdin)["id"]))'
}
mine() {
  python3 -I -c '
import json, sys
for one in json.load(open("notes.json", encoding="utf-8")):
    if one["author"]["id"] == int(sys.argv[1]) and one["body"].startswith(sys.argv[2]):
        print(int(one["id"]))
        break
' "$@"
}
me="$(ask "$CI_API_V4_URL/user" | number_of)"
for path in "$CI_PROJECT_DIR"/coopctl-read/*.md; do
  test -f "$path" && test ! -h "$path" || continue
  NUMBER="$(basename "$path" .md)"
  COMMENT="$(head -c 65000 "$path")"
  @HOSTILE@
  request="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$NUMBER"
  ask "$request" > request.json
  state="$(python3 -I -c 'import json; print(json.load(open("request.json", encoding="utf-8"))["state"])')"
  if test "$state" != opened; then
    continue
  fi
  ask "$request/notes?per_page=100&sort=asc" > notes.json
  found="$(mine "$me" "$marker")"
  case "$found" in
    '' | *[!0-9]*) ask -X POST --data-urlencode "body@$file" "$request/notes" > /dev/null ;;
    *) ask -X PUT --data-urlencode "body@$file" "$request/notes/$found" > /dev/null ;;
  esac
done
"""


def files(wish: Wish) -> dict[str, str]:
    """Its jobs, and the file that takes them in."""
    from coopctl.forge.github import line
    from coopctl.words import T

    closed = "" if wish.open else said(_CLOSED)
    reading = judge(wish.below)
    inner = said(FETCH) + _NOT_TAKEN_IN + "cd ..\n" + _UNNAMED + reading + _KEPT
    pieces = common(wish, "gitlab") | {
        "LOOK": closed + _HERE + PROGRAM + _LOOK + ASK + said(FETCH) + "cd ..\n" + _UNNAMED + reading + _SHOWN,
        "READ": closed + _HERE + PROGRAM + _EACH + ASK + filled(_LISTED, {"INNER": inner}),
        "POST": filled(_POST, {"HOSTILE": HOSTILE}),
        "WHY_SCHEDULE": line(T("What counts is read and told by a schedule of the main branch, every hour say.")),
    }
    return {KIT: filled(_KIT, pieces), ROOT: INCLUDE}
