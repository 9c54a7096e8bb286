// Takes the point of the place of business from the phone into the hidden fields lintang and bujur, and says
// what happened in words. Without this file, or without consent to the question of the phone, there is no point,
// and none is needed.

const CUKUP = 100; // metres: beyond this the phone guesses from the network, and the official would not find the door
const BATAS = 20_000;

const SEBAB = {
  1: "HP tidak mengizinkan. Buka pengaturan browser (misalnya Chrome), izinkan Lokasi untuk halaman ini, lalu tekan lagi. Boleh juga dilewati.",
  2: "HP belum menemukan tempatnya. Nyalakan GPS, keluar ke tempat terbuka, lalu tekan lagi. Boleh juga dilewati.",
  3: "Terlalu lama mencari. Keluar ke tempat terbuka, lalu tekan lagi. Boleh juga dilewati.",
};

for (const wadah of document.querySelectorAll("[data-lokasi]")) {
  const formulir = wadah.closest("form");
  const { lintang, bujur } = formulir.elements;
  const kabar = wadah.querySelector("[data-kabar]");
  const ambil = wadah.querySelector("[data-ambil]");
  const hapus = wadah.querySelector("[data-hapus]");

  const isi = (lat, lon, kalimat) => {
    lintang.value = lat;
    bujur.value = lon;
    hapus.hidden = lat === "";
    kabar.textContent = kalimat;
    lintang.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const dapat = ({ coords }) => {
    ambil.removeAttribute("aria-busy");
    const meter = Math.round(coords.accuracy);
    const tepat = meter <= CUKUP
      ? `tepat sampai ${meter} meter`
      : `tetapi kurang tepat (${meter} meter); sebaiknya coba lagi di tempat terbuka`;
    isi(coords.latitude.toFixed(6), coords.longitude.toFixed(6), `Titik didapat, ${tepat}. Tekan Simpan untuk menyimpannya.`);
  };

  const gagal = (galat) => {
    ambil.removeAttribute("aria-busy");
    kabar.textContent = SEBAB[galat.code] ?? SEBAB[2];
  };

  ambil.addEventListener("click", () => {
    ambil.setAttribute("aria-busy", "true");
    kabar.textContent = "Mencari titik. Bila HP bertanya, izinkan.";
    navigator.geolocation.getCurrentPosition(dapat, gagal, { enableHighAccuracy: true, timeout: BATAS, maximumAge: 0 });
  });
  hapus.addEventListener("click", () => isi("", "", "Titik dihapus. Tekan Simpan untuk menyimpannya."));
  if ("geolocation" in navigator && window.isSecureContext) wadah.querySelector("[data-tombol]").hidden = false;
}
