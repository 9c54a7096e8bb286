"""Addresses of the API. Within v1 nothing is taken away or renamed; what must change so much becomes v2 beside it."""

from django.urls import include, path

from api.views import acuan, dokumentasi, isi, kunci, usaha

app_name = "api"

SATU = "usaha/<slug:kode>/"
SATU_USAHA = [
    path(SATU, usaha.SatuUsahaView.as_view(), name="usaha_satu"),
    path(f"{SATU}riwayat/", usaha.RiwayatView.as_view(), name="usaha_riwayat"),
    path(f"{SATU}dokumen/", usaha.DokumenView.as_view(), name="usaha_dokumen"),
    path(f"{SATU}ajukan/", usaha.AjukanView.as_view(), name="usaha_ajukan"),
    path(f"{SATU}tarik/", usaha.TarikView.as_view(), name="usaha_tarik"),
    path(f"{SATU}pastikan/", usaha.PastikanView.as_view(), name="usaha_pastikan"),
    path(f"{SATU}buka-lagi/", usaha.BukaLagiView.as_view(), name="usaha_buka_lagi"),
    path(f"{SATU}keadaan/", usaha.KeadaanView.as_view(), name="usaha_keadaan"),
    path(f"{SATU}usulan/batalkan/", usaha.BatalkanUsulanView.as_view(), name="usaha_usulan_batalkan"),
    path(f"{SATU}isi/", isi.KemajuanView.as_view(), name="usaha_isi"),
    *(path(f"{SATU}isi/{kode}/", isi.bagian_view(kode).as_view(), name=f"isi_{kode}") for kode in isi.FORM),
    path(f"{SATU}isi/keuangan/", isi.KeuanganView.as_view(), name="isi_keuangan"),
]

V1 = [
    path("", dokumentasi.dokumentasi, name="dokumentasi"),
    path("schema/", dokumentasi.dokumen_skema, name="skema"),
    path("kecamatan/", acuan.KecamatanView.as_view(), name="kecamatan"),
    path("desa/", acuan.DesaView.as_view(), name="desa"),
    path("desa/cari/", acuan.CariDesaView.as_view(), name="desa_cari"),
    path("kbli/cari/", acuan.CariKbliView.as_view(), name="kbli_cari"),
    path("cek/<str:kode>/", acuan.CekView.as_view(), name="cek"),
    path("saya/", usaha.SayaView.as_view(), name="saya"),
    path("usaha/", usaha.DaftarUsahaView.as_view(), name="usaha"),
    *SATU_USAHA,
    path("<path:sisa>", acuan.TidakAdaView.as_view(), name="tidak_ada"),
]

urlpatterns = [
    path("kunci/", kunci.kunci, name="kunci"),
    path("kunci/<slug:kode>/cabut/", kunci.cabut, name="kunci_cabut"),
    path("v1/", include(V1)),
]
