import json

import pytest
from django.core.management import call_command


@pytest.fixture
def bring(capsys):
    """Run the command with `--json` and give its report and its exit status."""

    def run(*arguments):
        status = 0
        try:
            call_command("import_articles", *(str(argument) for argument in arguments), "--json")
        except SystemExit as stop:
            status = stop.code
        return json.loads(capsys.readouterr().out), status

    return run


@pytest.fixture
def file(tmp_path):
    def write(text="A plain text.\n\nIt has two paragraphs.", name="a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
