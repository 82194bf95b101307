"""Accounts and groups at the desk: Django's forms, with the version that every form of the desk carries."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from desk.options import DeskAdmin

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(DeskAdmin, UserAdmin):
    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes superusers or hands out single permissions."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser", "user_permissions"]


@admin.register(Group)
class RoleAdmin(DeskAdmin, GroupAdmin):
    pass
