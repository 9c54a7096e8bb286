// One press, one submission: a POST form swallows the second press while the first is under way.
// The button is marked busy, never disabled, so that its name and value still travel. Coming back
// with the back button, or a download that leaves the page standing, makes it usable again.

const sedang = new Map();
const LEPAS_SETELAH = 15_000;

function lepas(formulir) {
  clearTimeout(sedang.get(formulir));
  sedang.delete(formulir);
  formulir.querySelectorAll("[aria-busy=true]").forEach((tombol) => tombol.removeAttribute("aria-busy"));
}

document.addEventListener("submit", (peristiwa) => {
  const formulir = peristiwa.target;
  if (formulir.method !== "post" || peristiwa.defaultPrevented) return;
  if (sedang.has(formulir)) {
    peristiwa.preventDefault();
    return;
  }
  sedang.set(formulir, setTimeout(() => lepas(formulir), LEPAS_SETELAH));
  peristiwa.submitter?.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => [...sedang.keys()].forEach(lepas));
