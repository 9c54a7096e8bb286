// What a phone keeps of the lists of presence, and how it sends it. Loaded by address (import()), for the names of
// static files change with their content.
//
// daftar: a session as it was last seen: who is on the list (name and business), the marks, until when it may be kept
// tanda:  marks made here that the server has not confirmed; `gagal` says why it refused one
//
// Everything ends a day after the session, and at once when somebody logs out.

const NAMA = "hadir";
const WADAH = "hadir-";
const BATAS = 15_000; // milliseconds for one request
const TITIP = "hadir"; // in localStorage: there is something here to send, and to wipe at log-out

let basis;

function buka() {
  basis ??= new Promise((jadi, gagal) => {
    const minta = indexedDB.open(NAMA, 1);
    minta.onupgradeneeded = () => {
      minta.result.createObjectStore("daftar", { keyPath: "sesi" });
      minta.result.createObjectStore("tanda", { keyPath: "tanda" }).createIndex("sesi", "sesi");
    };
    minta.onsuccess = () => {
      localStorage.setItem(TITIP, "1");
      minta.result.onversionchange = () => tutup();
      jadi(minta.result);
    };
    minta.onerror = () => gagal(minta.error);
  });
  return basis;
}

async function tutup() {
  const satu = await basis?.catch(() => null);
  basis = undefined;
  satu?.close();
}

async function pada(gudang, cara, kerja) {
  const dengan = (await buka()).transaction(gudang, cara);
  const hasil = kerja(...gudang.map((nama) => dengan.objectStore(nama)));
  await new Promise((jadi, gagal) => {
    dengan.oncomplete = jadi;
    dengan.onerror = dengan.onabort = () => gagal(dengan.error);
  });
  return hasil?.result;
}

export const ambil = (sesi) => pada(["daftar"], "readonly", (d) => d.get(sesi));
export const semuaTanda = () => pada(["tanda"], "readonly", (t) => t.getAll());
export const tandaSesi = (sesi) => pada(["tanda"], "readonly", (t) => t.index("sesi").getAll(sesi));
export const tulis = (daftar) => pada(["daftar"], "readwrite", (d) => void d.put(daftar));
export const lupakan = (sesi) => pada(["daftar"], "readwrite", (d) => void d.delete(sesi));
export const buang = (banyak) => pada(["tanda"], "readwrite", (t) => banyak.forEach((satu) => t.delete(satu.tanda)));

// The clock of the server as far as this phone knows: its own may be a day wrong.
export const kini = (daftar) => Date.now() + (daftar?.geser ?? 0);

// A mark and the list that shows it, in one step: closing the browser in between loses neither.
export const catat = (daftar, tanda) =>
  pada(["daftar", "tanda"], "readwrite", (d, t) => {
    d.put(daftar);
    tanda.forEach((satu) => t.put(satu));
  });

export async function sapu() {
  const semua = await pada(["daftar"], "readonly", (d) => d.getAll());
  const habis = (semua ?? []).filter((d) => !(kini(d) < d.sampai)).map((d) => d.sesi);
  await pada(["daftar"], "readwrite", (d) => habis.forEach((sesi) => d.delete(sesi)));
  await buang(((await semuaTanda()) ?? []).filter((t) => habis.includes(t.sesi) || !(kini(t) < t.sampai)));
}

export async function minta(alamat, pilihan = {}) {
  const henti = new AbortController();
  const jam = setTimeout(() => henti.abort(), BATAS);
  try {
    return await fetch(alamat, { redirect: "manual", cache: "no-store", signal: henti.signal, ...pilihan });
  } catch {
    return null; // no server
  } finally {
    clearTimeout(jam);
  }
}

// Send what waits for one session. Returns "kosong", "terkirim", "putus", "kunci" (the key is dead), "ditolak".
export async function kirim(sesi, alamat) {
  const tunggu = ((await tandaSesi(sesi)) ?? []).filter((t) => !t.gagal);
  if (!tunggu.length) return "kosong";
  if (!alamat) return "kunci";
  const isi = tunggu.map(({ tanda, peserta, keadaan, pada: saat, atas }) => ({ tanda, peserta, keadaan, pada: saat, atas }));
  const jawaban = await minta(alamat, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ tanda: isi.slice(0, 500) }),
  });
  if (!jawaban || jawaban.status === 429 || jawaban.status >= 500) return "putus";
  const hasil = await jawaban.json().catch(() => null);
  if (!hasil) return "putus";
  if (jawaban.ok) {
    await buang(hasil.diterima.map((tanda) => ({ tanda })));
    await gagalkan(tunggu.filter((t) => t.tanda in hasil.ditolak), (t) => hasil.ditolak[t.tanda]);
    return Object.keys(hasil.ditolak).length ? "ditolak" : "terkirim";
  }
  if (jawaban.status === 403 || jawaban.status === 410) return "kunci";
  await gagalkan(tunggu, () => hasil.galat); // closed: nothing of it is kept there, so it stays here to be seen
  return "ditolak";
}

export async function kirimSemua() {
  await sapu();
  for (const satu of (await pada(["daftar"], "readonly", (d) => d.getAll())) ?? []) await kirim(satu.sesi, satu.kirim);
}

export const gagalkan = (banyak, sebab) =>
  pada(["tanda"], "readwrite", (t) => banyak.forEach((satu) => t.put({ ...satu, gagal: sebab(satu) })));

// Everything about presence leaves this phone.
export async function hapusSemua() {
  await tutup();
  localStorage.removeItem(TITIP);
  await new Promise((jadi) => {
    const minta = indexedDB.deleteDatabase(NAMA);
    minta.onsuccess = minta.onerror = minta.onblocked = jadi;
  });
  for (const nama of await caches.keys()) if (nama.startsWith(WADAH)) await caches.delete(nama);
  for (const pekerja of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(pekerja.scope).pathname.startsWith("/pelatihan/mengajar/hadir/")) await pekerja.unregister();
  }
}
