// Turns a finder (templates/wilayah/widgets/cari.html) into a combobox with a listbox, as the ARIA
// Authoring Practices describe it. Without this file the form answers the typed words itself.

const JEDA = 160;
const TERPENDEK = 2;
const singgahan = new Map();
let nomor = 0;

function unsur(nama, sifat) {
  const baru = document.createElement(nama);
  for (const [kunci, nilai] of Object.entries(sifat)) baru.setAttribute(kunci, nilai);
  return baru;
}

class Cari {
  constructor(wadah) {
    this.wadah = wadah;
    this.isian = wadah.querySelector("input[type=text]");
    this.aktif = -1;
    this.pilihan = [];
    const id = `cari-${++nomor}`;
    this.daftar = unsur("ul", { id, role: "listbox", class: "cari-daftar", hidden: "", "aria-label": "Pilihan" });
    this.kabar = unsur("span", { role: "status", class: "hanya-pembaca" });
    for (const [kunci, nilai] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
      autocapitalize: "none", spellcheck: "false",
    })) this.isian.setAttribute(kunci, nilai);
    wadah.append(this.daftar, this.kabar);
    this.isian.addEventListener("input", () => this.ketik());
    this.isian.addEventListener("keydown", (kejadian) => this.tombol(kejadian));
    this.isian.addEventListener("blur", () => this.tutup());
    // Keeps the focus in the input, so that the click lands before the list closes.
    this.daftar.addEventListener("pointerdown", (kejadian) => kejadian.preventDefault());
    this.daftar.addEventListener("click", (kejadian) => {
      const baris = kejadian.target.closest("[data-nilai]");
      if (baris) this.pilih(baris);
    });
  }

  ketik() {
    this.lepas();
    clearTimeout(this.tunda);
    this.batal?.abort();
    const teks = this.isian.value.trim();
    if (teks.length < TERPENDEK) return this.tutup();
    this.tunda = setTimeout(() => this.tanya(teks), JEDA);
  }

  async tanya(teks) {
    const alamat = new URL(this.wadah.dataset.cari, location.href);
    alamat.searchParams.set("q", teks);
    let isi = singgahan.get(alamat.href);
    if (isi === undefined) {
      this.batal = new AbortController();
      try {
        const jawaban = await fetch(alamat, { signal: this.batal.signal });
        if (!jawaban.ok) return;
        isi = await jawaban.text();
      } catch {
        return; // No network: the form itself answers when it is sent.
      }
      singgahan.set(alamat.href, isi);
    }
    if (this.isian.value.trim() === teks && document.activeElement === this.isian) this.buka(isi);
  }

  buka(isi) {
    this.daftar.innerHTML = isi; // The portal's own fragment, escaped by its template.
    this.pilihan = [...this.daftar.querySelectorAll("[data-nilai]")];
    this.pilihan.forEach((baris, i) => { baris.id = `${this.daftar.id}-${i}`; });
    this.daftar.hidden = false;
    this.isian.setAttribute("aria-expanded", "true");
    this.tandai(-1);
    this.kabar.textContent = this.pilihan.length
      ? `${this.pilihan.length} pilihan. Pakai panah bawah untuk memilih.`
      : "Tidak ada yang cocok. Coba kata lain.";
  }

  tutup() {
    clearTimeout(this.tunda);
    this.daftar.hidden = true;
    this.isian.setAttribute("aria-expanded", "false");
    this.tandai(-1);
  }

  tandai(i) {
    this.aktif = i;
    this.pilihan.forEach((baris, ke) => baris.setAttribute("aria-selected", String(ke === i)));
    if (i < 0) return this.isian.removeAttribute("aria-activedescendant");
    this.isian.setAttribute("aria-activedescendant", this.pilihan[i].id);
    this.pilihan[i].scrollIntoView({ block: "nearest" });
  }

  tombol(kejadian) {
    const terbuka = !this.daftar.hidden;
    const banyak = this.pilihan.length;
    if (kejadian.key === "ArrowDown" || kejadian.key === "ArrowUp") {
      kejadian.preventDefault();
      if (!terbuka) return this.ketik();
      if (!banyak) return undefined;
      const langkah = kejadian.key === "ArrowDown" ? 1 : -1;
      return this.tandai(this.aktif < 0 && langkah < 0 ? banyak - 1 : (this.aktif + langkah + banyak) % banyak);
    }
    if (!terbuka) return undefined;
    if (kejadian.key === "Escape") {
      kejadian.preventDefault();
      return this.tutup();
    }
    if (kejadian.key === "Enter" && banyak) {
      kejadian.preventDefault();
      return this.pilih(this.pilihan[Math.max(this.aktif, 0)]);
    }
    if (kejadian.key === "Tab" && this.aktif >= 0) this.pilih(this.pilihan[this.aktif]);
    return undefined;
  }

  // Takes back a choice: it counts only for the words it was made for.
  lepas() {
    this.kabar.className = "hanya-pembaca";
    this.wadah.querySelector(".cari-usulan")?.remove();
    this.wadah.querySelectorAll("input[type=hidden]").forEach((isian) => isian.remove());
  }

  pilih(baris) {
    this.lepas();
    this.isian.value = baris.dataset.teks;
    for (const [ekor, nilai] of [["pilihan", baris.dataset.nilai], ["dicari", baris.dataset.teks]]) {
      this.wadah.append(unsur("input", { type: "hidden", name: `${this.isian.name}_${ekor}`, value: nilai }));
    }
    this.tutup();
    this.kabar.textContent = `Dipilih: ${baris.dataset.teks}`;
    // A title longer than the input is echoed below it in full.
    this.kabar.className = this.isian.scrollWidth > this.isian.clientWidth ? "gema" : "hanya-pembaca";
    this.isian.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.querySelectorAll("[data-cari]").forEach((wadah) => new Cari(wadah));
