"""One verb on many cases: a preview that names every row and why some stay behind, then each row by its own action.

The preview carries the last line of history of each row. What has moved since is left out and said, so nobody does
to a case what he did not see. Nothing is written before the POST of the preview.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from inti.admin.daftar import sebut_jumlah
from inti.workflow import Transisi, TransisiDitolak

BATAS = 300
"""Rows of one go: as many as one still looks through before confirming."""
DISEBUT = 5
"""How many names one sentence of the result lists."""
BARIS = "baris"
"""The hidden field of a row: its key, its last line of history, and who shall take it (0: nobody)."""


@dataclass
class Baris:
    """A row of a preview: the case, its last line of history, why it stays behind ("" when not), who takes it.

    `tempat`, `status` and `tenggat` are how it reads on the page.
    """

    obj: Any
    riwayat: int
    sebab: str = ""
    kepada: Any = None
    tempat: str = ""
    status: str = ""
    tenggat: Any = ""

    @property
    def tanda(self) -> str:
        return f"{self.obj.pk}-{self.riwayat}-{self.kepada.pk if self.kepada else 0}"


@dataclass
class Hasil:
    """What came of it: the cases done, and those left out by the reason."""

    selesai: list[str] = field(default_factory=list)
    dilewati: dict[str, list[str]] = field(default_factory=dict)

    def lewati(self, sebab: str, nama: str) -> None:
        self.dilewati.setdefault(sebab, []).append(nama)


def baca_tanda(tanda: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Read the hidden fields of a preview: keys of case, history line and taker; what is malformed is passed over."""
    for satu in list(tanda)[:BATAS]:
        bagian = satu.split("-")
        if len(bagian) == 3 and all(b.isascii() and b.isdecimal() and len(b) < 16 for b in bagian):
            yield int(bagian[0]), int(bagian[1]), int(bagian[2])


def susun(halaman: Any, objek: list[Any], verba: str, user: Any) -> list[Baris]:
    """Make the rows of a preview of `verba`, each with its last line of history and why it would stay behind."""
    terakhir = riwayat_terakhir(objek)
    sebab = halaman.sebab_dilewati(objek, verba, user)
    tempat = halaman.SERAH.wilayah if halaman.SERAH else str
    return [
        Baris(
            o,
            terakhir.get(o.pk, 0),
            sebab.get(o.pk, ""),
            tempat=tempat(o),
            status=halaman.status_kata(o),
            tenggat=halaman.tenggat_kata(o) or "",
        )
        for o in objek
    ]


def riwayat_terakhir(objek: list[Any]) -> dict[int, int]:
    """Return the key of the last line of history of each case."""
    if not objek:
        return {}
    hubungan = type(objek[0])._meta.get_field("riwayat")
    nama = hubungan.field.name
    baris = hubungan.related_model._base_manager.filter(**{f"{nama}__in": [o.pk for o in objek]}).order_by()
    return dict(baris.values_list(nama).annotate(Max("pk")))


def sebab_dasar(transisi: Transisi, obj: Any) -> str:
    """Say why a verb does not fit the status of a case, "" when it does."""
    return "" if obj.status in transisi.dari else f"status {obj.get_status_display()}"


def satu(halaman: Any, user: Any, kunci: int, riwayat: int, lakukan: Callable[[Any], Any], hasil: Hasil) -> None:
    """Do one row in a transaction of its own, if it still is as it was seen; what came of it goes into `hasil`."""
    nama = ""
    try:
        with transaction.atomic():
            terlihat = halaman.batasi(halaman.model._default_manager.all(), user)
            obj = terlihat.select_for_update(of=("self",)).filter(pk=kunci).first()
            if obj is None:
                return
            nama = str(obj)
            if riwayat_terakhir([obj]).get(kunci, 0) != riwayat:
                raise TransisiDitolak(f"berubah setelah Anda melihatnya, status sekarang {obj.get_status_display()}")
            lakukan(obj)
    except (TransisiDitolak, PermissionDenied) as galat:
        hasil.lewati(str(galat).rstrip("."), nama)
    except ValidationError as galat:
        hasil.lewati(" ".join(galat.messages).rstrip("."), nama)
    else:
        hasil.selesai.append(nama)


