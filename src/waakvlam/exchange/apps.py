from django.apps import AppConfig


class ExchangeApp(AppConfig):
    name = "waakvlam.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waakvlam.access import removals

        from . import queries

        removals.needed_by(queries.first_unsent)
