"""Messages about accounts, one function each. None carries a name, a NIK or a reason; codes leave at once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from inti.templatetags.portal import tanggal
from notifikasi.actions import kirim
from notifikasi.models import Pemberitahuan

KODE = "kode"


def _riwayat() -> str:
    return reverse("akun:riwayat")


def _hari_ini() -> dict[str, str]:
    return {"tanggal": tanggal(timezone.now())}


def sandi_disetel_ulang(pengguna: Pengguna) -> None:
    kirim(templat="sandi_disetel_ulang", konteks=_hari_ini(), url=_riwayat(), **_kontak(pengguna))


def sandi_diganti(pengguna: Pengguna) -> None:
    kirim(templat="sandi_diganti", konteks=_hari_ini(), url=_riwayat(), **_kontak(pengguna))


def dua_langkah_dilepas(pengguna: Pengguna) -> None:
    kirim(templat="dua_langkah_dilepas", konteks=_hari_ini(), url=_riwayat(), **_kontak(pengguna))


def nomor_diganti(pengguna: Pengguna, *, lama: str) -> None:
    """Tell the number that was left behind, and the inbox: if this was theft, the robbed hear of it."""
    kontak = _kontak(pengguna) | {"telepon": lama}
    kirim(templat="nomor_diganti", konteks=_hari_ini(), url=_riwayat(), **kontak)


def nomor_dilepas(pengguna: Pengguna) -> None:
    """Only by inbox and e-mail: the number belongs to somebody else."""
    kontak = _kontak(pengguna) | {"telepon": ""}
    kirim(templat="nomor_dilepas", konteks=_hari_ini(), url=reverse("akun:nomor"), **kontak)


def kode_sekali(*, telepon: str, templat: str, kode: str, menit: int) -> list[Pemberitahuan]:
    return kirim(templat=templat, konteks={"kode": kode, "menit": menit}, telepon=telepon, jenis=KODE)


def nomor_sudah_terdaftar(telepon: str) -> list[Pemberitahuan]:
    return kirim(templat="nomor_sudah_terdaftar", konteks={}, telepon=telepon, jenis=KODE, url=reverse("account_login"))


def nomor_belum_terdaftar(telepon: str) -> list[Pemberitahuan]:
    return kirim(
        templat="nomor_belum_terdaftar", konteks={}, telepon=telepon, jenis=KODE, url=reverse("account_signup")
    )


def tautan_sandi(pengguna: Pengguna) -> None:
    tanda = default_token_generator.make_token(pengguna)
    alamat = reverse("account_reset_password_from_key", args=[pengguna.kode, tanda])
    kirim(templat="tautan_sandi", konteks={}, email=pengguna.email or "", jenis=KODE, url=alamat)


def email_belum_terdaftar(email: str) -> None:
    kirim(templat="email_belum_terdaftar", konteks={}, email=email, jenis=KODE, url=reverse("account_signup"))


def bukti_email(email: str, *, url: str) -> None:
    kirim(templat="bukti_email", konteks={}, email=email, jenis=KODE, url=url)


def _kontak(pengguna: Pengguna) -> dict[str, Any]:
    return {"akun": pengguna, "telepon": pengguna.telepon or "", "email": pengguna.email or ""}
