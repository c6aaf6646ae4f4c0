"""The jobs as they run: a repository on disk stands for the forge, and nothing of a hostile proposal runs."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.coop import Coop
from tests.forge.kits import Step, steps

TOKEN = "s3cret-of-the-forge"
PROGRAM = Path(sys.executable).parent / "coopctl"
STUBS = {
    # The real Python, but for the environment of the program: that is there already, and no network is asked.
    "python3": """\
#!/bin/sh
if test "$2 $3" = "-m venv"; then
  mkdir -p "$4/bin"
  printf '#!/bin/sh\\nexec @PROGRAM@ "$@"\\n' > "$4/bin/coopctl"
  printf '#!/bin/sh\\nprintf "%%s\\\\n" "$*" >> @LOG@/pip\\n' > "$4/bin/python"
  chmod +x "$4/bin/coopctl" "$4/bin/python"
  exit 0
fi
exec @PYTHON@ "$@"
""",
    "gh": """\
#!/bin/sh
printf '%s\\n' "$*" >> @LOG@/asked
for word; do
  case "$word" in
    body=@*) cp "${word#body=@}" @LOG@/body ;;
  esac
  case "$word" in
    */comments\\?per_page=100) cat @LOG@/mine 2> /dev/null || true ;;
  esac
done
""",
    "curl": """\
#!/bin/sh
cat > @LOG@/config
printf '%s\\n' "$*" >> @LOG@/asked
for word; do
  case "$word" in
    body@*) cp "${word#body@}" @LOG@/body ;;
    @body.json) cp body.json @LOG@/body ;;
    */user) echo '{"id": 42}' ;;
    */merge_requests/7) echo '{"state": "opened"}' ;;
    */merge_requests/*[0-9]) echo '{"state": "closed"}' ;;
    */comments | */notes\\?*) cat @LOG@/notes 2> /dev/null || echo '[]' ;;
  esac
done
""",
}
CANARY = "#!/bin/sh\ntouch @CANARY@\n"
PYTHON = "open('@CANARY@', 'w').close()\n"
HOSTILE = {
    "coopctl/__init__.py": PYTHON,
    "coopctl/__main__.py": PYTHON,
    "coopctl/cli/main.py": PYTHON,
    "sitecustomize.py": PYTHON,
    "usercustomize.py": PYTHON,
    "typer.py": PYTHON,
    "json.py": PYTHON,
    "setup.py": PYTHON,
    "conftest.py": PYTHON,
    "git": CANARY,
    "python3": CANARY,
    "tool/bin/coopctl": CANARY,
    "ledger/.git/hooks/post-checkout": CANARY,
    ".githooks/post-checkout": CANARY,
    ".gitattributes": "* filter=evil diff=evil merge=evil\n*.yaml text eol=crlf\n",
    ".gitconfig": '[filter "evil"]\n\tsmudge = touch @CANARY@\n[core]\n\thooksPath = .githooks\n',
    ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch @CANARY@"\n',
    ".github/workflows/coopctl.yml": "on: push\njobs: {x: {runs-on: x, steps: [{run: touch @CANARY@}]}}\n",
    ".gitlab-ci.yml": "x: {script: [touch @CANARY@]}\n",
    "pyvenv.cfg": "home = .\n",
    "contributions/2026-10/noemie.yaml": """\
- id: moaaaaaa
  date: 2026-10-02
  circle: technique
  hours: 1.33
  rate: 99
  what: "$(touch @CANARY@) `touch @CANARY@` ${{ github.token }} @everyone #1 <script>x</script> ![x](http://x)"
