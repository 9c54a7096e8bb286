"""The public home, the gallery of the design and what browsers ask for by themselves."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from beranda import contoh, kelas, queries
from beranda.galat import galat_csrf as galat_csrf
from umkm.models import Usaha
from umkm.workflow import USAHA

SEHARI = 24 * 3600
WARNA_NILA = "#17324d"
WARNA_DASAR = "#faf6ee"


@login_not_required
@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    konteks = {"angka": queries.angka_publik(), "janji": USAHA.janji, "kelas": kelas.depan()}
    return render(request, "beranda/beranda.html", konteks)


@require_safe
def saya(request: HttpRequest) -> HttpResponse:
    """The owner's home; officials have theirs in the admin."""
    if request.user.is_staff and not Usaha.objects.dikelola(request.user).exists():
        return redirect("admin:index")
    return render(request, "beranda/saya.html", queries.beranda_pemilik(request.user))


@login_not_required
@require_safe
def gaya(request: HttpRequest) -> HttpResponse:
    """Show every component with long content. A page for builders: elsewhere it does not exist."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "beranda/gaya.html", contoh.gaya())


@login_not_required
@require_safe
@cache_control(max_age=SEHARI, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to leave alone what is nobody's business; the real guard is the log-in."""
    tertutup = ("admin", "akun", "saya", "usaha", "pesan", "cek/")
    baris = ["User-agent: *", *(f"Disallow: /{jalur}" for jalur in tertutup)]
    return HttpResponse("\n".join(baris) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(max_age=SEHARI, public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the portal to a phone that keeps it on its home screen."""
    gambar = [(192, "any"), (512, "any"), (512, "maskable")]
    isi = {
        "name": f"{settings.NAMA_PORTAL}, {settings.NAMA_KABUPATEN}",
        "short_name": settings.NAMA_PORTAL,
        "lang": "id",
        "start_url": "/",
        "display": "minimal-ui",
        "theme_color": WARNA_NILA,
        "background_color": WARNA_DASAR,
        "icons": [
            {
                "src": static(f"gambar/ikon-{ukuran}{'-penuh' if guna == 'maskable' else ''}.png"),
                "sizes": f"{ukuran}x{ukuran}",
                "type": "image/png",
                "purpose": guna,
            }
            for ukuran, guna in gambar
        ],
    }
    return JsonResponse(isi, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
@cache_control(max_age=SEHARI, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Answer old browsers, which ask for this address whatever the page says."""
    return redirect(static("gambar/favicon.ico"))
