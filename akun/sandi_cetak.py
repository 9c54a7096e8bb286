"""One-time passwords to be printed at the counter: words that can be read aloud and typed on a phone.

Three of 128 words and four digits are 2^21 · 10^4, about 34 bits: enough for three days behind five tries in
five minutes, and short enough for a slip of paper.
"""

from __future__ import annotations

import secrets

_DAFTAR = """
alun anyam api arang awan ayam bakul bambu banyu batik batu bayam beras besi biji bintang bola buah buku bulan
bumi bunga cangkir cermin coklat dahan damar daun delima desa duku ember emping enau gambang gandum garam gelas
gula gunung hijau hujan ikan jagung jahe jahit jalan jamu janur jati jeruk kabut kacang kain kali kapal kapas
kapur kayu kebun kelapa kemiri kendi kerang keris kertas ketan kopi kota kunir kursi ladang lampu langit laut
lebah lemari lesung lilin madu mangga manik melati meja melon menara merpati nanas nangka nasi nila padi pagar
pandan pantai pasar pasir payung perahu pintu pisang pita rakit rotan rumah sagu salak sawah sawo sendok serai
sisir siwalan soga sumur sungai surya talas tali tanah tangga taman telur tembok tenun terong timun ubi
"""
KATA = tuple(_DAFTAR.split())


def buat() -> str:
    """Return a fresh password such as "kopi-rotan-sawah-4821"."""
    return "-".join([*(secrets.choice(KATA) for _ in range(3)), f"{secrets.randbelow(10_000):04d}"])
