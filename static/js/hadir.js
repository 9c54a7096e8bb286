// The list of a session on a trainer's phone, with a server or without.
//
// <form data-hadir="<sesi>" data-simpan="…/hadir_simpan.js" data-pekerja="…">   the list as the server wrote it
// <form data-hadir="<sesi>" data-habis …>                                      one too old to be kept here: swept, no more
// <form data-hadir data-luring data-simpan="…">                               the empty list a service worker gave
//
// A tap is kept on the phone first and sent afterwards; what the server says replaces what is shown. Without
// JavaScript each button is an ordinary POST.

const lembar = document.querySelector("form[data-hadir]");
const DASAR = location.pathname;
const SESI = lembar.dataset.hadir || DASAR.split("/").filter(Boolean).pop();
const TUTUP = "tutup" in lembar.dataset;
const ULANG = 12_000; // milliseconds between tries while something waits
const TENANG = 60_000; // and while nothing does: the other phone's marks are seen by then
const KATA = {};
const di = (apa, dalam = document) => dalam.querySelector(`[data-${apa}]`);
lembar.querySelectorAll("[data-cetakan]").forEach((c) => c.content.querySelectorAll("[data-tanda]").forEach((t) => (KATA[t.dataset.tanda] = t.textContent.toLowerCase())));

const simpan = await import(lembar.dataset.simpan).catch(() => null);
let daftar = null;
let putus = false;
let berhenti = false; // this list is not this person's any more
let ketukan = 0; // an answer asked for before the last tap is too old to be shown

const baris = (kode) => lembar.querySelector(`[data-peserta="${CSS.escape(kode)}"]`);

function gambar(orang) {
  let li = baris(orang.kode);
  if (!li) {
    li = di("cetakan", lembar).content.firstElementChild.cloneNode(true);
    li.dataset.peserta = orang.kode;
    li.id = `p-${orang.kode}`;
    di("daftar", lembar).append(li);
    di("nama", li).textContent = orang.nama;
    di("usaha", li).textContent = orang.usaha;
    di("inisial", li).textContent = orang.nama.slice(0, 1);
    li.querySelector("[role=group]").setAttribute("aria-label", orang.nama);
  }
  li.classList.toggle("hadir-selisih", orang.selisih.length > 0);
  di("catatan", li).textContent = orang.catatan;
  for (const tombol of li.querySelectorAll("[data-tanda]")) {
    tombol.setAttribute("aria-pressed", tombol.dataset.tanda === orang.keadaan);
    tombol.classList.toggle("tanda-usul", orang.selisih.includes(tombol.dataset.tanda));
    tombol.disabled = TUTUP || Boolean(daftar.tutup);
  }
}

function hitung() {
  const jumlah = {};
  daftar.orang.forEach((o) => (jumlah[o.keadaan] = (jumlah[o.keadaan] ?? 0) + 1));
  const bagian = Object.keys(KATA).filter((k) => jumlah[k]).map((k) => `${jumlah[k]} ${KATA[k]}`);
  di("hitung").replaceChildren(
    ...[...bagian, `${jumlah[""] ?? 0} belum`].map((teks) => Object.assign(document.createElement("span"), { textContent: teks })),
  );
  const semua = di("semua");
  if (semua) semua.hidden = !jumlah[""] || Boolean(daftar.tutup);
}

async function kabar() {
  const tanda = (await simpan.tandaSesi(SESI)) ?? [];
  const gagal = tanda.filter((t) => t.gagal);
  const tunggu = tanda.length - gagal.length;
  const selisih = daftar?.orang.filter((o) => o.selisih.length).length ?? 0;
  const teks = tunggu ? `${tunggu} tanda tersimpan di HP ini, menunggu sambungan.` : putus ? "Tanpa sambungan. Semua tanda sudah terkirim." : "Semua tanda sudah terkirim.";
  di("kirim").textContent = selisih ? `${teks} ${selisih} orang berbeda di dua HP.` : teks;
  di("kirim").classList.toggle("hadir-menunggu", tunggu > 0 || selisih > 0);
  di("gagal").hidden = !gagal.length;
  di("gagal-sebab").textContent = `${[...new Set(gagal.map((t) => t.gagal))].join(" ")} Catat tanda ini dan sampaikan kepada pelatih lain atau petugas pelatihan.`;
  di("gagal-daftar").replaceChildren(
    ...gagal.map((t) => Object.assign(document.createElement("li"), { textContent: `${t.nama}, ${t.usaha}: ${KATA[t.keadaan] ?? "tanda dihapus"}` })),
  );
}

