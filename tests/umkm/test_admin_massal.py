"""Many businesses at once, and the next one: a preview first, each row by its own action, what moved is left out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inti.admin import massal
from inti.workflow import tersedia
from tests.factories import buat_usaha
from umkm.actions.periksa import ambil, tolak
from umkm.admin.pembagian import sebab_dilewati
from umkm.enums import StatusUsaha
from umkm.models import Usaha

DAFTAR = reverse("admin:umkm_usaha_changelist")
S = StatusUsaha


def url(nama: str, *args: Any) -> str:
    return reverse(f"admin:umkm_usaha_{nama}", args=args)


def pesan(jawaban: Any) -> list[str]:
    return [str(p) for p in jawaban.context["messages"]]


def pilih(klien: Client, verba: str, *usaha: Usaha, **lain: str) -> Any:
    data = {"action": verba, "_selected_action": [u.pk for u in usaha], "index": "0", "select_across": "0", **lain}
    return klien.post(DAFTAR, data)


def tanda(jawaban: Any) -> list[str]:
    return re.findall(r'name="baris" value="([^"]+)"', jawaban.content.decode())


@pytest.fixture
def klien(petugas: Any, masuk: Any) -> Client:
    return masuk(petugas)


@pytest.fixture
def klien_kepala(kepala: Any, masuk: Any) -> Client:
    return masuk(kepala)


@pytest.fixture
def rekan(buat_staf: Any, desa: Any) -> Any:
    return buat_staf("petugas", desa.kecamatan, nama="Rekan Petugas")


@pytest.fixture
def campur(desa: Any, petugas: Any, rekan: Any) -> dict[str, Usaha]:
    """One row for each reason to stay behind, and two that may be taken."""
    return {
        "bebas": buat_usaha(desa=desa, status=S.DIAJUKAN),
        "bebas juga": buat_usaha(desa=desa, status=S.TERDATA),
        "milik saya": buat_usaha(desa=desa, status=S.DIPERIKSA, petugas=petugas),
        "milik rekan": buat_usaha(desa=desa, status=S.DIPERIKSA, petugas=rekan),
        "selesai": buat_usaha(desa=desa, status=S.TERVERIFIKASI),
        "usaha sendiri": buat_usaha(desa=desa, pemilik=petugas, status=S.DIAJUKAN),
        "digabung": buat_usaha(desa=desa, status=S.DIAJUKAN, digabung_ke=buat_usaha(desa=desa)),
    }


SEBAB = {
    "ambil": {
        "milik saya": "sudah di tangan Petugas Batang",
        "milik rekan": "sudah di tangan Rekan Petugas",
        "selesai": "status Terverifikasi",
        "usaha sendiri": "usaha Anda sendiri",
        "digabung": "sudah digabung ke data lain",
    },
    "lepas": {
        "bebas": "belum diambil siapa pun",
        "bebas juga": "belum diambil siapa pun",
        "milik rekan": "di tangan Rekan Petugas",
        "selesai": "status Terverifikasi",
        "usaha sendiri": "belum diambil siapa pun",
        "digabung": "sudah digabung ke data lain",
    },
}


@pytest.mark.parametrize(
    ("verba", "dicentang", "kalimat"),
    [
        ("ambil", False, "Belum ada yang berubah: centang dulu barisnya."),
        ("", True, "Belum ada yang berubah: pilih dulu tindakannya."),
    ],
)
def test_what_a_press_of_the_button_still_lacks_is_said_plainly(
    klien: Client, desa: Any, verba: str, dicentang: bool, kalimat: str
) -> None:
    satu = buat_usaha(desa=desa, status=S.DIAJUKAN)
    jawaban = pilih(klien, verba, *[satu][: int(dicentang)])
    assert jawaban.status_code == 302
    assert pesan(klien.get(jawaban.url)) == [kalimat]


def test_the_list_brings_the_script_that_ticks_all(klien: Client, desa: Any) -> None:
    buat_usaha(desa=desa, status=S.DIAJUKAN)
    assert klien.get(DAFTAR).text.count("admin/js/actions") == 1


class TestPreview:
    @pytest.mark.parametrize("verba", SEBAB)
    def test_it_names_what_goes_along_and_why_the_rest_stays(
        self, klien: Client, campur: dict[str, Usaha], verba: str
    ) -> None:
        jawaban = pilih(klien, verba, *campur.values())
        nama = {u.pk: n for n, u in campur.items()}
        assert {nama[b.obj.pk]: b.sebab for b in jawaban.context["tertinggal"]} == SEBAB[verba]
        assert {nama[b.obj.pk] for b in jawaban.context["ikut"]} == campur.keys() - SEBAB[verba].keys()
        assert sum(u.riwayat.count() for u in campur.values()) == len(campur)

    @pytest.mark.parametrize("verba", ["ambil", "lepas", "tugaskan"])
    @pytest.mark.parametrize("siapa", ["petugas", "kepala", "petugas_limpung", "admin"])
    def test_its_reasons_agree_with_what_the_case_page_offers(
        self, campur: dict[str, Usaha], verba: str, siapa: str, request: Any
    ) -> None:
        user = request.getfixturevalue(siapa)
        boleh = {u.pk for u in campur.values() if verba in [t.verba for t in tersedia(u, user)]}
        assert {u.pk for u in campur.values()} - sebab_dilewati(list(campur.values()), verba, user).keys() == boleh

    def test_deciding_is_not_offered_for_many(self, klien: Client, klien_kepala: Client, campur: Any) -> None:
        def pilihan(k: Client) -> list[str]:
            return [nilai for nilai, _ in k.get(DAFTAR).context["action_form"].fields["action"].choices]

        assert (pilihan(klien), pilihan(klien_kepala)) == (["", "ambil", "lepas"], ["", "ambil", "lepas", "tugaskan"])

    def test_all_that_match_the_filter_without_a_script_and_capped(
        self, klien: Client, desa: Any, monkeypatch: Any
    ) -> None:
        monkeypatch.setattr(massal, "BATAS", 2)
        usaha = [buat_usaha(desa=desa, status=S.DIAJUKAN) for _ in range(3)]
        buat_usaha(desa=desa, status=S.TERDATA)
        jawaban = klien.post(f"{DAFTAR}?status__exact=DIAJUKAN", {"action": "ambil", "semua": "1"})
        assert [b.obj for b in jawaban.context["ikut"]] == usaha[:0:-1]
        assert jawaban.context["lebih"] == "Hanya 2 yang pertama; sisanya kerjakan setelah ini."
        assert jawaban.context["aksi"] == f"{url('massal_ambil')}?status__exact=DIAJUKAN"

    def test_rows_of_another_kecamatan_do_not_exist(self, klien: Client, desa: Any, desa_limpung: Any) -> None:
        luar = buat_usaha(desa=desa_limpung, status=S.DIAJUKAN, nama="Usaha Luar")
        jawaban = pilih(klien, "ambil", luar)
        assert (jawaban.context["ikut"], jawaban.context["tertinggal"]) == ([], [])
        hasil = klien.post(url("massal_ambil"), {"baris": f"{luar.pk}-{luar.riwayat.get().pk}-0"}, follow=True)
        assert (pesan(hasil), Usaha.objects.get(pk=luar.pk).petugas) == (["Tidak ada yang dikerjakan."], None)

    def test_hostile_names_are_text(self, klien: Client, klien_kepala: Client, desa: Any) -> None:
        usaha = buat_usaha(desa=desa, status=S.DIAJUKAN, nama='<script>alert("x")</script>')
        for k, verba in ((klien, "ambil"), (klien, "lepas"), (klien_kepala, "tugaskan")):
            isi = pilih(k, verba, usaha).content.decode()
            assert ("<script>alert" in isi, "&lt;script&gt;alert" in isi) == (False, True)

    @pytest.mark.parametrize("kunci", ["abc", "-1", "9" * 30, "²", ""])
    def test_keys_that_are_none_are_passed_over(self, klien: Client, desa: Any, kunci: str) -> None:
        buat_usaha(desa=desa, status=S.DIAJUKAN)
        data = {"action": "ambil", "_selected_action": [kunci], "index": "0"}
        assert klien.post(DAFTAR, data).status_code == 302

    def test_queries_do_not_grow_with_the_rows(self, klien: Client, klien_kepala: Client, desa: Any) -> None:
        def kueri(k: Client, verba: str, usaha: list[Usaha]) -> int:
            with CaptureQueriesContext(connection) as hitung:
                assert pilih(k, verba, *usaha).status_code == 200
            return len(hitung)

        usaha = [buat_usaha(desa=desa, status=S.DIAJUKAN) for _ in range(3)]
        for k, verba in ((klien, "ambil"), (klien_kepala, "tugaskan")):
            kueri(k, verba, usaha[:1])
            assert kueri(k, verba, usaha[:1]) == kueri(k, verba, usaha)


class TestDoing:
    def test_each_row_gets_its_own_line_of_history(self, klien: Client, campur: Any, petugas: Any) -> None:
        jawaban = klien.post(
            url("massal_ambil"), {"baris": tanda(pilih(klien, "ambil", *campur.values()))}, follow=True
        )
        assert pesan(jawaban) == ["“Ambil” tercatat untuk 2 perkara."]
        for nama in ("bebas", "bebas juga"):
            usaha = Usaha.objects.get(pk=campur[nama].pk)
            assert (usaha.petugas, usaha.riwayat.latest("pk").verba) == (petugas, "ambil")

    def test_a_row_that_moved_since_the_preview_is_left_out_and_said(
        self, klien: Client, desa: Any, petugas: Any, kepala: Any
    ) -> None:
        a, b = (buat_usaha(desa=desa, status=S.DIAJUKAN, nama=n) for n in ("Tetap", "Berubah"))
        dilihat = tanda(pilih(klien, "ambil", a, b))
        tolak(b, oleh=kepala, alasan="Tempat usaha di luar kabupaten ini.")
        jawaban = klien.post(url("massal_ambil"), {"baris": dilihat}, follow=True)
        assert pesan(jawaban) == [
            "“Ambil” tercatat untuk 1 perkara.",
            f"Dilewati karena berubah setelah Anda melihatnya, status sekarang Ditolak: {b}.",
        ]
        assert [Usaha.objects.get(pk=u.pk).petugas for u in (a, b)] == [petugas, None]

    def test_sent_twice_it_is_done_once(self, klien: Client, desa: Any) -> None:
        usaha = buat_usaha(desa=desa, status=S.DIAJUKAN)
        dilihat = tanda(pilih(klien, "ambil", usaha))
        for _ in range(2):
            klien.post(url("massal_ambil"), {"baris": [*dilihat, *dilihat]})
        assert usaha.riwayat.filter(verba="ambil").count() == 1

    def test_a_typed_row_that_may_not_be_done_is_refused_by_the_action(
        self, klien: Client, campur: dict[str, Usaha]
    ) -> None:
        baris = [f"{u.pk}-{u.riwayat.latest('pk').pk}-0" for u in campur.values()] + ["x", "1-2", "1-2-3-4", "1-2-²"]
        klien.post(url("massal_ambil"), {"baris": baris})
        assert {n for n, u in campur.items() if u.riwayat.filter(verba="ambil").exists()} == {"bebas", "bebas juga"}

    def test_never_by_get_and_only_for_officials(self, klien: Client, pemilik: Any, masuk: Any, tamu: Client) -> None:
        for nama in ("massal_ambil", "massal_lepas"):
            assert [k.get(url(nama)).status_code for k in (klien, tamu)] == [405, 302]
            assert masuk(pemilik).post(url(nama)).status_code == 404
        for nama in ("massal_tugaskan", "massal_tugaskan_pasti"):
            assert klien.post(url(nama)).status_code == 404


class TestAssigning:
    def test_the_takers_are_chosen_the_shares_shown_and_then_given(
        self, klien_kepala: Client, desa: Any, desa_limpung: Any, petugas: Any, petugas_limpung: Any, kepala: Any
    ) -> None:
        batang = [buat_usaha(desa=desa, status=S.DIAJUKAN) for _ in range(2)]
        limpung = buat_usaha(desa=desa_limpung, status=S.DIAJUKAN)
        pertama = pilih(klien_kepala, "tugaskan", *batang, limpung)
        tanpa = klien_kepala.post(url("massal_tugaskan"), {"baris": tanda(pertama)})
        assert (tanpa.status_code, tanpa.context["form"].errors["kepada"]) == (422, ["Pilih sedikitnya satu petugas."])
        assert tanda(tanpa) == tanda(pertama)
        data = {"baris": tanda(pertama), "kepada": [petugas.pk, petugas_limpung.pk], "catatan": "Cepat, ya"}
        kedua = klien_kepala.post(url("massal_tugaskan"), data)
        assert {(b.obj, b.kepada) for b in kedua.context["ikut"]} == {
            (batang[0], petugas),
            (batang[1], petugas),
            (limpung, petugas_limpung),
        }
        assert Usaha.objects.filter(petugas=None).count() == 3
        jawaban = klien_kepala.post(
            url("massal_tugaskan_pasti"), {"baris": tanda(kedua), "catatan": "Cepat, ya"}, follow=True
        )
        assert pesan(jawaban) == ["“Tugaskan” tercatat untuk 3 perkara."]
        baris = limpung.riwayat.latest("pk")
        assert (baris.verba, baris.oleh, baris.catatan) == ("tugaskan", kepala, "Kepada Petugas Limpung. Cepat, ya")

    def test_shares_are_even_by_what_each_has_in_hand(
        self, klien_kepala: Client, desa: Any, petugas: Any, rekan: Any
    ) -> None:
        for _ in range(2):
            buat_usaha(desa=desa, status=S.DIPERIKSA, petugas=petugas)
        usaha = [buat_usaha(desa=desa, status=S.DIAJUKAN) for _ in range(4)]
        data = {"baris": tanda(pilih(klien_kepala, "tugaskan", *usaha)), "kepada": [petugas.pk, rekan.pk]}
        ikut = klien_kepala.post(url("massal_tugaskan"), data).context["ikut"]
        assert sorted(b.kepada.nama for b in ikut) == ["Petugas Batang"] + ["Rekan Petugas"] * 3

    def test_who_does_not_work_there_or_owns_it_gets_nothing(
        self, klien_kepala: Client, desa: Any, petugas: Any, petugas_limpung: Any
    ) -> None:
        sendiri = buat_usaha(desa=desa, pemilik=petugas, status=S.DIAJUKAN)
        data = {"baris": tanda(pilih(klien_kepala, "tugaskan", sendiri)), "kepada": [petugas.pk, petugas_limpung.pk]}
        tertinggal = klien_kepala.post(url("massal_tugaskan"), data).context["tertinggal"]
        assert [b.sebab for b in tertinggal] == ["tidak ada penerima terpilih yang bertugas di sini"]
        paksa = f"{sendiri.pk}-{sendiri.riwayat.get().pk}-{petugas.pk}"
        klien_kepala.post(url("massal_tugaskan_pasti"), {"baris": paksa})
        assert Usaha.objects.get(pk=sendiri.pk).petugas is None

    def test_a_typed_taker_who_is_no_official_is_refused(
        self, klien_kepala: Client, desa: Any, pemilik_lain: Any, admin: Any
    ) -> None:
        usaha = buat_usaha(desa=desa, status=S.DIAJUKAN)
        for orang in (pemilik_lain, admin):
            paksa = f"{usaha.pk}-{usaha.riwayat.get().pk}-{orang.pk}"
            klien_kepala.post(url("massal_tugaskan_pasti"), {"baris": paksa})
        assert (Usaha.objects.get(pk=usaha.pk).petugas, usaha.riwayat.count()) == (None, 1)


RUSAK = ["omzet__gt%3D1", "desa__kecamatan__kode__exact%3D%2500", "status__exact%3D%2500", "e%3D1", "%26%26"]


class TestNext:
    ASAL = "?_changelist_filters=antrean%3Dbelum_diambil"

    @pytest.fixture
    def antre(self, desa: Any) -> list[Usaha]:
        return [buat_usaha(desa=desa, status=S.DIAJUKAN) for _ in range(3)][::-1]

    def test_the_button_leads_down_the_queue_and_round_again_with_its_filter(
        self, klien: Client, antre: list[Usaha], rekan: Any
    ) -> None:
        a, b, c = antre
        tujuan = [klien.get(url("berikutnya", u.pk) + self.ASAL).headers["Location"] for u in (a, b, c)]
        assert tujuan == [url("change", u.pk) + self.ASAL for u in (b, c, a)]
        ambil(b, oleh=rekan)
        assert klien.get(url("berikutnya", a.pk) + self.ASAL).headers["Location"] == url("change", c.pk) + self.ASAL
        assert url("berikutnya", a.pk) + self.ASAL in klien.get(url("change", a.pk) + self.ASAL).content.decode()

    def test_who_comes_from_nowhere_walks_through_all_that_waits(self, klien: Client, antre: list[Usaha]) -> None:
        asal = "?_changelist_filters=antrean%3Dmenunggu"
        assert klien.get(url("berikutnya", antre[0].pk)).headers["Location"] == url("change", antre[1].pk) + asal

    @pytest.mark.parametrize("rusak", RUSAK)
    def test_a_filter_that_cannot_be_read_leads_to_all_that_waits(
        self, klien: Client, antre: list[Usaha], rusak: str
    ) -> None:
        jawaban = klien.get(f"{url('berikutnya', antre[0].pk)}?_changelist_filters={rusak}")
        assert jawaban.headers["Location"].partition("?")[0] in {url("change", u.pk) for u in antre[1:]} | {DAFTAR}

    def test_an_empty_queue_leads_back_to_the_list_with_a_sentence(self, klien: Client, desa: Any) -> None:
        usaha = buat_usaha(desa=desa, status=S.DIAJUKAN)
        jawaban = klien.get(url("berikutnya", usaha.pk) + self.ASAL, follow=True)
        assert jawaban.redirect_chain == [(f"{DAFTAR}?antrean=belum_diambil", 302)]
        assert pesan(jawaban) == ["Tidak ada perkara lain di antrean ini."]

    def test_after_a_decision_the_next_one_opens_or_the_case_stays_by_choice(
        self, klien: Client, antre: list[Usaha]
    ) -> None:
        a, b, c = antre
        alasan = {"alasan": "Tempat usaha di luar kabupaten ini."}
        assert klien.get(url("tolak", a.pk)).context["lanjut"] is False
        assert klien.get(url("tolak", b.pk) + self.ASAL).context["lanjut"] is True
        jawaban = klien.post(url("tolak", b.pk) + self.ASAL, alasan | {"lanjut": "on"})
        assert jawaban.headers["Location"] == url("change", c.pk) + self.ASAL
        jawaban = klien.post(url("tolak", c.pk) + self.ASAL, alasan)
        assert jawaban.headers["Location"] == url("change", c.pk) + self.ASAL
        assert klien.get(url("tolak", a.pk) + self.ASAL).context["lanjut"] is False
        jawaban = klien.post(url("tolak", a.pk) + self.ASAL, alasan | {"lanjut": "on"}, follow=True)
        assert jawaban.redirect_chain == [(f"{DAFTAR}?antrean=belum_diambil", 302)]

    def test_a_verb_that_leaves_the_case_with_us_asks_nothing(self, klien: Client, antre: list[Usaha]) -> None:
        jawaban = klien.get(url("periksa", antre[0].pk) + self.ASAL)
        assert jawaban.context["lanjut"] is None
        jawaban = klien.post(url("ambil", antre[0].pk) + self.ASAL, {"lanjut": "on"})
        assert jawaban.headers["Location"] == url("change", antre[0].pk) + self.ASAL

    def test_a_refused_decision_stays_with_its_case(self, klien: Client, antre: list[Usaha], kepala: Any) -> None:
        a = antre[0]
        tolak(a, oleh=kepala, alasan="Tempat usaha di luar kabupaten ini.")
        jawaban = klien.post(url("tolak", a.pk) + self.ASAL, {"alasan": "Sudah ditolak tadi", "lanjut": "on"})
        assert jawaban.headers["Location"] == url("change", a.pk) + self.ASAL

    def test_it_reads_only_and_knows_its_scope(self, klien: Client, desa_limpung: Any, antre: list[Usaha]) -> None:
        luar = buat_usaha(desa=desa_limpung, status=S.DIAJUKAN)
        assert klien.get(url("berikutnya", luar.pk)).status_code == 404
        assert klien.post(url("berikutnya", antre[0].pk)).status_code == 405
