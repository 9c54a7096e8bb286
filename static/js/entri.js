// While a paper form is typed, tells the official what resembles it. Hinders nothing; without this file the page that
// follows the saving says the same. The words travel by POST, so that no name and no phone stands in an address.

const JEDA = 400;
const DITANYA = ["nama_pemilik", "telepon", "nama_usaha", "desa", "desa_pilihan", "desa_dicari", "csrfmiddlewaretoken"];

const formulir = document.querySelector("form[data-mirip]");

if (formulir) {
  const wadah = formulir.querySelector(".entri-mirip");
  let tunda = 0;
  let batal = null;
  let terakhir = "";

  const tanya = async () => {
    const semua = new FormData(formulir);
    const isi = new URLSearchParams();
    for (const nama of DITANYA) if (semua.has(nama)) isi.append(nama, semua.get(nama));
    if (isi.toString() === terakhir) return;
    terakhir = isi.toString();
    batal?.abort();
    batal = new AbortController();
    try {
      const jawaban = await fetch(formulir.dataset.mirip, { method: "POST", body: isi, signal: batal.signal });
      if (jawaban.ok) wadah.innerHTML = await jawaban.text(); // The portal's own fragment, escaped by its template.
    } catch {
      terakhir = ""; // No network, or overtaken by the next question.
    }
  };

  formulir.addEventListener("change", () => {
    clearTimeout(tunda);
    tunda = setTimeout(tanya, JEDA);
  });
}
