// Makes photos small before they leave the phone: no side above 1600 px and about 200 KB instead of 5 MB.
// The server cleans whatever arrives all the same; where this fails, the photo goes as it is.
//
// A form that is sent while a photo is still being made small waits for it. When an input is ready it says so with
// the event "foto:siap".

const SISI = [1600, 1600, 1600, 1280, 1024];
const MUTU = [0.8, 0.65, 0.5, 0.5, 0.5];
const CUKUP = 200 * 1024;

async function kecilkan(berkas) {
  const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
  const kanvas = document.createElement("canvas");
  let jadi = null;
  for (let n = 0; n < SISI.length; n += 1) {
    const skala = Math.min(1, SISI[n] / Math.max(gambar.width, gambar.height));
    if (n === 0 || SISI[n] !== SISI[n - 1]) lukis(kanvas, gambar, skala);
    jadi = await new Promise((selesai) => kanvas.toBlob(selesai, "image/jpeg", MUTU[n]));
    if (!jadi || jadi.size <= CUKUP) break;
  }
  gambar.close();
  kanvas.width = 0; // gives the memory back at once: small phones have little
  return jadi && new File([jadi], berkas.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

function lukis(kanvas, gambar, skala) {
  kanvas.width = Math.round(gambar.width * skala);
  kanvas.height = Math.round(gambar.height * skala);
  const pena = kanvas.getContext("2d");
  pena.fillStyle = "#fff";
  pena.fillRect(0, 0, kanvas.width, kanvas.height);
  pena.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
}

async function siapkan(asli) {
  if (asli.size <= CUKUP || !/^image\/(jpeg|png|webp|hei[cf]|avif)$/.test(asli.type)) return asli;
  try {
    const kecil = await kecilkan(asli);
    return kecil && kecil.size < asli.size ? kecil : asli;
  } catch {
    return asli; // A photo that this browser cannot open: the server says what is wrong with it.
  }
}

const sebut = (byte) => (byte < 1024 * 1024 ? `${Math.ceil(byte / 1024)} KB` : `${(byte / 1024 / 1024).toFixed(1).replace(".", ",")} MB`);
const jumlah = (semua) => semua.reduce((n, satu) => n + satu.size, 0);
const bekerja = new Map();

async function ganti(medan, kabar) {
  const asli = [...medan.files];
  kabar.textContent = "";
  const kecil = [];
  for (const satu of asli) kecil.push(await siapkan(satu)); // one after the other, for memory's sake
  if (medan.files[0] !== asli[0] || medan.files.length !== asli.length) return; // chosen anew meanwhile
  if (jumlah(kecil) < jumlah(asli)) {
    const wadah = new DataTransfer();
    kecil.forEach((satu) => wadah.items.add(satu));
    medan.files = wadah.files;
    kabar.textContent = `Foto dikecilkan dari ${sebut(jumlah(asli))} menjadi ${sebut(jumlah(kecil))}, agar hemat kuota.`;
  }
  if (asli.length) medan.dispatchEvent(new CustomEvent("foto:siap", { bubbles: true }));
}

function jaga(medan) {
  const kabar = document.createElement("p");
  kabar.className = "medan-bantuan";
  kabar.setAttribute("role", "status");
  (medan.closest(".unggah-cara") ?? medan.closest("label") ?? medan).after(kabar);
  const mulai = () => {
    const kerja = ganti(medan, kabar).finally(() => bekerja.get(medan) === kerja && bekerja.delete(medan));
    bekerja.set(medan, kerja);
  };
  medan.addEventListener("change", mulai);
  // Chosen while this file was still on its way over a weak signal.
  document.addEventListener("DOMContentLoaded", () => medan.files.length && mulai());
}

document.addEventListener(
  "submit",
  async (peristiwa) => {
    const formulir = peristiwa.target;
    const tunggu = [...bekerja].filter(([medan]) => medan.form === formulir).map(([, kerja]) => kerja);
    if (!tunggu.length) return;
    peristiwa.preventDefault();
    peristiwa.stopImmediatePropagation();
    await Promise.allSettled(tunggu);
    formulir.requestSubmit(peristiwa.submitter);
  },
  true,
);

document.querySelectorAll("input[type=file][accept*=image]").forEach(jaga);
