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

    >>> Settings(warehouse="/srv/figures").published.as_posix()
    '/srv/figures/figures.duckdb'
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    warehouse: Path = Field(
        default=Path("warehouse"), description="Folder of the ledger, the published file and the archive."
    )
    sources: Path | None = Field(default=None, description="YAML file of sources; without it, the samples.")
    max_bytes: int = Field(
        default=50_000_000, ge=1_000, description="Bounds one input: a file, or an answer after decompression."
    )
    total_seconds: float = Field(default=60.0, gt=0, description="The longest that one answer may take in all.")
    user_agent: str = Field(
        default="conflict-figures/0.1",
        min_length=1,
        pattern=r"^[\x20-\x7e]+$",
        description="What requests say they are; the contact is added.",
    )
    contact: str | None = Field(
        default=None,
        description="Mail or web address at which a site's people reach whoever runs this; no site is asked without.",
        pattern=r"^(?:https?://\S+\.\S+|(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+)$",
    )
    allow_hosts: tuple[str, ...] = Field(
        default=(), description="Hosts that may be asked although they lie inside a network."
    )
    authorities: Path | None = Field(
        default=None,
        description="File of certificates (PEM) that are trusted beside the system's, for a network of one's own.",
    )
    harvest_delay_seconds: float = Field(default=2.0, ge=0, description="Pause between two requests to a host.")
    harvest_at_most_seconds: float = Field(
        default=7_200.0, gt=0, description="The longest that the harvest of a night may take."
    )
    page_seconds: float = Field(default=30.0, gt=0, description="The longest that reading one page may take.")
    page_megabytes: int = Field(default=1_000, ge=100, description="Memory that reading one page may take.")
    workers: int = Field(default=1, ge=1, description="Processes that read claims out of text; as many read pages.")
    batch: int = Field(default=1_000, ge=1, description="Articles that are read and checked at once.")
    leg: int = Field(default=2_000, ge=1, description="Pages of an archive of others that are loaded at once.")
    cron: str = Field(
        default="30 4 * * *", description="When `schedule` runs a night: minute, hour, day, month, weekday."
    )
    timezone: str = Field(default="UTC", description="Time zone of that, by its name in the tz database.")
    headline: Headline = Field(
        default=KURSK,
        description="The series that a run shows at its end, as JSON: title, actor, metrics, place, population, rows.",
    )
    convention: str | None = Field(
        default=None, description="Rules by which the views read open bounds and vague words; without it, open-bounds."
    )
    alarm: SecretStr | None = Field(
        default=None,
        min_length=1,
        description="A command, or an address that Apprise knows, told of late, failed and strangely empty nights.",
    )
    late_after_hours: float = Field(
        default=26.0, gt=0, description="A night is late when none has ended well for so long."
    )
    report: Path | None = Field(
        default=None,
        description="Folder of the site that a night ends with; without it, `report` beside the warehouse.",
    )
    report_base: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s<>\"']+/$",
        description="Address at which the site will stand online, with a slash at its end; without it, it has none.",
    )

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
