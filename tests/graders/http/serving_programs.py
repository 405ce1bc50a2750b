"""Servers that learners may hand in, honest and hostile, as the texts of Python programs."""

from __future__ import annotations

HONEST = """
import json, os, signal, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

books = {}
count = 0

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/slow":
            print("slow has begun", flush=True)
            time.sleep(0.4)
        if self.path == "/crash":
            os._exit(3)
        if self.path == "/hang":
            time.sleep(30)
        if self.path == "/memory":
            block = bytearray(1 << 30)
        if self.path == "/word":
            return self.answer(200, os.environ.get("WORD", "none"))
        book = books.get(self.path)
        self.answer(200, book) if book else self.answer(404, {"error": "no such book"})

    def do_POST(self):
        global count
        count += 1
        book = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        place = f"/books/{count}"
        books[place] = book
        self.answer(201, book, Location=place)

    def answer(self, status, value, **headers):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

class Server(ThreadingHTTPServer):
    daemon_threads = False

server = Server(("127.0.0.1", int(os.environ["PORT"])), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print("ready", flush=True)
server.serve_forever()
server.server_close()
print("bye", flush=True)
"""

HOSTILE = r"""
import gzip, os, signal, socket, sys, threading, time, zlib

def bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(20)]
    return b"".join([*parts, packer.flush()])

OK = b"HTTP/1.1 200 OK\r\n"

def forever(connection, head, piece):
    connection.sendall(head)
    while True:
        connection.sendall(piece)

def answer(connection, path):
    send = connection.sendall
    if path == "/fine":
        send(OK + b"Content-Length: 2\r\n\r\nok")
    elif path == "/silent":
        time.sleep(60)
    elif path == "/slowly":
        for byte in OK + b"Content-Length: 9\r\n\r\n":
            send(bytes([byte]))
            time.sleep(0.2)
    elif path == "/huge":
        forever(connection, OK + b"\r\n", b"x" * 65536)
    elif path == "/promise":
        send(OK + b"Content-Length: 10737418240\r\n\r\n")
    elif path == "/digits":
        send(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n")
    elif path == "/headers":
        forever(connection, OK, b"X-More: and more\r\n")
    elif path == "/header":
        forever(connection, OK + b"X-Long: ", b"y" * 65536)
    elif path == "/chunks":
        forever(connection, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"z" * 4096 + b"\r\n")
    elif path == "/chunk":
        send(OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffff\r\n")
    elif path == "/trailers":
        forever(connection, OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Trailer: t\r\n" * 100)
    elif path == "/interim":
        forever(connection, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
    elif path == "/bomb":
        body = bomb()
        send(OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    elif path == "/no-gzip":
        send(OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain")
    elif path == "/garbage":
        send(bytes(range(256)) * 4)
    elif path == "/closes":
        pass
    elif path == "/half":
        send(OK + b"Content-Length: 100\r\n\r\nhalf of it")
    elif path == "/twice":
        send((OK + b"Content-Length: 2\r\n\r\nok") * 2)
    elif path == "/two-lengths":
        send(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!")
    elif path == "/both":
        send(OK + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
    elif path == "/folded":
        send(OK + b"X-One: 1\r\n two\r\nContent-Length: 0\r\n\r\n")
    elif path == "/split":
        send(OK + b"X One: 1\r\nContent-Length: 0\r\n\r\n")
    elif path == "/outside":
        send(b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n")
    elif path == "/inside":
        send(b"HTTP/1.1 302 Found\r\nLocation: /fine\r\nContent-Length: 0\r\n\r\n")
    elif path == "/deep":
        body = b"[" * 100000
        send(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    elif path == "/integer":
        body = b"9" * 100000
        send(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    elif path == "/prints":
        while True:
            print("x" * 10000)
    elif path == "/leaves":
        if os.fork():
            os._exit(0)
        os.setsid()
        time.sleep(60)
    elif path == "/dies":
        os.kill(os.getpid(), signal.SIGKILL)

def serve(connection):
    try:
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        answer(connection, data.split()[1].decode())
    except OSError:
        pass
    finally:
        connection.close()

listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
"""

JAVASCRIPT = """
require("node:http").createServer((request, answer) => answer.end("hello")).listen(process.env.PORT, "127.0.0.1");
"""
RUBY = r"""
require "socket"
server = TCPServer.new("127.0.0.1", ENV["PORT"].to_i)
loop do
  client = server.accept
  client.readpartial(4096) rescue next
  client.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
  client.close
end
"""
JAVA = """
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

public class Server {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes());
            exchange.close();
        });
        server.start();
    }
}
"""
