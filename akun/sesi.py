"""Sessions in the database, as Django keeps them, read by one plain statement: every page asks for one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from inti import langsung

_ISI = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        baris = langsung.tanya(_ISI, [self.session_key, timezone.now()])
        if not baris:
            self._session_key = None
            return {}
        return self.decode(baris[0][0])
