// Finds the number whose SHA-256 together with the puzzle begins with enough zero bits.
// Written out, because crypto.subtle is missing on plain http and far too slow for many short hashes.

const K = new Int32Array(64);
const H = new Int32Array(8);
(function siapkan() {
  // The constants of FIPS 180-4: fractional parts of the roots of the first primes.
  const pecahan = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
  for (let n = 2, i = 0; i < 64; n++) {
    let prima = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prima = false;
    if (!prima) continue;
    if (i < 8) H[i] = pecahan(Math.sqrt(n));
    K[i++] = pecahan(Math.cbrt(n));
  }
})();

const W = new Int32Array(64);
const putar = (x, n) => (x >>> n) | (x << (32 - n));

function olah(keadaan, blok, mulai) {
  for (let i = 0; i < 16; i++) W[i] = blok.getInt32(mulai + 4 * i);
  for (let i = 16; i < 64; i++) {
    const s0 = putar(W[i - 15], 7) ^ putar(W[i - 15], 18) ^ (W[i - 15] >>> 3);
    const s1 = putar(W[i - 2], 17) ^ putar(W[i - 2], 19) ^ (W[i - 2] >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = keadaan;
  for (let i = 0; i < 64; i++) {
    const s1 = putar(e, 6) ^ putar(e, 11) ^ putar(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = putar(a, 2) ^ putar(a, 13) ^ putar(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  const tambah = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) keadaan[i] = (keadaan[i] + tambah[i]) | 0;
}

function kataPertama(bita) {
  const panjang = bita.length;
  const penuh = ((panjang + 8) >> 6) + 1;
  const isi = new Uint8Array(penuh * 64);
  isi.set(bita);
  isi[panjang] = 0x80;
  const blok = new DataView(isi.buffer);
  blok.setUint32(isi.length - 4, panjang * 8);
  const keadaan = Int32Array.from(H);
  for (let i = 0; i < penuh; i++) olah(keadaan, blok, i * 64);
  return keadaan[0] >>> 0;
}

// A puzzle reads "form:bits:random…".
self.addEventListener("message", ({ data: soal }) => {
  const bit = Number(soal.split(":")[1]);
  const tulis = new TextEncoder();
  for (let n = 0; ; n++) {
    if (kataPertama(tulis.encode(`${soal}.${n}`)) >>> (32 - bit) === 0) {
      self.postMessage(n);
      return;
    }
  }
});
