"""Finding persons and businesses by what is said at the counter: one rule for lists, pickers, merging and the API.

A number, whole or its beginning, in any spelling; a WhatsApp number in any spelling; or words. Every word must
begin a word of the business (its name, what it sells, its product, the digits of its number), of its owner's name,
or of its desa or kecamatan. "kerip sit kaum" finds Keripik Siti in Kauman. All of it is read from indexes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, Model, Prefetch, QuerySet, Value

from akun.permissions import kecamatan_kerja
from inti import nik, telepon
from inti.teks import sederhanakan
from umkm import nomor
from umkm.actions.ganda import CALON_TERBANYAK, mirip
from umkm.models import CarianUsaha, KepemilikanUsaha, PelakuUsaha, Usaha
from wilayah.models import Desa

TERPENDEK = 3
TERBANYAK = 10
# So many rows of a common word are found, and no more: nobody reads further, and the next word narrows.
BATAS_HASIL = 1001
KATA_TERBANYAK = 8

M = TypeVar("M", bound=Model)

_PISAH = re.compile("[\x00-\x2f\x3a-\x60\x7b-\xbf\u2000-\u206f\u3000-\u303f]+")
_LIPAT: dict[int, str | int | None] = {
    **{ord(c): ord(c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **dict.fromkeys(map(ord, "'’‘ʻʼ`´′")),
    **{
        ord(huruf): urai[0].lower()
        for huruf in map(chr, range(0xC0, 0x180))
        if len(urai := unicodedata.normalize("NFKD", huruf)) == 2
        and urai[0].isascii()
        and unicodedata.combining(urai[1])
    },
}


class Cocok(Func):
    """Whether a tsvector holds what a tsquery asks; the query is built of `kata`, so it needs no parser."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def kata(teks: str) -> list[str]:
    """Break `teks` into the words it is found by, as `umkm_lexem` in the database does.

    Small letters without accents; an apostrophe is passed over (Ma'ruf is maruf), any other mark parts words.
    """
    return [satu for satu in _PISAH.split(teks.translate(_LIPAT)) if satu]


def saring_usaha(qs: QuerySet[Usaha], teks: str, *, user: Any = None, umum: bool = False) -> QuerySet[Usaha]:
    """Narrow `qs`, in which scope and filters have been applied, to the businesses that `teks` means.

    Of a common word some `BATAS_HASIL` rows are kept. `user`, whose scope `qs` has, lets the index pass over other
    kecamatan. For the public (`umum`) a business is found by its words and its place alone, never by its owner, phone
    or number; and `qs` must be in the order of its key, of which the reader takes a page. Nothing is found by a NIK.
    """
    teks = _rapikan(teks)
    if nik.mirip(teks):
        return qs.none()
    if not umum and (awalan := _awalan_nomor(teks)):
        return qs.filter(nomor__startswith=awalan)
    if not umum and (hp := _telepon(teks)):
        berjalan = KepemilikanUsaha.objects.berjalan().filter(pelaku__telepon=hp)
        return qs.filter(pk__in=berjalan.values("usaha"))
    tanya = _tanya(teks, ("",) if umum else ("", "~", "#"), tempat=True)
    if not tanya:
        return qs.none()
    if umum:
        return qs.filter(pk__in=_bertulis(tanya))
    lingkup = kecamatan_kerja(user) if user is not None else None
    if lingkup is None:
        return _batasi(qs, qs.filter(pk__in=_bertulis(tanya)))
    sendiri = CarianUsaha.objects.filter(usaha__in=Usaha.objects.dikelola(user).values("pk"))
    tempat = " | ".join(f"'@{kode}.':*" for kode in sorted(lingkup))
    cocok = _bertulis(tanya, sendiri)
    return _batasi(qs, qs.filter(pk__in=_bertulis(f"{tanya} & ({tempat})").union(cocok) if tempat else cocok))


