"""A web server that misbehaves in every way servers do: what it sends is what a test says, byte for byte."""

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

Say = Callable[[socket.socket], None]
"""What a server does with a connection, once it has read the request."""

PAGE = b"<!doctype html><html><head><title>T</title></head><body><p>Here is a page.</p></body></html>"


class Server:
    """A server on a free port of this machine, its answers by path; it keeps what it was asked."""

    def __init__(self, paths: dict[str, Say], context: ssl.SSLContext | None = None) -> None:
        self.paths = paths
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.at_once = self.most_at_once = 0
        self.scheme = "https" if context else "http"
        self._context = context
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def address(self, path: str = "/page", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        return sum(path == other for other, _ in self.requests)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            talk = self._context.wrap_socket(connection, server_side=True) if self._context else connection
            with talk:
                path, headers = read_request(talk)
                self.requests.append((path, headers))
                self.paths.get(path, nothing_there)(talk)
        with self._lock:
            self.at_once -= 1


def read_request(talk: socket.socket) -> tuple[str, dict[str, str]]:
    read = b""
    while b"\r\n\r\n" not in read:
        piece = talk.recv(4096)
        if not piece:
            raise ConnectionError
        read += piece
        if read.startswith(b"\x16"):  # the beginning of a handshake
            talk.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            raise ConnectionError
    first, *lines = read.decode().split("\r\n\r\n")[0].split("\r\n")
    return first.split(" ")[1], {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


@contextlib.contextmanager
def serving(paths: dict[str, Say], context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(paths, context)
    try:
        yield server
    finally:
        server.close()


def raw(data: bytes) -> Say:
    """Send these bytes, and close."""
    return lambda talk: talk.sendall(data)


def answer(code: int = 200, body: bytes = PAGE, **headers: str) -> Say:
    """Send a proper answer; ``content_type`` and the like become headers."""
    lines = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    lines |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return raw(f"HTTP/1.1 {code} Whatever\r\n{head}\r\n".encode("latin-1") + body)


def bomb(mebibytes: int, layers: int = 1) -> Say:
    """Send so many MiB of zeros, packed so many times."""
    data = bytes(mebibytes * 2**20)
    for _ in range(layers):
        data = gzip.compress(data, 9)
    return answer(body=data, content_encoding=", ".join(["gzip"] * layers))


def redirect(to: str, code: int = 302) -> Say:
    return answer(code, b"", location=to)


nothing_there = answer(404, b"")


def dripping(start: bytes, piece: bytes = b"x", pause: float = 0.05) -> Say:
    """Send a start, then a little at a time for longer than anyone waits."""

    def drip(talk: socket.socket) -> None:
        talk.sendall(start)
        for _ in range(60):
            time.sleep(pause)
            talk.sendall(piece)

    return drip


def endless(start: bytes, piece: bytes = b"y" * 65536) -> Say:
    """Send without an end, as fast as it goes; gives up after 64 MiB, so that no test hangs."""

    def pour(talk: socket.socket) -> None:
        talk.sendall(start)
        for _ in range(1024):
            talk.sendall(piece)

    return pour


def silent(seconds: float = 3) -> Say:
    return lambda talk: time.sleep(seconds)


def reset(talk: socket.socket) -> None:
    """Break the connection without a word."""
    talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def in_turn(*says: Say) -> Say:
    """Answer the first request with the first, and so on, the last for ever."""
    left = list(says)
    return lambda talk: (left.pop(0) if len(left) > 1 else left[0])(talk)
