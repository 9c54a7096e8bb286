"""Addresses of complaints. What a secret link opens and what an account opens are the same pages behind two doors."""

from django.urls import path

from aduan.views import pelapor, publik

app_name = "aduan"


def _pintu(awalan: str, nama: str, buka: pelapor.Halaman) -> list:
    pintu = pelapor.lewat_kunci if nama == "lacak" else pelapor.lewat_akun
    return [
        path(awalan, pintu(buka), name=nama),
        *(
            path(f"{awalan}{verba.replace('_', '-')}/", pintu(halaman), name=f"{nama}_{verba}")
            for verba, halaman in pelapor.VERBA.items()
        ),
    ]


urlpatterns = [
    path("", publik.daftar, name="daftar"),
    path("lapor/", publik.lapor, name="lapor"),
    path("mirip/", publik.mirip, name="mirip"),
    path("publik/<str:kode>/", publik.publik, name="publik"),
    path("saya/", pelapor.daftar_saya, name="daftar_saya"),
    *_pintu("kunci/<str:token>/", "lacak", pelapor.lihat),
    *_pintu("saya/<str:kode>/", "saya", pelapor.lihat),
]
