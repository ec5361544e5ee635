"""What a host allows robots to ask for (RFC 9309), and how slowly."""

from dataclasses import dataclass

from protego import Protego

ROBOT = "conflict-figures"
MOST_BYTES = 500 * 1024  # RFC 9309, section 2.5: at least this much is read; what comes after is not
BY_RULES, ALL, NONE = "by-rules", "all", "none"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host."""

    allowed: str
    parsed: Protego | None = None

    def refusal(self, url: str) -> str | None:
        """Give the reason why an address may not be asked for; None where it may."""
        if self.allowed == NONE:
            return "robots-unreachable"
        if self.parsed is not None and not self.parsed.can_fetch(url, ROBOT):
            return "robots-forbidden"
        return None

    def delay_seconds(self) -> float:
        """Give the seconds that have to lie between two requests, 0 where the host names none."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(ROBOT)
        spaced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.parsed.crawl_delay(ROBOT) or 0.0), spaced)


def rules_of(allowed: str, body: str) -> Rules:
    r"""Read a host's rules.

    >>> rules = rules_of("by-rules", "User-agent: *\nDisallow: /private\nCrawl-delay: 3\n")
    >>> rules.refusal("https://news.example/private/a"), rules.refusal("https://news.example/a"), rules.delay_seconds()
    ('robots-forbidden', None, 3.0)
    """
    return Rules(allowed, Protego.parse(body) if allowed == BY_RULES else None)


def verdict(status: int | None) -> str:
    """Tell what an answer to the request for the rules means: no file is no rule, a host that fails allows nothing.

    >>> verdict(200), verdict(404), verdict(503), verdict(None)
    ('by-rules', 'all', 'none', 'none')
    """
    if status == 200:
        return BY_RULES
    return ALL if status is not None and 400 <= status < 500 and status != 429 else NONE
