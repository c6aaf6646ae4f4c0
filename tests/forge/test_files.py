"""The files of the forges: as their makers publish that they must be, and safe by their shape."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coopctl.forge.facts import FORGES, Wish
from coopctl.forge.kit import kit
from coopctl.problem import Refused
from tests.forge.kits import DAY, WISH, Step, ledger, steps, workflows

SCRIPTS = [pytest.param(one, id=f"{one.forge} {one.job} {at}") for at, one in enumerate(steps())]
MAY_WRITE = ("post", "coopctl-comment")
"""The jobs that are given a right to write: none of them sees a proposal."""


@pytest.mark.parametrize("forge", FORGES)
def test_they_are_as_the_forge_publishes(forge: str) -> None:
    name = "gitlab-ci.json" if forge == "gitlab" else "github-workflows.json"
    schema = json.loads(files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{name}").read_text("utf-8"))
    for file in workflows(forge).values():
        said = {"on" if key is True else key: value for key, value in file.items()}
        jsonschema.validators.validator_for(schema)(schema).validate(said)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validators.validator_for(schema)(schema).validate(said | {"jobs": 1, "coopctl": 1})


@pytest.mark.parametrize("one", SCRIPTS)
def test_a_script_is_one_for_every_shell(one: Step) -> None:
    subprocess.run(("sh", "-n"), input=one.script, text=True, check=True)
    assert "set -eu" in one.script or "git" not in one.script
    assert "[[" not in one.script


@pytest.mark.parametrize("one", SCRIPTS)
def test_no_word_of_a_proposal_is_written_into_a_script(one: Step) -> None:
    """What the forge fills in goes through the environment, where a shell takes it as it is."""
    assert "${{" not in one.script
    for name in ("eval", "source ", "curl |", "sh -c", "bash -c"):
        assert name not in one.script


@pytest.mark.parametrize("one", SCRIPTS)
def test_a_proposal_is_never_laid_out(one: Step) -> None:
    words = "checkout|switch|worktree|reset|read-tree|merge|archive|clone|restore|apply"
    laid = re.findall(rf"git (?:-C \S+ )?(?:{words})\b(?!-base)[^\n]*", one.script)
    assert set(laid) <= {"git checkout -q --detach refs/coopctl/base"}


@pytest.mark.parametrize("one", SCRIPTS)
def test_who_may_write_reads_no_proposal_and_who_reads_may_not_write(one: Step) -> None:
    writes = one.job in MAY_WRITE
    reads = "git fetch" in one.script or "/coopctl" in one.script.replace("$RUNNER_TEMP/coopctl", "").replace(
        "$CI_PROJECT_DIR/coopctl-read", "").replace('"$CI_PROJECT_DIR"/coopctl-read', "")  # fmt: skip
    assert not (writes and reads)
    if not writes:
        assert {*one.facts.get("permissions", {}).values()} <= {"read"}
        assert "environment" not in one.facts
    if "COOPCTL_TOKEN" in one.script and not writes:
        assert "unset COOPCTL_TOKEN" in one.script


@pytest.mark.parametrize("one", SCRIPTS)
def test_the_program_runs_without_a_password(one: Step) -> None:
    """It is called through an empty environment; where it is called, no token was handed to that step."""
    calls = [line for line in one.script.splitlines() if "tool/bin/coopctl" in line]
    if not calls:
        return
    assert re.search(r"env -i [^\n]*\\\n\s+\"\$WORK/tool/bin/coopctl\"", one.script)
    assert len(calls) == 1
    assert not [name for name in one.env if "TOKEN" in name]
    if one.forge == "gitlab":
        assert one.script.index("unset GIT_CONFIG_COUNT") < one.script.index("tool/bin/coopctl")


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_program_that_looks_for_unsafe_jobs_finds_none(forge: str, tmp_path: Path) -> None:
    """zizmor, by all its rules; what it says of the two triggers is answered in the files themselves."""
    names = []
    for path, text in kit(ledger(), forge, DAY, WISH).files.items():
        place = tmp_path / ".github/workflows" / path.rpartition("/")[2]
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".yml"):
            place.write_text(text, "utf-8")
            names.append(str(place))
    program = Path(sys.executable).parent / "zizmor"
    done = subprocess.run((program, "--offline", "--persona", "auditor", *names), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "unpinned-images" not in kit(ledger(), forge, DAY, WISH._replace(image="x@sha256:0")).files[path]
    place.write_text(
        "on: pull_request_target\njobs: {x: {runs-on: x, steps: [{run: 'echo ${{ github.head_ref }}'}]}}\n"
    )
    bad = subprocess.run((program, "--offline", str(place)), capture_output=True, text=True)
    assert bad.returncode != 0, "it is awake"


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_rights_are_few_and_nothing_of_third_parties_is_used(forge: str) -> None:
    for path, file in workflows(forge).items():
        on = file[True]
        text = kit(ledger(), forge, DAY, WISH).files[path]
        assert not re.search(r"(?m)^\s*(- )?uses:", text)
        assert "secrets." not in text
        assert file["permissions"] in ({}, {"contents": "read"})
        if "pull_request" in on:
            assert all("permissions" not in job for job in file["jobs"].values())
            assert not {"pull_request_target", "workflow_run"} & {*on}
        for job in file["jobs"].values():
            assert job["timeout-minutes"] <= 20


def test_gitlab_gives_its_token_to_one_job_alone() -> None:
    file = workflows("gitlab")[".gitlab/coopctl.yml"]
    assert [name for name, job in file.items() if "environment" in job] == ["coopctl-comment"]
    for name in ("coopctl-read", "coopctl-comment"):
        assert file[name]["rules"] == [
            {"if": '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_REF_PROTECTED == "true"'}
        ]
    assert all(job["variables"]["GIT_STRATEGY"] == "none" for job in file.values())


def test_what_is_installed_is_named_once_and_quoted() -> None:
    wish = Wish("git+https://forge.example/c'oop@0123", below="le.registre/")
    for one in steps(wish):
        given = one.env.get("SPEC") or one.facts.get("variables", {}).get("SPEC")
        if "pip install" in one.script:
            assert given == "git+https://forge.example/c'oop@0123"
            assert '"$SPEC"' in one.script
        if "tool/bin/coopctl" in one.script:
            assert '"$WORK/ledger/"le.registre/' in one.script


@pytest.mark.parametrize("name", ["re gistre/", "${{ github.token }}/", "@BRANCH@/", "$(id)/", "é/", "a\nb/"])
@pytest.mark.parametrize("forge", FORGES)
def test_a_folder_that_a_forge_would_read_otherwise_is_refused(forge: str, name: str) -> None:
    with pytest.raises(Refused, match="would be read as something else"):
        kit(ledger(), forge, DAY, WISH._replace(below=name))


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_each_job_that_reads_asks_first_whether_anybody_can(forge: str) -> None:
    for file in workflows(forge).values():
        for name, job in file["jobs"].items():
            asks = ["anybody can read this place" in one["run"] for one in job["steps"]]
            assert asks[0] != ("needs" in job), name
            assert not any(asks[1:])


def test_a_public_place_is_refused_unless_all_decided_so() -> None:
    def asks(wish: Wish) -> set[str]:
        return {one.forge for one in steps(wish) if "anybody can read this place" in one.script}

    assert asks(WISH) == {*FORGES}
    assert asks(WISH._replace(open=True)) == set()


def test_the_files_speak_the_language_in_use() -> None:
    from coopctl.words import set_language

    set_language("fr")
    said: Any = kit(ledger(), "github", DAY, WISH).files
    assert "Historique vérifié" in said[".github/workflows/coopctl-comment.yml"]
    assert "4 novembre 2026" in said[".github/CODEOWNERS"]
