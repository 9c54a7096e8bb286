"""One's own appointments: the list, one of them, another time, giving up, the answer to an offer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.workflow import tersedia
from konsultasi import ics, kalimat, queries
from konsultasi.actions import pesan, tunggu
from konsultasi.jadwal import baca_alamat
from konsultasi.models import JanjiTemu
from konsultasi.views.akses import jaga_sehari, jalankan, milik


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    return render(request, "konsultasi/janji_temu_daftar.html", queries.milik(request.user))


@require_GET
@milik
def janji_temu(request: HttpRequest, janji_temu: JanjiTemu) -> HttpResponse:
    konteks = {
        "janji_temu": janji_temu,
        "verba": {t.verba for t in tersedia(janji_temu, request.user)},
        "riwayat": kalimat.riwayat(janji_temu.riwayat.all(), pembaca=request.user),
    }
    return render(request, "konsultasi/janji_temu.html", konteks)


@require_http_methods(["GET", "POST"])
@milik
def batalkan(request: HttpRequest, janji_temu: JanjiTemu) -> HttpResponse:
    if request.method == "POST":
        jalankan(request, lambda: pesan.batalkan(janji_temu, oleh=request.user), "Janji temu dibatalkan. Terima kasih.")
        return redirect(janji_temu)
    return render(request, "konsultasi/batalkan.html", {"janji_temu": janji_temu})


@require_http_methods(["GET", "POST"])
@milik
def pindah(request: HttpRequest, janji_temu: JanjiTemu) -> HttpResponse:
    """Show the free hours of the same desk, each a button; the one that is pressed becomes the new time."""
    if request.method == "POST":
        jaga_sehari(request.user)
        saat = baca_alamat(request.POST.get("pada", ""))
        if saat is not None and jalankan(
            request,
            lambda: pesan.pindah_waktu(janji_temu, oleh=request.user, pada=saat),
            "Waktu Anda sudah dipindah.",
        ):
            return redirect(janji_temu)
        return redirect("konsultasi:pindah", janji_temu.kode)
    return render(request, "konsultasi/pindah.html", konteks_pindah(janji_temu))


def konteks_pindah(janji_temu: JanjiTemu) -> dict[str, object]:
    """What the page to choose another time shows."""
    hari = queries.Jadwal([janji_temu.meja], kecuali=janji_temu).buka(janji_temu.meja)
    lain = [h._replace(bebas=[s for s in h.bebas if s.mulai != janji_temu.mulai]) for h in hari]
    return {"janji_temu": janji_temu, "hari": [h for h in lain if h.bebas]}


@require_GET
@milik
def kalender(request: HttpRequest, janji_temu: JanjiTemu) -> HttpResponse:
    return berkas_kalender(janji_temu)


def berkas_kalender(janji_temu: JanjiTemu) -> HttpResponse:
    """Hand over the calendar file, under the number."""
    nama = f"konsultasi-{janji_temu.nomor}.ics"
    kepala = {"Content-Disposition": f'attachment; filename="{nama}"', "Cache-Control": "no-store"}
    return HttpResponse(ics.tulis(janji_temu), content_type="text/calendar; charset=utf-8", headers=kepala)


@require_POST
@milik
def terima(request: HttpRequest, janji_temu: JanjiTemu) -> HttpResponse:
    jalankan(request, lambda: tunggu.terima_tawaran(janji_temu, oleh=request.user), "Jam ini sekarang milik Anda.")
    return redirect(janji_temu)


@require_POST
@milik
def lepas(request: HttpRequest, janji_temu: JanjiTemu) -> HttpResponse:
    kata = "Baik, jam itu untuk penunggu berikutnya. Anda tetap kami kabari bila ada jam lain."
    jalankan(request, lambda: tunggu.tolak_tawaran(janji_temu, oleh=request.user), kata)
    return redirect("konsultasi:janji_temu_daftar")