function tampilkan() {
  const ada = new Set(daftar.orang.map((o) => o.kode));
  for (const li of lembar.querySelectorAll("[data-peserta]")) if (!ada.has(li.dataset.peserta)) li.remove();
  if (daftar.orang.length) di("kosong", lembar)?.remove();
  daftar.orang.forEach(gambar);
  hitung();
  if (di("waktu")) di("waktu").textContent = `${daftar.judul}, ${daftar.waktu}`;
}

// Marks for people, above whatever was shown of them.
async function tandai(banyak) {
  ketukan += 1;
  const baru = banyak.map(([orang, keadaan]) => {
    const tanda = {
      tanda: crypto.randomUUID?.() ?? acak(),
      sesi: SESI,
      peserta: orang.kode,
      nama: orang.nama,
      usaha: orang.usaha,
      keadaan,
      pada: new Date().toISOString(),
      atas: orang.kepala,
      sampai: daftar.sampai,
      geser: daftar.geser,
    };
    Object.assign(orang, { keadaan, kepala: [tanda.tanda], selisih: [], catatan: "" });
    return tanda;
  });
  await simpan.catat(daftar, baru);
  banyak.forEach(([orang]) => gambar(orang));
  hitung();
  await kabar();
  nanti(600);
}

// randomUUID is missing where a page is not served over HTTPS.
const acak = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (h) => (h ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (h / 4)))).toString(16));

async function segarkan(terkirim) {
  if (SESI === "kosong") return void (putus = true); // opened by its own address: there is no session to ask about
  const saat = ketukan;
  const jawaban = await simpan.minta(`${DASAR}keadaan/`);
  if (!jawaban || jawaban.status >= 500) return void (putus = true);
  putus = false;
  if (jawaban.type === "opaqueredirect") return terkirim === "putus" ? undefined : keluar();
  if (jawaban.status === 404) return ditolak("Anda tidak lagi tercatat sebagai pelatih kelas ini.");
  if (!jawaban.ok) return;
  const segar = await jawaban.json();
  if (daftar && daftar.akun !== segar.akun) daftar.kirim = "";
  const tunggu = ((await simpan.tandaSesi(SESI)) ?? []).filter((t) => !t.gagal);
  if (saat !== ketukan) return;
  tunggu.forEach((t) => {
    const orang = segar.orang.find((o) => o.kode === t.peserta);
    if (orang) Object.assign(orang, { keadaan: t.keadaan, kepala: [t.tanda], selisih: [], catatan: "" });
  });
  daftar = { ...segar, kirim: daftar?.kirim ?? "", geser: segar.kini - Date.now() };
  await simpan.tulis(daftar);
  tampilkan();
  if (daftar.tutup && "luring" in lembar.dataset === false && !TUTUP) location.reload();
}

async function ambilKunci() {
  if (!daftar?.csrf) return;
  const jawaban = await simpan.minta(`${DASAR}bekal/`, { method: "POST", headers: { "X-CSRFToken": daftar.csrf } });
  if (jawaban?.ok) {
    daftar.kirim = (await jawaban.json()).kirim;
    await simpan.tulis(daftar);
  }
}

const keluar = () => kosongkan("Anda sudah keluar dari portal di HP ini. Masuk lagi, lalu buka daftarnya.");

// What was marked and not sent stays, to be told to somebody.
async function ditolak(kalimat) {
  const tanda = ((await simpan.tandaSesi(SESI)) ?? []).filter((t) => !t.gagal);
  await simpan.gagalkan(tanda, () => kalimat);
  await kosongkan(kalimat);
}

// The names leave this phone.
async function kosongkan(kalimat) {
  berhenti = true;
  await simpan.lupakan(SESI);
  daftar = null;
  di("daftar", lembar).replaceChildren();
  di("pindai").hidden = true;
  document.querySelectorAll("[data-kartu], [data-semua]").forEach((unsur) => (unsur.hidden = true));
  await kabar();
  di("kirim").textContent = kalimat;
  di("hitung").replaceChildren();
}

let jadwal = 0;
let sedang = null;
const nanti = (tunda) => {
  clearTimeout(jadwal);
  jadwal = setTimeout(selaraskan, tunda);
};

async function selaraskan() {
  if (sedang || document.hidden) return;
  sedang = (async () => {
    let hasil = await simpan.kirim(SESI, daftar?.kirim);
    await segarkan(hasil);
    if (daftar && !daftar.kirim) await ambilKunci();
    if (daftar && hasil === "kunci") {
      if (!putus) await ambilKunci();
      hasil = await simpan.kirim(SESI, daftar.kirim);
      if (hasil === "terkirim") await segarkan();
    }
    di("tanpa-server")?.toggleAttribute("hidden", !putus);
    if (!berhenti) await kabar();
    return hasil;
  })().catch(() => "putus");
  const awal = ketukan;
  const hasil = await sedang;
  sedang = null;
  if (berhenti) return;
  const menunggu = hasil === "putus" || putus || daftar?.orang.some((o) => o.selisih.length);
  nanti(awal !== ketukan && hasil !== "putus" ? 600 : menunggu ? ULANG : TENANG);
}

