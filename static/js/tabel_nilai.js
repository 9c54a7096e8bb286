// A table of points is typed without the mouse: Enter and the arrows go to the same column of the next row or the one
// before. Without this file Tab walks the boxes in order. Enter never sends the form half filled.

for (const tabel of document.querySelectorAll(".seleksi-tabel")) {
  const kotak = (baris, kolom) => baris?.cells[kolom]?.querySelector("input");

  tabel.addEventListener("keydown", (acara) => {
    const turun = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[acara.key];
    if (!turun || !acara.target.matches("input")) return;
    acara.preventDefault();
    const sel = acara.target.closest("td");
    const baris = sel.parentElement;
    const tujuan = kotak(turun > 0 ? baris.nextElementSibling : baris.previousElementSibling, sel.cellIndex);
    tujuan?.focus();
    tujuan?.select();
  });
}
