from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import KeptForm, Tried
from accounts.tries import WINDOW


class Command(BaseCommand):
    help = (
        "Forgets what is kept for a while only: sessions that are over, forms typed too late, "
        "counted tries. To be run each hour."
    )

    def handle(self, **options):
        call_command("clearsessions")
        KeptForm.objects.stale().delete()
        Tried.objects.filter(at__lte=timezone.now() - WINDOW).delete()
