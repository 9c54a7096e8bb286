// Proof of work: when an address has sent very many forms, the server asks for a little arithmetic.
//
// <div data-bukti-kerja data-soal="…" data-pekerja="…/bukti_kerja_pekerja.js">  inside the form
//   <input type="hidden" name="bukti">   <p data-bukti-kabar role="status">
//
// The puzzle is solved in a worker, so the page stays usable; the person presses the button again. Without
// JavaScript the text of the page says to wait a minute.

for (const wadah of document.querySelectorAll("[data-bukti-kerja]")) {
  const { soal, pekerja } = wadah.dataset;
  const kabar = wadah.querySelector("[data-bukti-kabar]");
  const masukan = wadah.querySelector("input[name=bukti]");
  const tombol = wadah.closest("form")?.querySelector("button:not([type=button])");
  const siap = (teks) => {
    kabar.textContent = teks;
    tombol?.removeAttribute("aria-disabled");
  };
  kabar.textContent = "Sebentar, HP Anda sedang menyiapkan kiriman. Biasanya beberapa detik.";
  tombol?.setAttribute("aria-disabled", "true");
  const kerja = new Worker(pekerja);
  kerja.addEventListener("message", (peristiwa) => {
    masukan.value = `${soal}|${peristiwa.data}`;
    siap("Siap. Tekan tombol sekali lagi.");
    kerja.terminate();
  });
  kerja.addEventListener("error", () => siap("Tunggu satu menit, lalu tekan tombol lagi."));
  kerja.postMessage(soal);
}
