"""Forms by which officials edit the catalogue: services, documents, dated figures, the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.alasan import wajib_alasan
from inti.teks import kode_bebas
from layanan.actions.katalog import templat_ada
from layanan.enums import BERPILIHAN, AsalIsian, JenisIsian, KeadaanVersi
from layanan.formulir import jawaban_ditawarkan
from layanan.formulir import langkah as susun_langkah
from layanan.models import AlasanTolak, IsianFormulir, Layanan, SyaratBerkas, TarifLayanan, VersiFormulir

PILIHAN_TERBANYAK, PILIHAN_TERPANJANG = 60, 150
BERKAS_TERBESAR = 1024 * 1024
"""Bytes of a catalogue file: the ten shipped services need less than a tenth."""
HANYA_BILA = "Kosong: selalu. Centang beberapa jawaban dari satu pertanyaan bila salah satunya cukup."


class KondisiField(forms.MultipleChoiceField):
    """A condition, chosen from the answers that other fields offer; each choice reads "kode=jawaban"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        bawaan: dict[str, Any] = {"required": False, "label": "Hanya bila", "help_text": HANYA_BILA}
        super().__init__(**bawaan | kwargs)

    def tawarkan(self, isian: Iterable[IsianFormulir], kini: Mapping[str, Any]) -> None:
        """Offer the answers of these fields, and what the condition already names even where that is gone."""
        semua: list[tuple[str, list[tuple[str, str]]]] = [
            (i.label, [(f"{i.kode}={kode}", kata) for kode, kata in jawaban_ditawarkan(i)])
            for i in isian
            if jawaban_ditawarkan(i)
        ]
        ada = {kunci for _, milik in semua for kunci, _ in milik}
        hilang = [k for k in self.prepare_value(kini) if k not in ada]
        self.choices = [*semua, *([("Sudah tidak ditanyakan", [(k, k) for k in hilang])] if hilang else [])]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return [f"{value['isian']}={n}" for n in value["nilai"]] if value else []
        return value

    def clean(self, value: Any) -> dict[str, Any]:
        pasangan = [v.partition("=")[::2] for v in super().clean(value)]
        induk = {kode for kode, _ in pasangan}
        if len(induk) > 1:
            raise ValidationError("Pilih jawaban dari satu pertanyaan saja.")
        return {"isian": induk.pop(), "nilai": [nilai for _, nilai in pasangan]} if pasangan else {}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.prepare_value(initial or {})) != set(data or [])


