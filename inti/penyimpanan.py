"""Where kept files lie: on the disk, whole or not at all."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import FileSystemStorage


class Utuh(FileSystemStorage):
    """Django's own, which leaves the first half of a file behind when the disk is full."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except OSError:
            self.delete(name)
            raise
