import pytest


@pytest.fixture(autouse=True)
def _small_files_go_away(settings, tmp_path):
    """What a test uploads is kept nowhere."""
    settings.MEDIA_ROOT = tmp_path / "files"
