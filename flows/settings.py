"""Where things are kept and what a run may cost: variables `CONFLICT_FIGURES_…`, a `.env` file, defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as PydanticSettingsError

PREFIX = "CONFLICT_FIGURES_"


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the variable and the reason."""


class Headline(BaseModel):
    """Which series a run shows at its end.

    `CONFLICT_FIGURES_HEADLINE='{"actor": "SDN", "metrics": ["killed"]}'` chooses another one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None = None
    actor: str | None = None
    metrics: tuple[str, ...] = ()
    place: str | None = None
    population: str | None = None
    rows: int = Field(default=30, ge=1)

    def heading(self) -> str:
        """Give the title, or name the filters where there is none.

        >>> Headline(metrics=("killed", "wounded"), actor="SDN").heading()
        'killed, wounded · SDN, by claimant, over time'
        """
        if self.title:
            return self.title
        parts = [", ".join(self.metrics), self.actor, self.population, self.place]
        return f"{' · '.join(part for part in parts if part) or 'All figures'}, by claimant, over time"


KURSK = Headline(
    title="Casualties of North Korean troops in Kursk, by claimant, over time",
    actor="PRK",
    metrics=("killed", "wounded", "casualties"),
    place="Kursk",
)


class Settings(BaseSettings):
    """The settings of a run; every one can be given as `CONFLICT_FIGURES_NAME` or in `.env`.

    `warehouse` is the folder that holds the ledger, the published file and the archive. `max_bytes` bounds one input, a
    file or a response after decompression. `workers` are the processes that read claims out of text, and as many read
    pages. `convention` names the rules by which the views read open bounds and vague words; without it, the default of
    conventions.yml. `contact` is an address at which a site's people can reach whoever runs this: no site is asked
    without it. `allow_hosts` may be asked although they lie inside a network; `authorities` is a file of certificates
    (PEM) that are trusted beside the system's, as a network of one's own needs. The `harvest_…` seconds are the pause
    between two requests to a host and the longest that a night's harvest may take. `alarm` is a command, or an address
    as Apprise reads it, that is told when a night failed, brought suspiciously little, or none has ended well for
    `late_after_hours`. `report` is the folder of the report, by default `report` beside the warehouse; `report_base`
    the address at which it will stand online, if any.

    >>> Settings(warehouse="/srv/figures").published.as_posix()
    '/srv/figures/figures.duckdb'
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    warehouse: Path = Path("warehouse")
    sources: Path | None = None
    max_bytes: int = Field(default=50_000_000, ge=1_000)
    total_seconds: float = Field(default=60.0, gt=0)
    user_agent: str = Field(default="conflict-figures/0.1", min_length=1, pattern=r"^[\x20-\x7e]+$")
    contact: str | None = Field(default=None, pattern=r"^(?:https?://\S+\.\S+|(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+)$")
    allow_hosts: tuple[str, ...] = ()
    authorities: Path | None = None
    harvest_delay_seconds: float = Field(default=2.0, ge=0)
    harvest_at_most_seconds: float = Field(default=7_200.0, gt=0)
    page_seconds: float = Field(default=30.0, gt=0)
    page_megabytes: int = Field(default=1_000, ge=100)
    workers: int = Field(default=1, ge=1)
    batch: int = Field(default=200, ge=1)
    cron: str = "30 4 * * *"
    timezone: str = "UTC"
    headline: Headline = KURSK
    convention: str | None = None
    alarm: SecretStr | None = Field(default=None, min_length=1)
    late_after_hours: float = Field(default=26.0, gt=0)
    report: Path | None = None
    report_base: str | None = Field(default=None, pattern=r"^https?://[^\s<>\"']+/$")

    @property
    def ledger(self) -> Path:
        """The file that the one writer works on."""
        return self.warehouse / "ledger.duckdb"

    @property
    def published(self) -> Path:
        """The file that readers open."""
        return self.warehouse / "figures.duckdb"

    @property
    def site(self) -> Path:
        """The folder of the report.

        >>> Settings(warehouse="/srv/figures/warehouse").site.as_posix()
        '/srv/figures/report'
        """
        return self.report or self.warehouse.parent / "report"

    @property
    def harvest(self) -> Path:
        """The file in which the harvest of the web keeps what it knows."""
        return self.warehouse / "harvest.sqlite"

    @property
    def stories(self) -> Path:
        """The file of the clusters of copies."""
        return self.warehouse / "stories.sqlite"

    @property
    def agent(self) -> str:
        """What requests say who they are.

        >>> Settings(contact="figures@example.org").agent
        'conflict-figures/0.1 (+figures@example.org)'
        """
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent

    @property
    def archive(self) -> Path:
        """The folder of the WARC files."""
        return self.warehouse / "archive"


def load_settings(**given: Any) -> Settings:
    """Read the settings; what is given and not None wins over the environment.

    Raises SettingsError, which names the variable.

    >>> load_settings(workers=2, sources=None).workers
    2
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as fault:
        first = fault.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg'].lower()}, got {first['input']!r}") from None
    except PydanticSettingsError as fault:
        raise SettingsError(f"{PREFIX}… is not the JSON that it has to be: {fault}") from None