def kabarkan(request: HttpRequest, label: str, hasil: Hasil) -> None:
    """Tell what was done and what was left out, with the reasons."""
    if hasil.selesai:
        messages.success(request, f"“{label}” tercatat untuk {len(hasil.selesai)} perkara.")
    for sebab, nama in hasil.dilewati.items():
        lagi = f", dan {len(nama) - DISEBUT} lainnya" if len(nama) > DISEBUT else ""
        messages.warning(request, f"Dilewati karena {sebab}: {', '.join(nama[:DISEBUT])}{lagi}.")
    if not hasil.selesai and not hasil.dilewati:
        messages.info(request, "Tidak ada yang dikerjakan.")


def aksi(verba: str, label: str, lihat: Callable[..., HttpResponse]) -> tuple[Callable[..., HttpResponse], str, str]:
    """Make an action of Django's list out of a verb: it shows the preview `lihat`."""

    def tunjukkan(halaman: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return lihat(halaman, request, queryset, verba)

    return tunjukkan, verba, label


def terpilih(halaman: Any, request: HttpRequest, queryset: QuerySet, verba: str) -> tuple[list[Baris], bool]:
    """Return the ticked rows with what hinders each, and whether there were more than are done at once."""
    objek = list(queryset[: BATAS + 1])
    return susun(halaman, objek[:BATAS], verba, request.user), len(objek) > BATAS


def pratinjau(halaman: Any, request: HttpRequest, queryset: QuerySet, verba: str) -> HttpResponse:
    """Show what a verb will do to which row, and which rows stay behind. Reads only."""
    baris, lebih = terpilih(halaman, request, queryset, verba)
    transisi = halaman.model.ALUR.transisi[verba]
    konteks = {
        "judul": f"{transisi.label}: periksa dulu",
        "akibat": transisi.akibat,
        "tombol": transisi.label,
        "aksi": alamat(halaman, request, f"massal_{verba}"),
        "lebih": f"Hanya {sebut_jumlah(BATAS)} yang pertama; sisanya kerjakan setelah ini." if lebih else "",
    }
    return halaman_pratinjau(halaman, request, baris, konteks)


def halaman_pratinjau(
    halaman: Any, request: HttpRequest, baris: list[Baris], konteks: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a preview: the rows that go along, those that stay behind, one button."""
    konteks = {
        **halaman.admin_site.each_context(request),
        "title": konteks["judul"],
        "subtitle": None,
        "opts": halaman.opts,
        "ikut": [b for b in baris if not b.sebab],
        "tertinggal": [b for b in baris if b.sebab],
        "url_kembali": alamat(halaman, request, "changelist"),
        "nama_baris": BARIS,
        "form": None,
        "catatan": "",
        "berpenerima": False,
    } | konteks
    request.current_app = halaman.admin_site.name
    return TemplateResponse(request, "admin/massal.html", konteks, status=status)


def alamat(halaman: Any, request: HttpRequest, nama: str) -> str:
    """Return an address of the list, its filter kept."""
    url = reverse(f"admin:{halaman.opts.app_label}_{halaman.opts.model_name}_{nama}")
    asal = saringan_asal(halaman, request)
    return f"{url}?{asal}" if asal else url


def saringan_asal(halaman: Any, request: HttpRequest) -> str:
    """Return the address of the list behind "?", without the page: on the list itself, and on what followed it."""
    tanya = QueryDict(request.GET.urlencode(), mutable=True)
    for nama in ("p", "e"):
        tanya.pop(nama, None)
    return tanya.urlencode()


def massal_view(halaman: Any, request: HttpRequest, verba: str) -> HttpResponse:
    """Do a verb on the rows of a preview, each by its own action; back to the list with what came of it."""
    if not halaman.has_view_permission(request):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    hasil = Hasil()
    for kunci, riwayat, _ in baca_tanda(request.POST.getlist(BARIS)):
        satu(halaman, request.user, kunci, riwayat, lambda obj: halaman.TINDAKAN[verba](obj, oleh=request.user), hasil)
    kabarkan(request, halaman.model.ALUR.transisi[verba].label, hasil)
    return HttpResponseRedirect(alamat(halaman, request, "changelist"))
