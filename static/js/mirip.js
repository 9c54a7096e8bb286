// Shows reports alike while one is being written. Without this script the button does the same by a round trip.
const formulir = document.querySelector("form[data-mirip]");
const hasil = document.querySelector("[data-mirip-hasil]");

async function cari() {
  const data = new FormData();
  for (const nama of ["csrfmiddlewaretoken", "perihal", "isi"]) data.append(nama, formulir.elements[nama].value);
  try {
    const jawaban = await fetch(formulir.dataset.mirip, { method: "POST", body: data, headers: { "X-Bagian": "mirip" } });
    if (jawaban.ok) hasil.innerHTML = await jawaban.text();
  } catch {
    // No line: the form can be sent all the same.
  }
}

if (formulir && hasil) {
  formulir.querySelector("[data-mirip-tombol]").hidden = true;
  formulir.elements.isi.addEventListener("change", () => {
    if (formulir.elements.isi.value.trim().length >= 20) cari();
  });
}
