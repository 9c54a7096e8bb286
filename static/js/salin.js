// Copies a text that stands on the page. The button is hidden until this file is here: without it the text is
// selected by hand.
//
// <pre id="x">…</pre> <button type="button" data-salin="x" data-tersalin="Tersalin. …" hidden>Salin</button>
// <span data-salin-kabar role="status"></span>

for (const tombol of document.querySelectorAll("[data-salin]")) {
  const sumber = document.getElementById(tombol.dataset.salin);
  const kabar = tombol.parentElement.querySelector("[data-salin-kabar]");
  tombol.hidden = false;
  tombol.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(sumber.textContent);
      kabar.textContent = tombol.dataset.tersalin;
    } catch {
      getSelection().selectAllChildren(sumber);
      kabar.textContent = "Teksnya sudah ditandai. Tekan lama, lalu pilih Salin.";
    }
  });
}
