"""Forms of the desk as a browser sends them."""

from django.http import QueryDict
from lxml import html


def loaded(page) -> QueryDict:
    """Everything that a browser would send back of the admin form on a page, just as it stands."""
    form = html.fromstring(page.content.decode()).xpath("//form[.//*[@name='_save']]")[0]
    data = QueryDict(mutable=True)
    for field in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        for value in _values(field):
            data.appendlist(field.name, value)
    return data


def _values(field) -> list[str]:
    if field.tag == "select":
        return list(field.value) if field.multiple else [field.value or ""]
    kind = field.get("type")
    if field.get("disabled") is not None or kind in ("submit", "file", "image", "button"):
        return []
    if kind in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.checked else []
    value = field.value or ""
    return [value.removeprefix("\n") if field.tag == "textarea" else value]  # HTML ignores a first line break there


def sent(form: QueryDict, **changes) -> dict:
    """The form with `changes`: None leaves a field out, a list sends several values."""
    data = {name: form.getlist(name) for name in form}
    for name, value in changes.items():
        data[name] = value if isinstance(value, list) else [] if value is None else [value]
    return {name: values for name, values in data.items() if values}


def save(client, address, **changes):
    """Open a form, change some fields, and save it."""
    return client.post(address, sent(loaded(client.get(address)), **changes))
