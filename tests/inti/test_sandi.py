import hashlib
import hmac

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from inti.sandi import KunciSalah, dekripsi, enkripsi, putar, semua_sidik, sidik

LAMA, BARU, ASING = (Fernet.generate_key().decode() for _ in range(3))
NIK = "3325110708900001"


@pytest.fixture(autouse=True)
def kunci(settings):
    settings.NIK_KUNCI = [LAMA]
    settings.NIK_KUNCI_SIDIK = ["sidik-lama"]


@given(st.text())
def test_what_is_encrypted_can_be_read_again_and_is_never_the_same_twice(teks):
    token = enkripsi(teks)
    assert dekripsi(token) == teks
    assert enkripsi(teks) != token
    assert token.isascii()


def test_the_encrypted_text_does_not_show_the_number():
    assert NIK not in enkripsi(NIK)


def test_a_new_key_in_front_still_reads_the_old_and_writes_with_itself(settings):
    token = enkripsi(NIK)
    settings.NIK_KUNCI = [BARU, LAMA]
    assert dekripsi(token) == NIK
    tulisan_baru = enkripsi(NIK)
    settings.NIK_KUNCI = [BARU]
    assert dekripsi(tulisan_baru) == NIK
    with pytest.raises(KunciSalah):
        dekripsi(token)


def test_putar_leaves_nothing_to_the_old_key(settings):
    token = enkripsi(NIK)
    settings.NIK_KUNCI = [BARU, LAMA]
    terputar = putar(token)
    settings.NIK_KUNCI = [BARU]
    assert dekripsi(terputar) == NIK
    settings.NIK_KUNCI = [LAMA]
    with pytest.raises(KunciSalah):
        dekripsi(terputar)


@pytest.mark.parametrize("fungsi", [dekripsi, putar])
def test_a_foreign_key_is_an_error_that_says_so_and_shows_nothing(settings, fungsi):
    token = enkripsi(NIK)
    settings.NIK_KUNCI = [ASING]
    with pytest.raises(KunciSalah) as galat:
        fungsi(token)
    assert str(galat.value) == "Tidak ada kunci di NIK_KUNCI yang dapat membuka data ini, atau datanya rusak."
    assert galat.value.__cause__ is None


@pytest.mark.parametrize("rusak", ["", "bukan token", "🙂", "gAAAA", NIK])
@pytest.mark.parametrize("fungsi", [dekripsi, putar])
def test_a_damaged_value_is_an_error(fungsi, rusak):
    with pytest.raises(KunciSalah):
        fungsi(rusak)


def test_a_changed_letter_is_noticed():
    token = enkripsi(NIK)
    tengah = len(token) // 2
    with pytest.raises(KunciSalah):
        dekripsi(token[:tengah] + ("A" if token[tengah] != "A" else "B") + token[tengah + 1 :])


@pytest.mark.parametrize("kunci", [[], [""], ["pendek"], [LAMA, "pendek"], "bukan daftar"])
def test_malformed_keys_are_an_error_that_says_what_is_expected(settings, kunci):
    settings.NIK_KUNCI = kunci
    with pytest.raises(KunciSalah, match="NIK_KUNCI harus berisi satu atau lebih kunci Fernet"):
        enkripsi(NIK)


def test_sidik_is_a_keyed_hash_bound_to_its_use():
    harapan = hmac.new(b"sidik-lama", b"batang_portal/nik/v1\x00" + NIK.encode(), hashlib.sha256).hexdigest()
    assert sidik(NIK) == harapan
    assert sidik(NIK) != hmac.new(b"sidik-lama", NIK.encode(), hashlib.sha256).hexdigest()
    assert sidik("3325110708900002") != harapan


def test_semua_sidik_holds_the_hash_under_each_key_current_first(settings):
    lama = sidik(NIK)
    settings.NIK_KUNCI_SIDIK = ["sidik-baru", "sidik-lama"]
    assert semua_sidik(NIK) == [sidik(NIK), lama]
    assert sidik(NIK) != lama


@pytest.mark.parametrize("kunci", [[], [""], ["ada", ""]])
def test_a_missing_hash_key_is_an_error(settings, kunci):
    settings.NIK_KUNCI_SIDIK = kunci
    for fungsi in (sidik, semua_sidik):
        with pytest.raises(KunciSalah, match="NIK_KUNCI_SIDIK harus berisi satu atau lebih kunci"):
            fungsi(NIK)
