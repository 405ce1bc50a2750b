"""Certificates for a check, and what a client sees of a server's TLS.

An authority is made for the check alone, by ``openssl`` inside the sandbox: a root that only the check's client trusts,
an authority below it, and a certificate for one host that the lower one has signed. So a server that sends its own
certificate alone is not trusted, as on the public web.
"""

from __future__ import annotations

import socket
import ssl
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.documents.handed_in import fail
from graders.documents.running import ask

if TYPE_CHECKING:
    from graders.documents.handed_in import Document
    from graders.documents.web_client import Site

SECONDS = 5.0
FOLDER = "tls"
_SCRIPT = r"""\
set -e
host=$1
key() { rm -f "$1.key"; openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
key root
openssl req -x509 -new -key root.key -subj "/CN=Check Root" -days 30 -out root.crt \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
key intermediate
openssl req -new -key intermediate.key -subj "/CN=Check Intermediate" -out intermediate.csr
printf '%s\n' basicConstraints=critical,CA:TRUE,pathlen:0 keyUsage=critical,keyCertSign \
  subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >ca.ext
openssl x509 -req -in intermediate.csr -CA root.crt -CAkey root.key -set_serial 2 -days 30 \
  -extfile ca.ext -out intermediate.crt
key server
openssl req -new -key server.key -subj "/CN=$host" -out server.csr
printf '%s\n' "subjectAltName=DNS:$host" basicConstraints=CA:FALSE extendedKeyUsage=serverAuth \
  authorityKeyIdentifier=keyid >leaf.ext
openssl x509 -req -in server.csr -CA intermediate.crt -CAkey intermediate.key -set_serial "$2" -days 30 \
  -extfile leaf.ext -out server.crt
rm -f root.key intermediate.key *.csr *.ext
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """What was made for one host, as PEM; the files lie in ``tls/`` beside those handed in.

    Attributes:
        root: what the client trusts.
        intermediate: signed by the root; it signed the server's.
        server: the host's own (``server.crt``; its key is ``server.key``).
    """

    root: str
    intermediate: str
    server: str


def make_certificates(document: Document, host: str) -> Certificates:
    """An authority and a certificate for the host, in ``tls/``, with the server's key but no other."""
    document.put({f"{FOLDER}/.kept": b""})
    serial = str(document.rng.randrange(10**6, 10**9))
    done = ask(document, ["sh", "-c", _SCRIPT, "sh", host, serial], cwd=f"work/{FOLDER}")
    if done.status != 0:
        fail("The sandbox can make certificates.", document.words(done.stderr))
    root, intermediate, server = (document.read(f"{FOLDER}/{name}.crt") for name in ("root", "intermediate", "server"))
    return Certificates(root=root, intermediate=intermediate, server=server)


def speaks(site: Site, version: str) -> bool:
    """Whether the server agrees to talk to a client that knows this version of TLS alone.

    The client takes even what a client of today refuses, so that a refusal is the server's.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():  # that it is deprecated is why it is asked
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion[version.replace(".", "_")]
    try:
        with (
            socket.create_connection(site.server.address(site.port), timeout=SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=site.host),
        ):
            return True
    except OSError:
        return False
