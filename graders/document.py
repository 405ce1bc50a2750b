"""The ``document`` grader: a configuration file, read by the real program and judged by what that program then does.

The fixture ``document`` is what was handed in. ``languages`` in the manifest says its format, and so what can be
asked of it (``docs/graders/document.md`` has all of it):

    def test_the_api_is_proxied(document):
        \"\"\"A request below /api/ reaches the backend\"\"\"
        backend, = document.backends(9001)
        site = document.serve(port=8080)
        site.get("/api/orders").expect("What is below /api/ goes to port 9001.", status=200, body=backend.answer)

The programs run in the sandbox only, with the limits of every solution; clients and judgement stay in this process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.documents.formats import FORMATS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from graders.documents.handed_in import Document
    from graders.grading import Grading
    from sandbox.session import Session


@pytest.fixture
def document(grading: Grading, session: Session, rng: random.Random) -> Iterator[Document]:
    """What was handed in, until the check ends."""
    made = FORMATS[grading.language].document(grading, session, rng)
    try:
        yield made
    finally:
        made.close()
