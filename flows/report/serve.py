"""Show a finished report to this machine alone, for those whose browser does not open files."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        return


def serve_folder(folder: Path, port: int) -> None:
    """Serve a folder at 127.0.0.1 until Ctrl-C. Raises OSError for a port that is taken."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder))) as server:
        print(f"http://127.0.0.1:{server.server_port}/ shows {folder}; Ctrl-C stops it", flush=True)  # noqa: T201
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
