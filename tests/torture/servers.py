"""A hostile server costs one row: drips, endless bodies, bombs, redirects and names that lead inside a network."""

from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
import zlib
from collections.abc import Awaitable, Callable
from threading import Event, Thread

import orjson

from tests.torture.campaign import Ground, Outcome, campaign
from tests.web.hosts import Asked, Host, Hosts, Line
from tests.web.limited import NAME, SECONDS

MOST_MEGABYTES = 150
Answer = Callable[[Host, Line, Asked], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

# What may not be asked, in each of the spellings that lead there.
INSIDE = (  # noqa: SIM905 (a list would fill a page)
    "127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.7 172.16.5.5 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 198.18.0.1 "
    "224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 fd12::9 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 "
    "::ffff:169.254.169.254 ::ffff:100.64.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::a00:1 2002:7f00:1::1 "
    "2002:a00:1::1 2001:db8::1 ::127.0.0.1 2001:0:7f00:1::80ff:fffe"
).split()
SPELLINGS = ("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::1]", "[::ffff:7f00:1]")


def layered(times: int, megabytes: int) -> bytes:
    """Pack zeros several times over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        packed = gzip.compress(packed)
    return packed


BROTLI_BOMB = bytes.fromhex("1bffff7f00248b0880") + bytes(64)  # a head that promises much
ZSTD_BOMB = bytes.fromhex("28b52ffd84600040420f") + bytes(64)


async def drip_head(host: Host, line: Line, asked: Asked) -> None:
    await line.send(HEAD)
    for number in range(1_000):
        await line.send(f"X-{number}: drip\r\n".encode())
        await asyncio.sleep(0.2)


async def drip_body(host: Host, line: Line, asked: Asked) -> None:
    await line.send(HEAD + b"Content-Length: 1000000\r\n\r\n")
    for _ in range(1_000):
        await line.send(b"x")
        await asyncio.sleep(0.2)


async def endless_body(host: Host, line: Line, asked: Asked) -> None:
    await line.send(HEAD + b"\r\n")
    while True:
        await line.send(b"<p>more</p>" * 5_000)


async def endless_head(host: Host, line: Line, asked: Asked) -> None:
    await line.send(HEAD)
    while True:
        await line.send(b"X-More: " + b"y" * 60_000 + b"\r\n")


async def nonsense(host: Host, line: Line, asked: Asked) -> None:
    await line.send(b"\x00\xff\x16\x03\x01 SSH-2.0-not-http\r\n" * 100)


async def lying_chunks(host: Host, line: Line, asked: Asked) -> None:
    await line.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nabc")
    line.keep = False


def packed_as(coding: str, body: bytes, status: str = "200 OK", **more: str) -> Answer:
    async def answer(host: Host, line: Line, asked: Asked) -> None:
        await line.reply(body, status, {"Content-Encoding": coding, **more})

    return answer


def away(where: str) -> Answer:
    async def answer(host: Host, line: Line, asked: Asked) -> None:
        await line.reply(b"", "302 Found", {"Location": where})

    return answer


def _answers(canary: int, megabytes: int) -> dict[str, Answer]:
    bomb, nested = layered(1, megabytes), layered(2, 5 * megabytes)
    kinds: dict[str, Answer] = {
        "drip-head": drip_head,
        "drip-body": drip_body,
        "endless-body": endless_body,
        "endless-head": endless_head,
        "nonsense": nonsense,
        "lying-chunks": lying_chunks,
        "gzip-bomb": packed_as("gzip", bomb),
        "deflate-bomb": packed_as("deflate", zlib.compress(bytes(megabytes * 2**20), 9)),
        "nested-bomb": packed_as("gzip, gzip", nested),
        "thrice-nested-bomb": packed_as("gzip, gzip, gzip", layered(3, megabytes)),
        "br-bomb": packed_as("br", BROTLI_BOMB),
        "zstd-bomb": packed_as("zstd", ZSTD_BOMB),
        "bomb-on-redirect": packed_as("gzip", bomb, "302 Found", Location="/gzip-bomb"),
        "nested-bomb-on-redirect": packed_as(
            "gzip, gzip", layered(2, 5 * megabytes), "302 Found", Location="/gzip-bomb"
        ),
        "redirect-to-itself": away("/redirect-to-itself"),
        "redirect-to-a-file": away("file:///etc/passwd"),
        "redirect-to-nonsense": away("http://[::1/\x01"),
    }
    for place in (*INSIDE, *SPELLINGS):
        host = f"[{place}]" if ":" in place and not place.startswith("[") else place
        kinds[f"inside-{place}"] = away(f"http://{host}:{canary}/secret")
    return kinds


class Canary:
    """A socket on loopback that nobody may ever connect to, on both families."""

    def __init__(self) -> None:
        self.port, self.heard, self._stop = 0, [], Event()  # type: ignore[var-annotated]
        self._sockets = []
        for family, place in ((socket.AF_INET, ""), (socket.AF_INET6, "::1")):
            listening = socket.socket(family)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((place, self.port))
            except OSError:
                continue  # no IPv6 here
            listening.listen()
            self.port = listening.getsockname()[1]
            self._sockets.append(listening)
            Thread(target=self._listen, args=(listening,), daemon=True).start()

    def _listen(self, listening: socket.socket) -> None:
        while not self._stop.is_set():
            try:
                connection, who = listening.accept()
            except OSError:
                return
            self.heard.append(who)
            connection.close()

    def close(self) -> None:
        self._stop.set()
        for one in self._sockets:
            one.close()


@campaign("hostile server", "a hostile server costs one row, and leads nowhere", attempts=140, seconds=35, quick=6)
def hostile_server(ground: Ground) -> Outcome:
    """Ask each address under 512 MB of address space; let a resolver answer with each address inside a network."""
    outcome, canary = Outcome(), Canary()
    answers = _answers(canary.port, 60 if ground.quick else 200)

    async def handle(host: Host, line: Line, asked: Asked) -> None:
        await answers[asked.path.lstrip("/").replace("%5B", "[").replace("%5D", "]")](host, line, asked)

    names = list(answers)
    chosen = (
        names if not ground.quick else [*ground.chance.sample(names, ground.wished), "gzip-bomb", "inside-127.0.0.1"]
    )
    try:
        with Hosts({"hostile": handle}) as hosts:
            told = _asked_by_a_child([f"http://{NAME}:{hosts['hostile'].port}/{name}" for name in chosen], ground)
            for name, answer in zip(chosen, told["answers"], strict=True):
                outcome.judge(name, _faults(name, answer, canary))
        for place in INSIDE if not ground.quick else INSIDE[:3]:
            answer = told["resolved"][place]
            outcome.judge(f"a name that stands for {place}", _faults("inside", answer, canary))
    finally:
        canary.close()
    outcome.judge("memory", [f"{told['megabytes']} MB used"] * (told["megabytes"] >= MOST_MEGABYTES))
    outcome.judge("nothing left loopback", told["left_loopback"])
    outcome.notes.append(f"under 512 MB of address space, {told['megabytes']} MB used at most")
    return outcome


def _faults(name: str, answer: dict[str, object], canary: Canary) -> list[str]:
    faults = ["somebody connected to the canary"] * bool(canary.heard)
    if answer["kind"] != "Refusal":
        faults.append(f"it was taken for a page: {answer}")
    refused = (
        ("forbidden-address", "unreachable", "unsupported-scheme") if name[7:] in SPELLINGS else ("forbidden-address",)
    )
    if name.startswith("inside") and answer["reason"] not in refused:
        faults.append(f"refused for another reason: {answer}")
    if float(answer["seconds"]) > SECONDS + 6:  # type: ignore[arg-type]
        faults.append(f"it took {answer['seconds']} s")
    canary.heard.clear()
    return faults


def _asked_by_a_child(urls: list[str], ground: Ground) -> dict[str, object]:
    given = orjson.dumps({"urls": urls, "inside": list(INSIDE)})
    command = [sys.executable, "-m", "tests.web.limited"]
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=60 + 12 * len(urls))
    if done.returncode:
        raise AssertionError(f"the child ended with {done.returncode}: {done.stderr.decode()[-1500:]}")
    return dict(orjson.loads(done.stdout.splitlines()[-1]))
