"""Addresses of the rooms of a class: scores, notes, materials, accountability; the last also for officials."""

from django.urls import path

from inti.admin.kamar import kantor
from pelatihan.views import catatan, materi, nilai, spj

app_name = "ruang"
_AJAR, _KANTOR = "pelatihan/mengajar/<str:kode>/", "admin/spj/<str:kode>/"
_DI_AJAR, _DI_KANTOR = {"ruang": spj.MENGAJAR}, {"ruang": spj.KANTOR}
_LEMBAR = "<slug:bentuk>/<str:pada>/"

urlpatterns = [
    path(f"{_AJAR}nilai/", nilai.tabel, name="nilai"),
    path(f"{_AJAR}nilai/riwayat/", nilai.riwayat, name="nilai_riwayat"),
    path(f"{_AJAR}nilai/tempel/", nilai.tempel, name="nilai_tempel"),
    path(f"{_AJAR}nilai/tempel/simpan/", nilai.simpan, name="nilai_simpan"),
    path(f"{_AJAR}catatan/", catatan.daftar, name="catatan"),
    path(f"{_AJAR}catatan/<int:pk>/", catatan.ubah, name="catatan_ubah"),
    path(f"{_AJAR}catatan/<int:pk>/hapus/", catatan.hapus, name="catatan_hapus"),
    path(f"{_AJAR}materi/", materi.daftar, name="materi"),
    path(f"{_AJAR}materi/<str:materi>/", materi.unduh, name="materi_unduh"),
    path(f"{_AJAR}materi/<str:materi>/hapus/", materi.hapus, name="materi_hapus"),
    path("pelatihan/saya/<str:kode>/materi/<str:materi>/", materi.peserta, name="peserta_materi"),
    path(f"{_AJAR}spj/", spj.siap, _DI_AJAR, name="spj"),
    path(f"{_AJAR}spj/bukti/<str:bukti>/", spj.bukti, _DI_AJAR, name="spj_bukti"),
    path(f"{_AJAR}spj/bukti/<str:bukti>/kecil/", spj.bukti_kecil, _DI_AJAR, name="spj_bukti_kecil"),
    path(f"{_AJAR}spj/bukti/<str:bukti>/hapus/", spj.bukti_hapus, _DI_AJAR, name="spj_bukti_hapus"),
    path(f"{_AJAR}spj/{_LEMBAR}pdf/", spj.cetak, _DI_AJAR | {"rupa": "pdf"}, name="spj_pdf"),
    path(f"{_AJAR}spj/{_LEMBAR}xlsx/", spj.cetak, _DI_AJAR | {"rupa": "xlsx"}, name="spj_xlsx"),
    path(_KANTOR, kantor(spj.siap), _DI_KANTOR, name="kantor_spj"),
    path(f"{_KANTOR}data/", kantor(spj.data), _DI_KANTOR, name="kantor_spj_data"),
    path(f"{_KANTOR}bukti/<str:bukti>/", kantor(spj.bukti), _DI_KANTOR, name="kantor_spj_bukti"),
    path(f"{_KANTOR}bukti/<str:bukti>/kecil/", kantor(spj.bukti_kecil), _DI_KANTOR, name="kantor_spj_bukti_kecil"),
    path(f"{_KANTOR}bukti/<str:bukti>/hapus/", kantor(spj.bukti_hapus), _DI_KANTOR, name="kantor_spj_bukti_hapus"),
    path(f"{_KANTOR}{_LEMBAR}pdf/", kantor(spj.cetak), _DI_KANTOR | {"rupa": "pdf"}, name="kantor_spj_pdf"),
    path(f"{_KANTOR}{_LEMBAR}xlsx/", kantor(spj.cetak), _DI_KANTOR | {"rupa": "xlsx"}, name="kantor_spj_xlsx"),
    path(f"{_KANTOR}{_LEMBAR}nik/", kantor(spj.nik), _DI_KANTOR, name="kantor_spj_nik"),
]
