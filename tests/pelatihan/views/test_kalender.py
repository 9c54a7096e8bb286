"""The public calendar: list, month, filters, feed, the page of a class, posters, and what it keeps to itself."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from inti import pdf
from inti.workflow import SISTEM
from pelatihan import poster
from pelatihan.actions import angkatan as kelas
from pelatihan.actions import kursi
from pelatihan.bulan import geser, pekan, tulis
from pelatihan.models import Tema
from tests.factories import DesaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta, orang

pytestmark = pytest.mark.django_db
DAFTAR, BULAN, UMPAN = "/pelatihan/", "/pelatihan/bulan/", "/pelatihan/kalender.ics"


def buat_kelas(nama="Pembukuan Dasar", hari=20, **isian):
    """Make a class of one session that many days from now, by default at noon in an office."""
    kurikulum = isian.pop("kurikulum", None) or buat_kurikulum(nama=nama)
    mulai = (timezone.localtime() + timedelta(days=hari)).replace(hour=12, minute=0, second=0, microsecond=0)
    selesai = mulai + timedelta(hours=3)
    satu = buat_angkatan(kurikulum=kurikulum, mulai=mulai, selesai=selesai, **{"tempat": "Balai Contoh", **isian})
    satu.sesi.create(mulai=mulai, selesai=selesai, jp=4)
    return satu


def tampil(klien, alamat=DAFTAR, **kueri):
    """Return the classes that a page of the calendar links to, in its order."""
    teks = klien.get(alamat, kueri).text
    return list(dict.fromkeys(re.findall(r'href="/pelatihan/([0-9A-Z]{10,})/"', teks)))


class TestDaftar:
    def test_coming_classes_stand_in_order_of_their_start(self, client):
        kedua, pertama = buat_kelas(hari=9), buat_kelas(hari=2)
        assert tampil(client) == [pertama.kode, kedua.kode]

    @pytest.mark.parametrize("isian", [{"status": "RENCANA"}, {"status": "DIBATALKAN"}, {"hari": -3}])
    def test_what_nobody_can_join_is_not_listed(self, client, isian):
        buat_kelas(**isian)
        assert tampil(client) == []

    def test_an_ended_class_stays_reachable(self, client):
        lewat = buat_kelas(hari=-3, status="SELESAI")
        assert tampil(client, reverse("pelatihan:berlalu")) == [lewat.kode]
        assert "Kelas ini sudah selesai" in client.get(lewat.get_absolute_url()).text

    def test_each_filter_keeps_what_it_names(self, client, desa):
        tema = Tema.objects.create(kode="jualan", nama="Menjual")
        satu = buat_kelas("Foto Produk", desa=desa, kurikulum=buat_kurikulum(tema=tema, tingkat="LANJUT"))
        lain = buat_kelas("Kemasan", medium="DARING", kursi=1)
        lain.kurikulum.topik.create(nama="Label P-IRT", jp=2)
        buat_peserta("TERDAFTAR", angkatan=lain)
        saringan = [
            {"tema": tema.pk},
            {"kecamatan": desa.kecamatan_id},
            {"medium": "RUANG"},
            {"tingkat": "LANJUT"},
            {"kosong": "on"},
        ]
        assert [tampil(client, **s) for s in saringan] == [[satu.kode]] * 5
        assert [tampil(client, q=q) for q in ("label pirt", "p-irt LABEL", "%")] == [[], [lain.kode], []]

    def test_what_is_on_is_told_with_one_tap_to_clear_it(self, client):
        halaman = client.get(DAFTAR, {"q": "kemasan", "medium": "DARING", "tema": "999"})
        assert halaman.context["saringan"] == []  # the form tells what was wrong with it
        halaman = client.get(DAFTAR, {"q": "kemasan", "medium": "DARING"})
        assert [(s["teks"], s["url"]) for s in halaman.context["saringan"]] == [
            ("kemasan", "?medium=DARING"),
            ("Pertemuan video", "?q=kemasan"),
        ]
        assert "Belum ada yang cocok" in halaman.text

    def test_what_one_visitor_typed_stands_in_no_other_ones_form(self, client):
        for kueri in ({"q": "  "}, {"q": "kemasan"}, {"tema": "999"}):
            client.get(DAFTAR, kueri)
            halaman = client.get(DAFTAR)
            assert ('name="q" value' in halaman.text, "galat" in halaman.text) == (False, False)
            cache.clear()

    def test_the_list_turns_pages(self, client):
        kurikulum = buat_kurikulum()
        semua = [buat_kelas(hari=n, kurikulum=kurikulum).kode for n in range(1, 23)]
        assert (tampil(client), tampil(client, h="2")) == (semua[:20], semua[20:])

    @pytest.mark.parametrize("alamat", [DAFTAR, BULAN, UMPAN])
    def test_the_number_of_classes_costs_no_query(self, client, alamat, django_assert_max_num_queries):
        jumlah = []
        for tambah in (1, 2):
            for _ in range(tambah):
                satu = buat_kelas(kuota={"PEREMPUAN": 2}, desa=DesaFactory())
            kueri_bulan = {"b": tulis(timezone.localdate(satu.mulai))}
            assert satu.kode in client.get(alamat, kueri_bulan).text
            with django_assert_max_num_queries(4) as kueri:
                client.get(alamat, kueri_bulan)
            jumlah.append(len(kueri))
        assert jumlah[0] == jumlah[1]


class TestBulan:
    def test_a_session_stands_on_its_day_and_in_the_months_table(self, client):
        satu = buat_kelas(hari=0)
        halaman = client.get(BULAN)
        kotak = [h for p in halaman.context["pekan"] for h in p if h["acara"]]
        assert [(h["hari"], [b["angkatan"] for b in h["acara"]]) for h in kotak] == [(timezone.localdate(), [satu])]
        assert re.search(r"<table class=\"bulan\">\s*<caption>", halaman.text)

    def test_a_cancelled_class_says_so(self, client):
        buat_kelas(hari=0, status="DIBATALKAN")
        assert "dibatalkan" in client.get(BULAN).text

    def test_a_month_turns_with_the_filters_kept(self, client):
        kini = timezone.localdate().replace(day=1)
        halaman = client.get(BULAN, {"b": tulis(kini), "q": "kemasan"})
        assert halaman.context["url_sesudah"] == f"?q=kemasan&b={tulis(geser(kini, 1))}"
        assert f'type="hidden" name="b" value="{tulis(kini)}"' in halaman.text

    def test_a_year_ends_and_weeks_begin_on_monday(self):
        assert [geser(date(2026, 12, 1), n) for n in (1, -12, 0)] == [
            date(2027, 1, 1),
            date(2025, 12, 1),
            date(2026, 12, 1),
        ]
        pertama, *_, terakhir = pekan(date(2026, 11, 1))
        assert (pertama, terakhir[1]) == ([None] * 6 + [date(2026, 11, 1)], None)

    @pytest.mark.parametrize("teks", ["", "2026-13", "abc", "2026-1", "²026-01", "0000-01", "99999-01"])
    def test_what_is_no_month_is_this_one(self, client, teks):
        assert client.get(BULAN, {"b": teks}).context["bulan"] == timezone.localdate().replace(day=1)

    def test_months_end_somewhere(self, client):
        assert client.get(BULAN, {"b": "8999-01"}).context["url_sesudah"] == ""


class TestKelas:
    def test_its_page_states_every_rule(self, client, desa):
        kecamatan = desa.kecamatan
        kembali = timezone.localdate() + timedelta(days=3)
        satu = buat_kelas(desa=desa, kuota={kecamatan: 5}, kuota_kembali=kembali, cara="SELEKSI", biaya=25_000)
        teks = client.get(satu.get_absolute_url()).text
        kata = ["Rp25.000", "Anda melamar dulu", "kursi khusus yang masih kosong menjadi kursi umum", "sedikitnya 80%"]
        kata += ["google.com/maps", "dua kali dalam setahun", f"<dt>{kecamatan}</dt><dd>sisa 5 dari 5"]
        assert [k for k in kata if k not in teks] == []

    def test_trainers_are_named_only_when_the_office_wishes_or_to_who_has_a_seat(self, client, pemilik, masuk, pelatih):
        satu = buat_kelas()
        satu.pelatih.create(akun=pelatih)
        pelaku, usaha = orang(akun=pemilik)
        peserta = masuk(pemilik)
        dilihat = [pelatih.nama in k.get(satu.get_absolute_url()).text for k in (client, peserta)]
        kursi.daftar(satu, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
        dilihat += [pelatih.nama in k.get(satu.get_absolute_url()).text for k in (client, peserta)]
        satu.sebut_pelatih = True
        satu.save()
        assert [*dilihat, pelatih.nama in client.get(satu.get_absolute_url()).text] == [False, False, False, True, True]

    def test_why_it_was_called_off_is_read_by_who_had_a_place(self, client, pemilik, masuk, petugas):
        satu = buat_kelas()
        buat_peserta("DAFTAR_TUNGGU", angkatan=satu, akun=pemilik)
        kelas.batalkan(satu, oleh=SISTEM, alasan="Pelatihnya Contoh Sakit.")
        umum, peserta = (k.get(satu.get_absolute_url()).text for k in (client, masuk(pemilik)))
        assert ["Kelas ini dibatalkan" in t for t in (umum, peserta)] == [True, True]
        assert ["Contoh Sakit" in t for t in (umum, peserta)] == [False, True]

    @pytest.mark.parametrize(
        ("dari", "sampai", "kata"),
        [(1, 9, "Pendaftaran belum dibuka"), (-3, 5, "Masuk untuk mendaftar"), (-9, -1, "Pendaftaran sudah ditutup")],
    )
    def test_the_window_is_told_from_both_of_its_sides(self, client, dari, sampai, kata):
        kini = timezone.now()
        satu = buat_kelas(dibuka_pada=kini + timedelta(days=dari), ditutup_pada=kini + timedelta(days=sampai))
        semua = ("Pendaftaran belum dibuka", "Masuk untuk mendaftar", "Pendaftaran sudah ditutup")
        halaman = client.get(satu.get_absolute_url()).text
        assert [k for k in semua if k in halaman] == [kata]
        assert ("Sisa <strong>" in client.get(DAFTAR).text, "Pendaftaran dibuka" in halaman) == (dari == -3,) * 2

    def test_seats_by_proposal_send_nobody_to_the_log_in(self, client, desa):
        satu = buat_kelas(cara="USULAN", kursi=0, kuota={desa.kecamatan: 2})
        halaman = client.get(satu.get_absolute_url()).text
        assert ("2 kursi, lewat usulan" in halaman, "kantor desa atau kecamatan" in halaman) == (True, True)
        assert "Masuk untuk mendaftar" not in halaman
        assert "lewat usulan kecamatan dan desa" in client.get(DAFTAR).text

    def test_no_person_and_no_meeting_link_is_on_public_pages(self, client, pelatih):
        satu = buat_kelas(medium="DARING", tautan="https://rapat.example/rahasia", kursi=2)
        satu.pelatih.create(akun=pelatih)
        semua = [buat_peserta(s, angkatan=satu) for s in ("TERDAFTAR", "DITAWARI", "DAFTAR_TUNGGU")]
        rahasia = ["rapat.example", pelatih.nama, *(satu.sesi.values_list("rahasia", flat=True))]
        rahasia += [n for p in semua for n in (p.pelaku.nama, p.usaha.nama, p.kode, p.usaha.nomor)]
        alamat = [DAFTAR, BULAN, UMPAN, satu.get_absolute_url(), reverse("pelatihan:angkatan_ics", args=[satu.kode])]
        bulan = {"b": tulis(timezone.localdate(satu.mulai))}
        isi = [client.get(a, bulan).text for a in alamat] + [json.dumps(poster.isi(satu))]
        assert all(str(satu.kurikulum) in i for i in isi)
        assert [r for r in rahasia for i in isi if r and r in i] == []

    def test_machines_read_what_people_read(self, client):
        satu = buat_kelas("Kemasan </script><b>", kursi=3)
        teks = client.get(satu.get_absolute_url()).text
        blok = re.search(r'<script type="application/ld\+json">(.*?)</script>', teks)[1]
        data = json.loads(blok)
        assert "<" not in blok
        assert (data["@type"], data["name"], data["remainingAttendeeCapacity"]) == ("Event", "Kemasan </script><b>", 3)
        assert data["eventStatus"] == "https://schema.org/EventScheduled"
        assert data["startDate"] == timezone.localtime(satu.mulai).isoformat()
        assert '<meta property="og:title" content="Pelatihan Kemasan &lt;/script&gt;&lt;b&gt;">' in teks

    def test_a_cancelled_class_is_cancelled_for_machines_too(self, client):
        teks = client.get(buat_kelas(status="DIBATALKAN").get_absolute_url()).text
        assert "schema.org/EventCancelled" in teks


class TestBerkas:
    def test_a_moved_session_raises_its_number_and_keeps_its_uid(self, client):
        satu = buat_kelas()
        alamat = reverse("pelatihan:angkatan_ics", args=[satu.kode])

        def baris():
            return [b for b in client.get(alamat).text.split("\r\n") if b.startswith(("UID", "SEQUENCE", "TRIGGER"))]

        dulu = baris()
        sesi = satu.sesi.get()
        mundur = {"mulai": sesi.mulai + timedelta(hours=1), "selesai": sesi.selesai + timedelta(hours=1)}
        kelas.jadwalkan(satu, sesi=sesi, jp=4, **mundur)
        assert dulu == [f"UID:{satu.kode}-{sesi.pk}@pelatihan", "SEQUENCE:0", "TRIGGER:-PT120M"]
        assert baris() == [dulu[0], "SEQUENCE:1", dulu[2]]

    def test_the_feed_tells_of_classes_called_off_and_takes_the_filters(self, client):
        buat_kelas("Kemasan", status="DIBATALKAN")
        buat_kelas("Pembukuan")
        teks = client.get(UMPAN, {"q": "kemasan"}).text
        kata = ("STATUS:CANCELLED", "SUMMARY:Dibatalkan: Kemasan", "SUMMARY:Pembukuan", "TRIGGER")
        assert [k in teks for k in kata] == [True, True, False, False]

    @pytest.mark.parametrize(("bentuk", "awal"), [("gambar", b"\x89PNG"), ("pdf", b"%PDF")])
    def test_a_poster_is_a_picture_or_a_paper(self, client, bentuk, awal):
        satu = buat_kelas("Kemasan " + "yang panjang sekali " * 4, tempat="")
        jawaban = client.get(reverse(f"pelatihan:poster_{bentuk}", args=[satu.kode]))
        assert (jawaban.status_code, jawaban.content[:4]) == (200, awal)

    def test_the_fullest_poster_is_one_page(self):
        kurikulum = buat_kurikulum(nama="Kemasan dan label " * 6, ringkas="Kemasan yang tahan " * 10)
        satu = buat_kelas(kurikulum=kurikulum, tempat="Balai Desa " * 13, alamat="Jalan Raya " * 18, desa=DesaFactory())
        for hari in range(1, 6):
            awal = satu.mulai + timedelta(days=hari)
            satu.sesi.create(mulai=awal, selesai=awal + timedelta(hours=2), jp=2)
        alamat = "https://umkm.kabupatencontoh.go.id/pelatihan/ABCDEFGHJKLMN/"
        data = {"judul": "Poster", "tanggal": date(2026, 1, 2), "alamat": alamat}
        isi = poster.isi(satu)
        for panjang in range(0, len(isi["tempat"]) + 1, 40):
            assert len(pdf.gambar(poster.TEMPLAT, isi | {"tempat": isi["tempat"][-panjang:]}, **data)) == 1, panjang

    @pytest.mark.parametrize("isian", [{"status": "DIBATALKAN"}, {"status": "RENCANA"}, {"hari": -2}])
    def test_nothing_invites_to_what_one_cannot_join(self, client, isian):
        satu = buat_kelas(**isian)
        assert client.get(reverse("pelatihan:poster_pdf", args=[satu.kode])).status_code == 404
