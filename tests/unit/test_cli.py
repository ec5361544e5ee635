"""The command's manners: help, start-up, exit codes, errors in one line."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable

import pytest
import typer

from flows.cli import app
from warehouse.errors import NotPublished

Program = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = {command.name or command.callback.__name__: command for command in app.registered_commands}
HEAVY = (
    "pandas",
    "pandera",
    "prefect",
    "duckdb",
    "pyarrow",
    "trafilatura",
    "lxml",
    "httpx2",
    "pydantic",
    "flows.claims",
)


def test_every_command_of_the_issue_is_there() -> None:
    wanted = {"ingest", "extract", "nightly", "backfill", "schedule", "series", "query", "rebuild", "status"}
    assert wanted <= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.callback.__doc__
    assert command.epilog.startswith(f"Example: conflict-figures {name}")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_says_what_it_does(name: str) -> None:
    parameters = typer.main.get_command(app).commands[name].params
    assert [p.name for p in parameters if not getattr(p, "help", None)] == []


def test_help_imports_nothing_heavy_and_is_quick() -> None:
    script = (
        "import sys; sys.argv = ['conflict-figures', '--help']\n"
        "from flows.cli import main\n"
        "try: main()\n"
        f"finally: print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    seconds = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # of the processor, since a wall clock would also measure what else this machine is doing
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert "HEAVY []" in done.stdout
    assert min(seconds) < 0.4


def test_version(program: Program) -> None:
    done = program("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "conflict-figures")


def test_completion_is_offered(program: Program) -> None:
    done = program("--show-completion", "bash")
    assert done.returncode == 0
    assert "complete" in done.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ser", {"series"}),
        ("series --me", {"--metric"}),
        ("series --metric kil", {"killed"}),
        ("series --actor UK", {"UKR"}),
        ("series --claimant uk-ministry", {"uk-ministry-of-defence"}),
        ("series --population civ", {"civilians"}),
        ("load-dataset gaza", {"gaza-daily"}),
        ("query x --format parq", {"parquet"}),
    ],
)
def test_the_tab_key_offers_names(line: str, offered: set[str], environment: dict[str, str]) -> None:
    words = f"conflict-figures {line}"
    asked = {"_CONFLICT_FIGURES_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    command = "import sys; sys.argv[0] = 'conflict-figures'; from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command], env=environment | asked, capture_output=True, text=True, timeout=60
    )
    assert set(done.stdout.split()) == offered, done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nightly", "--no-such-option"], "No such option"),
        (["backfill"], "needs a folder, or --from and --to"),
        (["backfill", "--from", "2025-02-01", "--to", "2025-01-01"], "lies before"),
        (["backfill", "--from", "yesterday"], "yesterday"),
        (["series", "--format", "xml"], "known are table, json, jsonl, csv, parquet, xlsx"),
        (["schedule", "--timezone", "Mars/Olympus"], "tz database"),
        (["schedule", "--cron", "at four"], "five fields"),
        (["nightly", "--no-prefect", "--sources", "nowhere.yml"], "nowhere.yml"),
    ],
)
def test_wrong_use_is_2_and_says_what_is_wrong(program: Program, arguments: list[str], said: str) -> None:
    done = program(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_named(program: Program) -> None:
    done = program("status", CONFLICT_FIGURES_WORKERS="many")
    assert done.returncode == 2
    assert "CONFLICT_FIGURES_WORKERS" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["status"], ["series"], ["query", "SELECT 1"]])
def test_asking_before_anything_is_published_says_what_to_do(program: Program, arguments: list[str]) -> None:
    done = program(*arguments)
    assert done.returncode == 1
    assert "conflict-figures nightly" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_debugging_shows_where_it_happened(program: Program) -> None:
    with pytest.raises(NotPublished):
        program("status", CONFLICT_FIGURES_DEBUG="1")
