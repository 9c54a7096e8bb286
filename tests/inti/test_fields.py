import pytest
from django import forms

from inti.fields import (
    KodeFormField,
    NamaFormField,
    NamaUsahaFormField,
    NikFormField,
    RupiahFormField,
    TeleponFormField,
    UraianFormField,
)
from inti.kode import huruf_periksa

KODE = "7K3M9QXT2BVF" + huruf_periksa("7K3M9QXT2BVF")


class Formulir(forms.Form):
    omzet = RupiahFormField(label="Omzet")
    telepon = TeleponFormField(label="Nomor WhatsApp")
    nik = NikFormField(label="NIK")
    nama = NamaFormField(label="Nama")
    usaha = NamaUsahaFormField(label="Nama usaha")
    uraian = UraianFormField(label="Cerita", maks=20)
    kode = KodeFormField(label="Kode")


BENAR = {
    "omzet": "1,5 jt",
    "telepon": "0812-3456-7890",
    "nik": "3325 1107 0890 0001",
    "nama": " siti  aminah ",
    "usaha": "UD. Berkah 99",
    "uraian": "Keripik\r\n😀 <b>",
    "kode": "7k3m-9qxt-2bvf" + KODE[-1],
}


def test_each_field_cleans_to_the_form_that_is_stored():
    formulir = Formulir(BENAR)
    assert formulir.is_valid()
    assert formulir.cleaned_data == {
        "omzet": 1_500_000,
        "telepon": "+6281234567890",
        "nik": "3325110708900001",
        "nama": "siti aminah",
        "usaha": "UD. Berkah 99",
        "uraian": "Keripik\n😀 <b>",
        "kode": KODE,
    }


def test_each_empty_field_says_what_to_fill_in():
    formulir = Formulir(dict.fromkeys(BENAR, "  "))
    assert formulir.errors.as_data().keys() == BENAR.keys()
    assert {nama: kalimat for nama, (kalimat,) in formulir.errors.items()} == {
        "omzet": "Isi jumlah rupiah, misalnya 1.500.000 atau 1,5 jt.",
        "telepon": "Isi nomor WhatsApp, contoh 0812 3456 7890.",
        "nik": "Isi NIK, 16 angka sesuai KTP.",
        "nama": "Isi nama, sesuai KTP.",
        "usaha": "Isi nama usaha.",
        "uraian": "Tulis dengan kalimat Anda sendiri.",
        "kode": "Isi kode yang tercetak di kertas, 13 huruf dan angka.",
    }


@pytest.mark.parametrize(
    ("nama", "buruk", "kalimat"),
    [
        ("omzet", "-1", "Tulis jumlah nol atau lebih, tanpa tanda minus."),
        ("telepon", "12345", "Nomor ini kurang panjang; tulis nomor WhatsApp 10–13 angka, contoh 0812 3456 7890."),
        ("nik", "123", "NIK harus 16 angka, yang Anda tulis 3 angka; cocokkan lagi dengan KTP."),
        ("nama", "Siti\x00", "Hapus lalu ketik ulang tulisan ini, karena ada tanda tak terlihat yang ikut tersalin."),
        ("usaha", "Toko 😀", "Tulis nama usaha dengan huruf dan angka biasa saja, tanpa emoji atau gambar."),
        ("uraian", "a" * 21, "Persingkat tulisan ini menjadi paling banyak 20 huruf; sekarang 21 huruf."),
        ("kode", "7K3M", "Kode terdiri dari 13 huruf dan angka; cocokkan lagi dengan yang tercetak di kertas."),
    ],
)
def test_one_bad_field_has_one_sentence_and_its_input_is_shown_again(nama, buruk, kalimat):
    formulir = Formulir({**BENAR, nama: buruk})
    assert formulir.errors == {nama: [kalimat]}
    assert formulir[nama].value() == buruk


@pytest.mark.parametrize(
    ("bidang", "kosong"),
    [
        (RupiahFormField(required=False), None),
        (TeleponFormField(required=False), ""),
        (NikFormField(required=False), ""),
        (NamaFormField(required=False), ""),
        (NamaUsahaFormField(required=False), ""),
        (UraianFormField(required=False, maks=5), ""),
        (KodeFormField(required=False), ""),
    ],
)
@pytest.mark.parametrize("masukan", ["", "  ", None])
def test_an_optional_field_left_empty_is_empty(bidang, kosong, masukan):
    assert bidang.clean(masukan) == kosong


def test_zero_is_an_amount():
    assert RupiahFormField().clean("0") == 0


def test_a_stored_value_is_shown_as_people_read_it():
    formulir = Formulir(initial={"omzet": 1_250_000, "telepon": "+6281234567890", "kode": KODE})
    assert formulir["omzet"].value() == "1.250.000"
    assert formulir["telepon"].value() == "0812-3456-7890"
    assert formulir["kode"].value() == f"7K3M-9QXT-2BVF{KODE[-1]}"
    assert Formulir()["omzet"].value() is None


def test_a_value_sent_back_as_it_was_shown_has_not_changed():
    awal = {"omzet": 1_250_000, "telepon": "+6281234567890", "nik": "3325110708900001", "nama": "Siti", "kode": KODE}
    tertunjuk = {nama: Formulir(initial=awal)[nama].value() for nama in awal}
    assert Formulir(tertunjuk, initial=awal).changed_data == []
    assert Formulir({**tertunjuk, "omzet": "1,5 jt"}, initial=awal).changed_data == ["omzet"]


@pytest.mark.parametrize(
    ("nama", "html"),
    [
        (
            "omzet",
            '<input type="text" name="omzet" autocomplete="off" autocapitalize="none" spellcheck="false" data-uang=""'
            ' data-satuan="Rp">',
        ),
        ("telepon", '<input type="tel" name="telepon" inputmode="tel" autocomplete="tel" spellcheck="false">'),
        ("nik", '<input type="text" name="nik" inputmode="numeric" autocomplete="off" spellcheck="false">'),
        ("nama", '<input type="text" name="nama" autocomplete="name" autocapitalize="words" spellcheck="false">'),
        (
            "usaha",
            '<input type="text" name="usaha" autocomplete="organization" autocapitalize="words" spellcheck="false">',
        ),
        ("uraian", '<textarea name="uraian" cols="40" rows="10">\n</textarea>'),
        ("kode", '<input type="text" name="kode" autocomplete="off" autocapitalize="characters" spellcheck="false">'),
    ],
)
def test_the_phone_keyboard_and_the_browser_know_what_is_asked(nama, html):
    bidang = Formulir().fields[nama]
    assert bidang.widget.render(nama, None) == html


def test_an_attribute_of_the_widget_wins_over_that_of_the_field():
    bidang = NamaFormField(widget=forms.TextInput(attrs={"autocomplete": "off"}))
    assert bidang.widget.attrs == {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}


def test_a_name_may_have_a_limit_of_its_own():
    with pytest.raises(forms.ValidationError, match="paling banyak 5 huruf"):
        NamaFormField(maks=5).clean("Aminah")
    assert NamaFormField().clean("Aminah") == "Aminah"
