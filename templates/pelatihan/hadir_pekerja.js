{% comment %}
The service worker of the lists of presence. Parameter: alamat (the empty list first, then what it needs).
It keeps the empty list and its files, and nothing about anybody. With a server the page comes from there.
{% endcomment %}
const ALAMAT = [{% for a in alamat %}"{{ a|escapejs }}",{% endfor %}];
const KOSONG = ALAMAT[0];
const WADAH = "hadir-" + ALAMAT.join("|").split("").reduce((n, h) => (n * 31 + h.charCodeAt(0)) >>> 0, 7);
const SABAR = 6000; // milliseconds: two bars of signal are worse than none

async function simpan() {
  const wadah = await caches.open(WADAH);
  await Promise.all(
    ALAMAT.map(async (alamat) => {
      const jawaban = await fetch(alamat, { cache: "no-cache", credentials: "same-origin" });
      if (!jawaban.ok || jawaban.redirected) throw new Error("belum masuk");
      await wadah.put(alamat, jawaban);
    }),
  );
}

self.addEventListener("install", (p) => p.waitUntil(simpan().then(() => self.skipWaiting())));
self.addEventListener("activate", (p) =>
  p.waitUntil(
    caches
      .keys()
      .then((semua) => Promise.all(semua.filter((n) => n.startsWith("hadir-") && n !== WADAH).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  ),
);

async function halaman(permintaan) {
  let jam;
  const lambat = new Promise((_, gagal) => (jam = setTimeout(gagal, SABAR)));
  try {
    const jawaban = await Promise.race([fetch(permintaan), lambat]);
    if (jawaban.status < 500) return jawaban;
  } catch {
    // no server, or too slow: the empty list below
  } finally {
    clearTimeout(jam);
  }
  return (await caches.match(KOSONG)) ?? Response.error();
}

// From what is kept, at once; a newer one is fetched behind it for the next time.
async function berkas(permintaan, nama) {
  const wadah = await caches.open(WADAH);
  const segar = fetch(permintaan).then(async (jawaban) => {
    if (jawaban.ok) await wadah.put(nama, jawaban.clone());
    return jawaban;
  });
  segar.catch(() => {});
  return (await wadah.match(nama)) ?? segar;
}

const DAFTAR = /^\/pelatihan\/mengajar\/hadir\/[^/]+\/$/;

self.addEventListener("fetch", (p) => {
  const alamat = new URL(p.request.url);
  if (p.request.method !== "GET" || alamat.origin !== location.origin) return;
  if (p.request.mode === "navigate") {
    if (DAFTAR.test(alamat.pathname)) p.respondWith(halaman(p.request));
  } else if (ALAMAT.includes(alamat.pathname) && alamat.pathname !== KOSONG) {
    p.respondWith(berkas(p.request, alamat.pathname));
  }
});
