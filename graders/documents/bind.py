"""BIND: zone files, checked by ``named-checkzone`` and served by ``named`` under a configuration of ours.

``named`` runs in the foreground on a high port of the loopback interface, answers for the zones and nothing else, and
is asked over TCP by a real client.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.documents.errors import LibraryMissing
from graders.documents.handed_in import Document, fail, gave
from graders.documents.running import Running, ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PORT = 5353
SECONDS = 5.0
_PLACE = "lib/bind/named.conf"
_OPTIONS = f"""\
options {{
    directory ".";
    listen-on port {PORT} {{ 127.0.0.1; }};
    listen-on-v6 {{ none; }};
    recursion no;
    minimal-responses no;
    allow-transfer {{ none; }};
    notify no;
    dnssec-validation no;
    pid-file none;
    lock-file none;
    session-keyfile none;
    managed-keys-directory "../tmp";
}};
controls {{ }};
"""
_ZONE = 'zone "{zone}" {{ type primary; file "{file}"; }};\n'
_CODES = {
    "NOERROR": "",
    "NXDOMAIN": "NXDOMAIN: there is no such name",
    "SERVFAIL": "SERVFAIL: the server could not load the zone",
    "REFUSED": "REFUSED: the server does not serve that zone",
}
_RECORD = re.compile(r"(\S+)\s+(\d+)\s+IN\s+(\S+)\s+(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a zone, in full: name with its last dot, seconds to live, type, data."""

    name: str
    seconds: int
    kind: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a name server answered.

    Attributes:
        asked: the question: ``www.corner.example A``.
        code: ``NOERROR``, ``NXDOMAIN``, ``SERVFAIL``, ``REFUSED`` ...
        answer, authority, additional: the records of the three sections.
        authoritative: whether the server speaks for the zone.
    """

    asked: str
    code: str
    authoritative: bool
    answer: tuple[Record, ...]
    authority: tuple[Record, ...]
    additional: tuple[Record, ...]

    def data(self, kind: str) -> tuple[str, ...]:
        """The data of the answer's records of one type, sorted."""
        return tuple(sorted(record.data for record in self.answer if record.kind == kind))

    def expect(self, rule: str, kind: str, *data: str) -> None:
        """Fail the check, with the rule, unless the answer holds exactly these data of one type."""
        found = self.data(kind)
        if self.code != "NOERROR" or found != tuple(sorted(data)):
            told = ", ".join(found) or f"no {kind} record"
            fail(
                rule,
                f"{self.asked}?",
                *gave(_CODES.get(self.code, self.code) or told),
                f"  expected  {', '.join(sorted(data)) or f'no {kind} record'}",
            )


class NameServer:
    """A running ``named``."""

    def __init__(self, running: Running) -> None:
        self.running = running

    def ask(self, name: str, kind: str) -> Reply:
        """One question, over TCP. The name is meant in full, with or without its last dot."""
        dns = _dnspython()
        question = dns.message.make_query(name.rstrip(".") + ".", kind, flags=0)
        host, port = self.running.address(PORT)
        try:
            reply = dns.query.tcp(question, host, port=port, timeout=SECONDS)
        except (OSError, EOFError, dns.exception.DNSException) as error:
            fail(f"named answers for {name}.", *gave(f"no answer ({type(error).__name__})"), self.running.log())
        return Reply(
            asked=f"{name} {kind}",
            code=dns.rcode.to_text(reply.rcode()),
            authoritative=bool(reply.flags & dns.flags.AA),
            answer=_records(reply.answer),
            authority=_records(reply.authority),
            additional=_records(reply.additional),
        )


class BindDocument(Document):
    """Zone files that were handed in."""

    def accepted(self, zone: str, name: str = "") -> None:
        """Fail the check, with BIND's own words, unless ``named-checkzone`` takes a file without a complaint.

        Args:
            zone: the zone's name.
            name: the file; the first one handed in, if none is named.
        """
        name = name or self.name
        done = ask(self, ["named-checkzone", "-i", "local", zone, name])
        said = [line for line in self.words(done.stdout + done.stderr).splitlines() if line != "OK"]
        complaints = [line for line in said if "loaded serial" not in line]
        if done.status != 0 or complaints:
            fail(
                f"BIND takes {name} without a complaint.", f"named-checkzone -i local {zone} {name} said:", *complaints
            )

    def records(self, zone: str, name: str = "") -> tuple[Record, ...]:
        """The records of a file in full, as BIND reads them; the check fails where it does not."""
        name = name or self.name
        done = ask(self, ["named-checkzone", "-q", "-i", "none", "-D", "-o", "-", zone, name])
        if done.status != 0:
            self.accepted(zone, name)
            fail(f"BIND takes {name}.", f"named-checkzone {zone} {name} ended with status {done.status}.")
        found = map(_RECORD.fullmatch, done.stdout.decode("utf-8", "replace").splitlines())
        return tuple(Record(name=one[1], seconds=int(one[2]), kind=one[3], data=one[4].strip()) for one in found if one)

    def serve(self, zones: Mapping[str, str]) -> NameServer:
        """Start ``named`` with these zones, each from a file that was handed in, and wait until it answers."""
        text = _OPTIONS + "".join(_ZONE.format(zone=zone, file=file) for zone, file in zones.items())
        self.session.put({_PLACE: text.encode()})
        argv = ["named", "-g", "-n", "1", "-c", f"../{_PLACE}"]
        return NameServer(Running(self, "named", argv, ports=(PORT,), rule="named starts with the zone files."))


def _records(section: Sequence[Any]) -> tuple[Record, ...]:
    return tuple(
        Record(name=str(rrset.name), seconds=rrset.ttl, kind=rrset.rdtype.name, data=str(data))
        for rrset in section
        for data in rrset
    )


def _dnspython() -> Any:
    try:
        import dns.exception
        import dns.flags
        import dns.message
        import dns.query
        import dns.rcode
    except ImportError as missing:
        raise LibraryMissing("dnspython") from missing
    return dns
