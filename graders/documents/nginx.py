"""nginx: a file as it stands in ``conf.d``, inside the ``http`` block of a main configuration that is ours.

The main file holds what a server of one's own machine needs and what is none of the learner's business here: no
daemon, a folder for temporary files, the log on standard error. So a learner's file cannot load modules, change the
user or leave a daemon behind: nginx itself refuses those directives where they stand. Relative paths
(``root site;``) begin at the folder of the files handed in.
"""

from __future__ import annotations

import re

from graders.documents.handed_in import Document, fail
from graders.documents.running import Running, ask
from graders.documents.tls import Certificates, make_certificates, speaks
from graders.documents.web_client import Site

_MAIN = """\
daemon off;
pid ../tmp/nginx.pid;
error_log stderr notice;
worker_processes 1;
events {{ worker_connections 128; }}
http {{
    types {{
        text/html html htm;
        text/css css;
        text/plain txt;
        application/javascript js;
        application/json json;
        image/svg+xml svg;
        image/png png;
        image/x-icon ico;
    }}
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path ../tmp/body;
    proxy_temp_path ../tmp/proxy;
    fastcgi_temp_path ../tmp/fastcgi;
    uwsgi_temp_path ../tmp/uwsgi;
    scgi_temp_path ../tmp/scgi;
    include {name};
}}
"""
_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?=\[)")
_FILE = "nginx.conf"
"""Beside the file handed in, for some paths in it begin at the folder of this one."""
_ARGV = ("nginx", "-p", ".", "-e", "stderr", "-c", _FILE)


class NginxDocument(Document):
    """What was handed in for nginx."""

    def words(self, said: bytes | str) -> str:
        """What nginx said, without the time and what is no news."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return super().words("\n".join(_STAMP.sub("", line) for line in text.splitlines() if "[notice]" not in line))

    def accepted(self) -> None:
        """Fail the check, with nginx' own words, unless ``nginx -t`` takes the file."""
        self._lay_out()
        done = ask(self, [*_ARGV, "-t"])
        if done.status != 0:
            said = "\n".join(line for line in self.words(done.stderr).splitlines() if not line.endswith("test failed"))
            fail("nginx takes the file.", "nginx -t said:", said)

    def serve(self, *, port: int, host: str = "localhost", ca: str = "", also: tuple[int, ...] = ()) -> Site:
        """Start nginx with the file, and wait until it listens on the port (and those named besides).

        Args:
            port: where requests go.
            host: the name that they ask for.
            ca: certificates, as PEM, that the client trusts: then it speaks TLS.
            also: further ports that it must listen on.
        """
        self._lay_out()
        rule = f"nginx listens on port {port}."
        running = Running(self, "nginx", _ARGV, ports=(port, *also), rule=rule, sign="start worker process")
        return Site(running, port=port, host=host, ca=ca)

    def certificates(self, host: str) -> Certificates:
        """A fresh authority and a certificate for a host, in ``tls/`` beside the files handed in."""
        return make_certificates(self, host)

    def speaks(self, site: Site, version: str) -> bool:
        """Whether a client that knows one version of TLS alone is served: ``TLSv1.1``, ``TLSv1.2`` or ``TLSv1.3``."""
        return speaks(site, version)

    def _lay_out(self) -> None:
        self.put({_FILE: _MAIN.format(name=self.name)})
