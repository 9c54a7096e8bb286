// Drafts in the browser: what was typed survives a dropped connection, a stale token and an ended session.
//
// <form data-draf="<account or tamu>:<form>">      keeps its typed values in localStorage for 24 hours
// <… data-draf-selesai="<form>">                   on any page: that form was received, forget its draft of
//                                                  this account and of the guest who became it
// <form data-draf-hapus>                           logging out forgets every draft on this device
// <input data-rahasia> and autocomplete="off"      are never kept, nor passwords, files and hidden inputs
// <input data-draf-ikut>                           is kept all the same: the hidden code behind a type-ahead, an amount
//
// Restored values are shown, never sent: sending is the person's own act. A draft also remembers what the
// server had put into the form; when that has changed since, the form was saved elsewhere and the draft is stale.

const AWALAN = "draf:";
const UMUR = 24 * 3600 * 1000;
const TAK_DISIMPAN = new Set(["submit", "button", "image", "reset", "hidden"]);

const simpanan = (() => {
  try {
    localStorage.setItem(`${AWALAN}coba`, "");
    localStorage.removeItem(`${AWALAN}coba`);
    return localStorage;
  } catch {
    return null;
  }
})();

let dilupakan = false; // after logging out this page writes nothing any more

const kunciDraf = () => Object.keys(simpanan).filter((kunci) => kunci.startsWith(AWALAN));

function baca(kunci) {
  try {
    return JSON.parse(simpanan.getItem(kunci));
  } catch {
    return null;
  }
}

function tulis(kunci, draf) {
  try {
    simpanan.setItem(kunci, JSON.stringify(draf));
  } catch {
    simpanan.removeItem(kunci); // full: better none than half
  }
}

function bolehDisimpan(medan) {
  if (!medan.name || medan.name === "csrfmiddlewaretoken" || "rahasia" in medan.dataset) return false;
  if (medan.type === "password" || medan.type === "file") return false;
  if ("drafIkut" in medan.dataset) return true;
  if (/\boff\b|password|one-time-code/.test(medan.getAttribute("autocomplete") ?? "")) return false;
  return !TAK_DISIMPAN.has(medan.type);
}

// [[name, value], …] of what is chosen now, or (awal) of what the server had put there.
function isian(formulir, awal) {
  const hasil = [];
  for (const medan of formulir.elements) {
    if (!bolehDisimpan(medan)) continue;
    if (medan.options) {
      for (const o of medan.options) if (awal ? o.defaultSelected : o.selected) hasil.push([medan.name, o.value]);
    } else if (medan.type === "checkbox" || medan.type === "radio") {
      if (awal ? medan.defaultChecked : medan.checked) hasil.push([medan.name, medan.value]);
    } else {
      hasil.push([medan.name, awal ? medan.defaultValue : medan.value]);
    }
  }
  return hasil;
}

// A <select> without a selected option shows its first one: compare like with like.
function isianAwal(formulir) {
  const hasil = isian(formulir, true);
  const ada = new Set(hasil.map(([nama]) => nama));
  for (const medan of formulir.elements) {
    if (medan.type === "select-one" && bolehDisimpan(medan) && !ada.has(medan.name) && medan.options.length) {
      hasil.push([medan.name, medan.options[0].value]);
    }
  }
  return JSON.stringify(hasil.sort());
}

