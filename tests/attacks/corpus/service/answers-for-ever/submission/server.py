import json
import os
import socket
import threading

OK = b"HTTP/1.1 200 OK\r\n"


def doubled(path):
    number = path.rpartition("/")[2]
    return json.dumps(2 * int(number)).encode() if number.isdecimal() else None


def plain(connection, body):
    connection.sendall(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body)

def answer(connection, path):
    if (body := doubled(path)) is not None:
        return plain(connection, body)
    connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def serve(connection):
    data = connection.recv(65536)
    if data:
        try:
            answer(connection, data.split()[1].decode())
        except OSError:
            pass
    connection.close()


def run(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


run(socket.create_server(("127.0.0.1", int(os.environ["PORT"]))))
