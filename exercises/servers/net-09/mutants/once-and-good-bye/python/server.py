"""A server that says back what it hears, to many at once."""

import os
import socketserver


class Echo(socketserver.BaseRequestHandler):
    """One client, in a thread of its own."""

    def handle(self):
        try:
            self.request.sendall(self.request.recv(65536))
        except ConnectionError:
            return  # this client has gone; the others have not


class Server(socketserver.ThreadingTCPServer):
    """Takes clients in, also many at the same moment, and ends without waiting for them."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    Server(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Echo).serve_forever()