function pulihkan(formulir, nilai) {
  const menurutNama = Map.groupBy?.(nilai, ([nama]) => nama) ?? kelompokkan(nilai);
  for (const medan of formulir.elements) {
    if (!bolehDisimpan(medan)) continue;
    const milik = (menurutNama.get(medan.name) ?? []).map(([, isi]) => isi);
    if (medan.options) {
      for (const o of medan.options) o.selected = milik.includes(o.value);
    } else if (medan.type === "checkbox" || medan.type === "radio") {
      medan.checked = milik.includes(medan.value);
    } else if (milik.length) {
      medan.value = milik[0];
    }
    medan.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function kelompokkan(nilai) {
  const hasil = new Map();
  for (const pasangan of nilai) hasil.set(pasangan[0], [...(hasil.get(pasangan[0]) ?? []), pasangan]);
  return hasil;
}

function pita(teks, rupa) {
  const unsur = document.createElement("div");
  unsur.className = `pita pita-${rupa}`;
  unsur.setAttribute("role", "status");
  const isi = document.createElement("div");
  isi.textContent = teks;
  unsur.append(isi);
  return unsur;
}

function tawarkan(formulir, kunci) {
  const unsur = pita("Isian Anda tadi masih ada. Periksa, lalu kirim.", "jalan");
  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "tombol tombol-sepi";
  tombol.textContent = "Hapus";
  tombol.addEventListener("click", () => {
    simpanan.removeItem(kunci);
    formulir.reset();
    unsur.remove();
  });
  unsur.append(tombol);
  formulir.prepend(unsur);
}

function jaga(formulir) {
  const kunci = AWALAN + formulir.dataset.draf;
  const ditolak = document.querySelector(".ringkasan") !== null || formulir.querySelector("[aria-invalid=true]") !== null;
  const lama = baca(kunci);
  let awal = isianAwal(formulir);
  if (ditolak) {
    awal = lama?.awal ?? awal;
  } else if (lama && lama.awal !== awal) {
    simpanan.removeItem(kunci);
  } else if (lama) {
    pulihkan(formulir, lama.nilai);
    tawarkan(formulir, kunci);
  }

  let tunda = 0;
  const simpan = () => {
    clearTimeout(tunda);
    tunda = 0;
    if (dilupakan) return;
    const nilai = isian(formulir, false);
    if (JSON.stringify([...nilai].sort()) === awal) simpanan.removeItem(kunci);
    else tulis(kunci, { pada: Date.now(), awal, nilai });
  };
  const nanti = () => {
    clearTimeout(tunda);
    tunda = setTimeout(simpan, 400);
  };
  formulir.addEventListener("input", nanti);
  formulir.addEventListener("change", nanti);
  formulir.addEventListener("submit", simpan);
  // Only what was typed and not yet written: an untouched draft keeps its age.
  window.addEventListener("pagehide", () => tunda && simpan());
}

function lupakanSelesai() {
  const akun = document.body.dataset.akun ?? "tamu";
  for (const unsur of document.querySelectorAll("[data-draf-selesai]")) {
    const nama = unsur.dataset.drafSelesai;
    [nama, `${akun}:${nama}`, `tamu:${nama}`].forEach((draf) => simpanan.removeItem(AWALAN + draf));
  }
}

if (simpanan) {
  for (const kunci of kunciDraf()) {
    if (!(Date.now() - baca(kunci)?.pada < UMUR)) simpanan.removeItem(kunci);
  }
  lupakanSelesai();
  document.querySelectorAll("form[data-draf]").forEach(jaga);
  document.querySelectorAll("form[data-draf-hapus]").forEach((formulir) => {
    formulir.addEventListener("submit", () => {
      dilupakan = true;
      kunciDraf().forEach((kunci) => simpanan.removeItem(kunci));
    });
  });
}

// A page in hand is worth more than an error page of the browser: without a network nothing is sent.
const putus = pita(
  simpanan
    ? "Sambungan internet putus. Isian Anda disimpan di HP ini. Kirim lagi setelah tersambung."
    : "Sambungan internet putus. Jangan tutup halaman ini. Kirim lagi setelah tersambung.",
  "tunggu",
);
// The list of presence keeps and sends by itself, and says so.
const wadah = document.querySelector("[data-hadir]") ? null : document.querySelector(".pita-wadah");
const tampilkanPutus = () => wadah?.append(putus);

window.addEventListener("offline", tampilkanPutus);
window.addEventListener("online", () => putus.remove());
document.addEventListener(
  "submit",
  (peristiwa) => {
    if (navigator.onLine) return;
    peristiwa.preventDefault();
    tampilkanPutus();
    putus.scrollIntoView({ block: "center" });
  },
  true,
);
