"""Say whether a port on this machine is free. Runs before anything is installed, so it needs Python alone."""

import socket
import sys


def complaint(text: str) -> str:
    """Why nothing can be served on the port, or ""."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        return f"PORT must be a number from 1 to 65535, not {text!r}."
    try:
        socket.create_server(("127.0.0.1", int(text))).close()
    except PermissionError:
        return f"You may not use port {text}. Choose a higher one: make run PORT=8080"
    except OSError:
        return f"Something else is using port {text}. Choose another one: make run PORT={int(text) % 65535 + 1}"
    return ""


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1]) or None)
