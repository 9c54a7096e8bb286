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

async function keluar(simpan) {
  await simpan.kirimSemua();
  const sisa = ((await simpan.semuaTanda()) ?? []).length;
  const kalimat = `${sisa} tanda hadir belum terkirim dari HP ini dan akan hilang bila Anda keluar. Tetap keluar?`;
  if (sisa && !window.confirm(kalimat)) return;
  await simpan.hapusSemua();
  formulir.requestSubmit();
}

if (formulir && ada()) {
  const simpan = await import(formulir.dataset.hadirSimpan);
  let sedang = false;
  formulir.addEventListener("submit", (peristiwa) => {
    if (peristiwa.defaultPrevented || !ada()) return;
    peristiwa.preventDefault();
    if (sedang) return;
    sedang = true;
    keluar(simpan).finally(() => (sedang = false));
  });
  if (!document.querySelector("[data-hadir]")) simpan.kirimSemua().catch(() => {});
}
