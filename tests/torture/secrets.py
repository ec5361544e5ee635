"""Secrets do not leak: canaries in the environment, in addresses and connection strings; every failure is forced."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from flows.articles.stored import ArchiveDamagedError, member
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import PATIENCE, in_child, write_night
from tests.web.hosts import Asked, Host, Hosts, Line

PROGRAM = Path(sys.executable).with_name("conflict-figures")
CANARY = "kanarienvogel"
ENVIRONMENT = {
    "CONFLICT_FIGURES_ALARM": f"json://user:{CANARY}-alarm@127.0.0.1:9/{CANARY}-path",
    "CONFLICT_FIGURES_CONTACT": "figures@example.org",
    "CONFLICT_FIGURES_ALLOW_HOSTS": '["127.0.0.1"]',
    "CONFLICT_FIGURES_HARVEST_DELAY_SECONDS": "0.01",
    "CONFLICT_FIGURES_TOTAL_SECONDS": "3",
    "PREFECT_API_KEY": f"{CANARY}-key",
    "AWS_SECRET_ACCESS_KEY": f"{CANARY}-aws",
    "DATABASE_URL": f"postgresql://user:{CANARY}-database@127.0.0.1/x",
    "HTTPS_PROXY": f"http://user:{CANARY}-proxy@127.0.0.1:9",
}
# By a new interpreter: Prefect reads its settings when it is imported, and a statement may ask for /proc/self/environ.
ANEW = ("a night with Prefect", "a statement that is none")


async def answer(host: Host, line: Line, asked: Asked) -> None:
    """Answer as feeds, pages and failures do, and tell of every header that should not have been sent."""
    if any(CANARY in value or name == "authorization" for name, value in asked.headers.items()):
        host.count("told")
    if asked.path.startswith("/feed"):
        links = [
            f"http://user:{CANARY}-link@127.0.0.1:{host.port}/{name}" for name in ("page", "away", "gone", "broken")
        ]
        items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        await line.reply(body.encode(), headers={"Content-Type": "application/rss+xml"})
    elif asked.path == "/away":
        await line.reply(b"", "302 Found", {"Location": f"http://user:{CANARY}-redirect@10.0.0.1/x"})
    elif asked.path == "/page":
        await line.reply(
            b'<html lang="en"><body><article><p>At least 14 soldiers were killed.</p></article></body></html>'
        )
    elif asked.path == "/broken":
        line.reset()
    else:
        await line.reply(b"none", "404 Not Found")


@campaign("secrets", "secrets do not leak", attempts=13, seconds=80, quick=1)
def secrets(ground: Ground) -> Outcome:
    """Run each command so that it fails in its own way, then search everything that it wrote and said."""
    outcome, prepared = Outcome(), ground.room("prepared")
    _prepare(prepared)
    with Hosts({"site": answer}) as hosts:
        host = hosts["site"]
        for name, arguments in _commands(ground, host).items():
            if outcome.attempts >= ground.wished or ground.over():
                break
            folder = ground.room(name.replace(" ", "-"))
            if arguments[0] in ("watch", "query", "rebuild", "status", "verify"):
                shutil.copytree(prepared, folder, dirs_exist_ok=True)
            outcome.judge(name, _run(folder, name, arguments))
        outcome.judge(
            "nothing was told to a server", [f"{host.state.get('told')} times"] * bool(host.state.get("told"))
        )
    return outcome


def _commands(ground: Ground, host: Host) -> dict[str, list[str]]:
    there = f"http://user:{CANARY}-typed@127.0.0.1:{host.port}"
    sources = ground.folder / "sources.yml"
    feed = f"http://user:{CANARY}-feed@127.0.0.1:{host.port}/feed"
    entry = {"kind": "other", "language": "en", "name": "x", "home": f"{host.origin}/", "feeds": [feed]}
    sources.write_text(yaml.safe_dump({"sources": {"x": entry}}))
    bad = ground.folder / "bad.yml"
    bad.write_text(yaml.safe_dump({"sources": {"x": {**entry, "kind": "nonsense", "feeds": ["ftp://x"]}}}))
    night = write_night(ground.room("nights"), 0)
    return {
        "a night over a site": ["nightly", "--no-prefect", "--sources", str(sources)],
        "pages by hand": ["ingest", *(f"{there}/{name}" for name in ("page", "away", "gone", "broken"))],
        "a host that is not there": ["ingest", f"https://user:{CANARY}-nobody@nobody.invalid/a", str(night)],
        "a night with Prefect": ["nightly", "--sources", str(sources)],
        "sources that are wrong": ["nightly", "--no-prefect", "--sources", str(bad)],
        "sources that are checked": ["sources", "check", "x", "--sources", str(sources)],
        "an alarm that nobody takes": ["watch", "--alarm"],
        "a statement that is none": ["query", "SELECT getenv('DATABASE_URL'), read_text('/proc/self/environ')"],
        "a data set that is not there": ["load-dataset", "economist-ukraine", "nowhere.csv"],
        "rebuild": ["rebuild"],
        "status": ["status"],
        "verify": ["verify"],
    }


def _run(folder: Path, name: str, arguments: list[str]) -> list[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CONFLICT_FIGURES_", "PREFECT_"))}
    for debug in ("0", "1"):
        environment = {**kept, **ENVIRONMENT, "CONFLICT_FIGURES_DEBUG": debug}
        said = folder / f"said-{debug}.txt"
        if name in ANEW:
            with said.open("wb") as file:
                command = [PROGRAM, *arguments]
                subprocess.run(command, cwd=folder, env=environment, stdout=file, stderr=file, check=False, timeout=300)
        else:
            in_child(_command, folder, environment, arguments, said).join(PATIENCE)
    silent = [f"{path.name}: it said nothing" for path in folder.glob("said-*.txt") if not path.stat().st_size]
    return silent + [f"{where} holds {what}" for where, what in _leaks(folder)]


def _command(folder: Path, environment: dict[str, str], arguments: list[str], said: Path) -> None:
    """Be the command, in a process that has everything imported; a fault is told as the interpreter tells it."""
    with said.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [str(PROGRAM), *arguments]
    from flows.cli import main

    try:
        main()
    except Exception:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        sys.exit(1)


def _prepare(folder: Path) -> None:
    night = write_night(folder, 0)
    old = '{"run_id": "a", "kind": "nightly", "logical_date": "2025-06-16", "started_at": "2025-06-16T04:30:00+00:00", '
    old += '"finished_at": "2025-06-16T04:31:00+00:00", "status": "done", "articles_seen": 3}\n'
    (folder / "warehouse").mkdir()
    (folder / "warehouse" / "nights.jsonl").write_text(old)
    subprocess.run([PROGRAM, "ingest", str(night)], cwd=folder, capture_output=True, check=True)


def _leaks(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes() if path.suffix != ".gz" else _unpacked(path)
            for _ in range(content.count(CANARY.encode())):
                at = content.index(CANARY.encode())
                found.append((path.name, content[max(0, at - 30) : at + 40].decode("utf-8", "replace")))
                break
    return found


def _unpacked(path: Path) -> bytes:
    content, offset = b"", 0
    with path.open("rb") as file:
        while offset < path.stat().st_size:
            try:
                part, length = member(file, path, offset)
            except ArchiveDamagedError:
                return content
            content, offset = content + part, offset + length
    return content
