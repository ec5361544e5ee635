"""A folder that is built aside and then put in the place of the old one as a whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MARK = ".conflict-figures-report"  # only a folder that bears it, or an empty one, is ever replaced


class NotOurFolderError(Exception):
    """The folder of the report holds things that are no report; nothing was changed."""


class Aside:
    """The new folder beside the old one; what has not changed is linked, not written again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fresh = folder.with_name(f".{folder.name}.new")
        self.old = folder.with_name(f".{folder.name}.old")
        if not folder.exists() and self.old.exists():  # killed between the two renames
            self.old.rename(folder)
        if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
            raise NotOurFolderError(f"{folder} holds other things than a report")
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir(parents=True)
        (self.fresh / MARK).touch()

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the new folder."""
        path = self.fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def keep(self, name: str) -> bool:
        """Take a file over from the old folder as it is; False where it is not there."""
        path = self.fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.folder / name, path)
        except FileNotFoundError:
            return False
        except OSError:  # a file system without links
            shutil.copy2(self.folder / name, path)
        return True

    def swap(self) -> None:
        """Put the new folder in the place of the old one."""
        shutil.rmtree(self.old, ignore_errors=True)
        if self.folder.exists():
            self.folder.rename(self.old)
        self.fresh.rename(self.folder)
        shutil.rmtree(self.old, ignore_errors=True)
