"""What machines and phones are told of a class, whole; and that a plan which came to nothing was never public."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inti.workflow import SISTEM
from pelatihan.actions import angkatan as kelas
from pelatihan.models import Angkatan
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta

pytestmark = pytest.mark.django_db
SKEMA = "https://schema.org/"


def buat_kelas(hari=20, **isian):
    mulai = (timezone.localtime() + timedelta(days=hari)).replace(hour=9, minute=0, second=0, microsecond=0)
    satu = buat_angkatan(mulai=mulai, selesai=mulai + timedelta(hours=3), **isian)
    satu.sesi.create(mulai=satu.mulai, selesai=satu.selesai, jp=4)
    return satu


def data(klien, satu):
    teks = klien.get(satu.get_absolute_url()).text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', teks)[1])


def test_a_plan_that_was_given_up_was_never_public(client):
    direncana, diumumkan = buat_kelas(status="RENCANA"), buat_kelas()
    for satu in (direncana, diumumkan):
        kelas.batalkan(satu, oleh=SISTEM, alasan="Anggarannya dialihkan.")
    alamat = [[satu.get_absolute_url(), f"{satu.get_absolute_url()}jadwal.ics"] for satu in (direncana, diumumkan)]

    assert [[client.get(a).status_code for a in dua] for dua in alamat] == [[404, 404], [200, 200]]
    bulan = f"{reverse('pelatihan:bulan')}?b={timezone.localtime(diumumkan.mulai):%Y-%m}"
    for semua in (bulan, reverse("pelatihan:umpan")):
        teks = client.get(semua).text
        assert (direncana.kode in teks, diumumkan.kode in teks) == (False, True)


def test_a_class_in_a_room_has_all_that_an_event_needs(client, desa):
    satu = buat_kelas(tempat="Balai Desa", alamat="Jl. Raya 12", desa=desa, biaya=25_000, kursi=3)
    buat_peserta("TERDAFTAR", angkatan=satu)
    isi = data(client, satu)

    assert [k for k in ("name", "description", "startDate", "endDate", "organizer") if not isi[k]] == []
    assert (isi["@context"], isi["@type"], isi["eventStatus"]) == (SKEMA[:-1], "Event", f"{SKEMA}EventScheduled")
    assert [isi[k][-6:] for k in ("startDate", "endDate")] == ["+07:00", "+07:00"]
    assert isi["eventAttendanceMode"] == f"{SKEMA}OfflineEventAttendanceMode"
    assert (isi["location"]["@type"], isi["location"]["name"]) == ("Place", "Balai Desa")
    assert isi["location"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Jl. Raya 12",
        "addressLocality": str(desa),
        "addressRegion": "Kabupaten Batang",
        "addressCountry": "ID",
    }
    assert (isi["isAccessibleForFree"], isi["maximumAttendeeCapacity"], isi["remainingAttendeeCapacity"]) == (
        False,
        3,
        2,
    )
    tawaran = isi["offers"]
    assert (tawaran["price"], tawaran["priceCurrency"], tawaran["url"]) == (25_000, "IDR", isi["url"])


def test_a_meeting_by_video_is_online_and_its_link_stays_inside(client):
    satu = buat_kelas(medium="DARING", tautan="https://rapat.invalid/rahasia")
    isi = data(client, satu)
    assert isi["eventAttendanceMode"] == f"{SKEMA}OnlineEventAttendanceMode"
    assert isi["location"] == {"@type": "VirtualLocation", "url": isi["url"]}


@pytest.mark.parametrize(
    ("dari", "sampai", "kursi", "kata"),
    [(-1, 1, 1, "InStock"), (-1, 1, 0, "SoldOut"), (1, 2, 1, "PreOrder"), (1, 2, 0, "SoldOut"), (-2, -1, 1, "SoldOut")],
)
def test_machines_read_whether_one_may_have_a_seat_now_later_or_no_more(client, dari, sampai, kursi, kata):
    kini = timezone.now()
    jendela = {"dibuka_pada": kini + timedelta(days=dari), "ditutup_pada": kini + timedelta(days=sampai)}
    assert data(client, buat_kelas(kursi=kursi, **jendela))["offers"]["availability"] == SKEMA + kata


def test_a_class_called_off_is_struck_out_of_phones_and_search_engines(client):
    satu = buat_kelas()
    alamat = reverse("pelatihan:angkatan_ics", args=[satu.kode])

    def baris():
        teks = client.get(alamat).text
        assert ("VTIMEZONE" in teks, re.findall(r"DT(?:START|END):\d{8}T\d{6}(.)", teks)) == (False, ["Z", "Z"])
        return re.findall(r"^(?:UID|SEQUENCE|STATUS):(.*)\r$", teks, re.M)

    uid = f"{satu.kode}-{satu.sesi.get().pk}@pelatihan"
    assert baris() == [uid, "0", "CONFIRMED"]
    kelas.batalkan(satu, oleh=SISTEM, alasan="Gedungnya dipakai.")
    assert baris() == [uid, "1", "CANCELLED"]
    isi = data(client, Angkatan.objects.get())
    assert (isi["eventStatus"], isi["offers"]["availability"]) == (f"{SKEMA}EventCancelled", f"{SKEMA}SoldOut")
    assert isi["startDate"] == timezone.localtime(satu.mulai).isoformat()


def test_what_takes_nobody_any_more_has_no_seat_to_be_found(client):
    kini = timezone.now()
    lewat = buat_kelas(dibuka_pada=kini - timedelta(days=9), ditutup_pada=kini - timedelta(minutes=1))
    mulai = buat_kelas()
    Angkatan.objects.filter(pk=mulai.pk).update(mulai=kini - timedelta(minutes=1))
    nanti = buat_kelas(dibuka_pada=kini + timedelta(days=1))
    teks = client.get(reverse("pelatihan:kalender"), {"kosong": "on"}).text
    assert [satu.kode in teks for satu in (lewat, mulai, nanti)] == [False, False, True]
