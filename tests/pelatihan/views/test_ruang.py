"""The rooms of a class before its trainer: scores, notes, materials. Nobody else's class exists."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from inti.berkas import Berkas
from notifikasi.models import Pemberitahuan
from pelatihan.actions import catatan, materi
from pelatihan.models import Angkatan, CatatanPelatih, Materi, Nilai, PelatihAngkatan, Peserta
from tests.factories import PenggunaFactory, gambar
from tests.pelatihan.pabrik_ruang import buat_kelas

pytestmark = pytest.mark.django_db
HALAMAN = ("nilai", "nilai_riwayat", "nilai_tempel", "catatan", "materi", "spj")


def ke(nama, *args):
    return reverse(f"ruang:{nama}", args=args)


@pytest.fixture
def kelas(pelatih, pemilik):
    return buat_kelas(pelatih, "Siti Aminah", "Budi Santoso", akun=pemilik)


def isian(peserta, **angka):
    """Return what the table sends: every field, empty where nothing is typed."""
    kosong = {f"{d}{t}_{p.kode}": "" for p in peserta for t in ("AWAL", "AKHIR") for d in ("", "dulu_")}
    return kosong | angka


@pytest.mark.parametrize("halaman", HALAMAN)
def test_the_rooms_are_open_to_who_teaches_until_he_is_removed(kelas, pelatih, pemilik, petugas, masuk, halaman):
    alamat = ke(halaman, kelas[0].kode)
    lain = PenggunaFactory()
    buat_kelas(lain, "Orang Lain")
    assert [masuk(u).get(alamat).status_code for u in (pelatih, lain, pemilik, petugas)] == [200, 404, 404, 404]

    klien = masuk(pelatih)
    PelatihAngkatan.objects.filter(akun=pelatih).delete()
    assert klien.get(alamat).status_code == 404


@pytest.mark.parametrize("halaman", HALAMAN)
def test_a_room_asks_the_database_as_often_for_three_people_as_for_one(
    pelatih, masuk, halaman, django_assert_max_num_queries
):
    klien, jumlah = masuk(pelatih), []
    for nama in (("Siti",), ("Ani", "Budi", "Citra")):
        angkatan, _, peserta = buat_kelas(pelatih, *nama)
        for p in peserta:
            Nilai.objects.create(peserta=p, akhir=80)
            catatan.catat(p, oleh=pelatih, teks="Rajin.")
            materi.tambah(angkatan, oleh=pelatih, judul="Video", kapan="LANGSUNG", tautan="https://contoh.invalid/v")
        with django_assert_max_num_queries(60) as hitungan:
            assert klien.get(ke(halaman, angkatan.kode)).status_code == 200
        jumlah.append(len(hitungan))
    assert jumlah[0] == jumlah[1]


def test_scores_are_typed_and_what_is_refused_stays_typed(kelas, pelatih, masuk):
    angkatan, _, (siti, budi) = kelas
    klien, alamat = masuk(pelatih), ke("nilai", angkatan.kode)
    salah = klien.post(alamat, isian([siti, budi]) | {f"AKHIR_{siti.kode}": "101", f"AKHIR_{budi.kode}": "70"})
    assert (salah.status_code, 'value="101"' in salah.text, 'value="70"' in salah.text) == (422, True, True)
    assert not Nilai.objects.exists()

    klien.post(alamat, isian([siti, budi]) | {f"AKHIR_{siti.kode}": "77,5"})
    assert Nilai.objects.get().akhir == Decimal("77.5")
    assert "kosong menjadi <strong>77,5</strong>" in klien.get(ke("nilai_riwayat", angkatan.kode)).text


def test_what_is_pasted_is_kept_only_after_it_was_looked_at(kelas, pelatih, masuk):
    angkatan, _, (siti, budi) = kelas
    klien, teks = masuk(pelatih), "Nama\tNilai\nBudi Santosa\t70\nSiti Aminah\t85,5"
    periksa = klien.post(ke("nilai_tempel", angkatan.kode), {"teks": teks, "tes": "AKHIR"})
    assert (periksa.status_code, "Mirip, periksa" in periksa.text, Nilai.objects.exists()) == (200, True, False)

    kirim = {"teks": teks, "tes": "AKHIR", "cap": "0"}
    belum = klien.post(ke("nilai_simpan", angkatan.kode), kirim)
    assert (belum.status_code, "Baris 2: pilih orangnya" in belum.text) == (422, True)
    klien.post(ke("nilai_simpan", angkatan.kode), kirim | {"pilih_2": budi.kode})
    assert dict(Nilai.objects.values_list("peserta", "akhir")) == {siti.pk: Decimal("85.5"), budi.pk: Decimal(70)}

    basi = klien.post(ke("nilai_simpan", angkatan.kode), kirim | {"pilih_2": budi.kode})
    assert (basi.status_code, "Rekan Anda baru saja mengubah" in basi.text) == (422, True)


def test_one_person_cannot_be_chosen_for_two_lines_nor_a_stranger_for_any(kelas, pelatih, masuk):
    angkatan, _, (siti, _) = kelas
    lain = buat_kelas(PenggunaFactory(), "Orang Lain")[2][0]
    kirim = {"teks": "Nama\tNilai\nSitti Aminah\t70\nSiti Aminah\t85", "tes": "AKHIR", "cap": "0"}
    klien = masuk(pelatih)
    dua = klien.post(ke("nilai_simpan", angkatan.kode), kirim | {"pilih_2": siti.kode})
    asing = klien.post(ke("nilai_simpan", angkatan.kode), kirim | {"pilih_2": lain.kode})
    assert ("sudah dipilih di baris lain" in dua.text, "pilih orangnya" in asing.text) == (True, True)
    assert not Nilai.objects.exists()


def test_a_score_of_101_refuses_the_whole_paste_and_markup_is_text(kelas, pelatih, masuk):
    teks = "Siti Aminah\t101\nBudi Santoso\t70\n<script>alert(1)</script>\t50"
    hasil = masuk(pelatih).post(ke("nilai_tempel", kelas[0].kode), {"teks": teks, "tes": "AKHIR"})
    assert (hasil.status_code, "Baris 1: Nilai 101 terlalu tinggi" in hasil.text) == (422, True)
    assert ("Simpan nilai ini" in hasil.text, "<script>alert" in hasil.text) == (False, False)


def test_notes_are_read_by_the_trainers_of_the_class_and_changed_by_their_writer(kelas, pelatih, pemilik, masuk):
    angkatan, _, (siti, _) = kelas
    rekan = PenggunaFactory()
    PelatihAngkatan.objects.create(angkatan=angkatan, akun=rekan)
    for _ in range(2):  # two taps on one button
        masuk(pelatih).post(ke("catatan", angkatan.kode), {"peserta": siti.kode, "teks": "Perlu duduk di depan."})
    satu = CatatanPelatih.objects.get()

    assert "Perlu duduk di depan." in masuk(rekan).get(ke("catatan", angkatan.kode)).text
    assert masuk(rekan).post(ke("catatan_hapus", angkatan.kode, satu.pk)).status_code == 404
    assert "Perlu duduk di depan." not in masuk(pemilik).get(siti.get_absolute_url()).text
    catatan.catat(siti, oleh=pelatih, teks="Duduk di depan.")
    masuk(pelatih).post(ke("catatan_ubah", angkatan.kode, satu.pk), {"teks": "Duduk di depan."})
    assert catatan.catat(siti, oleh=pelatih, teks="Duduk di depan.") == satu  # of two alike the older, and no third
    assert catatan.salinan(siti.pelaku.kode)[0]["catatan"] == "Duduk di depan."


def _berakhir(angkatan, hari, status="SELESAI"):
    """Let the class have ended so many days ago."""
    kini = timezone.now()
    Angkatan.objects.filter(pk=angkatan.pk).update(
        status=status, mulai=kini - timedelta(days=hari + 2), selesai=kini - timedelta(days=hari)
    )


def test_ninety_days_after_the_class_its_trainer_reads_figures_and_no_names(kelas, pelatih, masuk):
    angkatan, (sesi, _), (siti, _) = kelas
    klien, satu = masuk(pelatih), reverse("pelatihan:mengajar_angkatan", args=[angkatan.kode])
    bernama = [ke(h, angkatan.kode) for h in HALAMAN if h != "materi"]
    bernama += [reverse(f"pelatihan:hadir_{h}", args=[sesi.kode]) for h in ("daftar", "layar", "tutup", "keadaan")]
    bernama.append(reverse("pelatihan:kartu_terbaca", args=[siti.kode]))
    tetap = [satu, ke("materi", angkatan.kode), reverse("pelatihan:mengajar_kesan", args=[angkatan.kode])]

    for hari, status, tampak in ((89, "SELESAI", True), (91, "BERJALAN", True), (91, "SELESAI", False)):
        _berakhir(angkatan, hari, status)
        assert {klien.get(a).status_code for a in bernama} == {200 if tampak else 404}
        assert {klien.get(a).status_code for a in tetap} == {200}
        assert Peserta.objects.terlihat_oleh(pelatih).filter(pk=siti.pk).exists() is tampak
        assert ("Siti Aminah" in klien.get(satu).text, "2 peserta" in klien.get(satu).text) == (tampak, not tampak)


def test_notes_are_erased_when_nobody_reads_them_any_more(kelas, pelatih):
    angkatan, _, (siti, _) = kelas
    catatan.catat(siti, oleh=pelatih, teks="Rajin.")
    for hari, status in ((89, "SELESAI"), (91, "BERJALAN")):
        _berakhir(angkatan, hari, status)
        assert catatan.bersihkan() == 0
    _berakhir(angkatan, 91)
    assert (catatan.bersihkan(), CatatanPelatih.objects.exists()) == (1, False)


def kirim_materi(klien, angkatan, berkas=None, **isi):
    data = {"judul": "Lembar kerja", "kapan": "LANGSUNG", "tautan": "", "topik": "", "sesi": ""} | isi
    return klien.post(ke("materi", angkatan.kode), data | ({"berkas": berkas} if berkas else {}))


def test_a_material_is_opened_by_who_has_a_seat_once_it_is_its_time(kelas, pelatih, pemilik, pemilik_lain, masuk):
    angkatan, _, (siti, budi) = kelas
    Angkatan.objects.filter(pk=angkatan.pk).update(selesai=timezone.now() + timedelta(hours=2))
    kirim_materi(masuk(pelatih), angkatan, gambar(), kapan="AKHIR")
    satu = Materi.objects.get()
    alamat, klien = ke("peserta_materi", siti.kode, satu.kode), masuk(pemilik)
    assert klien.get(alamat).status_code == 404

    Angkatan.objects.filter(pk=angkatan.pk).update(selesai=timezone.now())
    hasil = klien.get(alamat)
    assert (hasil.status_code, hasil.headers["Content-Disposition"].startswith("attachment")) == (200, True)
    assert b"".join(hasil.streaming_content)[:2] == b"\xff\xd8"
    halaman = klien.get(siti.get_absolute_url()).text
    assert ("Lembar kerja" in halaman, "Unduh" in halaman) == (True, True)
    assert masuk(pemilik_lain).get(alamat).status_code == 404
    assert klien.get(ke("peserta_materi", budi.kode, satu.kode)).status_code == 404


@pytest.mark.parametrize("status", ["DAFTAR_TUNGGU", "MENGUNDURKAN_DIRI", "DIGANTI", "DITAWARI"])
def test_without_a_seat_of_ones_own_no_material_exists(kelas, pelatih, pemilik, masuk, status):
    angkatan, _, (siti, _) = kelas
    kirim_materi(masuk(pelatih), angkatan, gambar())
    duduk = status == "DITAWARI"
    Peserta.objects.filter(pk=siti.pk).update(
        status=status, kuota=siti.kuota if duduk else None, sampai=timezone.now() + timedelta(days=1) if duduk else None
    )
    assert masuk(pemilik).get(ke("peserta_materi", siti.kode, Materi.objects.get().kode)).status_code == 404


@pytest.mark.parametrize(
    ("nama", "isi"),
    [("slide.pdf", b"MZ\x90\x00" * 40), ("slide.pptx", b"PK\x03\x04" + b"x" * 400), ("a.svg", b"<svg onload='x'/>")],
)
def test_a_hostile_or_unknown_file_is_refused_and_the_form_keeps_the_rest(kelas, pelatih, masuk, nama, isi):
    hasil = kirim_materi(masuk(pelatih), kelas[0], SimpleUploadedFile(nama, isi), judul="Judul saya")
    assert (hasil.status_code, "Judul saya" in hasil.text, Berkas.objects.filter(jenis="materi").exists()) == (
        422,
        True,
        False,
    )


@pytest.mark.parametrize(
    "tautan", ["javascript:alert(1)", "data:text/html,x", "ftp://contoh.invalid/a", "bukan tautan"]
)
def test_a_link_is_one_of_the_web(kelas, pelatih, masuk, tautan):
    assert kirim_materi(masuk(pelatih), kelas[0], tautan=tautan).status_code == 422
    assert not Materi.objects.exists()


def test_the_same_file_sent_twice_is_one_material_and_goes_with_its_file(kelas, pelatih, masuk):
    klien = masuk(pelatih)
    for _ in range(2):
        kirim_materi(klien, kelas[0], gambar())
    satu = Materi.objects.get()
    klien.post(ke("materi_hapus", kelas[0].kode, satu.kode))
    assert (Materi.objects.exists(), Berkas.objects.filter(jenis="materi").exists()) == (False, False)


def test_materials_are_announced_once_after_the_last_session(kelas, pelatih, pemilik):
    angkatan, _, _ = kelas
    materi.tambah(angkatan, oleh=pelatih, judul="Video", kapan="AKHIR", tautan="https://contoh.invalid/v")
    Angkatan.objects.filter(pk=angkatan.pk).update(selesai=timezone.now() + timedelta(hours=1))
    assert materi.kabarkan() == 0
    Angkatan.objects.filter(pk=angkatan.pk).update(selesai=timezone.now())
    kabar = Pemberitahuan.objects.filter(templat="pelatihan_materi", akun=pemilik, kanal="aplikasi")
    assert [(materi.kabarkan(), kabar.count()) for _ in range(2)] == [(2, 1), (2, 1)]
