// Presence kept on this phone, seen from every other page: it is sent as soon as there is a network, and logging out
// takes it away. What could not be sent is said first, for it would be lost.
//
// <form data-hadir-simpan="…/hadir_simpan.js">   the log-out

const ada = () => {
  try {
    return localStorage.getItem("hadir") !== null;
  } catch {
    return false;
  }
};
const formulir = document.querySelector("form[data-hadir-simpan]");

const muat = () => import(formulir.dataset.hadirSimpan);

async function keluar() {
  const simpan = await muat();
  await simpan.kirimSemua();
  const sisa = ((await simpan.semuaTanda()) ?? []).length;
  const kalimat = `${sisa} tanda hadir belum terkirim dari HP ini dan akan hilang bila Anda keluar. Tetap keluar?`;
  if (sisa && !window.confirm(kalimat)) return;
  await simpan.hapusSemua();
  formulir.requestSubmit();
}

let sedang = false;
formulir?.addEventListener("submit", (peristiwa) => {
  if (peristiwa.defaultPrevented || !ada()) return;
  peristiwa.preventDefault();
  if (sedang) return;
  sedang = true;
  keluar().finally(() => (sedang = false));
});

if (formulir && ada() && !document.querySelector("[data-hadir]")) {
  muat()
    .then((simpan) => simpan.kirimSemua())
    .catch(() => {});
}
