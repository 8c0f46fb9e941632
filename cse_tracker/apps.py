from django.apps import AppConfig


class CseTrackerConfig(AppConfig):
    name = "cse_tracker"

    def ready(self):
        from cse_tracker import brand  # noqa: F401 (registers its check)
