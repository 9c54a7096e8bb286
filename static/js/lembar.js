// A sheet of paper is typed without Tab: one figure from 1 to 4 fills a box and goes on to the next; anything else is not
// taken. Without this file the boxes are filled with Tab, and the server says what is out of range.

const kotak = [...document.querySelectorAll("input[data-angka]")];

kotak.forEach((satu, ke) => {
  satu.addEventListener("focus", () => satu.select());
  satu.addEventListener("beforeinput", (acara) => {
    if (acara.data && ![...acara.data].every((huruf) => satu.dataset.angka.includes(huruf))) acara.preventDefault();
  });
  satu.addEventListener("input", () => {
    const lanjut = kotak[ke + 1] ?? satu.form.elements.jenis_kelamin;
    if (satu.value) lanjut.focus();
  });
});