""",
}
POISON = ("name: Les Jours\n", 'name: "::add-mask::x $(touch @CANARY@) @everyone <b>x</b>"\n')


class World:
    """The forge, its tools, and what was asked of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.canary, self.log = folder / "canary", folder / "log"
        self.log.mkdir()
        self.hub = folder / "coop.git"
        self.coop = Coop(folder / "coop")
        subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(self.hub)), check=True)
        self.coop.git("push", "-q", str(self.hub), "main")
        self.main = self.coop.head()
        for name, text in STUBS.items():
            self._program(folder / "bin" / name, text)

    def _program(self, path: Path, text: str) -> None:
        path.parent.mkdir(exist_ok=True)
        facts = {"@LOG@": self.log, "@PROGRAM@": PROGRAM, "@PYTHON@": sys.executable}
        for name, value in facts.items():
            text = text.replace(name, str(value))
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def propose(self, files: Mapping[str, str], *, links: bool = False) -> str:
        """A proposal, under the names by which all forges keep it; its files lie in the folder of the job too."""
        self.coop.git("switch", "-q", "-c", "proposed", self.main)
        for path, text in files.items():
            if ".git/" in path:
                continue
            place = self.coop.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text.replace("@CANARY@", str(self.canary)))
            if text.startswith("#!"):
                place.chmod(0o755)
        if links:
            (self.coop.folder / "contributions/2026-10/zoe.yaml").symlink_to("/etc/passwd")
            (self.coop.folder / "x").symlink_to("/")
        self.coop.git("add", "-A", "-f")
        self.coop.git("commit", "-q", "-m", "::error::x\n\nCoop-Op: save\nCoop-Actor: noemie")
        head = self.coop.head()
        refs = [f"+HEAD:refs/pull/{n}/head" for n in (7,)] + ["+HEAD:refs/merge-requests/7/head"]
        self.coop.git("push", "-q", str(self.hub), *refs)
        return head

    def run(self, one: Step, facts: Mapping[str, str], **more: str) -> tuple[int, dict[str, str], str]:
        """Run a script as a runner does: code, outputs, and the log."""
        out, summary = self.folder / "output", self.folder / "summary"
        out.write_text("")
        temp = self.folder / f"temp-{one.path.replace('/', '-')}-{one.job}"
        temp.mkdir(exist_ok=True)
        env = {name: filled(str(value), facts) for name, value in one.env.items()}
        env |= {name: str(value) for name, value in one.facts.get("variables", {}).items()}
        base = {"PATH": f"{self.folder / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(self.coop.folder)}
        base |= {"RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(out), "GITHUB_STEP_SUMMARY": str(summary)}
        done = subprocess.run(("sh", "-e", "-c", one.script), cwd=self.coop.folder, env={**base, **env, **more},
                              capture_output=True, text=True)  # fmt: skip
        return done.returncode, outputs(out.read_text()), done.stdout + done.stderr

    def job(self, forge: str, job: str, facts: Mapping[str, str], **more: str) -> tuple[int, dict[str, Any], str]:
        """Run the scripts of a job in turn."""
        found, log = dict(facts), ""
        for one in steps():
            if (one.forge, one.job) != (forge, job):
                continue
            if one.path.endswith("coopctl.yml") and job == "read":
                continue
            code, said, words = self.run(one, found, **more)
            said = {f"outputs.{key}": value for key, value in said.items()}
            found |= {f"steps.{name}.{key}": value for name in ("fetch", "judge") for key, value in said.items()}
            log += words
            assert not self.canary.exists(), one
            if code:
                return code, found, log
        return 0, found, log

    def body(self) -> str:
        return (self.log / "body").read_text("utf-8")

    def asked(self) -> str:
        return (self.log / "asked").read_text("utf-8")


def filled(value: str, facts: Mapping[str, str]) -> str:
    """What a forge makes of ``${{ … }}``: only what the test knows of may be asked for."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: facts[found[1]], value)


def outputs(text: str) -> dict[str, str]:
    """What a step hands on, as a runner reads it."""
    found: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, mark, end = line.partition("<<")
        if mark and "=" not in name:
            kept: list[str] = []
            for more in lines:
                if more == end:
                    break
                kept.append(more)
            found[name] = "\n".join(kept)
        else:
            name, _, value = line.partition("=")
            found[name] = value
    return found


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert os.access(PROGRAM, os.X_OK)
    return World(tmp_path)


def facts(world: World, head: str) -> dict[str, str]:
    """What the forge knows of a proposal, under the names of GitHub and Forgejo."""
    return {
        "github.event.repository.private": "true",
        "github.token": TOKEN,
        "github.server_url": str(world.folder),
        "github.repository": "coop.git",
        "github.api_url": "https://forge.example/api/v1",
        "github.base_ref || github.ref_name": "main",
        "github.event_name == 'push' && github.event.before || ''": "",
        "github.ref": "refs/pull/7/merge",
        "github.event.pull_request.head.sha || github.sha": head,
        "github.event.pull_request.head.sha": head,
        "github.event.pull_request.number": "7",
        "github.event.workflow_run.head_sha": head,
        "github.event.repository.default_branch": "main",
    }


def variables(world: World, head: str, source: str) -> dict[str, str]:
    """The same, as GitLab tells it."""
    found = {
        "CI_PIPELINE_SOURCE": source, "CI_PROJECT_VISIBILITY": "private",
        "CI_PROJECT_DIR": str(world.folder / "builds"),
        "CI_JOB_TOKEN": TOKEN, "CI_PROJECT_URL": str(world.hub).removesuffix(".git"), "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_SHA": head, "CI_API_V4_URL": "https://forge.example/api/v4", "CI_PROJECT_ID": "5",
    }  # fmt: skip
    (world.folder / "builds").mkdir(exist_ok=True)
    if source == "merge_request_event":
        found |= {"CI_MERGE_REQUEST_PROJECT_URL": found["CI_PROJECT_URL"], "CI_MERGE_REQUEST_IID": "7"}
        found |= {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    return found


def hostile(world: World) -> str:
    files = {**HOSTILE, "coop.yaml": world.coop.text("coop.yaml").replace(*POISON)}
    return world.propose(files, links=True)


def harmless(world: World) -> str:
    text = world.coop.text("contributions/2026-10/noemie.yaml").replace("17.5", "18")
    return world.propose({"contributions/2026-10/noemie.yaml": text})


def is_inert(body: str) -> None:
    """Nothing in it that a forge would act on."""
    for bad in ("<script", "<b>", "@everyone", "](http", "$(touch", "::add-mask", "\x1b"):
        assert bad not in body, bad


def test_the_hostile_proposal_is_armed(world: World) -> None:
    """A careless job, which runs a program of its own in what was proposed, does run it."""
    hostile(world)
    subprocess.run((sys.executable, "-m", "coopctl", "check"), cwd=world.coop.folder, capture_output=True)
    assert world.canary.exists()
    world.canary.unlink()
    subprocess.run(("sh", "-c", "PATH=.:$PATH git status"), cwd=world.coop.folder, capture_output=True)
    assert world.canary.exists()


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_proposal_is_looked_at_without_a_right(world: World, forge: str) -> None:
    code, _, log = world.job(forge, "look", facts(world, harmless(world)))
    assert code == 0, log
    assert "History verified" in log


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_hostile_proposal_is_refused_and_none_of_it_runs(world: World, forge: str) -> None:
    code, _, log = world.job(forge, "look", facts(world, hostile(world)))
    assert code == 1
    assert "rate-above-cap" in log
    assert TOKEN not in log
    commands = [line for line in log.splitlines() if line.startswith("::")]
    assert re.fullmatch(r"::stop-commands::(\w{32})\n::(\w{32})::", "\n".join(commands))
    assert commands[0].endswith(commands[1].strip(":"))


@pytest.mark.parametrize("forge", ["github", "forgejo"])
@pytest.mark.parametrize(("made", "verdict"), [(harmless, "success"), (hostile, "failure")])
def test_what_counts_is_told_in_one_comment(
    world: World, forge: str, made: Callable[[World], str], verdict: str
) -> None:
    head = made(world)
    code, found, log = world.job(forge, "read", facts(world, head))
    assert code == 0, log
    assert found["steps.judge.outputs.verdict"] == verdict
    assert found.get("steps.fetch.outputs.number", "7") == "7"
    handed = {f"needs.read.{name.split('.', 2)[2]}": value for name, value in found.items() if "outputs" in name}
    if forge == "forgejo":
        handed.pop("needs.read.outputs.number", None)
    for attempt in range(2):
        if attempt:
            (world.log / "mine").write_text("99\n")
            other = {"id": 98, "user": {"login": "mallory"}, "body": "<!-- coopctl: review -->"}
            mine = {"id": 99, "user": {"login": "forgejo-actions"}, "body": "<!-- coopctl: review -->\n\nx"}
            (world.log / "notes").write_text(json.dumps([other, mine]))
        assert world.job(forge, "post", {**facts(world, head), **handed})[0] == 0
    body = world.body() if forge == "github" else json.loads(world.body())["body"]
    assert body.startswith("<!-- coopctl: review -->\n\n- ")
    is_inert(body)
    asked = world.asked()
    assert asked.count("-X POST") == 3, "one comment, and a status each time"
    assert asked.count("-X PATCH") == 1
    assert "issues/comments/99" in asked
    assert f"statuses/{head}" in asked
    assert asked.count(verdict) == 2
    assert TOKEN not in asked
    assert "coopctl==0.1.0" in (world.log / "pip").read_text()


@pytest.mark.parametrize(("number", "verdict"), [("7; touch x", "success"), ("../9", "success"), ("", "success")])
def test_what_is_handed_on_is_hostile_too(world: World, number: str, verdict: str) -> None:
    given = {"needs.read.outputs.number": number, "needs.read.outputs.verdict": verdict}
    code, _, _ = world.job("github", "post", {**facts(world, "0" * 40), **given, "needs.read.outputs.comment": "x"})
    assert code == 1
    assert not (world.log / "asked").exists()


def test_a_verdict_is_one_of_two_words_and_a_comment_is_short(world: World) -> None:
    given = {"needs.read.outputs.number": "7", "needs.read.outputs.verdict": "success -f x=y"}
    given["needs.read.outputs.comment"] = "$(touch x)\n`x`\n" + "x" * 90_000
    assert world.job("github", "post", {**facts(world, "0" * 40), **given})[0] == 0
    assert "state=failure" in world.asked()
    assert len(world.body()) == 65_000
    assert "$(touch x)" in world.body()


def test_a_proposal_that_went_on_is_left_to_the_next_run(world: World) -> None:
    harmless(world)
    _, found, log = world.job("github", "read", facts(world, world.main))
    assert "steps.fetch.outputs.number" not in found
    assert "the proposal went on since" in log
    assert world.job("github", "look", facts(world, world.main))[0] == 1


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_public_place_is_refused_first(world: World, forge: str) -> None:
    known = facts(world, harmless(world)) | {"github.event.repository.private": "false"}
    code, _, log = world.job(forge, "look", known)
    assert (code, "anybody can read this place" in log) == (1, True)
    assert not (world.log / "pip").exists(), "nothing was even installed"


def test_what_is_sent_to_the_main_branch_goes_on_from_before(world: World) -> None:
    head = harmless(world)
    world.coop.git("push", "-q", str(world.hub), f"{head}:refs/heads/main")
    push = facts(world, head) | {"github.ref": "refs/heads/main"}
    before = "github.event_name == 'push' && github.event.before || ''"
    assert world.job("github", "look", push | {before: world.main})[0] == 0
    assert world.job("github", "look", push | {before: "0" * 40})[0] == 0
    world.coop.git("switch", "-q", "--orphan", "other")
    world.coop.git("commit", "-q", "--allow-empty", "-m", "x")
    world.coop.git("push", "-q", str(world.hub), "other")
    code, _, _ = world.job("github", "look", push | {before: world.coop.head()})
    assert code != 0


@pytest.mark.parametrize(("made", "code"), [(harmless, 0), (hostile, 1)])
def test_gitlab_looks_at_a_request(world: World, made: Callable[[World], str], code: int) -> None:
    given = variables(world, made(world), "merge_request_event")
    found, _, log = world.job("gitlab", "coopctl", {}, **given)
    assert found == code, log
    assert TOKEN not in log
    assert world.job("gitlab", "coopctl", {}, **given | {"CI_PROJECT_VISIBILITY": "public"})[0] == 1


def test_gitlab_looks_at_what_is_sent_to_the_main_branch(world: World) -> None:
    head = harmless(world)
    world.coop.git("push", "-q", str(world.hub), f"{head}:refs/heads/main")
    given = variables(world, head, "push") | {"CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": world.main}
    code, _, log = world.job("gitlab", "coopctl", {}, **given)
    assert (code, "1 ligne" in log) == (0, True), log
    assert world.job("gitlab", "coopctl", {}, **given | {"CI_COMMIT_BEFORE_SHA": "1" * 40})[0] == 1


@pytest.mark.parametrize("made", [harmless, hostile])
def test_gitlab_tells_of_requests_on_a_schedule(world: World, made: Callable[[World], str]) -> None:
    given = variables(world, made(world), "schedule") | {"COOPCTL_TOKEN": TOKEN}
    for number, ref in ((3, world.main), (9, "HEAD")):
        world.coop.git("push", "-q", str(world.hub), f"{ref}:refs/merge-requests/{number}/head")
    code, _, log = world.job("gitlab", "coopctl-read", {}, **given)
    assert code == 0, log
    kept = sorted(path.name for path in (world.folder / "builds/coopctl-read").iterdir())
    assert kept == ["7.md", "9.md"], "3 is in the main branch already"
    assert TOKEN not in log
    for attempt in range(2):
        if attempt:
            other = {"id": 98, "author": {"id": 1}, "body": "<!-- coopctl: review -->"}
            mine = {"id": 99, "author": {"id": 42}, "body": "<!-- coopctl: review -->\n\nx"}
            (world.log / "notes").write_text(json.dumps([other, mine]))
        code, _, log = world.job("gitlab", "coopctl-comment", {}, **given)
        assert code == 0, log
    asked = world.asked()
    assert asked.count("-X POST") == asked.count("-X PUT") == 1, "9 is closed: nothing is said there"
    assert "merge_requests/7/notes/99" in asked
    assert TOKEN not in asked
    assert TOKEN in (world.log / "config").read_text()
    is_inert(world.body())


def test_gitlab_reads_on_where_one_request_cannot_be_read(world: World) -> None:
    given = variables(world, harmless(world), "schedule")
    blob = subprocess.run(("git", "-C", str(world.hub), "hash-object", "-w", "--stdin"), input="x", text=True,
                          check=True, capture_output=True).stdout.strip()  # fmt: skip
    subprocess.run(("git", "-C", str(world.hub), "update-ref", "refs/merge-requests/8/head", blob), check=True)
    code, _, log = world.job("gitlab", "coopctl-read", {}, **given)
    assert (code, "!8" in log) == (0, True), log
    assert [path.name for path in (world.folder / "builds/coopctl-read").iterdir()] == ["7.md"]