def _bertulis(tanya: str, di: QuerySet[CarianUsaha] | None = None) -> QuerySet[Any, Any]:
    """The keys of the businesses whose words answer `tanya`."""
    carian = CarianUsaha.objects.all() if di is None else di
    return carian.filter(Cocok(F("isi"), Value(tanya))).values("usaha")


def saring_pelaku(qs: QuerySet[PelakuUsaha], teks: str) -> QuerySet[PelakuUsaha]:
    """Narrow `qs` to the persons that `teks` means: by the number of a business, phone, or words of the name."""
    teks = _rapikan(teks)
    if nik.mirip(teks):
        return qs.none()
    if awalan := _awalan_nomor(teks):
        milik = KepemilikanUsaha.objects.berjalan().filter(usaha__nomor__startswith=awalan)
        return qs.filter(pk__in=milik.values("pelaku"))
    if hp := _telepon(teks):
        return qs.filter(telepon=hp)
    tanya = _tanya(teks, ("",), tempat=False)
    if not tanya:
        return qs.none()
    lexem = Func("nama", function="umkm_lexem", output_field=SearchVectorField())
    return _batasi(qs, qs.filter(Cocok(lexem, Value(tanya))))


def cari_pelaku(teks: str, user: Any, n: int = TERBANYAK) -> list[PelakuUsaha]:
    """Return up to `n` persons that `user` may see, by registration number, phone, or words of the name.

    An old number leads to the record that lives on. Each comes with `usaha_berjalan`, the businesses he has.
    """
    qs: QuerySet[PelakuUsaha] = PelakuUsaha.objects.terlihat_oleh(user).utuh()
    if tua := nomor.rapikan(_rapikan(teks)):
        milik = KepemilikanUsaha.objects.berjalan().filter(usaha__in=_bernomor(tua))
        qs = qs.filter(pk__in=milik.values("pelaku"))
    elif len(_rapikan(teks)) >= TERPENDEK:
        qs = saring_pelaku(qs, teks)
    else:
        return []
    berjalan = KepemilikanUsaha.objects.berjalan().select_related("usaha__desa__kecamatan")
    return list(
        qs.order_by("nama", "pk").prefetch_related(Prefetch("kepemilikan", berjalan, to_attr="usaha_berjalan"))[:n]
    )


def cari_usaha(teks: str, user: Any, n: int = TERBANYAK) -> list[Usaha]:
    """Return up to `n` businesses that `user` may see, by number, its owner's phone, or words; as `cari_pelaku`."""
    qs: QuerySet[Usaha] = Usaha.objects.terlihat_oleh(user).utuh()
    if tua := nomor.rapikan(_rapikan(teks)):
        qs = qs.filter(pk__in=_bernomor(tua).values("pk"))
    elif len(_rapikan(teks)) >= TERPENDEK:
        qs = saring_usaha(qs, teks, user=user)
    else:
        return []
    qs = qs.select_related("desa__kecamatan").prefetch_related("kepemilikan__pelaku")
    return list(qs.order_by("nama", "pk")[:n])


def mirip_dengan(
    user: Any, *, nama_pemilik: str | None, telepon: str | None, nama_usaha: str | None, desa: Desa | None
) -> list[dict[str, Any]]:
    """Return the businesses in scope that may be the one being typed, each with the reason: `usaha`, `sebab`."""
    terlihat = Usaha.objects.terlihat_oleh(user).utuh().select_related("desa__kecamatan")
    terlihat = terlihat.prefetch_related("kepemilikan__pelaku").order_by("-pk")
    hasil: dict[int, dict[str, Any]] = {}
    if telepon:
        berjalan = KepemilikanUsaha.objects.berjalan().filter(pelaku__telepon=telepon)
        for usaha in terlihat.filter(kepemilikan__in=berjalan)[:TERBANYAK]:
            hasil[usaha.pk] = {"usaha": usaha, "sebab": "nomor WhatsApp sama"}
    for usaha in terlihat.filter(desa=desa)[:CALON_TERBANYAK] if desa else ():
        pemilik = usaha.pemilik
        if nama_pemilik and pemilik and mirip(nama_pemilik, pemilik.nama):
            hasil.setdefault(usaha.pk, {"usaha": usaha, "sebab": "nama pemilik mirip di desa ini"})
        elif nama_usaha and mirip(nama_usaha, usaha.nama):
            hasil.setdefault(usaha.pk, {"usaha": usaha, "sebab": "nama usaha mirip di desa ini"})
    return list(hasil.values())[:TERBANYAK]


