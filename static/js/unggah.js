// Photos of one document go one by one, by themselves, as soon as they are chosen and made small (foto.js). One that a
// weak signal breaks off stays here and is sent again, by itself or at a press; the server takes the same photo once.
//
// <form data-unggah action="…">  with file inputs named "berkas" and a <ul class="antrean-unggah">, in a <section id>
//
// Without this file the button "Unggah" sends what was chosen.

const JEDA = [2_000, 5_000, 15_000, 30_000];
const PUTUS = "Sambungan putus. Foto masih ada di sini dan dikirim lagi.";
const KELUAR = "Anda sudah keluar. Masuk lagi di tab lain, lalu tekan Kirim lagi.";

const antrean = [];
let jalan = false;

class Kiriman {
  constructor(formulir, berkas) {
    Object.assign(this, { formulir, berkas, gagal: 0 });
    this.baris = document.createElement("li");
    this.teks = document.createElement("span");
    this.batang = document.createElement("progress");
    this.batang.max = 100;
    this.batang.setAttribute("aria-label", berkas.name);
    this.baris.append(this.teks, this.batang);
    formulir.querySelector(".antrean-unggah").append(this.baris);
    this.kabari("menunggu giliran");
  }

  kabari(kata, tombol = []) {
    this.teks.textContent = `${this.berkas.name}: ${kata}`;
    this.baris.querySelectorAll("button").forEach((lama) => lama.remove());
    for (const [nama, kerja] of tombol) {
      const baru = document.createElement("button");
      baru.type = "button";
      baru.className = "tombol tombol-sepi";
      baru.textContent = nama;
      baru.addEventListener("click", kerja);
      this.baris.append(baru);
    }
  }

  buang() {
    clearTimeout(this.nanti);
    if (antrean.includes(this)) antrean.splice(antrean.indexOf(this), 1);
    this.baris.remove();
  }

  // Stays in the queue, behind the others; tried again after a while, when the network is back, or at a press.
  tunda(kata, sendiri = true) {
    this.menunggu = true;
    this.kabari(kata, [["Kirim lagi", () => this.ulang()], ["Batal", () => this.buang()]]);
    this.batang.value = 0;
    if (sendiri) this.nanti = setTimeout(() => this.ulang(), JEDA[Math.min(this.gagal, JEDA.length - 1)]);
    this.gagal += 1;
  }

  ulang() {
    clearTimeout(this.nanti);
    this.menunggu = false;
    kerjakan();
  }

  // Logging in again brings a new token; the page in hand has the old one.
  async perbaruiToken() {
    const halaman = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const baru = halaman.querySelector("form[data-unggah] [name=csrfmiddlewaretoken]");
    if (baru) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((medan) => (medan.value = baru.value));
    this.keluar = !baru;
  }

  async kirim() {
    if (this.keluar) await this.perbaruiToken();
    const data = new FormData();
    data.append("csrfmiddlewaretoken", this.formulir.elements.csrfmiddlewaretoken.value);
    data.append("berkas", this.berkas);
    this.kabari("sedang dikirim");
    return new Promise((selesai, gagal) => {
      const permintaan = new XMLHttpRequest();
      permintaan.open("POST", this.formulir.action);
      permintaan.timeout = 120_000;
      permintaan.upload.addEventListener("progress", (p) => {
        if (p.lengthComputable) this.batang.value = (100 * p.loaded) / p.total;
      });
      permintaan.addEventListener("load", () => selesai(permintaan));
      for (const sebab of ["error", "timeout", "abort"]) permintaan.addEventListener(sebab, gagal);
      permintaan.send(data);
    });
  }

  terima(jawaban) {
    const bagian = this.formulir.closest("section");
    const halaman = new DOMParser().parseFromString(jawaban.responseText, "text/html");
    const baru = halaman.getElementById(bagian.id);
    if (jawaban.status === 200 && baru) {
      bagian.querySelector("[data-lembar]").replaceWith(baru.querySelector("[data-lembar]"));
      this.buang();
    } else if (jawaban.status === 422 && baru) {
      const galat = [...baru.querySelectorAll(".medan-galat li")].map((g) => g.textContent.trim());
      this.batang.remove();
      this.kabari(galat.join(" ") || "tidak dapat diterima.", [["Hapus", () => this.buang()]]);
      antrean.splice(antrean.indexOf(this), 1);
    } else if (jawaban.status === 200 || jawaban.status === 403) {
      this.keluar = true;
      this.tunda(KELUAR, false);
    } else if (jawaban.status < 500) {
      this.tunda("tidak dapat dikirim. Muat ulang halaman ini.", false);
    } else {
      this.tunda(PUTUS);
    }
  }
}

async function kerjakan() {
  if (jalan) return;
  jalan = true;
  for (let satu = berikut(); satu; satu = berikut()) {
    try {
      satu.terima(await satu.kirim());
    } catch {
      satu.tunda(PUTUS);
    }
  }
  jalan = false;
}

const berikut = () => antrean.find((satu) => !satu.menunggu);

function ambil(formulir, medan) {
  for (const berkas of medan.files) antrean.push(new Kiriman(formulir, berkas));
  medan.value = "";
  kerjakan();
}

for (const formulir of document.querySelectorAll("form[data-unggah]")) {
  formulir.classList.add("unggah-siap");
  formulir.addEventListener("foto:siap", (peristiwa) => ambil(formulir, peristiwa.target));
}
window.addEventListener("online", () => antrean.filter((satu) => satu.menunggu).forEach((satu) => satu.ulang()));
window.addEventListener("beforeunload", (peristiwa) => {
  if (antrean.length) peristiwa.preventDefault();
});
