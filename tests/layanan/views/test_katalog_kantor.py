"""The catalogue in the officials' room: a service in parts, the builder by its pages, the preview, files out and in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inti.berkas import Berkas
from inti.workflow import SISTEM
from layanan.actions import formulir, katalog
from layanan.models import AlasanTolak, AturanKeberatan, Bidang, Layanan, Permohonan, TarifLayanan, Tujuan
from layanan.models.layanan import KOMPONEN
from tests.factories import gambar
from tests.layanan.pabrik import aturan_keberatan, buat_alasan, buat_layanan, minta_berkas

pytestmark = pytest.mark.django_db
LAYANAN, VERSI = "/admin/layanan/layanan/", "/admin/layanan/versiformulir/"
TIADA = {"layanan": "tiada", "urut": 1}
ALASAN = "Diminta kabupaten lain lewat surat."


@pytest.fixture
def klien(admin: Any, masuk: Any) -> Any:
    return masuk(admin)


def ubah(satu: Layanan, bagian: str) -> str:
    return f"{LAYANAN}{satu.pk}/change/?bagian={bagian}"


def baris(awalan: str, *isi: dict[str, Any], lama: int = 0) -> dict[str, Any]:
    """Write rows of an inline as the browser sends them."""
    kepala = {f"{awalan}-TOTAL_FORMS": len(isi), f"{awalan}-INITIAL_FORMS": lama}
    return kepala | {f"{awalan}-{n}-{k}": v for n, satu in enumerate(isi) for k, v in satu.items()}


def unggahan(isi: Any) -> SimpleUploadedFile:
    teks = isi if isinstance(isi, bytes) else json.dumps(isi).encode()
    return SimpleUploadedFile("katalog.json", teks, "application/json")


def muat(klien: Any, isi: Any) -> Any:
    return klien.post(f"{LAYANAN}muat/", {"berkas": unggahan(isi), "alasan": ALASAN})


class TestService:
    def test_a_new_service_is_out_of_sight_and_has_a_code_from_its_name(self, klien):
        bidang = Bidang.objects.create(kode="umkm", nama="Bidang UMKM")
        data = {"nama": "Surat Keterangan Usaha", "ringkas": "Contoh.", "bidang": bidang.pk, "hari_janji": 2}
        data |= {"jenis_produk": "CATATAN", **{nama: "Isi." for nama, _ in KOMPONEN}}
        assert klien.post(f"{LAYANAN}add/", data).status_code == 302
        satu = Layanan.objects.get()
        assert (satu.kode, satu.aktif, satu.hari_janji) == ("surat-keterangan-usaha", False, 2)
        assert klien.get(f"{LAYANAN}{satu.pk}/change/").context["kesiapan"][0].kata == "Formulir yang dipakai"

    def test_what_all_services_say_alike_is_offered_to_a_new_one(self, klien):
        buat_layanan(pengaduan="Sampaikan di loket.")
        assert "Sampaikan di loket." in klien.get(f"{LAYANAN}add/").content.decode()

    def test_a_letter_without_template_gets_a_sentence(self, klien):
        satu = buat_layanan()
        jawaban = klien.post(ubah(satu, "surat"), {"jenis_produk": "SURAT", **baris("penanda")})
        assert (jawaban.status_code, "harus punya templat" in jawaban.content.decode()) == (422, True)

    @pytest.mark.parametrize("bagian", ["umum", "standar", "syarat", "surat", "tarif", "tolak", "lain"])
    def test_every_part_is_read_by_officials_and_changed_by_who_keeps_the_catalogue(
        self, klien, petugas, masuk, bagian
    ):
        satu = buat_layanan(surat=True)
        minta_berkas(satu)
        buat_alasan(layanan=satu)
        assert 'name="_save"' in klien.get(ubah(satu, bagian)).content.decode()
        jawaban = masuk(petugas).get(ubah(satu, bagian))
        assert (jawaban.status_code, 'name="_save"' in jawaban.content.decode()) == (200, False)

    def test_a_document_and_its_condition_are_chosen_and_named(self, klien):
        satu = buat_layanan()
        berkas = {"nama": "Foto label", "urut": 10, "wajib": "on", "aktif": "on", "kondisi": ["jenis=makanan"]}
        kirim = baris("syarat") | baris("berkas", berkas)
        assert klien.post(ubah(satu, "syarat"), kirim).status_code == 302
        baru = satu.berkas.get()
        assert (baru.kode, baru.kondisi) == ("foto-label", {"isian": "jenis", "nilai": ["makanan"]})

    def test_a_new_value_of_a_fee_follows_the_old_one_and_never_overlaps_it(self, klien):
        satu = buat_layanan()
        isi = {"kode": "biaya", "jenis": "BIAYA", "nama": "Tarif", "satuan": "rupiah", "sumber": "Perda"}
        lama = TarifLayanan.objects.create(layanan=satu, **isi, nilai=1000, berlaku_mulai="2024-01-01")
        del isi["kode"]
        dulu = isi | {"id": lama.pk, "nilai": 1000, "berlaku_mulai": "2024-01-01"}
        kini = isi | {"nilai": 2000, "berlaku_mulai": "2026-01-01"}
        jawaban = klien.post(ubah(satu, "tarif"), baris("tarif", dulu, kini, lama=1))
        assert (jawaban.status_code, "dua nilai pada hari yang sama" in jawaban.content.decode()) == (422, True)
        dulu["berlaku_sampai"] = "2025-12-31"
        assert klien.post(ubah(satu, "tarif"), baris("tarif", dulu, kini, lama=1)).status_code == 302
        assert list(satu.tarif.values_list("kode", "nilai")) == [("biaya", 1000), ("biaya", 2000)]

    def test_a_reason_of_refusal_leads_on_and_a_goal_has_its_path(self, klien):
        satu, lain = buat_layanan(), buat_layanan()
        sebab = {"nama": "Belum punya NIB", "rencana": "Urus NIB.", "obat_layanan": lain.pk, "aktif": "on", "urut": 1}
        assert klien.post(ubah(satu, "tolak"), baris("alasan_tolak", sebab)).status_code == 302
        assert [(a.kode, a.obat_layanan) for a in AlasanTolak.objects.all()] == [("belum-punya-nib", lain)]
        tujuan = {"nama": "Masuk toko", "uraian": "Contoh.", "aktif": "on", "urut": 1}
        langkah = baris("langkah", {"urut": 1, "layanan": satu.pk, "wajib": "on", "sebab": ""})
        assert klien.post("/admin/layanan/tujuan/add/", tujuan | langkah).status_code == 302
        assert [n.layanan for n in Tujuan.objects.get(kode="masuk-toko").langkah.all()] == [satu]

    def test_who_changed_what_stands_in_the_history(self, klien, admin):
        satu = buat_layanan()
        klien.post(f"{VERSI}susun/", {"layanan": satu.pk})
        klien.post(f"{LAYANAN}keluarkan/", {"layanan": [satu.pk], "alasan": ALASAN})
        assert list(LogEntry.objects.order_by("pk").values_list("user", "object_repr", "change_message")) == [
            (admin.pk, f"{satu}, formulir versi 2", "Menyusun versi baru."),
            (admin.pk, str(satu), f"Dikeluarkan sebagai berkas: {ALASAN}"),
        ]

    def test_the_list_asks_as_much_for_three_as_for_one(self, klien):
        def hitung() -> int:
            with CaptureQueriesContext(connection) as tanya:
                klien.get(LAYANAN)
            return len(tanya)

        buat_layanan()
        satu = hitung()
        buat_layanan()
        buat_layanan()
        assert hitung() == satu


class TestBuilder:
    def test_from_an_empty_service_to_one_that_can_be_asked_for(self, klien, tamu):
        satu = buat_layanan(isian=())
        klien.post(f"{VERSI}susun/", {"layanan": satu.pk})
        versi = satu.versi.get()
        alamat = f"{VERSI}{versi.pk}/"
        assert klien.post(f"{alamat}terbitkan/", follow=True).redirect_chain[-1][0] == f"{alamat}change/"
        isi = {"label": "Untuk apa", "jenis": "PILIHAN", "pilihan": "Bazar\nLainnya", "wajib": "on", "langkah": 1}
        assert klien.post(f"{alamat}isian/", isi | {"lagi": 1})["Location"] == f"{alamat}isian/"
        isi = {"label": "Sebutkan", "jenis": "TEKS", "wajib": "on", "langkah": 1, "kondisi": ["untuk_apa=lainnya"]}
        klien.post(f"{alamat}isian/", isi)
        klien.post(f"{alamat}langkah/1/", {"judul": "Keperluan"})
        assert "Keperluan" in klien.get(f"{alamat}change/").content.decode()
        klien.post(f"{alamat}terbitkan/")
        assert tamu.get(satu.get_absolute_url()).status_code == 200

    def test_pages_of_a_question_move_change_and_remove_it(self, klien):
        versi = formulir.susun(buat_layanan(), oleh=SISTEM)
        satu = versi.isian.get(kode="nama_usaha")
        alamat = f"{VERSI}{versi.pk}/isian/{satu.pk}/"
        assert klien.get(alamat).status_code == klien.get(f"{alamat}hapus/").status_code == 200
        klien.post(f"{alamat}naik/")
        assert list(versi.isian.values_list("kode", flat=True)) == ["jenis", "bahan", "nama_usaha"]
        klien.post(f"{alamat}turun/")
        assert klien.post(alamat, {"label": "", "jenis": "TEKS", "langkah": 1}).status_code == 422
        klien.post(f"{alamat}hapus/")
        assert list(versi.isian.values_list("kode", flat=True)) == ["jenis", "bahan"]

    def test_reading_moves_nothing(self, klien):
        versi = formulir.susun(buat_layanan(), oleh=SISTEM)
        pk = versi.isian.get(kode="nama_usaha").pk
        for ekor in (f"isian/{pk}/naik/", f"isian/{pk}/turun/"):
            assert klien.get(f"{VERSI}{versi.pk}/{ekor}").status_code == 405
        assert klien.get(f"{VERSI}susun/").status_code == 405

    def test_what_is_published_shows_no_button_and_has_no_page_to_change(self, klien):
        versi = buat_layanan().versi.get()
        isi = klien.get(f"{VERSI}{versi.pk}/change/").content.decode()
        assert ("Tambah pertanyaan" in isi, "Hentikan formulir" in isi) == (False, True)
        assert klien.get(f"{VERSI}{versi.pk}/isian/").status_code == 404
        assert klien.get(f"{VERSI}{versi.pk}/buang/").status_code == 302

    @pytest.mark.parametrize("ekor", ["isian/", "terbitkan/", "langkah/1/"])
    def test_an_official_who_keeps_no_catalogue_only_reads_and_tries(self, petugas, masuk, ekor):
        versi = formulir.susun(buat_layanan(), oleh=SISTEM)
        klien = masuk(petugas)
        assert klien.get(f"{VERSI}{versi.pk}/{ekor}").status_code == 403
        assert klien.get(f"{VERSI}{versi.pk}/pratinjau/").status_code == 200
        assert klien.post(f"{VERSI}susun/", {"layanan": versi.layanan_id}).status_code == 403

    def test_a_strange_service_to_begin_with_is_not_there(self, klien):
        for nomor in ("x", "", "9" * 30, "-1"):
            assert klien.post(f"{VERSI}susun/", {"layanan": nomor}).status_code == 404


class TestPreview:
    def kode(self, jawaban: Any) -> list[str]:
        return [m.name for satu in jawaban.context["langkah"] for m in satu.medan]

    def test_conditions_work_and_nothing_is_kept(self, klien):
        isian = (
            {"kode": "jenis", "label": "Jenis", "jenis": "PILIHAN", "pilihan": [["a", "A"], ["b", "B"]]},
            {"kode": "foto", "label": "Foto", "jenis": "BERKAS", "wajib": False},
            {"kode": "bahan", "label": "Bahan", "jenis": "TEKS", "langkah": 2, "kondisi": bila("jenis", "a")},
        )
        satu = buat_layanan(isian=isian)
        minta_berkas(satu, "label", nama="Foto label", kondisi=bila("jenis", "a"))
        alamat = f"{VERSI}{satu.versi.get().pk}/pratinjau/"
        sebelum = (Berkas.objects.count(), LogEntry.objects.count(), Permohonan.objects.count())
        assert self.kode(klien.get(alamat)) == ["jenis", "foto"]
        jawaban = klien.post(alamat, {"jenis": "a", "foto": gambar()})
        assert (self.kode(jawaban), jawaban.status_code) == (["jenis", "foto", "bahan"], 200)
        assert [b.nama for b in jawaban.context["langkah"][-1].berkas] == ["Foto label"]
        periksa = klien.post(alamat, {"jenis": "a", "periksa": 1})
        assert (periksa.status_code, list(periksa.context["form"].errors)) == (422, ["bahan"])
        assert klien.post(alamat, {"jenis": "b", "periksa": 1}).context["lulus"] is True
        assert (Berkas.objects.count(), LogEntry.objects.count(), Permohonan.objects.count()) == sebelum

    def test_a_draft_that_cannot_be_published_yet_can_be_tried(self, klien):
        versi = formulir.susun(buat_layanan(), oleh=SISTEM)
        formulir.geser_isian(versi.isian.get(kode="jenis"), oleh=SISTEM, naik=False)
        assert klien.get(f"{VERSI}{versi.pk}/pratinjau/").status_code == 200
        versi.isian.all().delete()
        assert klien.get(f"{VERSI}{versi.pk}/pratinjau/").status_code == 200


def bila(kode: str, *nilai: str) -> dict[str, Any]:
    return {"isian": kode, "nilai": list(nilai)}


class TestFile:
    def keluar(self, klien: Any, satu: Layanan) -> dict[str, Any]:
        jawaban = klien.post(f"{LAYANAN}keluarkan/", {"layanan": [satu.pk], "alasan": ALASAN})
        assert jawaban["Content-Disposition"] == f'attachment; filename="layanan-{satu.kode}.json"'
        return json.loads(jawaban.content)

    def test_one_service_goes_out_and_comes_in_elsewhere_as_a_draft(self, klien):
        satu = buat_layanan(surat=True, atasan=None)
        buat_alasan(layanan=satu)
        minta_berkas(satu)
        isi = self.keluar(klien, satu)
        isi["layanan"][0]["kode"] = isi["alasan_tolak"][0]["layanan"] = "salinan"
        isi["alasan_tolak"][0]["kode"] = "alasan-salinan"
        assert muat(klien, isi).status_code == 302
        baru = Layanan.objects.get(kode="salinan")
        assert (baru.aktif, baru.versi.get().keadaan, baru.berkas.count()) == (False, "DRAF", 1)
        assert (baru.penanda.count(), baru.alasan_tolak.get().aktif) == (2, False)

    def test_what_is_there_stays_and_rules_of_objection_are_not_taken_over(self, klien):
        satu = buat_layanan(nama="Nama kami")
        isi = self.keluar(klien, satu)
        isi["layanan"][0]["nama"] = "Nama mereka"
        aturan = {"ruang": "KEPUTUSAN", "hari_ajukan": 1, "hari_jawab": 1, "jalan_berikut": "x", "sumber": "x"}
        isi["aturan_keberatan"] = [aturan | {"berlaku_mulai": "2026-01-01"}]
        aturan_keberatan()
        assert muat(klien, isi).status_code == 302
        satu.refresh_from_db()
        assert (satu.nama, Layanan.objects.count(), AturanKeberatan.objects.count()) == ("Nama kami", 1, 1)

    def test_going_out_needs_a_reason_and_both_ways_the_permission(self, klien, petugas, masuk):
        satu = buat_layanan()
        assert klien.post(f"{LAYANAN}keluarkan/", {"layanan": [satu.pk], "alasan": "ya"}).status_code == 422
        for jalan in ("keluarkan", "muat"):
            assert klien.get(f"{LAYANAN}{jalan}/").status_code == 200
            assert masuk(petugas).get(f"{LAYANAN}{jalan}/").status_code == 403

    @pytest.mark.parametrize(
        ("rusak", "kalimat"),
        [
            (b"", "kosong"),
            (b"\xff\xfe", "bukan berkas katalog yang dapat dibaca"),
            (b"[" * 100_000, "bukan berkas katalog yang dapat dibaca"),
            (b'{"bentuk": NaN}', "bukan berkas katalog yang dapat dibaca"),
            (b"{" + b'"a":{' * 40 + b"}" * 41, "bukan berkas katalog layanan bentuk 1"),
            (b" " * 1_100_000, "lebih besar dari 1 MB"),
            ({"bentuk": True}, "bukan berkas katalog layanan"),
            ({"bentuk": 1, "asing": []}, "kunci “asing” tidak dikenal"),
            ({"bentuk": 1, "layanan": {}}, "“layanan” harus berupa daftar"),
            ({"bentuk": 1, "layanan": ["x"]}, "layanan ke-1: harus berupa objek"),
            ({"bentuk": 1, "layanan": [{"kode": ["x"], "nama": "x", "bidang": "x"}]}, "kode harus huruf"),
            ({"bentuk": 1, "bidang": [{"kode": "x", "nama": 5}]}, "bidang “x”: “nama” harus teks"),
            ({"bentuk": 1, "bidang": [{"kode": "x", "nama": "\x00"}]}, "huruf yang tidak dapat disimpan"),
            ({"bentuk": 1, "bidang": [{"kode": "x", "nama": "\ud800"}]}, "huruf yang tidak dapat disimpan"),
            ({"bentuk": 1, "bidang": [{"kode": "x", "nama": "<script>"}]}, "tidak boleh memuat tanda HTML"),
            ({"bentuk": 1, "bidang": [{"kode": "x", "nama": "y" * 500}]}, "bidang pada “x”: nama:"),
            (
                {"bentuk": 1, "tujuan": [{"kode": "t", "nama": "t", "uraian": "t", "langkah": [TIADA]}]},
                "layanan “tiada” tidak ada",
            ),
            ({"bentuk": 1, "dasar_keberatan": [{"kode": "d", "urut": 10**30}]}, "dasar keberatan pada “d”"),
        ],
    )
    def test_a_hostile_file_gets_a_sentence(self, klien, rusak, kalimat):
        jawaban = muat(klien, rusak)
        assert (jawaban.status_code, kalimat in jawaban.content.decode()) == (422, True)
        assert Layanan.objects.count() == Bidang.objects.count() == 0

    @pytest.mark.parametrize(
        ("kunci", "nilai", "kalimat"),
        [
            ("seri", {"kode": "s" * 45, "pola": "{urut}"}, "seri nomor pada"),
            ("seri", {"kode": "s", "pola": "{urut.__class__}"}, "Pola nomor"),
            ("templat_surat", "../rahasia", "templat surat"),
            ("hari_janji", "3", "“hari_janji” harus angka bulat"),
            ("berkas", [{"kode": "b", "nama": "b", "kondisi": {"x": 1}}], "kondisi harus"),
            ("tarif", [{"kode": "t", "berlaku_mulai": "2026-99-99"}], "tarif atau batas pada"),
            ("formulir", [{"kode": "a", "label": "A", "jenis": "PILIHAN", "pilihan": [1]}], "isian formulir pada"),
            ("formulir", [{"kode": "a", "label": "A", "jenis": "TEKS", "kondisi": bila("b", "ya")}], "tidak ada"),
            ("syarat", [{"legalitas": "", "butuh": "tiada", "wajib": True}], "“tiada” tidak ada"),
            ("penanda", [{"jabatan": "tiada", "urut": 1, "jenis": "PARAF"}], "“tiada” tidak ada"),
        ],
    )
    def test_a_wrong_record_is_named_and_nothing_of_the_file_stays(self, klien, kunci, nilai, kalimat):
        isi = katalog.keluarkan_satuan([buat_layanan(surat=True)])
        isi["layanan"][0] |= {"kode": "rusak", kunci: nilai}
        jawaban = muat(klien, isi)
        assert (jawaban.status_code, kalimat in jawaban.content.decode()) == (422, True)
        assert Layanan.objects.count() == 1