def _rapikan(teks: str) -> str:
    return " ".join(sederhanakan(teks.replace("\x00", "")).split())[:100]


def _awalan_nomor(teks: str) -> str:
    """Return a registration number, or the beginning of one from its year on, as it is stored; "" for other text."""
    if utuh := nomor.rapikan(teks):
        return utuh
    isi = "".join(h for h in teks.upper() if h.isalnum())
    angka = isi.removeprefix(settings.KODE_NOMOR)
    if angka == isi or not angka.isascii() or not angka[:8].isdecimal() or not 3 <= len(angka) <= 9:
        return ""
    bagian = (settings.KODE_NOMOR, angka[:2], angka[2:8], angka[8:])
    return "-".join(satu for satu in bagian if satu)


def _telepon(teks: str) -> str:
    try:
        return telepon.normalkan(teks)
    except ValidationError:
        return ""


def _bernomor(rapi: str) -> QuerySet[Usaha]:
    """The business that bears a number, or into which the bearer of it was merged."""
    itu = Usaha.objects.filter(nomor=rapi)
    return Usaha.objects.filter(pk__in=itu.values("pk").union(itu.values("digabung_ke")))


def _batasi(qs: QuerySet[M], cocok: QuerySet[M]) -> QuerySet[M]:
    """Keep a bounded number of what fits: rows of a common word are neither sorted nor joined by the ten thousand."""
    return qs.filter(pk__in=cocok.order_by().values("pk")[:BATAS_HASIL])


def _tanya(teks: str, tanda: tuple[str, ...], *, tempat: bool) -> str:
    """Write the tsquery of `teks`, each word under each sign of `tanda`, or as a place; "" when there is no word."""
    daftar = kata(teks)[:KATA_TERBANYAK]
    kode = _kode_tempat(daftar) if tempat and daftar else {}
    return " & ".join(f"({' | '.join([*_pilihan(satu, tanda), *kode.get(satu, ())])})" for satu in daftar)


def _pilihan(satu: str, tanda: tuple[str, ...]) -> list[str]:
    """Short words stand for themselves: everything begins with "a". Of a number the zeros may be left out."""
    angka = satu.isdecimal() and satu.isascii()
    ekor = ":*" if len(satu) >= TERPENDEK else ""
    pilihan = [f"'{t}{satu}'{ekor}" for t in tanda if t != "#" or angka]
    return [*pilihan, f"'#{satu:0>6}'"] if "#" in tanda and angka else pilihan


def _kode_tempat(daftar: list[str]) -> dict[str, list[str]]:
    """Return the marked codes of the desa and kecamatan whose name holds a word that begins as each of `daftar`."""
    kode: dict[str, list[str]] = {satu: [] for satu in daftar if len(satu) >= TERPENDEK}
    kecamatan = set()
    for pk, nama, induk, nama_induk in Desa.objects.values_list("pk", "nama", "kecamatan", "kecamatan__nama"):
        kata_desa, kata_induk = kata(nama), kata(nama_induk)
        for satu, hasil in kode.items():
            if any(k.startswith(satu) for k in kata_induk):
                if (satu, induk) not in kecamatan:
                    kecamatan.add((satu, induk))
                    hasil.append(f"'@{induk}.':*")
            elif any(k.startswith(satu) for k in kata_desa):
                hasil.append(f"'@{pk}'")
    return kode
