"""The order of writes survives a power cut: a run is traced, and every moment of it is played back without what was not
yet synced.

Two kinds of file systems are played: one that keeps names (new, renamed, removed) only once their folder is synced, and
one that keeps names at once but bytes only once their file is synced.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.articles.archive import OPEN
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import (
    CONTENT,
    Held,
    held_by_ledger,
    held_by_published,
    run,
    settings_of,
    write_night,
)

CALLS = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,close,mkdir,lseek"
LINE = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:<[^>]*>)?(?: .*)?$")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
PATH_OF_DESCRIPTOR = re.compile(r"^(\d+)<([^>]*)>")


@dataclass
class Call:
    """One call of the system that changed a file or a name, or made a change last."""

    name: str
    path: str
    data: bytes = b""
    offset: int | None = None
    target: str = ""


@dataclass
class Disk:
    """A file system as it is in memory and as it would be after a power cut."""

    names_at_once: bool
    now: dict[str, bytearray] = field(default_factory=dict)
    kept: dict[str, bytearray] = field(default_factory=dict)  # by path, as after the cut
    bytes_kept: dict[int, bytes] = field(default_factory=dict)  # of each file, by identity, at its last sync

    def begin(self, folder: Path) -> None:
        """Take over what is there, all of it safe."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = bytearray(path.read_bytes())
                self.now[str(path)] = self.kept[str(path)] = content
                self.bytes_kept[id(content)] = bytes(content)

    def do(self, call: Call) -> None:
        """Carry out a call."""
        if call.name == "create" and call.path not in self.now:
            self.now[call.path] = bytearray()
            self._named(call.path)
        elif call.name == "truncate" and call.path in self.now:
            size, file = call.offset or 0, self.now[call.path]
            file[size:] = b""
            file.extend(bytes(size - len(file)))
        elif call.name == "write" and call.path in self.now:
            file = self.now[call.path]
            place = len(file) if call.offset is None else call.offset
            file.extend(bytes(max(0, place - len(file))))
            file[place : place + len(call.data)] = call.data
        elif call.name == "rename" and call.path in self.now:
            self.now[call.target] = self.now.pop(call.path)
            self._named(call.path, call.target)
        elif call.name == "unlink":
            self.now.pop(call.path, None)
            self._named(call.path)
        elif call.name == "sync" and call.path in self.now:
            self.bytes_kept[id(self.now[call.path])] = bytes(self.now[call.path])
        elif call.name == "sync":  # of a folder
            self._keep_names(call.path)

    def _named(self, *paths: str) -> None:
        if self.names_at_once:
            for path in paths:
                self._keep(path)

    def _keep_names(self, folder: str) -> None:
        for path in {*self.now, *self.kept}:
            if str(Path(path).parent) == folder:
                self._keep(path)

    def _keep(self, path: str) -> None:
        if path in self.now:
            self.kept[path] = self.now[path]
        else:
            self.kept.pop(path, None)

    def after_the_cut(self) -> dict[str, bytes]:
        """Give the files as they are found when the power is back."""
        return {path: self.bytes_kept.get(id(file), b"") for path, file in self.kept.items()}


@campaign("order of writes", "the order of writes survives a power cut", attempts=120, seconds=165, quick=0)
def order_of_writes(ground: Ground) -> Outcome:
    """Trace a night, check it against the recipe, and recover from every moment of it on both kinds of disks."""
    if shutil.which("strace") is None:
        return Outcome(skipped=["strace is not installed"])
    outcome = Outcome()
    nights, settings = ground.room("nights"), settings_of(ground.folder / "disk" / "warehouse")
    run(settings, write_night(nights, 0))
    before, start = held_by_ledger(settings), ground.folder / "start"
    shutil.copytree(settings.warehouse, start)
    second = write_night(nights, 1)
    calls = list(_traced(ground, settings.warehouse, second))
    after = held_by_ledger(settings)
    outcome.judge("the recipe", _against_the_recipe(calls, settings.warehouse))
    states = _states(start, settings.warehouse, calls)
    outcome.notes.append(f"{len(calls)} calls traced, {len(states)} different states of the disk after a power cut")
    chosen = (
        states if len(states) <= ground.wished else [states[0], *ground.chance.sample(states[1:], ground.wished - 1)]
    )
    for state in chosen:
        if ground.over():
            break
        _recover(outcome, ground.folder / "cut" / "warehouse", state, second, before, after)
    return outcome


@dataclass
class State:
    """What a power cut leaves, where in the trace, and whether the run had told of its end by then."""

    where: str
    files: dict[str, bytes]
    acknowledged: bool


def _states(start: Path, warehouse: Path, calls: list[Call]) -> list[State]:
    found: dict[int, State] = {}
    for names_at_once in (False, True):
        disk = Disk(names_at_once)
        shutil.rmtree(warehouse)
        shutil.copytree(start, warehouse)
        disk.begin(warehouse)
        for number, call in enumerate(calls):
            disk.do(call)
            if call.name == "write" and not names_at_once:
                continue  # nothing that a cut would leave has changed
            files = disk.after_the_cut()
            key = hash(frozenset(files.items()))
            last = number == len(calls) - 1
            what = f"after call {number} of {len(calls)}, {call.name} {Path(call.path).name}"
            found.setdefault(key, State(what, files, acknowledged=last))
            found[key].acknowledged |= last
    return list(found.values())


