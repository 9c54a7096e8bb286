"""Addresses of the account. Names without a prefix are allauth's, which it looks up itself; the rest are ours."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from akun.views import akun, dua_langkah, kode, masuk

DUA_LANGKAH = [
    path("", dua_langkah.daftar, name="mfa_index"),
    path("pastikan/", dua_langkah.tanya_lagi, name="mfa_reauthenticate"),
    path("aplikasi/", dua_langkah.aktifkan_totp, name="mfa_activate_totp"),
    path("aplikasi/matikan/", dua_langkah.matikan_totp, name="mfa_deactivate_totp"),
    path("cadangan/", dua_langkah.lihat_cadangan, name="mfa_view_recovery_codes"),
    path("cadangan/buat/", dua_langkah.buat_cadangan, name="mfa_generate_recovery_codes"),
    path("kunci/", dua_langkah.daftar_kunci, name="mfa_list_webauthn"),
    path("kunci/tambah/", dua_langkah.tambah_kunci, name="mfa_add_webauthn"),
    path("kunci/pastikan/", dua_langkah.tanya_kunci, name="mfa_reauthenticate_webauthn"),
    path("kunci/<int:pk>/hapus/", dua_langkah.hapus_kunci, name="mfa_remove_webauthn"),
    path("kunci/<int:pk>/ubah/", dua_langkah.ubah_kunci, name="mfa_edit_webauthn"),
]

KAMI = [
    path("keluar/selesai/", masuk.sudah_keluar, name="sudah_keluar"),
    path("masuk/kode/", kode.minta_kode, name="minta_kode"),
    path("masuk/kode/periksa/", kode.periksa_kode, name="periksa_kode"),
    path("masuk/kode/kenali/", kode.kenali_perangkat, name="kenali_perangkat"),
    path("akun/", akun.akun, name="akun"),
    path("akun/nomor/", akun.nomor, name="nomor"),
    path("akun/nomor/buktikan/", akun.nomor_buktikan, name="nomor_buktikan"),
    path("akun/nomor/kode/", akun.nomor_kode, name="nomor_kode"),
    path("akun/email/", akun.email, name="email"),
    path("akun/email/<str:tanda>/", akun.email_sahkan, name="email_sahkan"),
    path("akun/riwayat/", akun.riwayat, name="riwayat"),
    path("akun/pembaca/", akun.pembaca, name="pembaca"),
    path("akun/perangkat/", akun.daftar_perangkat, name="perangkat"),
    path("akun/perangkat/keluar-semua/", akun.perangkat_keluar_semua, name="perangkat_keluar_semua"),
    path("akun/perangkat/<str:kode>/keluar/", akun.perangkat_akhiri, name="perangkat_akhiri"),
    path("akun/pemberitahuan/", akun.pemberitahuan, name="pemberitahuan"),
    path("akun/persetujuan/", akun.persetujuan, name="persetujuan"),
    path("akun/persetujuan/beri/", akun.persetujuan_beri, name="persetujuan_beri"),
    path("akun/persetujuan/tarik/", akun.persetujuan_tarik, name="persetujuan_tarik"),
]

urlpatterns = [
    path("masuk/", masuk.masuk, name="account_login"),
    path("masuk/dua-langkah/", dua_langkah.tanya, name="mfa_authenticate"),
    path("keluar/", masuk.keluar, name="account_logout"),
    path("akun/tidak-aktif/", masuk.tidak_aktif, name="account_inactive"),
    # The form of allauth is not used: signing up is the first page of the registry.
    path("akun/daftar/", login_not_required(RedirectView.as_view(url="/daftar/")), name="account_signup"),
    path("akun/pastikan/", dua_langkah.pastikan, name="account_reauthenticate"),
    path("akun/sandi/", akun.sandi, name="account_change_password"),
    path("akun/lupa-sandi/", masuk.lupa_sandi, name="account_reset_password"),
    path("akun/lupa-sandi/terkirim/", masuk.lupa_sandi_terkirim, name="account_reset_password_done"),
    path("akun/lupa-sandi/<str:kode>/<str:tanda>/", masuk.sandi_dari_tautan, name="account_reset_password_from_key"),
    path("akun/2fa/", include(DUA_LANGKAH)),
    path("", include((KAMI, "akun"))),
]
