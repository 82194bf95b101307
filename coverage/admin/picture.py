"""Pictures at the desk: uploads, credits, rights and focal points."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import format_html

from coverage.models import Picture
from coverage.pictures.making import make_after_commit
from coverage.pictures.uploads import Refused, clean
from desk.effects import TAKE_DOWN, Effect
from desk.events import record_event
from desk.options import DeskAdmin


class CleanFile(ContentFile):
    """A re-encoded upload with the credits from its metadata."""

    credits = None


class PictureFileField(forms.FileField):
    """Accepts a picture by its content and returns a new file without private metadata."""

    def to_python(self, data):
        if data in self.empty_values:
            return None
        try:
            made = clean(data)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        file = CleanFile(made.data, name=f"picture.{made.suffix}")
        file.credits = made.credits
        return file


class PictureForm(forms.ModelForm):
    """A picture. Credit and copyright come from the file if the editor leaves them blank."""

    file = PictureFileField(
        widget=AdminFileWidget(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=Picture._meta.get_field("file").help_text,
    )
    credit = forms.CharField(
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Shown wherever the picture is: “Photo: A. Sample”. Leave blank to use the file's own.",
    )

    class Meta:
        model = Picture
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets say which)

    def clean(self):
        data = super().clean()
        credits = getattr(data.get("file"), "credits", None)
        if credits:
            data["credit"] = data.get("credit") or credits.line
            data["copyright_notice"] = data.get("copyright_notice") or credits.notice
            self.instance.is_clean = True
        if not data.get("credit") and not {"credit", "file"} & set(self.errors):
            missing = "Say whose picture it is" + (": its file does not." if credits else ".")
            self.add_error("credit", missing)
        return data


def _end_rights(picture, *, by, reason):
    picture.rights_until = timezone.now()
    picture.save(update_fields=["rights_until"])
    record_event("rights_ended", picture, by=by, reason=reason)


END_RIGHTS = Effect(
    "end_rights",
    "End its rights now",
    TAKE_DOWN,
    _end_rights,
    lambda picture: not have_ended(picture),
    ("No page, feed or file shows it from now on. Articles and films that use it stay without it.",),
)


def _renew_rights(picture, *, by, reason):
    picture.rights_until = None
    picture.save(update_fields=["rights_until"])
    record_event("rights_renewed", picture, by=by, reason=reason)


RENEW_RIGHTS = Effect(
    "renew_rights",
    "Renew its rights",
    "coverage.publish_film",
    _renew_rights,
    lambda picture: have_ended(picture),
    ("Pages, feeds and files may show it again. You can enter another end in its form.",),
)


def have_ended(picture) -> bool:
    return picture.rights_until is not None and picture.rights_until <= timezone.now()


@admin.register(Picture)
class PictureAdmin(DeskAdmin):
    form = PictureForm
    list_display = ["title", "thumbnail", "credit", "rights"]
    search_fields = ["title", "credit", "alt"]
    readonly_fields = ["preview"]
    effects = (END_RIGHTS, RENEW_RIGHTS)
    right = "coverage.publish_film"
    fieldsets = [
        (None, {"fields": ["title", "file", "preview", ("focal_x", "focal_y"), "alt"]}),
        ("Whose it is", {"fields": ["credit", "copyright_notice", "license"]}),
        (
            "How long it may be shown",
            {"fields": ["rights_from", "rights_until"], "description": "In the site's time zone."},
        ),
    ]

    class Media:
        js = ["js/focal.js"]

    def get_readonly_fields(self, request, obj=None):
        """Ended rights are renewed by an action with a reason."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "rights_until"] if obj and have_ended(obj) else fields

    @admin.display(description="picture")
    def thumbnail(self, picture):
        return _image(picture, 120)

    @admin.display(description="as it is kept")
    def preview(self, picture):
        return _image(picture, 480, css="focal") if picture.pk else "Shown here once it is saved."

    @admin.display(description="may be shown")
    def rights(self, picture):
        now = timezone.now()
        if picture.rights_until and picture.rights_until <= now:
            return f"no more, since {_day(picture.rights_until)}"
        if picture.rights_from and picture.rights_from > now:
            return f"from {_day(picture.rights_from)}"
        return f"until {_day(picture.rights_until)}" if picture.rights_until else "always"

    def save_model(self, request, picture, form, change):
        super().save_model(request, picture, form, change)
        if not make_after_commit(picture) and picture.made != picture.to_make:
            messages.info(request, "Its renditions will be made shortly; until then readers get the file itself.")


def _image(picture: Picture, width: int, css: str = ""):
    """At most `width` wide: the smallest rendition, or the file itself until there is one."""
    width = min(width, picture.width)
    small = picture.has_renditions and width <= 320
    url = picture.url_of(f"{picture.shape.widths[0]}.jpg") if small else picture.fallback
    tag = '<img class="{}" src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
    return format_html(tag, css, url, picture.alt, width, picture.shape.height_at(width))


def _day(moment) -> str:
    return f"{timezone.localtime(moment):%B %-d, %Y}"
