"""Who may hold a key, and what a key may do."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission

from api.enums import Cakupan


def boleh_berkunci(user: Any) -> bool:
    """An account that may hold keys. Never an official: what he may do needs a second factor in his session."""
    return user.is_active and not user.is_staff and not user.sandi_sekali_pakai


class CakupanCukup(BasePermission):
    """A key that only reads sends nothing."""

    code = "cakupan_kurang"
    message = "Kunci ini hanya untuk membaca."

    def has_permission(self, request: Any, view: Any) -> bool:
        return request.method in SAFE_METHODS or getattr(request.auth, "cakupan", "") == Cakupan.KIRIM