// A day after the session nothing is kept here any more: the tap goes to the server as a form does.
const habis = () => !daftar || simpan.kini(daftar) >= daftar.sampai;

function tekan(peristiwa) {
  const tombol = peristiwa.target.closest("button[data-tanda], button[data-semua]");
  if (!tombol || habis()) return;
  peristiwa.preventDefault();
  if (daftar.tutup) return;
  if ("semua" in tombol.dataset) return void tandai(daftar.orang.filter((o) => !o.keadaan && !o.selisih.length).map((o) => [o, "HADIR"]));
  const orang = daftar.orang.find((o) => o.kode === tombol.closest("[data-peserta]").dataset.peserta);
  tandai([[orang, tombol.dataset.tanda === orang.keadaan ? "" : tombol.dataset.tanda]]);
}

// --- Cards: typed, or read by the camera where the browser can ------------------------------------------------------
const BAKU = { O: "0", I: "1", L: "1", U: "V" };
const rapi = (teks) => teks.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/[OILU]/g, (h) => BAKU[h]);

function kartu(kode) {
  const cocok = daftar?.orang.filter((o) => kode.length >= 5 && o.kode.startsWith(kode)) ?? [];
  if (cocok.length !== 1) return "Kartu itu bukan kartu peserta kelas ini. Cocokkan lagi kodenya, atau cari namanya.";
  if (cocok[0].keadaan !== "HADIR") tandai([[cocok[0], "HADIR"]]);
  di("kirim").textContent = `${cocok[0].nama}: hadir.`;
  return "";
}

function pasangKartu() {
  const formulir = di("kartu");
  formulir?.addEventListener("submit", (peristiwa) => {
    if (habis()) return;
    peristiwa.preventDefault();
    const galat = kartu(rapi(formulir.elements.kode.value));
    di("kartu-galat").hidden = !galat;
    di("kartu-galat").textContent = galat;
    if (!galat) formulir.reset();
    formulir.elements.kode.focus();
  });
  if (TUTUP || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  di("pindai").hidden = false;
  di("kamera").hidden = false;
  di("kamera").addEventListener("click", pindai);
}

async function pindai() {
  const video = di("video");
  const pembaca = new BarcodeDetector({ formats: ["qr_code"] });
  const aliran = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
  if (!aliran) return void (di("kirim").textContent = "Kamera tidak dapat dibuka. Ketik kode di kartunya, atau cari namanya.");
  video.srcObject = aliran;
  await video.play();
  di("bidik").hidden = false;
  di("kamera").hidden = true;
  let jalan = true;
  const henti = () => {
    jalan = false;
    aliran.getTracks().forEach((jalur) => jalur.stop());
    di("bidik").hidden = true;
    di("kamera").hidden = false;
  };
  di("henti").addEventListener("click", henti, { once: true });
  window.addEventListener("pagehide", henti, { once: true });
  let lalu = "";
  while (jalan) {
    const [satu] = await pembaca.detect(video).catch(() => []);
    const kode = /\/kartu\/([0-9A-Z]{5,20})\/?$/.exec(satu?.rawValue ?? "")?.[1] ?? "";
    if (kode && kode !== lalu) {
      lalu = kode;
      const galat = kartu(kode);
      if (galat) di("kirim").textContent = galat;
      else navigator.vibrate?.(80);
    }
    await new Promise((jadi) => setTimeout(jadi, 250));
  }
}

await simpan?.sapu();
if (simpan && !("habis" in lembar.dataset)) {
  daftar = (await simpan.ambil(SESI)) ?? null;
  if ("luring" in lembar.dataset) {
    if (daftar) tampilkan();
    else di("tiada").hidden = false;
  } else if (lembar.dataset.pekerja) {
    navigator.serviceWorker?.register(lembar.dataset.pekerja).catch(() => {});
  }
  lembar.addEventListener("click", tekan);
  pasangKartu();
  di("gagal-hapus").addEventListener("click", async () => {
    await simpan.buang(((await simpan.tandaSesi(SESI)) ?? []).filter((t) => t.gagal));
    await kabar();
  });
  window.addEventListener("online", () => nanti(0));
  document.addEventListener("visibilitychange", () => document.hidden || nanti(0));
  if (!TUTUP || ((await simpan.tandaSesi(SESI)) ?? []).length) selaraskan();
  lembar.dataset.siap = "";
}
