"""The title of a page that somebody has linked to."""

import html
import ipaddress
import re
from urllib.parse import urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
REDIRECTS = 3


class Refused(Exception):
    """An address that is not fetched."""


def preview(address, resolve, fetch):
    """Return the title of the page at an address, or None if there is none.

    Args:
        address: what somebody has typed.
        resolve: gives a list of the IP addresses, as texts, of a host; raises OSError if there is no such host.
        fetch: `fetch(ip, scheme, port, host, target)` asks the server at this IP address and gives its answer:
            a status, a dictionary of headers, and a text. It looks up no name and follows no redirect.

    Raises:
        Refused: the address, or one that it leads to, is not fetched.
    """
    for _ in range(1 + REDIRECTS):
        scheme, host, port, target = taken_apart(address)
        ip = public_address(host, resolve)
        status, headers, body = fetch(ip, scheme, port, host, target)
        if status not in (301, 302, 303, 307, 308):
            return title(body) if 200 <= status < 300 else None
        address = led_to(address, headers)
    raise Refused("too many redirects")


def taken_apart(address):
    """Return scheme, host, port and target of an address that may be asked, as far as can be seen from it alone."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Refused("that is no address") from error
    if parts.scheme not in PORTS:
        raise Refused("only http and https are fetched")
    if not parts.hostname or "@" in parts.netloc:
        raise Refused("a host, and nobody's name before it")
    if port is None:
        port = PORTS[parts.scheme]
    if port not in PORTS.values():
        raise Refused("only the ports of the web are asked")
    return parts.scheme, parts.hostname, port, (parts.path or "/") + ("?" + parts.query if parts.query else "")


def led_to(address, headers):
    """Return the address that a redirect leads to."""
    if "Location" not in headers:
        raise Refused("a redirect that leads nowhere")
    try:
        return urljoin(address, headers["Location"])
    except ValueError as error:
        raise Refused("a redirect that leads to no address") from error


def public_address(host, resolve):
    """Return an IP address of the host. All that it has must be public; who is asked is what was looked at here."""
    try:
        addresses = resolve(host)
    except OSError as error:
        raise Refused("there is no such host") from error
    if not addresses or not all(is_public(address) for address in addresses):
        raise Refused("the host is not a public one")
    return addresses[0]


def is_public(address):
    """Return whether an IP address belongs to one machine of the public internet."""
    ip = ipaddress.ip_address(address)
    return ip.is_global and not ip.is_multicast


def title(body):
    """Return the title of a page of HTML, or None. There is nothing to change here."""
    found = re.search(r"<title>(.*?)</title>", body, re.IGNORECASE | re.DOTALL)
    return html.unescape(found[1]).strip() if found else None
