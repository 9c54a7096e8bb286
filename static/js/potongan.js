// Puts a reply snippet into the message at the cursor. Without this file the button sends the form, and the page comes
// back with the snippet in its field.

for (const kotak of document.querySelectorAll("[data-potongan]")) {
  const formulir = kotak.closest("form");
  const pilihan = kotak.querySelector("[name=potongan_ke]");
  let terakhir = null;

  formulir.addEventListener("focusin", ({ target }) => {
    if (target.name && [...(pilihan.options ?? [pilihan])].some((satu) => satu.value === target.name)) {
      terakhir = target;
      pilihan.value = target.name;
    }
  });

  pilihan.addEventListener("change", () => {
    terakhir = null;
  });

  kotak.addEventListener("click", (kejadian) => {
    const tombol = kejadian.target.closest("button[name=potongan]");
    const medan = terakhir ?? formulir.elements[pilihan.value];
    if (!tombol || !medan) return;
    kejadian.preventDefault();
    const teks = tombol.parentElement.querySelector("[data-teks]").textContent;
    const awal = medan.selectionStart ?? medan.value.length;
    const jarak = awal > 0 && !/\s$/.test(medan.value.slice(0, awal)) ? " " : "";
    medan.setRangeText(jarak + teks, awal, medan.selectionEnd ?? awal, "end");
    medan.dispatchEvent(new Event("input", { bubbles: true }));
    medan.focus();
  });
}
