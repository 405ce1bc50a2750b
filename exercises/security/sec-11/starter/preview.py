"""The title of a page that somebody has linked to."""

import html
import ipaddress
import re
from urllib.parse import urljoin, urlsplit

PORTS = {"http": 80, "https": 443}


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
    while True:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
        ip = resolve(parts.hostname)[0]
        target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        status, headers, body = fetch(ip, parts.scheme, port, parts.hostname, target)
        if status not in (301, 302, 303, 307, 308):
            return title(body) if status == 200 else None
        address = urljoin(address, headers["Location"])


def title(body):
    """Return the title of a page of HTML, or None. There is nothing to change here."""
    found = re.search(r"<title>(.*?)</title>", body, re.IGNORECASE | re.DOTALL)
    return html.unescape(found[1]).strip() if found else None