def _recover(outcome: Outcome, warehouse: Path, state: State, night: Path, before: Held, after: Held) -> None:
    shutil.rmtree(warehouse, ignore_errors=True)
    settings = settings_of(warehouse)
    for path, content in state.files.items():
        place = warehouse / path.partition("/disk/warehouse/")[2]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    acked = after if state.acknowledged else before
    held, published = held_by_ledger(settings), held_by_published(settings)
    faults = held.faults + (published.faults if published else ["the published file has gone"])
    run(settings, night)
    again, shown = held_by_ledger(settings), held_by_published(settings)
    faults += [
        f"after the next run {name} differ" for name in CONTENT if again.content.get(name) != after.content[name]
    ]
    faults += ["the next run did not publish"] * (shown is None or shown.content != again.content)
    lost = len(acked.claims.keys() - held.claims.keys())
    outcome.judge(state.where, faults, lost=lost, doubled=held.doubled + again.doubled)


def _against_the_recipe(calls: list[Call], warehouse: Path) -> list[str]:
    """Hold the calls against "Durability": what is renamed into its place was synced before, and its folder after."""
    faults = []
    synced: set[str] = set()
    for number, call in enumerate(calls):
        if call.name == "sync":
            synced.add(call.path)
        elif call.name in ("write", "truncate"):
            synced.discard(call.path)
        elif call.name == "rename":
            name, folder = Path(call.target).name, str(Path(call.target).parent)
            if call.path not in synced:
                faults.append(f"{name} was put in its place before its bytes were synced")
            if not any(later.name == "sync" and later.path == folder for later in calls[number:]):
                faults.append(f"the folder of {name} was not synced after it was put in its place")
    put = {Path(call.target).name for call in calls if call.name == "rename"}
    wanted = {"figures.duckdb", "figures.manifest.json", "ledger.seal.json"}
    faults += [f"{name} was not put in its place by a rename" for name in sorted(wanted - put)]
    if not any(name.endswith(".warc.gz") for name in put):
        faults.append("the archive was not put in its place by a rename")
    where = [
        number for number, call in enumerate(calls) if call.name == "rename" and call.target.endswith("figures.duckdb")
    ]
    archived = [number for number, call in enumerate(calls) if call.name == "rename" and call.path.endswith(OPEN)]
    if where and archived and archived[-1] > where[0]:
        faults.append("the figures were published before their archive was finished")
    return faults


RUN = """
import sys
from pathlib import Path
from tests.torture.warehouses import run, settings_of
run(settings_of(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def _traced(ground: Ground, warehouse: Path, night: Path) -> Iterator[Call]:
    trace = ground.folder / "trace"
    strace = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "-s",
        "4000000",
        "-e",
        f"trace={CALLS}",
        "-e",
        "signal=none",
        "-o",
        str(trace),
    ]
    command = [*strace, sys.executable, "-c", RUN, str(warehouse), str(night)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(f"the traced night failed: {done.stderr.decode()[-1000:]}")
    places: dict[str, int] = {}
    with trace.open() as lines:
        for line in _whole_lines(lines):
            yield from _calls(line, str(warehouse), places)


def _whole_lines(lines: Iterator[str]) -> Iterator[str]:
    """Join what strace cut in two since another thread came between."""
    waiting: dict[str, str] = {}
    for line in lines:
        process, _, rest = line.rstrip("\n").partition(" ")
        rest = rest.lstrip()
        if rest.endswith("<unfinished ...>"):
            waiting[process] = rest.removesuffix("<unfinished ...>")
        elif rest.startswith("<... "):
            yield waiting.pop(process, "") + rest.partition(" resumed>")[2]
        else:
            yield rest


def _calls(line: str, warehouse: str, places: dict[str, int]) -> Iterator[Call]:
    found = LINE.match(line)
    if not found or int(found[3]) < 0:
        return
    name, given, result = found[1], found[2], int(found[3])
    strings = [bytes(ast.literal_eval(f'b"{text}"')) for text in STRING.findall(given)]
    if name == "openat":
        path = _absolute(strings[0].decode(), given)
        if not path.startswith(warehouse):
            return
        places[path] = 0
        if "O_CREAT" in given:
            yield Call("create", path)
        if "O_TRUNC" in given:
            yield Call("truncate", path, offset=0)
        if "O_APPEND" in given:
            places[path] = -1
    elif name in ("rename", "renameat", "renameat2"):
        old, new = (_absolute(text.decode(), given) for text in strings[:2])
        if new.startswith(warehouse):
            yield Call("rename", old, target=new)
    elif name in ("unlink", "unlinkat"):
        path = _absolute(strings[0].decode(), given)
        if path.startswith(warehouse):
            yield Call("unlink", path)
    else:
        yield from _on_descriptor(name, given, result, strings, warehouse, places)


def _on_descriptor(
    name: str, given: str, result: int, strings: list[bytes], warehouse: str, places: dict[str, int]
) -> Iterator[Call]:
    told = PATH_OF_DESCRIPTOR.match(given)
    path = ast.literal_eval(f'b"{told[2]}"').decode() if told else ""
    path = path.removesuffix("(deleted)")
    if not path.startswith(warehouse):
        return
    last = given.rsplit(", ", 1)[-1]
    if name in ("fsync", "fdatasync"):
        yield Call("sync", path)
    elif name == "ftruncate":
        yield Call("truncate", path, offset=int(last))
    elif name == "pwrite64":
        yield Call("write", path, strings[0][:result], int(last))
    elif name == "write":
        place = places.get(path, 0)
        yield Call("write", path, strings[0][:result], None if place < 0 else place)
        if place >= 0:
            places[path] = place + result
    elif name == "lseek":
        places[path] = result


def _absolute(path: str, given: str) -> str:
    if path.startswith("/"):
        return path
    folder = re.search(r"<([^>]*)>", given)
    return f"{ast.literal_eval(chr(98) + chr(34) + folder[1] + chr(34)).decode()}/{path}" if folder else path
