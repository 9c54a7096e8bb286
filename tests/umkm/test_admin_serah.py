"""All open work of a colleague who is away: seen by place, shared out or given back, each case on its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inti.queries import pintasan
from tests.factories import KecamatanFactory, buat_usaha
from umkm.actions.periksa import lepas, tolak
from umkm.enums import StatusUsaha
from umkm.models import Usaha
from umkm.queries import riwayat

S = StatusUsaha
SEMUA = reverse("inti:serah_terima")


def url(nama: str, orang: Any) -> str:
    return reverse(f"inti:serah_terima_{nama}", args=[orang.kode])


def tanda(jawaban: Any) -> list[str]:
    return re.findall(r'name="baris:umkm.usaha" value="([^"]+)"', jawaban.content.decode())


def pesan(jawaban: Any) -> list[str]:
    return [str(p) for p in jawaban.context["messages"]]


def bagi(*orang: Any, catatan: str = "") -> dict[str, Any]:
    return {"cara": "bagi", "kepada": [o.pk for o in orang], "catatan": catatan}


@pytest.fixture
def klien(kepala: Any, masuk: Any) -> Client:
    return masuk(kepala)


@pytest.fixture
def rekan(buat_staf: Any, desa: Any) -> Any:
    return buat_staf("petugas", desa.kecamatan, nama="Rekan Petugas")


@pytest.fixture
def ratna(buat_staf: Any) -> Any:
    """The official who is away: works in both kecamatan."""
    return buat_staf("petugas", KecamatanFactory(), KecamatanFactory(limpung=True), nama="Ratna Petugas")


@pytest.fixture
def kerja(ratna: Any, desa: Any, desa_limpung: Any) -> list[Usaha]:
    terbuka = [
        buat_usaha(desa=desa, status=S.DIAJUKAN, petugas=ratna),
        buat_usaha(desa=desa, status=S.PERBAIKAN, petugas=ratna),
        buat_usaha(desa=desa_limpung, status=S.DIPERIKSA, petugas=ratna),
    ]
    buat_usaha(desa=desa, status=S.TERVERIFIKASI, petugas=ratna)
    buat_usaha(desa=desa, status=S.DIAJUKAN, petugas=ratna, digabung_ke=terbuka[0])
    return terbuka


def test_the_head_sees_who_holds_what_and_where(klien: Client, ratna: Any, kerja: list[Usaha]) -> None:
    orang = klien.get(SEMUA).context["orang"]
    assert [(o["orang"], o["jumlah"], o["jenis"]) for o in orang] == [(ratna, 3, [("usaha", 3)])]
    isi = klien.get(url("orang", ratna)).context["isi"]
    assert [(i["jumlah"], i["tempat"]) for i in isi] == [(3, [("Kec. Batang", 2), ("Kec. Limpung", 1)])]


def test_it_is_shared_by_place_and_burden_shown_first_and_then_done(
    klien: Client, ratna: Any, kerja: list[Usaha], rekan: Any, petugas_limpung: Any, kepala: Any
) -> None:
    lihat = klien.post(url("lihat", ratna), bagi(rekan, petugas_limpung, catatan="Cuti sampai Jumat"))
    assert {(b.obj, b.kepada) for b in lihat.context["kelompok"][0]["ikut"]} == {
        (kerja[0], rekan),
        (kerja[1], rekan),
        (kerja[2], petugas_limpung),
    }
    assert Usaha.objects.filter(petugas=ratna, pk__in=[u.pk for u in kerja]).count() == 3
    data = {"baris:umkm.usaha": tanda(lihat), "catatan": "Cuti sampai Jumat"}
    jawaban = klien.post(url("serahkan", ratna), data, follow=True)
    assert jawaban.redirect_chain == [(SEMUA, 302)]
    assert pesan(jawaban) == ["“Serah terima” tercatat untuk 3 perkara."]
    baris = kerja[2].riwayat.latest("pk")
    assert (baris.verba, baris.oleh, baris.catatan) == (
        "tugaskan",
        kepala,
        "Kepada Petugas Limpung. Serah terima dari Ratna Petugas. Cuti sampai Jumat",
    )
    assert Usaha.objects.get(pk=kerja[2].pk).petugas == petugas_limpung


def test_why_somebody_is_away_is_not_the_owners_to_read(ratna: Any, kerja: list[Usaha], kepala: Any) -> None:
    lepas(kerja[0], oleh=kepala, catatan="Sakit")
    usaha = Usaha.objects.get(pk=kerja[0].pk)
    assert [riwayat(usaha, untuk_pemilik=u)[0]["catatan"] for u in (False, True)] == ["Sakit", ""]


def test_the_queue_takes_it_back(klien: Client, ratna: Any, kerja: list[Usaha]) -> None:
    lihat = klien.post(url("lihat", ratna), {"cara": "antrean", "catatan": "Sakit"})
    klien.post(url("serahkan", ratna), {"baris:umkm.usaha": tanda(lihat), "catatan": "Sakit"})
    for usaha in kerja:
        baris = usaha.riwayat.latest("pk")
        assert (baris.verba, baris.catatan) == ("lepas", "Serah terima dari Ratna Petugas. Sakit")
        assert Usaha.objects.get(pk=usaha.pk).petugas is None


def test_what_no_chosen_taker_may_have_stays_and_says_so(
    klien: Client, ratna: Any, kerja: list[Usaha], petugas_limpung: Any
) -> None:
    kelompok = klien.post(url("lihat", ratna), bagi(petugas_limpung)).context["kelompok"][0]
    assert [b.obj for b in kelompok["ikut"]] == [kerja[2]]
    assert {b.sebab for b in kelompok["tertinggal"]} == {"tidak ada penerima terpilih yang bertugas di sini"}


def test_what_moved_meanwhile_is_left_out(
    klien: Client, ratna: Any, kerja: list[Usaha], rekan: Any, kepala: Any, petugas_limpung: Any
) -> None:
    lihat = klien.post(url("lihat", ratna), bagi(rekan, petugas_limpung))
    tolak(kerja[0], oleh=kepala, alasan="Tempat usaha di luar kabupaten ini.")
    lepas(kerja[1], oleh=ratna)
    jawaban = klien.post(url("serahkan", ratna), {"baris:umkm.usaha": tanda(lihat)}, follow=True)
    assert pesan(jawaban) == [
        "“Serah terima” tercatat untuk 1 perkara.",
        f"Dilewati karena berubah setelah Anda melihatnya, status sekarang Ditolak: {kerja[0]}.",
        f"Dilewati karena berubah setelah Anda melihatnya, status sekarang Perlu dilengkapi: {kerja[1]}.",
    ]


def test_a_typed_row_that_lies_elsewhere_stays_there(klien: Client, ratna: Any, desa: Any, rekan: Any) -> None:
    usaha = buat_usaha(desa=desa, status=S.DIAJUKAN, petugas=rekan)
    paksa = f"{usaha.pk}-{usaha.riwayat.get().pk}-0"
    jawaban = klien.post(url("serahkan", ratna), {"baris:umkm.usaha": paksa}, follow=True)
    assert pesan(jawaban) == [f"Dilewati karena tidak lagi di tangan Ratna Petugas: {usaha}."]
    assert Usaha.objects.get(pk=usaha.pk).petugas == rekan


def test_a_head_of_one_kecamatan_hands_over_only_there(
    buat_staf: Any, masuk: Any, ratna: Any, kerja: list[Usaha], desa_limpung: Any, petugas_limpung: Any
) -> None:
    klien = masuk(buat_staf("kepala", desa_limpung.kecamatan, nama="Kepala Limpung"))
    assert [o["jumlah"] for o in klien.get(SEMUA).context["orang"]] == [1]
    lihat = klien.post(url("lihat", ratna), bagi(petugas_limpung))
    assert [b.obj for b in lihat.context["kelompok"][0]["ikut"]] == [kerja[2]]
    paksa = f"{kerja[0].pk}-{kerja[0].riwayat.get().pk}-0"
    klien.post(url("serahkan", ratna), {"baris:umkm.usaha": paksa})
    assert Usaha.objects.get(pk=kerja[0].pk).petugas == ratna


def test_an_official_gives_back_the_own_work_and_nobody_elses(
    ratna: Any, kerja: list[Usaha], masuk: Any, rekan: Any
) -> None:
    klien = masuk(ratna)
    assert [o["orang"] for o in klien.get(SEMUA).context["orang"]] == [ratna]
    form = klien.get(url("orang", ratna)).context["form"]
    assert (list(form.fields), [n for n, _ in form.fields["cara"].choices]) == (["cara", "catatan"], ["antrean"])
    lihat = klien.post(url("lihat", ratna), {"cara": "antrean"})
    paksa = [re.sub(r"-0$", f"-{rekan.pk}", t) for t in tanda(lihat)]
    klien.post(url("serahkan", ratna), {"baris:umkm.usaha": paksa})
    assert Usaha.objects.filter(petugas=ratna, pk__in=[u.pk for u in kerja]).count() == 3
    klien.post(url("serahkan", ratna), {"baris:umkm.usaha": tanda(lihat)})
    assert Usaha.objects.filter(petugas=ratna, pk__in=[u.pk for u in kerja]).count() == 0
    for nama in ("orang", "lihat", "serahkan"):
        assert klien.generic("GET" if nama == "orang" else "POST", url(nama, rekan)).status_code == 404


def test_who_may_come_in(
    ratna: Any, pemilik: Any, petugas: Any, kepala: Any, mitra: Any, tamu: Client, masuk: Any
) -> None:
    status = {o.nama: masuk(o).get(url("orang", ratna)).status_code for o in (pemilik, petugas, kepala, mitra)}
    assert status == {"Siti Contoh": 404, "Petugas Batang": 404, "Kepala Dinas": 200, "Mitra Contoh": 404}
    assert tamu.get(SEMUA).status_code == 302
    assert masuk(kepala).get(url("orang", pemilik)).status_code == 404
    assert [masuk(kepala).get(url(n, ratna)).status_code for n in ("lihat", "serahkan")] == [405, 405]


def test_nothing_chosen_is_said_and_the_note_kept(klien: Client, ratna: Any, kerja: list[Usaha]) -> None:
    jawaban = klien.post(url("lihat", ratna), {"cara": "bagi", "catatan": "Cuti"})
    assert (jawaban.status_code, jawaban.context["form"].errors["kepada"]) == (422, ["Pilih sedikitnya satu petugas."])
    assert 'value="Cuti"' in jawaban.content.decode()


def test_the_first_page_and_the_account_lead_there(kepala: Any, petugas: Any, ratna: Any, masuk: Any) -> None:
    assert [label for label, _, _ in pintasan(kepala)] == ["Serah terima pekerjaan"]
    assert pintasan(petugas) == []
    isi = masuk(ratna).get(reverse("admin:akun_pengguna_change", args=[ratna.pk])).content.decode()
    assert url("orang", ratna) in isi


def test_queries_do_not_grow_with_the_cases(klien: Client, ratna: Any, desa: Any, rekan: Any) -> None:
    def kueri() -> list[int]:
        hasil = []
        for minta in (
            lambda: klien.get(SEMUA),
            lambda: klien.get(url("orang", ratna)),
            lambda: klien.post(url("lihat", ratna), bagi(rekan)),
        ):
            with CaptureQueriesContext(connection) as k:
                assert minta().status_code == 200
            hasil.append(len(k))
        return hasil

    buat_usaha(desa=desa, status=S.DIAJUKAN, petugas=ratna)
    kueri()
    satu = kueri()
    for _ in range(2):
        buat_usaha(desa=desa, status=S.DIAJUKAN, petugas=ratna)
    assert kueri() == satu
