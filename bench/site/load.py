"""Ask a server for one page as fast as it answers, over a few connections at a time. Standard library only."""

import selectors
import socket
import time
from dataclasses import dataclass

CONNECTIONS = 4


@dataclass
class Answer:
    status: int
    size: int
    headers: dict[str, str]


def ask(port: int, path: str, headers: dict[str, str] | None = None) -> Answer:
    """One page, read whole."""
    with socket.create_connection(("127.0.0.1", port)) as conn:
        conn.sendall(_request(path, headers))
        raw = b""
        while chunk := conn.recv(65536):
            raw += chunk
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    said = dict(line.split(": ", 1) for line in lines)
    return Answer(int(first.split()[1]), len(body), {name.lower(): value for name, value in said.items()})


def rate(port: int, path: str, seconds: float, headers: dict[str, str] | None = None) -> tuple[int, float]:
    """How many answers came, and in how many seconds."""
    request, chooser, done = _request(path, headers), selectors.DefaultSelector(), 0
    start = time.perf_counter()
    for _ in range(CONNECTIONS):
        _open(port, request, chooser)
    while (now := time.perf_counter()) - start < seconds:
        for key, _ in chooser.select(timeout=seconds):
            if key.fileobj.recv(262144):
                continue
            chooser.unregister(key.fileobj)
            key.fileobj.close()
            done += 1
            _open(port, request, chooser)
    for key in list(chooser.get_map().values()):
        key.fileobj.close()
    return done, now - start


def _open(port: int, request: bytes, chooser: selectors.BaseSelector) -> None:
    conn = socket.create_connection(("127.0.0.1", port))
    conn.sendall(request)
    conn.setblocking(False)
    chooser.register(conn, selectors.EVENT_READ)


def _request(path: str, headers: dict[str, str] | None) -> bytes:
    more = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{more}\r\n".encode()