class IsianForm(forms.ModelForm):
    """A question of a draft. Choices are words, one per line; their codes stay when a word is corrected."""

    langkah = forms.TypedChoiceField(label="Pada langkah", coerce=int, widget=forms.RadioSelect)
    pilihan = forms.CharField(
        label="Pilihan jawaban",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Satu baris satu pilihan. Hanya untuk “Pilih satu” dan “Pilih beberapa”.",
    )
    kondisi = KondisiField(label="Ditanyakan hanya bila")

    class Meta:
        model = IsianFormulir
        fields = ("label", "bantuan", "jenis", "pilihan", "wajib", "asal", "langkah", "kondisi")
        labels = {"label": "Pertanyaan", "bantuan": "Petunjuk dan contoh", "jenis": "Cara menjawab", "wajib": "Wajib"}
        help_texts = {
            "bantuan": "Dibaca pemohon di bawah pertanyaan. Contoh: Perkiraan saja, misalnya 12.",
            "asal": "Pemohon tidak mengetik lagi yang sudah kami ketahui; ia dapat mengubahnya.",
        }
        error_messages = {"label": {"required": "Tulis pertanyaannya."}, "jenis": {"required": "Pilih caranya."}}

    def __init__(self, *args: Any, versi: VersiFormulir, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.instance.versi = versi
        semua = list(versi.isian.all())
        langkah = susun_langkah(semua)
        medan: dict[str, Any] = self.fields
        pilihan_langkah = [(s.nomor, f"{s.nomor}. {s.judul}") for s in langkah]
        medan["langkah"].choices = [*pilihan_langkah, (len(langkah) + 1, "Langkah baru di akhir")]
        if self.instance.pk is None:
            self.initial["langkah"] = len(langkah) or 1
        medan["jenis"].choices = [("", "Pilih cara menjawab"), *JenisIsian.choices]
        medan["asal"].choices = [("", "Diketik pemohon"), *AsalIsian.choices]
        medan["asal"].label = "Terisi dari data usaha"
        medan["kondisi"].tawarkan([i for i in semua if i.pk != self.instance.pk], self.instance.kondisi)
        self.pilihan_lama = list(self.instance.pilihan)
        self.initial["pilihan"] = "\n".join(kata for _, kata in self.pilihan_lama)

    def clean_pilihan(self) -> list[list[str]]:
        kata = [" ".join(baris.split()) for baris in self.cleaned_data["pilihan"].splitlines() if baris.strip()]
        if len(kata) > PILIHAN_TERBANYAK or any(len(k) > PILIHAN_TERPANJANG for k in kata):
            raise ValidationError(
                f"Paling banyak {PILIHAN_TERBANYAK} pilihan, masing-masing paling panjang {PILIHAN_TERPANJANG} huruf."
            )
        if len({k.casefold() for k in kata}) != len(kata):
            raise ValidationError("Ada pilihan yang sama. Tulis masing-masing sekali.")
        return berkode(kata, self.pilihan_lama)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("jenis") and data["jenis"] not in BERPILIHAN:
            data["pilihan"] = []
        elif data.get("jenis") and data.get("pilihan") == []:
            self.add_error("pilihan", "Tulis pilihannya, satu baris satu pilihan.")
        return data


def berkode(kata: Sequence[str], lama: Sequence[Sequence[str]]) -> list[list[str]]:
    """Give each choice a code: that of the same word before, of the same line when words were corrected, or a new one.

    Conditions and kept answers name codes, so a corrected spelling changes none of them.
    """
    menurut_kata = {kata_lama: kode for kode, kata_lama in lama}
    hasil = [[menurut_kata.get(k, ""), k] for k in kata]
    if len(kata) == len(lama):
        for satu, (kode_lama, _) in zip(hasil, lama, strict=True):
            if not satu[0] and kode_lama not in {kode for kode, _ in hasil}:
                satu[0] = kode_lama
    for satu in hasil:
        satu[0] = satu[0] or kode_bebas(satu[1], [kode for kode, _ in hasil]).replace("-", "_")
    return hasil


class JudulLangkahForm(forms.Form):
    judul = forms.CharField(
        label="Judul langkah",
        max_length=80,
        help_text="Dibaca pemohon di atas halaman. Contoh: Usaha Anda.",
        error_messages={"required": "Tulis judulnya.", "max_length": "Paling panjang 80 huruf."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


# --- Services ---------------------------------------------------------------------------


class LayananForm(forms.ModelForm):
    """Both the new service and the parts of an old one; a blank code is made from the name."""

    class Meta:
        model = Layanan
        fields: tuple[str, ...] = ()
        help_texts = {
            "kode": "Bagian akhir alamat halaman. Kosongkan, kami buat dari namanya. Tidak dapat diubah lagi.",
            "ringkas": "Satu kalimat untuk pemilik usaha. Contoh: Izin dasar setiap usaha, gratis, lewat OSS.",
            "aktif": "Layanan tampil untuk umum bila ini dicentang dan formulirnya sudah dipakai.",
            "hari_janji": "Hari kerja di dinas ini saja, di luar waktu instansi lain.",
            "templat_surat": "Hanya untuk layanan yang hasilnya surat.",
            "perihal_surat": "Tertulis di kepala surat. Contoh: Surat Rekomendasi Pameran.",
            "seri": "Kosong: surat memakai seri nomor umum dinas, atau nomor dari buku agenda.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kode" in self.fields:
            self.fields["kode"].required = False
        if "templat_surat" in self.fields:
            kini = self.instance.templat_surat
            ada = [(t, t.replace("-", " ").capitalize()) for t in sorted({*templat_ada(), *([kini] if kini else [])})]
            pilih = [("", "Tanpa surat"), *ada]
            self.fields["templat_surat"] = forms.ChoiceField(
                label="Templat surat", choices=pilih, required=False, help_text=self.fields["templat_surat"].help_text
            )

    def clean_kode(self) -> str:
        return self.cleaned_data["kode"] or kode_bebas(
            self.cleaned_data.get("nama", ""), Layanan.objects.values_list("kode", flat=True), maks=50
        )


class BerkodeForm(forms.ModelForm):
    """A row of a service whose code nobody types: it is made of the name when the row is new."""

    def _kode(self, nama: str) -> str:
        terpakai = type(self.instance)._default_manager.filter(layanan=self.instance.layanan_id)
        return kode_bebas(nama, terpakai.values_list("kode", flat=True))

    def _post_clean(self) -> None:
        if not self.instance.kode and self.cleaned_data.get("nama"):
            self.instance.kode = self._kode(self.cleaned_data["nama"])
        super()._post_clean()  # type: ignore[misc]


class SyaratBerkasForm(BerkodeForm):
    kondisi = KondisiField(label="Diminta hanya bila")

    class Meta:
        model = SyaratBerkas
        fields = ("nama", "bantuan", "wajib", "kondisi", "aktif", "urut")
        labels = {"nama": "Foto atau berkas", "aktif": "Masih diminta"}
        help_texts = {"aktif": "Hapus centang bila tidak diminta lagi; yang sudah diunggah pemohon tetap ada."}

    def __init__(self, *args: Any, isian: Sequence[IsianFormulir] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["kondisi"]
        medan.tawarkan(isian, self.instance.kondisi)


class TarifForm(BerkodeForm):
    """A figure with its days. A new value of the same thing carries the same name, and so the same code."""

    class Meta:
        model = TarifLayanan
        fields = (
            "jenis",
            "nama",
            "nilai",
            "satuan",
            "berlaku_mulai",
            "berlaku_sampai",
            "sumber",
            "perlu_konfirmasi",
        )
        help_texts = {
            "nama": "Nilai baru untuk hal yang sama: tulis nama yang sama.",
            "satuan": "Misalnya rupiah, tahun, bulan, nilai.",
            "sumber": "Peraturan atau laman tempat angka ini tertulis.",
        }

    def _kode(self, nama: str) -> str:
        sama = TarifLayanan.objects.filter(layanan=self.instance.layanan_id, nama__iexact=nama).first()
        return sama.kode if sama else super()._kode(nama)


class TarifFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """Refuse two values of the same thing that hold on the same day."""
        super().clean()
        baris = [f.instance for f in self.forms if f.instance.berlaku_mulai and f not in self.deleted_forms]
        for n, satu in enumerate(baris):
            for lain in baris[n + 1 :]:
                if satu.kode == lain.kode and satu.nama and _tumpang(satu, lain):
                    raise ValidationError(
                        f"“{satu.nama}” punya dua nilai pada hari yang sama. Isi tanggal berakhir nilai yang lama."
                    )


def _tumpang(a: TarifLayanan, b: TarifLayanan) -> bool:
    return (a.berlaku_sampai is None or b.berlaku_mulai <= a.berlaku_sampai) and (
        b.berlaku_sampai is None or a.berlaku_mulai <= b.berlaku_sampai
    )


class BerkodeSendiriForm(forms.ModelForm):
    """A record of its own whose code nobody types: it is made of the name when it is new."""

    def _post_clean(self) -> None:
        if not self.instance.kode and self.cleaned_data.get("nama"):
            terpakai = type(self.instance)._default_manager.values_list("kode", flat=True)
            self.instance.kode = kode_bebas(self.cleaned_data["nama"], terpakai)
        super()._post_clean()  # type: ignore[misc]


class AlasanTolakForm(BerkodeSendiriForm):
    """A reason of refusal; every one leads on: to a service, to a training, or to what the applicant does himself."""

    class Meta:
        model = AlasanTolak
        fields = ("nama", "rencana", "obat_layanan", "obat_pelatihan", "aktif", "urut")


def isian_kini(layanan: Layanan) -> list[IsianFormulir]:
    """Return the fields that conditions of documents may name: those of the version in use, else of the draft."""
    versi = list(layanan.versi.exclude(keadaan=KeadaanVersi.PENSIUN).prefetch_related("isian"))
    pilih = next((v for v in versi if v.keadaan == KeadaanVersi.TERBIT), versi[0] if versi else None)
    return list(pilih.isian.all()) if pilih else []


# --- Files ------------------------------------------------------------------------------


class _BeralasanForm(forms.Form):
    alasan = forms.CharField(
        label="Untuk apa",
        max_length=200,
        help_text="Sedikitnya 10 huruf. Tercatat bersama nama Anda. Contoh: Diminta Kabupaten Contoh lewat surat.",
        error_messages={"required": "Tulis untuk apa, sedikitnya 10 huruf."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def clean_alasan(self) -> str:
        try:
            return wajib_alasan(self.cleaned_data["alasan"], maks=200, kalimat="Tulis untuk apa")
        except ValidationError as galat:
            raise ValidationError(galat.messages) from galat


class KeluarkanForm(_BeralasanForm):
    layanan: Any = forms.ModelMultipleChoiceField(
        label="Layanan yang dikeluarkan",
        queryset=Layanan.objects.order_by("urut", "nama"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu layanan."},
    )
    field_order = ("layanan", "alasan")


class MuatForm(_BeralasanForm):
    berkas = forms.FileField(
        label="Berkas katalog",
        help_text="Berkas .json yang dikeluarkan portal ini atau portal kabupaten lain, paling besar 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Pilih berkasnya dulu.", "empty": "Berkas ini kosong."},
    )
    field_order = ("berkas", "alasan")

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > BERKAS_TERBESAR:
            raise ValidationError("Berkas ini lebih besar dari 1 MB. Keluarkan layanan satu demi satu.")
        return berkas
