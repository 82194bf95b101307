"""`make run` asks for its port before anything slow, and says in one line what is wrong with it."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from config.port import complaint

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


def test_it_names_another_port_when_one_is_taken(taken):
    said = f"Something else is using port {taken}. Choose another one: make run PORT={taken % 65535 + 1}"
    assert complaint(str(taken)) == said


def test_it_says_nothing_of_a_port_that_is_free(free):
    assert complaint(free) == ""


@pytest.mark.parametrize("text", ["", "web", "0", "65536", "-1", "80.5", "²"])
def test_it_refuses_what_is_no_port(text):
    assert complaint(text) == f"PORT must be a number from 1 to 65535, not {text!r}."


def test_it_says_so_when_a_port_is_not_ours_to_use(monkeypatch):
    def refuse(address):
        raise PermissionError

    monkeypatch.setattr(socket, "create_server", refuse)
    assert complaint("80") == "You may not use port 80. Choose a higher one: make run PORT=8080"


def test_it_stops_make_run_before_anything_slow(taken):
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # we may be in a make
    run = subprocess.run(["make", "run", f"PORT={taken}"], cwd=ROOT, capture_output=True, text=True, env=outside)
    said = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert said == [complaint(str(taken))]
    assert run.returncode != 0 and run.stdout == ""
