"""What the pages of all sections share: their frame, the locked section as text, the way on after saving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from umkm import isian as aturan
from umkm import permissions, queries
from umkm.enums import BEBAS_DIUBAH, StatusUsaha
from umkm.models import Usaha

SUDAH_TERBUKTI = "Identitas Anda sedang atau sudah diperiksa. Untuk membetulkannya, datang ke loket membawa KTP."
TERKUNCI = {
    **dict.fromkeys(BEBAS_DIUBAH, SUDAH_TERBUKTI),
    StatusUsaha.PERBAIKAN: "Yang ini tidak perlu diubah. Petugas hanya meminta yang ditandai.",
    StatusUsaha.TERVERIFIKASI: SUDAH_TERBUKTI,
    StatusUsaha.DITOLAK: "Untuk mengubahnya, tekan “Perbaiki dan kirim lagi” di halaman usaha.",
    StatusUsaha.DICABUT: "Untuk mengubahnya, tekan “Perbaiki dan kirim lagi” di halaman usaha.",
}
TERKUNCI_SEMENTARA = "Datanya sudah terkirim. Selama petugas memeriksa, isian tidak dapat diubah."


def konteks_bagian(usaha: Usaha, bagian: str) -> dict[str, Any]:
    """Return what every page of a section shows beside its form."""
    kemajuan = aturan.kemajuan(usaha, usaha.pemilik)
    minta = usaha.perbaikan.filter(terbuka=True, isian=bagian) if usaha.status == StatusUsaha.PERBAIKAN else []
    return {
        "usaha": usaha,
        "bagian": aturan.BAGIAN[bagian],
        "kemajuan": kemajuan,
        "terisi": sum(k.lengkap for k in kemajuan),
        "permintaan": minta,
        "usulan": [u for u in queries.usulan_menunggu(usaha) if u["nama"] in aturan.BAGIAN[bagian].isian],
        "sebab_terkunci": sebab_terkunci(usaha),
    }


def sebab_terkunci(usaha: Usaha) -> str:
    """Say why a field cannot be changed now, and what to do."""
    return TERKUNCI.get(StatusUsaha(usaha.status), TERKUNCI_SEMENTARA)


def terkunci(request: HttpRequest, usaha: Usaha, bagian: str) -> HttpResponse:
    """Show a locked section as text; what is sent to it all the same leads to the status and changes nothing."""
    if request.method == "POST":
        messages.warning(request, f"Tidak ada yang diubah. {sebab_terkunci(usaha)}")
        return redirect(usaha)
    sendiri = permissions.pemilik(request.user, usaha)
    baris = queries.isi_bagian(usaha, usaha.pemilik, bagian, sendiri=sendiri)
    konteks = konteks_bagian(usaha, bagian) | {"form": None, "terkunci": [b | {"url": ""} for b in baris]}
    return render(request, "umkm/bagian.html", konteks)


def lanjut(request: HttpRequest, usaha: Usaha, bagian: str) -> HttpResponse:
    """Go on to the next section that is open and not complete; after the last to sending, or back to the business."""
    segar = Usaha.objects.get(pk=usaha.pk)
    if "lanjut" not in request.POST or segar.status == StatusUsaha.PERBAIKAN:
        return redirect(usaha)
    urut = list(aturan.BAGIAN)
    belum = [k.bagian.kode for k in aturan.kemajuan(segar, segar.pemilik) if not k.lengkap]
    berikut = [kode for kode in urut[urut.index(bagian) + 1 :] if kode in belum]
    if berikut:
        return redirect("umkm:bagian", usaha.kode, berikut[0])
    dapat_dikirim = segar.status in BEBAS_DIUBAH and not aturan.kurang(segar, segar.pemilik)
    return redirect("umkm:periksa_jawaban", usaha.kode) if dapat_dikirim else redirect(usaha)


def tempel(form: Any, galat: ValidationError) -> None:
    """Put what a verb or a constraint refused beside its field, or over the form when it belongs to none."""
    menurut_isian = galat.message_dict if hasattr(galat, "error_dict") else {NON_FIELD_ERRORS: galat.messages}
    for nama, kalimat in menurut_isian.items():
        form.add_error(nama if nama in form.fields else None, kalimat)
