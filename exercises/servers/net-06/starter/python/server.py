"""A server that makes reports, and knows how to leave."""

import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECONDS = float(os.environ.get("SECONDS", "2"))
WARM_UP_SECONDS = float(os.environ.get("WARM_UP_SECONDS", "1"))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def do_GET(self):
        if self.path == "/report":
            self.answer(200, make_report())
        else:
            self.answer(404, {"error": "there is nothing here"})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def make_report():
    """A report. It takes a while."""
    print("report begun", flush=True)
    time.sleep(SECONDS)
    print("report done", flush=True)
    return {"pages": 12}


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler).serve_forever()
