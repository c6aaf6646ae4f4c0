"""The frame of the command line: options before and after the verb, help, usage errors, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopctl.cli.commands import OCCASIONS
from coopctl.cli.language import chosen_language
from coopctl.cli.main import main
from tests.cli.frame import typed

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nowhere"}


def coopctl(*args: str, cwd: Path = ROOT / "tests", **environ: str) -> subprocess.CompletedProcess[str]:
    """A real process, in a clean environment."""
    return subprocess.run(
        [sys.executable, "-m", "coopctl", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=CLEAN | environ,
        timeout=60,
    )


# --- where options may stand ---


@pytest.mark.parametrize(
    "args",
    [
        ("--as", "loic", "-C", "tests", "--today", "2024-02-29", "-q", "thing", "list"),
        ("thing", "--as", "loic", "-C", "tests", "--today", "2024-02-29", "-q", "list"),
        ("thing", "list", "--as", "loic", "-C", "tests", "--today", "2024-02-29", "-q"),
        ("-q", "thing", "--as=loic", "list", "-Ctests", "--today=2024-02-29"),
        ("thing", "--as", "loic", "-C", "tests", "--today", "2024-02-29", "-q"),
    ],
)
def test_common_options_stand_anywhere(args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert typed(*args).out == "list text None tests 2024-02-29 en loic False True False False\n"


def test_folders_add_up_as_git_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert "tests/cli" in typed("-C", "tests", "thing", "list", "-C", "cli").out


def test_a_value_may_look_like_a_common_option() -> None:
    seen = typed("thing", "add", "x", "--hours", "1", "-m", "-q", "--circle", "--yes")
    assert (seen.code, seen.out) == (0, "add x 100 None --yes None 1 False -q\n")


def test_after_two_dashes_all_is_text() -> None:
    assert typed("thing", "add", "--hours", "1", "--", "--version").out.startswith("add --version")


def test_a_verb_gets_values_already_read() -> None:
    args = ("--hours", "1.5", "--date", "hier", "--kind", "apple", "--kind", "bread", "--seats", "3", "-n", "-m", "why")
    seen = typed("thing", "add", "A letter", *args)
    assert (seen.code, seen.err) == (0, "")
    assert seen.out == "add A letter 150 2026-10-13 None ['apple', 'bread'] 3 True why\n"


@pytest.mark.parametrize("args", [("thing",), ("thing", "list"), ("--lang", "en", "thing")])
def test_a_bare_noun_lists(args: tuple[str, ...]) -> None:
    assert typed(*args).out.startswith("list text")


def test_a_bare_noun_takes_the_options_of_its_list() -> None:
    assert typed("thing", "--format", "json", "--on", "2026-01-02").out.startswith("list json 2026-01-02")


# --- what was typed wrong ---

USAGE = {
    "no such command “thimg”; did you mean thing?": ("thimg",),
    "no command “zzz”\n  try: coopctl --help": ("zzz",),
    "did you mean add?\n  try: coopctl thing add": ("thing", "ajouter"),
    "no command “zzz”\n  try: coopctl thing --help": ("thing", "zzz"),
    "no option --hour here; did you mean --hours?": ("thing", "add", "x", "--hour", "1"),
    "no option -x here": ("thing", "list", "-x"),
    "no option --zzz here\n  try: coopctl --help": ("--zzz",),
    "WHAT is missing: what was done": ("thing", "add", "--hours", "1"),
    "the option --hours is missing": ("thing", "add", "x"),
    "the option --hours needs a value after it": ("thing", "add", "x", "--hours"),
    "the option -C needs a value after it": ("-C",),
    "the option --dry-run takes no value": ("thing", "add", "x", "--hours", "1", "--dry-run=yes"),
    "“b c” is too much here": ("thing", "add", "a", "b", "c", "--hours", "1"),
    "--hours: “1,5” is not a number written like 2.5": ("thing", "add", "x", "--hours", "1,5"),
    "--kind: “aple” is not one of apple, bread; did you mean apple?": ("thing", "add", "x", "--kind", "aple"),
    "--kind: “zzz” is not one of apple, bread": ("thing", "add", "x", "--hours", "1", "--kind", "zzz"),
    "--seats: a whole number is expected": ("thing", "add", "x", "--hours", "1", "--seats", "two"),
    "--format: “xml” is not one of text, json": ("thing", "list", "--format", "xml"),
    "--today: 2025-02-30 is not a day of the calendar": ("--today", "2025-02-30"),
    "--lang: “de” is neither fr nor en": ("thing", "list", "--lang", "de"),
    "--as: “../x” is not a name for a file": ("--as", "../x", "thing"),
    "\\x1b[31mred": ("\x1b[31mred",),
}


@pytest.mark.parametrize(("words", "args"), USAGE.items())
def test_usage_errors_name_what_was_seen(words: str, args: tuple[str, ...]) -> None:
    seen = typed(*args)
    assert (seen.code, seen.out) == (2, "")
    assert seen.err.startswith("error: ")
    assert words.replace("no such", "there is no") in seen.err


def test_a_folder_that_is_not_there() -> None:
    seen = typed("-C", "/no/where", "thing")
    assert (seen.code, seen.err) == (3, "error: there is no folder /no/where\n")


# --- how it ends ---


@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        ("0", 0, ""),
        ("1", 1, ""),
        ("interrupt", 130, ""),
        ("abort", 5, "error: nothing was done\n"),
        ("eof", 5, "error: nothing was done\n"),
        ("disk", 4, "error: contributions/2026-10/loic.yaml: the disk is full\n"),
    ],
)
def test_exit_codes(how: str, code: int, said: str) -> None:
    assert typed("thing", "fail", how) == (code, "", said)


def test_a_refusal_shows_its_findings_then_the_way_out() -> None:
    seen = typed("thing", "fail", "rule")
    assert seen.code == 1
    assert seen.err.splitlines() == [
        "contributions/2026-10/loic.yaml:6:9: error[rate-above-cap]: too much: \\x1b[31m35",
        "error: this was refused",
        "  try: coopctl thing add",
    ]


def test_our_own_fault_takes_three_lines_and_tells_no_secret() -> None:
    seen = typed("thing", "fail", "bug")
    what, report, version = seen.err.splitlines()
    assert seen.code == 70
    assert what.startswith("error: a fault of coopctl itself, not yours (ZeroDivisionError: a \\x1b[31msecret, ")
    assert "second line" not in seen.err
    assert "--debug" in report
    assert "--version" in version


def test_a_broken_pipe_that_is_not_our_screen_is_a_fault() -> None:
    assert typed("thing", "fail", "pipe").code == 70


@pytest.mark.parametrize("how", [("--debug",), ()])
def test_debug_shows_where_but_never_values(how: tuple[str, ...], tmp_path: Path) -> None:
    environ = {} if how else {"COOPCTL_DEBUG": "1"}
    (tmp_path / "sitecustomize.py").write_text("import coopctl.cli.home as h\nh.home = lambda *a: 1 // 0\n")
    done = coopctl(*how, PYTHONPATH=f"{tmp_path}:{ROOT}", COOPCTL_LANG="en", **environ)
    assert done.returncode == 70
    assert "Traceback" in done.stderr
    assert "locals" not in done.stderr
    quiet = coopctl(PYTHONPATH=f"{tmp_path}:{ROOT}", COOPCTL_LANG="en")
    assert "Traceback" not in quiet.stderr


def test_a_reader_that_leaves_is_not_an_error(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.cli.frame import SAMPLE; from coopctl.cli import app; "
        "app.run.__defaults__ = (SAMPLE,); from coopctl.cli.main import main; sys.exit(main(['thing', 'pour']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=CLEAN
    ) as done:
        assert done.stdout
        assert done.stderr
        done.stdout.read(1)
        done.stdout.close()
        assert done.stderr.read() == b""
        assert done.wait(60) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_screen_that_is_full_is_said() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopctl", "--lang", "en"], stdout=full, stderr=subprocess.PIPE, text=True, env=CLEAN
        )
    assert (done.returncode, done.stderr) == (4, "error: the disk is full\n")


def test_without_any_screen_it_still_ends() -> None:
    done = subprocess.run(["sh", "-c", f"{sys.executable} -m coopctl --version >&-"], env=CLEAN, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_screen_without_accents_still_gets_its_sentence() -> None:
    done = coopctl("zzz", "--lang", "fr", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "\\xab\\xa0zzz\\xa0\\xbb" in done.stderr


def test_the_entry_point_gives_the_code_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("coopctl 0.")


# --- which language ---


@pytest.mark.parametrize(
    ("args", "environ", "lang"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "fr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"),
        ([], {"COOPCTL_LANG": "en", "LANG": "fr_FR.UTF-8"}, "en"),
        (["--lang", "fr"], {"COOPCTL_LANG": "en"}, "fr"),
        (["check", "--lang=en"], {}, "en"),
        (["--lang", "de"], {}, "fr"),
        (["--lang"], {"LANG": "en"}, "en"),
        (["--", "--lang", "en"], {}, "fr"),
    ],
)
def test_the_first_that_names_a_language_decides(
    args: list[str], environ: dict[str, str], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert chosen_language(args, environ) == lang


def test_the_ledger_decides_before_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coop.yaml").write_text('format: 1\nlanguage: "en"\n')
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep")
    for args in ([], ["-C", "er"], ["-Cer"], ["check", "-C", str(tmp_path)]):
        assert chosen_language(args, {"LANG": "fr_FR.UTF-8"}) == "en"
    assert chosen_language([], {"COOPCTL_LANG": "fr"}) == "fr"


# --- help ---


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "page", [("--help",), ("thing", "--help"), ("thing", "add", "-h"), ("thing", "list", "--help")]
)
def test_pages_fit_the_screen(page: tuple[str, ...], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    seen = typed(*page, lang=lang)
    assert seen.code == 0
    lines = seen.out.splitlines()
    assert [line for line in lines if len(line) > 60 and not line.startswith("    coopctl ")] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_page_of_a_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = typed("thing", "add", "--help").out
    assert page.startswith("Usage: coopctl thing add [OPTIONS] WHAT\n\nNote what you did for the cooperative.\n\n")
    assert '\n\n    coopctl thing add "Newsletter" --hours 1.5\n\n' in page
    assert "\n      --hours DURATION  the time it took\n" in page
    assert "\n  -n, --dry-run         show what would be written, and write nothing\n" in page


def test_the_page_of_a_noun_is_its_verbs() -> None:
    page = typed("thing", "-h").out
    assert "\n  list  List the things there are.\n  add   Note what you did for the cooperative.\n" in page
    assert "coopctl thing alone means coopctl thing list." in page


def test_alone_it_does_not_fail() -> None:
    done = coopctl()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


ROWS = [row for occasion in OCCASIONS for row in occasion.rows]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_command_has_its_page(row: object) -> None:
    from importlib.util import find_spec

    if find_spec(row.where) is None:  # type: ignore[attr-defined]
        pytest.skip("not written yet")
    name = row.name  # type: ignore[attr-defined]
    assert typed(name, "--help", occasions=OCCASIONS).code == 0


def test_help_is_light() -> None:
    """Showing a page imports no reader, no git, no model: only the parser and words."""
    heavy = (
        "rich",
        "babel",
        "git",
        "ruamel",
        "yaml",
        "pydantic",
        "coopctl.store",
        "coopctl.records",
        "coopctl.document",
    )
    code = "import sys; from coopctl.cli.main import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=CLEAN, check=True)
    assert [name for name in heavy if name in done.stderr.split()] == []
