"""Filling in, section by section, through the forms of the pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.response import Response

from api import contoh, isian, queries, serializers, skema
from api.masalah import Konflik
from api.views.dasar import UsahaView, status_berubah
from inti.workflow import TransisiDitolak
from umkm import isian as aturan
from umkm import permissions
from umkm.actions import isi
from umkm.forms.bagian import DiriForm, PemilikForm
from umkm.forms.keuangan import KeuanganForm
from umkm.forms.usaha import PekerjaForm, PemasaranForm, TempatForm, UsahaForm
from umkm.models import Usaha

FORM = {
    "pemilik": PemilikForm,
    "usaha": UsahaForm,
    "tempat": TempatForm,
    "diri": DiriForm,
    "pekerja": PekerjaForm,
    "pemasaran": PemasaranForm,
}
MEDAN_KEUANGAN = isian.medan_api(KeuanganForm)
CARA_ISI = (
    "Kirim hanya isian yang berubah. Isian yang sudah diperiksa petugas menjadi usulan. Yang terkunci ditolak: 409."
)


class KemajuanView(UsahaView):
    @skema.operasi(
        "usaha_isi",
        "Kemajuan pengisian",
        "Setiap bagian: berapa yang terisi, mana yang masih perlu, mana yang diminta petugas.",
        tag=skema.ISI,
        jawaban=serializers.DaftarKemajuanSerializer,
        contoh={"hasil": [contoh.KEMAJUAN]},
        masalah_lain=skema.USAHA_SATU,
    )
    def get(self, request: Any, kode: str) -> Response:
        usaha = self.usaha(kode)
        hasil = aturan.kemajuan(usaha, usaha.pemilik)
        return Response(serializers.DaftarKemajuanSerializer({"hasil": hasil}).data)


def bagian_view(kode_bagian: str) -> type[UsahaView]:
    """Make the view of one section whose fields stand in a form of the page."""
    kelas = FORM[kode_bagian]
    medan = isian.medan_api(kelas)
    judul = aturan.BAGIAN[kode_bagian].judul

    def isi_bagian(usaha: Usaha, user: Any) -> dict[str, Any]:
        return queries.bagian(usaha, kode_bagian, list(medan), kelas.awalan, user)

    class BagianView(UsahaView):
        @skema.operasi(
            f"isi_{kode_bagian}_baca",
            f"Baca: {judul.lower()}",
            "Isi sekarang, dan untuk setiap isian: bebas, menjadi usulan, atau terkunci. NIK disamarkan.",
            tag=skema.ISI,
            jawaban=serializers.BagianSerializer,
            contoh=contoh.bagian(kode_bagian, judul),
            masalah_lain=skema.USAHA_SATU,
        )
        def get(self, request: Any, kode: str) -> Response:
            return Response(serializers.BagianSerializer(isi_bagian(self.usaha(kode), request.user)).data)

        @skema.operasi(
            f"isi_{kode_bagian}_ubah",
            f"Isi: {judul.lower()}",
            CARA_ISI,
            tag=skema.ISI,
            jawaban=serializers.HasilSimpanSerializer,
            contoh=contoh.hasil_simpan(kode_bagian, judul),
            kirim=isian.skema_form(medan),
            contoh_kirim=contoh.KIRIM_BAGIAN[kode_bagian],
            masalah_lain=(*skema.USAHA_SATU, "isian_terkunci", "status_berubah", "bukan_wewenang"),
        )
        def patch(self, request: Any, kode: str) -> Response:
            isian.periksa_nama(request.data, medan)
            usaha = self.usaha(kode)
            form, hasil = simpan_bagian(kelas, usaha, request)
            return _jawab(hasil, form, isi_bagian(self.usaha(kode), request.user))

    return BagianView


def simpan_bagian(kelas: Any, usaha: Usaha, request: Any) -> tuple[Any, isi.HasilSimpan]:
    """Lay what was sent over what is kept, judge it by the form of the page, and save what differs.

    Raises Konflik for a locked field or a case that has moved on, ValidationError for what the form refuses.
    """
    bahan = {"usaha": usaha, "pelaku": usaha.pemilik, "sendiri": permissions.pemilik(request.user, usaha)}
    kosong = kelas(None, None, **bahan)
    terkunci = [nama for nama in request.data if nama not in kosong.fields]
    if terkunci:
        label = kelas.base_fields[terkunci[0]].label
        raise Konflik("isian_terkunci", f"{label} sudah dikunci karena datanya sedang atau sudah diperiksa.")
    if not kosong.fields:
        raise Konflik("isian_terkunci", "Seluruh bagian ini sedang dikunci.")
    form = kelas(isian.ketikan(kosong, request.data), None, **bahan)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    # What was not sent stays out, so that a colleague's change of a moment ago is not undone.
    terpilih = {penuh: nilai for penuh, nilai in form.isian().items() if _berubah(form, penuh, nilai, request.data)}
    try:
        return form, isi.simpan(usaha, oleh=request.user, isian=terpilih)
    except TransisiDitolak as galat:
        raise status_berubah(usaha, galat) from None


def _berubah(form: Any, penuh: str, nilai: Any, kiriman: dict[str, Any]) -> bool:
    """Tell whether a field was sent, or emptied by the form because of another one that was."""
    nama = penuh.partition(".")[2]
    return nama in kiriman or nilai != (form.get_initial_for_field(form.fields[nama], nama) or nilai)


class KeuanganView(UsahaView):
    """The amounts go in and never come out: who holds a key learns which years are filled in."""

    @skema.operasi(
        "isi_keuangan_baca",
        "Baca: modal dan penjualan",
        "Hanya tahun yang sudah terisi. Angkanya tidak pernah keluar lewat API; baca di halaman usaha.",
        tag=skema.ISI,
        jawaban=serializers.BagianSerializer,
        contoh=contoh.bagian("keuangan", aturan.BAGIAN["keuangan"].judul),
        masalah_lain=skema.USAHA_SATU,
    )
    def get(self, request: Any, kode: str) -> Response:
        return Response(serializers.BagianSerializer(queries.bagian_keuangan(self.usaha(kode))).data)

    @skema.operasi(
        "isi_keuangan_ubah",
        "Isi: modal dan penjualan",
        "Angka satu tahun, dalam rupiah bulat. Yang tidak dikirim tetap seperti semula.",
        tag=skema.ISI,
        jawaban=serializers.HasilSimpanSerializer,
        contoh=contoh.hasil_simpan("keuangan", aturan.BAGIAN["keuangan"].judul),
        kirim=isian.skema_form(MEDAN_KEUANGAN, wajib=("tahun",)),
        contoh_kirim=contoh.KIRIM_BAGIAN["keuangan"],
        masalah_lain=(*skema.USAHA_SATU, "isian_terkunci", "status_berubah", "bukan_wewenang"),
    )
    def patch(self, request: Any, kode: str) -> Response:
        isian.periksa_nama(request.data, MEDAN_KEUANGAN)
        usaha = self.usaha(kode)
        if not aturan.bagian_terbuka(usaha, "keuangan"):
            raise Konflik("isian_terkunci", "Bagian ini sedang dikunci karena datanya sedang diperiksa.")
        if "tahun" not in request.data:
            raise ValidationError({"tahun": "Sebutkan tahunnya."})
        form = KeuanganForm(
            isian.ketikan(KeuanganForm(None, usaha=usaha, angka=[]), _angka_lama(usaha, request.data) | request.data),
            usaha=usaha,
            angka=[],
        )
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        try:
            isi.isi_keuangan(usaha, oleh=request.user, **form.cleaned_data)
        except TransisiDitolak as galat:
            raise status_berubah(usaha, galat) from None
        hasil = isi.HasilSimpan([f"keuangan.{nama}" for nama in request.data if nama != "tahun"])
        return _jawab(hasil, form, queries.bagian_keuangan(self.usaha(kode)))


def _angka_lama(usaha: Usaha, kiriman: dict[str, Any]) -> dict[str, Any]:
    """Return the amounts kept for the year that is sent, so that one may be sent without the other."""
    tahun = kiriman["tahun"]
    ada = usaha.keuangan.terbuka().filter(tahun=tahun).first() if type(tahun) is int and 0 < tahun < 10**4 else None
    return {"modal": ada.modal, "omzet": ada.omzet} if ada else {}


def _jawab(hasil: isi.HasilSimpan, form: Any, bagian: dict[str, Any]) -> Response:
    """Answer what was saved by the names in which it was sent."""
    isi_jawaban = {
        "tersimpan": [nama.partition(".")[2] for nama in hasil.tersimpan],
        "diusulkan": [nama.partition(".")[2] for nama in hasil.diusulkan],
        "peringatan": form.peringatan() if isinstance(form, PemilikForm) else [],
        "bagian": bagian,
    }
    return Response(serializers.HasilSimpanSerializer(isi_jawaban).data)
