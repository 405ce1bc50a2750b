"""A server that makes reports, and knows how to leave."""

import json
import os
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECONDS = float(os.environ.get("SECONDS", "2"))
WARM_UP_SECONDS = float(os.environ.get("WARM_UP_SECONDS", "1"))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def do_GET(self):
        if self.path == "/report":
            self.answer(200, make_report())
        elif self.path == "/health":
            self.answer(200, {"status": "ok"})
        elif self.path == "/ready":
            self.answer(200, {"ready": True}) if self.server.ready else self.answer(503, {"ready": False})
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


class Server(ThreadingHTTPServer):
    """Serves until it is asked to leave; then finishes what it has begun."""

    daemon_threads = False  # server_close() waits for each request that has begun
    request_queue_size = 64
    ready = False

    def warm_up(self):
        """Load what the reports need; until then, nobody should send any."""
        time.sleep(WARM_UP_SECONDS)
        self.ready = True
        print("ready", flush=True)

    def leave(self, *_):
        """Take in nobody more. Ends serve_forever(), so it cannot wait for that itself."""
        threading.Thread(target=self.shutdown).start()


if __name__ == "__main__":
    server = Server(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler)
    signal.signal(signal.SIGTERM, server.leave)
    threading.Thread(target=server.warm_up, daemon=True).start()
    server.serve_forever()
    server.socket.close()
    server.server_close()
    print("bye", flush=True)
