"""The shapes of the answers. They only read: what is sent is judged by the forms of the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Choices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.enums import Cakupan
from inti.dokumen import AlasanCabut
from inti.dokumen import Keadaan as KeadaanDokumen
from umkm.enums import Keadaan, StatusUsaha
from umkm.isian import BEBAS, TERKUNCI, USUL
from wilayah.enums import JenisDesa, VersiKbli

Teks = serializers.CharField
Bulat = serializers.IntegerField
Hari = serializers.DateField
Saat = serializers.DateTimeField


def pilihan(enum: type[Choices], keterangan: str, *, boleh_kosong: bool = False) -> Any:
    """Return a text field that the document describes with its possible values."""
    nilai = [*enum.values, ""] if boleh_kosong else list(enum.values)
    arti = "; ".join(f"{kode}: {sebutan}" for kode, sebutan in enum.choices)
    skema = {"type": "string", "enum": nilai, "description": f"{keterangan} {arti}."}
    return extend_schema_field(skema)(type("PilihanField", (Teks,), {}))()


class KecamatanSerializer(serializers.Serializer):
    kode = Teks(help_text="Kode Kemendagri.")
    nama = Teks()
    lintang = serializers.FloatField(source="lat", help_text="Derajat desimal, selatan bertanda minus.")
    bujur = serializers.FloatField(source="lon", help_text="Derajat desimal.")


class DaftarKecamatanSerializer(serializers.Serializer):
    hasil = KecamatanSerializer(many=True)


class KecamatanRingkasSerializer(serializers.Serializer):
    kode = Teks()
    nama = Teks()


class DesaSerializer(serializers.Serializer):
    kode = Teks(help_text="Kode Kemendagri; dipakai di isian desa.")
    nama = Teks()
    jenis = pilihan(JenisDesa, "Desa atau kelurahan.")
    kecamatan = KecamatanRingkasSerializer()
    kode_pos = Teks()


class DaftarDesaSerializer(serializers.Serializer):
    hasil = DesaSerializer(many=True)


class KbliSerializer(serializers.Serializer):
    nilai = Teks(help_text="Versi dan kode; dipakai di isian kbli, misalnya 2025:10794.")
    kode = Teks(help_text="Lima angka.")
    versi = pilihan(VersiKbli, "Versi KBLI. Kode tanpa versi tidak berarti.")
    judul = Teks()
    alasan = Teks(help_text="Mengapa kode ini ditawarkan.")
    makna_berubah = serializers.BooleanField(help_text="Kode yang sama berarti lain di versi satunya.")


class DaftarKbliSerializer(serializers.Serializer):
    hasil = KbliSerializer(many=True)


class ButirSerializer(serializers.Serializer):
    label = Teks()
    nilai = Teks(source="tampil", help_text="Nama orang disamarkan: hanya huruf pertama setiap kata.")


class CekSerializer(serializers.Serializer):
    kode = Teks()
    jenis = Teks(help_text="Nama surat seperti tercetak.")
    nomor = Teks()
    keadaan = pilihan(KeadaanDokumen, "Keadaan surat hari ini.")
    diterbitkan = Hari()
    berlaku_sampai = Hari(allow_null=True, help_text="Kosong: berlaku selama tidak dicabut.")
    dicabut_pada = Hari(source="hari_dicabut", allow_null=True)
    alasan_cabut = pilihan(AlasanCabut, "Kosong bila tidak dicabut.", boleh_kosong=True)
    butir = ButirSerializer(many=True, help_text="Yang tercetak di surat dan dapat dicocokkan siapa pun.")
    alamat = Teks(help_text="Halaman cek yang dibuka kode QR.")


class SebutanStatusSerializer(serializers.Serializer):
    kode = pilihan(StatusUsaha, "Status.")
    sebutan = Teks(help_text="Seperti di layar.")


class KeadaanUsahaSerializer(serializers.Serializer):
    kode = pilihan(Keadaan, "Keadaan usaha.")
    sebutan = Teks()
    sejak = Hari(allow_null=True)


class JamSerializer(serializers.Serializer):
    """Working days since the case was last opened."""

    kami = Bulat(help_text="Hari kerja di tangan dinas.")
    anda = Bulat(help_text="Hari kerja di tangan Anda.")
    instansi = Bulat(help_text="Hari kerja di tangan instansi lain.")
    nama_instansi = Teks(help_text="Instansi yang ditunggu; kosong bila tidak ada.")
    jumlah = Bulat(help_text="Jumlah ketiganya.")
    janji = Bulat(help_text="Janji dinas dalam hari kerja, hanya untuk bagian “kami”.")


class UsahaRingkasSerializer(serializers.Serializer):
    kode = Teks()
    nomor = Teks(help_text="Nomor pendaftaran, yang disebut lewat telepon.")
    nama = Teks()
    status = SebutanStatusSerializer()
    keadaan = KeadaanUsahaSerializer()
    desa = DesaSerializer()
    jam = JamSerializer()
    jatuh_tempo = Hari(allow_null=True, help_text="Hari terakhir janji dinas; kosong bila tidak di tangan dinas.")
    dibuat = Saat()
    diubah = Saat()
    alamat = Teks(help_text="Alamat usaha ini di API.")


class TindakanSerializer(serializers.Serializer):
    verba = Teks(help_text="Nama tindakan.")
    sebutan = Teks(help_text="Seperti di tombol.")
    alamat = Teks(help_text="Kirim POST ke alamat ini.")


class RiwayatSerializer(serializers.Serializer):
    pada = Saat()
    verba = Teks()
    kalimat = Teks()
    catatan = Teks(help_text="Kalimat petugas untuk Anda; sering kosong.")


class DokumenSerializer(serializers.Serializer):
    kode = Teks(help_text="Kode di bawah kotak QR.")
    jenis = Teks()
    nomor = Teks()
    keadaan = pilihan(KeadaanDokumen, "Keadaan surat hari ini.")
    diterbitkan = Hari()
    berlaku_sampai = Hari(allow_null=True)
    alamat_cek = Teks(source="alamat", help_text="Halaman cek untuk siapa pun.")


class PermintaanSerializer(serializers.Serializer):
    isian = Teks(help_text="Isian atau bagian yang diminta, misalnya usaha.alamat.")
    sebutan = Teks()
    kalimat = Teks(help_text="Kalimat petugas.")


class UsulanSerializer(serializers.Serializer):
    isian = Teks(source="nama")
    sebutan = Teks(source="label")
    lama = Teks()
    baru = Teks()


class PemilikSerializer(serializers.Serializer):
    nama = Teks()
    nik = Teks(help_text="Disamarkan. Kosong bila belum diisi, atau bila Anda pembantu.")
    identitas_terbukti = serializers.BooleanField()


@extend_schema_field({"type": "string", "enum": ["pemilik", "pembantu"], "description": "Siapa Anda di usaha ini."})
class SebagaiField(serializers.CharField):
    pass


class UsahaSerializer(UsahaRingkasSerializer):
    uraian = Teks(help_text="Jual apa, dengan kata pemiliknya.")
    kbli = Teks(allow_null=True, help_text="Versi dan kode, misalnya 2025:10794.")
    skala = Teks(help_text="Skala menurut PP 7/2021, tanpa angkanya.")
    sebagai = SebagaiField()
    pemilik = PemilikSerializer(allow_null=True)
    tindakan = TindakanSerializer(many=True, help_text="Yang dapat Anda lakukan sekarang lewat API.")
    kurang = serializers.ListField(child=Teks(), help_text="Isian yang harus lengkap sebelum dikirim.")
    alasan = Teks(help_text="Mengapa ditolak atau dicabut; kosong bila tidak.")
    permintaan = PermintaanSerializer(many=True, help_text="Yang diminta petugas untuk dilengkapi.")
    usulan = UsulanSerializer(many=True, help_text="Usulan perubahan yang menunggu diputuskan.")
    riwayat = RiwayatSerializer(many=True, help_text="Sepuluh baris terakhir, yang terbaru di atas.")
    bukti = DokumenSerializer(allow_null=True, help_text="Tanda bukti yang berlaku.")


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "string", "enum": [BEBAS, USUL, TERKUNCI]},
        "description": "Untuk setiap isian: bebas diubah, menjadi usulan, atau terkunci sekarang.",
    }
)
class SifatField(serializers.DictField):
    pass


@extend_schema_field({"type": "object", "additionalProperties": True, "description": "Isi sekarang, per isian."})
class IsiField(serializers.DictField):
    pass


class KemajuanSerializer(serializers.Serializer):
    bagian = Teks(source="bagian.kode")
    judul = Teks(source="bagian.judul")
    alasan = Teks(source="bagian.alasan", help_text="Mengapa ini ditanyakan.")
    terisi = Bulat()
    dari = Bulat()
    lengkap = serializers.BooleanField()
    perlu = serializers.BooleanField(help_text="Masih ada yang harus diisi sebelum dikirim.")
    diminta = serializers.BooleanField(help_text="Petugas meminta bagian ini dilengkapi.")


class DaftarKemajuanSerializer(serializers.Serializer):
    hasil = KemajuanSerializer(many=True)


class BagianSerializer(serializers.Serializer):
    bagian = Teks()
    judul = Teks()
    isi = IsiField()
    sifat = SifatField()
    permintaan = PermintaanSerializer(many=True)


class HasilSimpanSerializer(serializers.Serializer):
    tersimpan = serializers.ListField(child=Teks(), help_text="Isian yang langsung berlaku.")
    diusulkan = serializers.ListField(child=Teks(), help_text="Isian yang menunggu persetujuan petugas.")
    peringatan = serializers.ListField(child=Teks(), help_text="Yang tampak tidak cocok; data tetap tersimpan.")
    bagian = BagianSerializer()


class KunciSerializer(serializers.Serializer):
    nama = Teks()
    awalan = Teks()
    cakupan = pilihan(Cakupan, "Yang boleh dilakukan dengan kunci ini.")
    kedaluwarsa = Saat()


class SayaSerializer(serializers.Serializer):
    nama = Teks(help_text="Nama pemilik akun.")
    kunci = KunciSerializer(help_text="Kunci yang dipakai permintaan ini.")


class MasalahSerializer(serializers.Serializer):
    """A problem of RFC 9457; only for the document."""

    type = Teks(help_text="Alamat penjelasan galat ini.")
    title = Teks()
    status = Bulat()
    detail = Teks(help_text="Kalimat untuk dibaca orang: apa yang perlu dilakukan.")
    kode = Teks(help_text="Kode tetap untuk dibaca program.")
    permintaan = Teks(help_text="Nama permintaan ini di catatan kami, sama dengan header X-Request-ID.")
    isian = serializers.DictField(
        child=serializers.ListField(child=Teks()), required=False, help_text="Kalimat per isian, pada kode isian_salah."
    )
    usaha_tetap = Teks(required=False, help_text="Alamat usaha yang menggantikan, pada kode sudah_digabung.")
    status_sekarang = Teks(required=False, help_text="Status usaha saat ini, pada kode status_berubah.")
