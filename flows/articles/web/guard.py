"""Where a request may go: each address that a name stands for is looked at, and that very one is connected to."""

import asyncio
import ipaddress
import socket
from collections.abc import Collection, Iterable

import httpcore2
import httpx2

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# IANA's special-purpose registries, as far as the library of some version of Python takes them for public.
SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
]


class ForbiddenAddressError(Exception):
    """A name that stands for an address inside some network: loopback, private, link-local, metadata, reserved."""


def is_public(printed: str) -> bool:
    """Tell whether an address is one of the public internet, also where it wraps another one.

    >>> [is_public(one) for one in ("192.0.2.1", "93.184.215.14", "169.254.169.254", "::ffff:10.0.0.1", "::1")]
    [False, True, False, False, False]
    """
    address = ipaddress.ip_address(printed.partition("%")[0])
    return all(map(_is_public, _wrapped(address)))


def _is_public(address: Address) -> bool:
    special = any(address in network for network in SPECIAL)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


def _wrapped(address: Address) -> Iterable[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    if address in NAT64:  # the address proper is global; what it leads to is told by its last four bytes
        yield ipaddress.IPv4Address(address.packed[-4:])
        return
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    yield inner or address


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Opens connections for the HTTP library, to public addresses or to the hosts that are allowed by name.

    The name is resolved here and once; TLS still checks the certificate against the name.
    """

    def __init__(self, allowed_hosts: Collection[str] = ()) -> None:
        self._allowed = frozenset(host.lower() for host in allowed_hosts)
        self._opener = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address that answers. Raises ForbiddenAddressError before anything is sent."""
        fault: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in await self._addresses(host, port, timeout):
            try:
                return await self._opener.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = error
        raise fault

    async def connect_unix_socket(self, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
        """Refuse: nothing on this machine is a source."""
        raise ForbiddenAddressError("a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """Wait, as the library asks for between its own attempts."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int, seconds: float | None) -> list[str]:
        resolve = asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        try:
            found = await asyncio.wait_for(resolve, seconds)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"{host} is not resolved within {seconds:g} s") from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} cannot be resolved") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if host.lower() not in self._allowed:
            inside = [address for address in addresses if not is_public(address)]
            if inside:
                raise ForbiddenAddressError(
                    f"{host} stands for {inside[0]}, which is no address of the public internet"
                )
        return addresses


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """The library's own transport, HTTP/2 included, on connections that the guard opens; no proxies, no retries."""

    def __init__(self, allowed_hosts: Collection[str] = (), authorities: str | None = None) -> None:
        super().__init__(http2=True, trust_env=False)
        trusted = httpx2.create_ssl_context(trust_env=False)
        if authorities is not None:
            trusted.load_verify_locations(authorities)
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=trusted,
            http2=True,
            max_connections=200,
            max_keepalive_connections=50,
            keepalive_expiry=30.0,
            network_backend=GuardedBackend(allowed_hosts),
        )
