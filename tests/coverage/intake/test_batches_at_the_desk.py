"""Editors see what every import brought, what it refused and why; nobody can change it."""

import pytest

from coverage.models import ImportBatch, ImportRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(bring, file):
    file("Headline: <b>Bold</b>\n\nOne text.\n\nOf two.", "in/good.txt")
    folder = file(b" ", "in/<script>.txt").parent
    return ImportBatch.objects.get(pk=bring(folder)[0]["batch"])


@pytest.fixture
def desk(admin_client):
    return admin_client


def test_it_counts_the_results_and_leads_to_the_files(desk, batch):
    page = desk.get(f"/admin/coverage/importbatch/{batch.pk}/change/").content.decode()
    assert f"manage.py import_undo {batch.pk}" in page
    assert f'?batch__id__exact={batch.pk}&amp;action__exact=refused">1 refused</a>' in page
    files = desk.get("/admin/coverage/importrow/", {"batch__id__exact": batch.pk, "action__exact": "refused"})
    assert "The file is empty." in files.content.decode() and "good.txt" not in files.content.decode()


def test_it_shows_names_and_headlines_as_text(desk, batch):
    page = desk.get("/admin/coverage/importrow/").content.decode()
    assert "&lt;script&gt;.txt" in page and "<script>.txt" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page and "<b>Bold</b>" not in page


def test_it_finds_a_file_by_its_hash(desk, batch):
    row = batch.rows.get(action="created")
    page = desk.get("/admin/coverage/importrow/", {"q": row.content_hash}).content.decode()
    assert "good.txt" in page and "script" not in page.partition('id="result_list"')[2].partition("</table>")[0]


def test_it_lets_nobody_change_or_delete_what_an_import_did(desk, batch):
    row = batch.rows.first()
    for address in (f"importbatch/{batch.pk}", f"importrow/{row.pk}"):
        assert desk.post(f"/admin/coverage/{address}/delete/", {"post": "yes"}).status_code == 403
        assert desk.post(f"/admin/coverage/{address}/change/", {"path": "x"}).status_code == 403
    assert ImportRow.objects.filter(pk=row.pk, path=row.path).exists()


def test_it_shows_the_last_imports_on_the_desk_s_home(desk, batch):
    home = " ".join(desk.get("/admin/").content.decode().split())
    assert "Last imports" in home and "1 created, 1 refused" in home
