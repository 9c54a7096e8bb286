"""Who asks: the account of the key in the header `Authorization: Bearer …`. Sessions of browsers open nothing here."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from api import kunci, laju, permissions
from api.actions import tandai_dipakai
from api.models import KunciApi

SKEMA = "Bearer"
# One sentence for every reason: whoever tries keys learns nothing, whoever holds one finds the reason on his page.
TIDAK_BERLAKU = "Kunci ini tidak dikenal, sudah habis masanya, atau sudah dicabut. Periksa di halaman Kunci API."
BENTUK_HEADER = f"Tulis header Authorization sebagai “{SKEMA}”, satu spasi, lalu kunci Anda."


class DenganKunci(BaseAuthentication):
    """Take the account from its key. No header is no error: public data ask for no key."""

    def authenticate(self, request: Any) -> tuple[Any, KunciApi] | None:
        bagian = get_authorization_header(request).decode("latin-1").split()
        if not bagian:
            return None
        if len(bagian) != 2 or bagian[0].lower() != SKEMA.lower():
            raise self._tolak(request, BENTUK_HEADER)
        satu = _cari(bagian[1])
        if satu is None:
            raise self._tolak(request, TIDAK_BERLAKU)
        with laju.bila_dapat_ditulis():
            tandai_dipakai(satu)
        return satu.pengguna, satu

    def authenticate_header(self, request: Any) -> str:
        return f'{SKEMA} realm="api"'

    @staticmethod
    def _tolak(request: Any, kalimat: str) -> Exception:
        """Count the tries with foreign keys by address; refusals come before the limits of the views."""
        laju.hitung_kunci_salah(request)
        return AuthenticationFailed(kalimat)


def _cari(teks: str) -> KunciApi | None:
    """Return the living key of an account that may hold one."""
    semua = kunci.semua_sidik(teks)
    if not semua:
        return None
    satu = KunciApi.objects.hidup().filter(sidik__in=semua).select_related("pengguna").first()
    if satu is None or not permissions.boleh_berkunci(satu.pengguna) or not satu.seakun(satu.pengguna):
        return None
    return satu


class SkemaKunci(OpenApiAuthenticationExtension):
    """How the header stands in the OpenAPI document."""

    target_class = "api.otentikasi.DenganKunci"
    name = "KunciApi"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Kunci API yang dibuat pemilik akun di halaman Kunci API.",
        }
