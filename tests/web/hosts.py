"""Hosts on loopback for the tests and the benchmark: each answers as its handler says, and notes all it is asked."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Self


@dataclass
class Asked:
    """One request as a host saw it."""

    path: str
    headers: dict[str, str]
    begun: float
    ended: float = 0.0


@dataclass
class Line:
    """The connection that a handler answers on, for answers that no server ought to give."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    keep: bool = True

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def reply(
        self,
        body: bytes = b"",
        status: str = "200 OK",
        headers: Mapping[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        told = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body) if length is None else length),
        }
        lines = [f"{name}: {value}" for name, value in {**told, **(headers or {})}.items() if value]
        await self.send("\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body)

    async def until_left(self) -> None:
        """Answer nothing for as long as the other side waits."""
        await self.reader.read(1)
        self.keep = False

    def reset(self) -> None:
        """End the connection without a farewell."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.writer.transport.abort()
        self.keep = False


Handler = Callable[["Host", Line, Asked], Awaitable[None]]


@dataclass
class Host:
    """One host and what it has seen."""

    name: str
    handler: Handler
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    state: dict[str, int] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def count(self, what: str) -> int:
        """Count one more of something, and give the number."""
        self.state[what] = self.state.get(what, 0) + 1
        return self.state[what]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(reader, writer)
        try:
            while line.keep and (head := await _head(reader)):
                await self._answer(head, line)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # a client that leaves in the middle is what some tests are about
        finally:
            writer.close()

    async def _answer(self, head: list[str], line: Line) -> None:
        headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in head[1:])}
        asked = Asked(head[0].split(" ")[1], headers, time.monotonic())
        self.asked.append(asked)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.handler(self, line, asked)
        finally:
            self.at_once -= 1
            asked.ended = time.monotonic()


async def _head(reader: asyncio.StreamReader) -> list[str]:
    lines = []
    while (read := await reader.readline()) not in (b"\r\n", b""):
        lines.append(read.decode("latin-1").rstrip("\r\n"))
    return lines


class Hosts:
    """The hosts of a test, served from a thread of its own until the block ends."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self.all = {name: Host(name, handler) for name, handler in handlers.items()}
        self._ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="hosts", daemon=True)

    def __getitem__(self, name: str) -> Host:
        return self.all[name]

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(30), "the hosts did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        servers = []
        for host in self.all.values():
            server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
            host.port = server.sockets[0].getsockname()[1]
            servers.append(server)
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
