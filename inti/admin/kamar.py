"""Pages of the officials' room that belong to no list of records."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse


def tampilkan(request: HttpRequest, templat: str, konteks: dict[str, Any], *, status: int = 200) -> TemplateResponse:
    """Answer with a page that has the head of the room; `konteks` names its `title`."""
    rangka = {**admin.site.each_context(request), "subtitle": None}
    return TemplateResponse(request, templat, rangka | konteks, status=status)


def kantor(lihat: Any) -> Any:
    """Guard a page like every page of the officials' room; the portal puts its own site there after this is read."""

    def jaga(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return admin.site.admin_view(lihat)(*args, **kwargs)

    return jaga
