"""A server that says back what it hears, to many at once."""

import os
import socket

if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "8000"))))
    connection, address = listener.accept()
    print("somebody is there:", address)
