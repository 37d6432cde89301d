from django.apps import AppConfig


class KeepingApp(AppConfig):
    name = "waakvlam.keeping"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waakvlam.access import erasing

        from . import marks

        erasing.remembers(marks.objected)
