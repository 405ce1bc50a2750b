"""Starts moto's server inside its image: ``python3 -I -S serve.py PORT``.

moto's own command line starts a development server. This takes the same application, imports what S3 and SQS need,
so that no check pays for their first request, listens, and says so. Nothing is collected as garbage until then: that
takes a sixth off the start.
"""

from __future__ import annotations

import gc
import sys
from typing import Any

gc.disable()
sys.path += ["/opt/moto", "/opt/kata/packages"]

from moto.moto_server.werkzeug_app import (  # type: ignore[import-not-found]  # noqa: E402 - only the image has it
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.s3.models import S3Backend  # type: ignore[import-not-found]  # noqa: E402
from werkzeug.serving import make_server  # type: ignore[import-not-found, unused-ignore]  # noqa: E402

READY = ("moto_api", "s3", "sqs")
"""The services that are there from the start; another one is made by the first request for it."""
PAGE_KEYS = 50
"""What a listing of S3 has at most in one answer: AWS promises no more than 1000, and a thousand take long to make."""


class Handler(MotoRequestHandler):  # type: ignore[misc]
    """Prints requests without colours."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """What was asked, and the status of the answer."""
        self.log("info", '"%s" %s %s', self.requestline, code, size)


def shorten_pages(name: str) -> None:
    """Let a listing of S3 end after ``PAGE_KEYS``, however many it is asked for."""
    listing = getattr(S3Backend, name)

    def page(self: Any, *given: Any, max_keys: int | None, **named: Any) -> Any:
        most = None if max_keys is None else min(max_keys, PAGE_KEYS)  # none where one listing is made by another
        return listing(self, *given, max_keys=most, **named)

    setattr(S3Backend, name, page)


def main(port: int) -> None:
    """Serve until the sandbox ends."""
    for name in ("list_objects", "list_objects_v2"):
        shorten_pages(name)
    application = DomainDispatcherApplication(create_backend_app)
    for name in READY:
        application.app_instances[name] = create_backend_app(name)
    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=Handler)
    gc.freeze()
    gc.enable()
    sys.stdout.write(f"moto listens on 127.0.0.1:{port}\n")
    sys.stdout.flush()
    server.serve_forever()


main(int(sys.argv[1]))
