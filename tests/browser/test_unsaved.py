"""No word is lost in a browser: closed tabs, ended sessions, a server that cannot be reached, other buttons."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from coverage.models import Article

WORDS = "Every word of it."
EDITOR = ".ProseMirror[contenteditable=true]"  # the toolbar has the class as well
KEPT_HERE = "Object.keys(localStorage).filter((key) => key.startsWith('unsaved:')).length"


@pytest.fixture
def draft(transactional_db) -> Article:
    User.objects.create_superuser("desk", password="for-the-test")
    return Article.objects.create(headline="Before", body="<p>One paragraph.</p>")


@pytest.fixture
def form(page, context, live_server, draft):
    """The draft's form, by a clock that only the test moves. Closing it sends nothing to a server that is gone."""
    page.clock.install()
    page.goto(f"{live_server.url}/admin/coverage/article/{draft.pk}/change/")
    sign_in(page)
    yield page
    context.set_offline(True)


def sign_in(page):
    page.fill("#id_username", "desk")
    page.fill("#id_password", "for-the-test")
    page.keyboard.press("Enter")
    page.wait_for_selector(EDITOR)


def type_words(page):
    page.fill("#id_headline", "Typed")
    page.click(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {WORDS}")


def read_words(page):
    assert page.input_value("#id_headline") == "Typed"
    assert WORDS in page.inner_text(EDITOR)


def pass_time(page):
    page.clock.run_for(6000)


def open_unsaved(page):
    page.click("text=Open it")
    page.wait_for_selector("text=It is not saved yet")
    read_words(page)


def test_it_is_there_after_the_tab_was_closed(form, context):
    type_words(form)
    with form.expect_response("**/admin/forms/*/"):
        pass_time(form)
    form.wait_for_selector("text=a copy was kept")
    address = form.url
    context.set_offline(True)
    form.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    open_unsaved(again)
    again.click("[name=_save]")
    again.wait_for_selector("text=was changed successfully")
    assert Article.objects.get().headline == "Typed" and WORDS in Article.objects.get().text


def test_it_is_there_after_the_session_ended(form):
    type_words(form)
    Session.objects.all().delete()
    pass_time(form)
    form.wait_for_selector("text=A copy is kept in this browser")
    address = form.url
    form.goto("about:blank")
    form.goto(address)
    sign_in(form)
    open_unsaved(form)


def test_it_is_there_after_a_save_with_a_session_that_ended(form):
    type_words(form)
    Session.objects.all().delete()
    form.click("[name=_save]")
    form.wait_for_selector("#id_username")
    sign_in(form)
    open_unsaved(form)


def test_it_is_there_after_a_save_with_an_old_sign_in(form, context):
    type_words(form)
    context.clear_cookies(name="csrftoken")
    form.click("[name=_save]")
    form.wait_for_selector("text=What you typed is kept")
    form.click("text=Open what you typed")
    read_words(form)


def test_it_is_there_after_the_server_could_not_be_reached(form, context):
    type_words(form)
    context.set_offline(True)
    pass_time(form)
    form.wait_for_selector("text=A copy is kept in this browser")
    context.set_offline(False)
    address = form.url
    form.goto("about:blank")
    form.goto(address)
    open_unsaved(form)


def test_it_is_in_the_preview_and_still_in_the_form(form, context):
    type_words(form)
    with context.expect_page() as opened:
        form.click("text=Preview what is typed")
    opened.value.wait_for_selector(f"text={WORDS}")
    read_words(form)
    assert Article.objects.get().headline == "Before"


def test_it_is_saved_before_the_state_changes(form):
    type_words(form)
    form.click("text=Save and send to review")
    form.wait_for_selector("text=The article is")
    assert Article.objects.get().headline == "Typed" and WORDS in Article.objects.get().text


def test_it_warns_before_leaving_and_only_then(form):
    warns = "() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert form.evaluate(warns) is False
    type_words(form)
    assert form.evaluate(warns) is True
    form.click("[name=_continue]")
    form.wait_for_selector("text=was changed successfully")
    assert form.evaluate(warns) is False


def test_it_erases_the_browser_s_copies_on_sign_out_and_after_a_week(form, context):
    type_words(form)
    context.set_offline(True)
    pass_time(form)
    form.wait_for_selector("text=A copy is kept in this browser")
    context.set_offline(False)
    assert form.evaluate(KEPT_HERE) == 1
    form.on("dialog", lambda dialog: dialog.accept())
    form.click("#logout-form button")
    form.wait_for_selector("text=Logged out")
    assert form.evaluate(KEPT_HERE) == 0
    form.evaluate("localStorage.setItem('unsaved:1:old', JSON.stringify({at: Date.now() - 8 * 24 * 3600 * 1000}))")
    form.goto(form.url)
    form.wait_for_load_state()
    assert form.evaluate(KEPT_HERE) == 0
