"""Who may do what with a class and with a place in it; each predicate takes the user and the object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from akun.permissions import kecamatan_kerja
from inti.workflow import Tamu

if TYPE_CHECKING:
    from pelatihan.models import Angkatan, Peserta


def penyelenggara(user: Any, angkatan: Angkatan) -> bool:
    """An official who runs classes: of the whole kabupaten, or those held in a kecamatan for which he works."""
    return _setempat(user, angkatan, "pelatihan.change_angkatan")


def pengajar(user: Any, angkatan: Angkatan) -> bool:
    """A trainer of this class, or his stand-in."""
    return any(p.akun_id == user.pk for p in angkatan.pelatih.all())


def pengajar_bernama(user: Any, angkatan: Angkatan) -> bool:
    """The same, while trainers still read who took part."""
    return pengajar(user, angkatan) and angkatan.bernama


def penyiap_spj(user: Any, angkatan: Angkatan) -> bool:
    """An official who prepares the papers of accountability, for the classes of his reach."""
    return _setempat(user, angkatan, "pelatihan.siapkan_spj")


def pembaca_sertifikat(user: Any, angkatan: Angkatan) -> bool:
    """An official who sees certificates; whose, his kecamatan says."""
    return user.is_staff and user.has_perm("pelatihan.view_penerbitan")


def diri(user: Any, peserta: Peserta) -> bool:
    """The participant himself; the account of one who has died opens nothing."""
    pelaku = peserta.pelaku
    return pelaku.akun_id is not None and pelaku.akun_id == user.pk and pelaku.meninggal_pada is None


def pengelola_peserta(user: Any, peserta: Peserta) -> bool:
    """An official who keeps the list, for the businesses of his kecamatan and never for himself."""
    return _sewilayah(user, peserta, "pelatihan.kelola_peserta") and not diri(user, peserta)


def pembantu(user: Any, peserta: Peserta) -> bool:
    """Whom the owner of the business has asked to help, until his last day."""
    return user.pk is not None and peserta.usaha.pembantu.berlaku().filter(akun=user).exists()


def diri_atau_kantor(user: Any, peserta: Peserta) -> bool:
    """The participant himself, the helper of his business, or an official at the counter on his behalf."""
    return diri(user, peserta) or pengelola_peserta(user, peserta) or pembantu(user, peserta)


def penjawab(user: Any, peserta: Peserta) -> bool:
    """Who may answer: those above, and who holds the link of the message, unless the account behind it is closed."""
    if isinstance(user, Tamu):
        akun = peserta.pelaku.akun
        return user.perihal == peserta.kode and peserta.pelaku.boleh_dikirimi and (akun is None or akun.is_active)
    return diri_atau_kantor(user, peserta)


def pengajak(user: Any, peserta: Peserta) -> bool:
    """The head of the group: he asks others along, and speaks for none of them."""
    kelompok = peserta.kelompok
    return kelompok is not None and user.pk is not None and kelompok.ketua.akun_id == user.pk


def pengusul(user: Any, peserta: Peserta) -> bool:
    """An official of the kecamatan of the business, for somebody else than himself."""
    return _sewilayah(user, peserta, "pelatihan.usulkan_peserta") and not diri(user, peserta)


def penyeleksi(user: Any, peserta: Peserta) -> bool:
    """An official who runs the class and has not applied himself."""
    return penyelenggara(user, peserta.angkatan) and not diri(user, peserta)


def penerbit(user: Any, peserta: Peserta) -> bool:
    """An official who issues certificates anew, in his kecamatan and never his own."""
    return _sewilayah(user, peserta, "pelatihan.terbitkan_sertifikat") and not diri(user, peserta)


def pengoreksi(user: Any, peserta: Peserta) -> bool:
    """A head who puts the result of one person right after the end of class or revokes a certificate, never his own."""
    return _sewilayah(user, peserta, "pelatihan.koreksi_hasil") and not diri(user, peserta)


def _setempat(user: Any, angkatan: Angkatan, izin: str) -> bool:
    if not (user.is_staff and user.has_perm(izin)):
        return False
    lingkup = kecamatan_kerja(user)
    return lingkup is None or (angkatan.desa is not None and angkatan.desa.kecamatan_id in lingkup)


def _sewilayah(user: Any, peserta: Peserta, izin: str) -> bool:
    if not (user.is_staff and user.has_perm(izin)):
        return False
    lingkup = kecamatan_kerja(user)
    return lingkup is None or peserta.usaha.desa.kecamatan_id in lingkup


def tidak_seorang_pun(user: Any, peserta: Peserta) -> bool:
    """Only the portal itself does it, because a seat is free or time has passed."""
    return False
