"""The groups that come with Intercut. They are created once; what a newsroom changes in them stays changed."""

from django.apps import apps  # asked when it runs: this module is imported before the models are

RECORD = "court source proceeding party charge proceedinglink development hearing"
COVERAGE = "article byline articlefilm articleproceeding articleperson quote picture outlet film release credit"
PEOPLE = "person othername organization"
WRITTEN = "article byline articlefilm articleproceeding articleperson quote picture outlet"
REPORTS = [
    "add change:" + WRITTEN,
    "add change:" + PEOPLE,
    "delete:byline articlefilm articleproceeding articleperson quote",
]
EDITS = ["add change:film release credit", "delete:credit othername person", "change:revision"]
RECORDS = [f"add change:{RECORD} {PEOPLE}", "delete:proceedinglink party charge othername person"]
# For each group: operations and the models they are for, or names of single permissions. Everybody may look.
GROUPS = {
    "Reporter": [*REPORTS, "submit_article", "add change:proceeding party charge development hearing source court"],
    "Editor": [
        *REPORTS,
        *EDITS,
        *RECORDS,
        "submit_article",
        "approve_article",
        "publish_article",
        "correct_article",
        "publish_film",
        "publish_person",
        "take_down",
    ],
    "Legal reader": ["clear_article", "take_down"],
    "Record keeper": [*RECORDS, "publish_record", "publish_person", "take_down"],
    "Administrator": ["add change delete:user group"],
}
LOOK = f"{RECORD} {COVERAGE} {PEOPLE} correction finding importbatch importrow revision personmerge event proposal"


def create_groups(**_) -> None:
    """Create the groups after the first migration; never again, so that a newsroom can change or delete them."""
    events = apps.get_model("desk", "Event").objects
    if events.filter(kind="groups_created").exists():
        return
    for name, rights in GROUPS.items():
        group, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(_permissions(rights))
    events.create(kind="groups_created", title=", ".join(GROUPS))


def _permissions(rights: list[str]) -> list:
    names = {f"view_{model}" for model in LOOK.split()}
    for right in rights:
        operations, _, models = right.rpartition(":")
        names |= {f"{operation}_{model}" for operation in operations.split() for model in models.split()} or {right}
    permissions = apps.get_model("auth", "Permission").objects.filter(codename__in=names)
    found = {permission.codename: permission for permission in permissions}
    if missing := names - found.keys():
        raise LookupError(f"No permission is called {', '.join(sorted(missing))}.")
    return list(found.values())
