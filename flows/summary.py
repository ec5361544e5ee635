"""What a run did, in numbers and sentences: for the terminal, for Prefect's artifact, for the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing that the run could not use: why, which, where."""

    stage: str
    reason: str
    message: str
    url: str | None = None
    line: int | None = None

    def where(self) -> str:
        """Name the file or address, and the line where there is one.

        >>> Refused("read", "malformed-json", "expected a comma", "jsonl:night.jsonl", 7).where()
        'jsonl:night.jsonl line 7'
        """
        return f"{self.url or 'no address'}{f' line {self.line}' if self.line is not None else ''}"


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did.

    `outside` are articles left out since they were not published in the days asked for, `taken_up` those that an
    earlier run had archived before it was killed, `accounts` the addresses of sites by what came of them, `report` what
    became of the site.
    """

    run_id: str
    kind: str
    articles_seen: int = 0
    articles_new: int = 0
    articles_known: int = 0
    outside: int = 0
    claims_new: int = 0
    rejects_new: int = 0
    published: bool = False
    published_path: str = ""
    seconds: float = 0.0
    refused: tuple[Refused, ...] = field(default=())
    taken_up: int = 0
    report: str = ""
    accounts: dict[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether the warehouse holds anything that it did not hold before."""
        return self.articles_new + self.claims_new + self.rejects_new + self.taken_up > 0

    @property
    def nothing_done(self) -> bool:
        """Whether there was something to do and none of it could be done."""
        worked = self.articles_seen + self.outside + self.taken_up + self.asked
        return worked == 0 and bool(self.refused)

    @property
    def asked(self) -> int:
        """How many addresses of sites answered with what was asked for, new or unchanged."""
        return self.accounts.get("fetched", 0) + self.accounts.get("unchanged", 0)

    def reasons(self) -> list[tuple[str, int]]:
        """Count what was refused by reason, the most frequent first.

        >>> Summary("r", "ingest", refused=(Refused("load", "missing-file", "no such file", "a.html"),)).reasons()
        [('missing-file', 1)]
        """
        return Counter(refused.reason for refused in self.refused).most_common()

    def counts(self) -> dict[str, int]:
        """Give the numbers that the record of nights keeps."""
        kept = ("articles_seen", "articles_new", "claims_new", "rejects_new")
        return {name: getattr(self, name) for name in kept}

    def as_dict(self) -> dict[str, Any]:
        """Give plain data, as it is passed through Prefect."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Summary:
        """Read what `as_dict` gave.

        >>> night = Summary("r", "nightly", refused=(Refused("load", "timeout", "no answer in 60 s"),))
        >>> Summary.from_dict(night.as_dict()) == night
        True
        """
        return cls(**{**data, "refused": tuple(Refused(**refused) for refused in data["refused"])})

    def as_markdown(self) -> str:
        """Give the page that Prefect keeps beside the run."""
        rows = [
            ("articles seen", self.articles_seen),
            ("articles new", self.articles_new),
            ("articles known", self.articles_known),
            ("articles outside the days asked for", self.outside),
            ("articles taken up from a run that was killed", self.taken_up),
            ("claims new", self.claims_new),
            ("rejects new", self.rejects_new),
            ("published", "yes" if self.published else "nothing changed"),
            ("seconds", f"{self.seconds:.1f}"),
        ]
        lines = [f"# {self.kind} {self.run_id}", "", "| what | figure |", "| --- | ---: |"]
        lines += [f"| {what} | {figure} |" for what, figure in rows]
        lines += [f"| addresses {what} | {count} |" for what, count in self.accounts.items()]
        if self.refused:
            lines += ["", "| refused | where | why |", "| --- | --- | --- |"]
            lines += [f"| {r.reason} | {_cell(r.where())} | {_cell(r.message)} |" for r in self.refused]
        return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def total(run_id: str, runs: list[Summary], *, kind: str, published_path: str, seconds: float) -> Summary:
    """Add up runs: those that a rebuild replayed, the legs of a long archive.

    >>> runs = [Summary("a", "nightly", articles_seen=3, articles_new=3), Summary("b", "ingest", articles_seen=2)]
    >>> total("c", runs, kind="rebuild", published_path="figures.duckdb", seconds=1.0).articles_new
    3
    """
    counted = ("articles_seen", "articles_new", "articles_known", "outside", "claims_new", "rejects_new")
    return Summary(
        run_id=run_id,
        kind=kind,
        published=True,
        published_path=published_path,
        seconds=seconds,
        refused=tuple(dict.fromkeys(refused for run in runs for refused in run.refused)),
        **{name: sum(getattr(run, name) for run in runs) for name in counted},
    )
