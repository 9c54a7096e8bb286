// Keeps the moving part of a page fresh: asks the server for it every second until the work is over, then loads the
// page anew, for the finished one says more: its title, the hash, the way to make the list again.
//
// <section data-kemajuan="jalan">…</section>   any other word means that it is over
//
// Without this file the page loads itself anew every three seconds (<noscript><meta http-equiv="refresh">).

const JEDA = 1000;
const JEDA_GAGAL = 5000;

const bagian = (akar) => akar.querySelector("[data-kemajuan]");

async function ambil() {
  const jawaban = await fetch(location.href, { headers: { "HX-Request": "true" } });
  const halaman = new DOMParser().parseFromString(await jawaban.text(), "text/html");
  const baru = bagian(halaman);
  if (!jawaban.ok || !baru) throw new Error(jawaban.status);
  return baru;
}

// Only what changed is put in: a button keeps its focus, and the status, a live region, is written into and not
// replaced, so that a screen reader tells of it.
function tukar(lama, baru) {
  const pengganti = [...baru.children];
  if (lama.children.length !== pengganti.length) return lama.replaceWith(baru);
  [...lama.children].forEach((anak, i) => {
    if (anak.isEqualNode(pengganti[i]) || anak.matches("form")) return;
    if (anak.matches("[role=status]")) anak.innerHTML = pengganti[i].innerHTML;
    else anak.replaceWith(pengganti[i]);
  });
}

async function tanya() {
  let jeda = JEDA;
  if (!document.hidden) {
    try {
      const baru = await ambil();
      if (baru.dataset.kemajuan !== "jalan") return location.reload();
      tukar(bagian(document), baru);
    } catch {
      jeda = JEDA_GAGAL;
    }
  }
  setTimeout(tanya, jeda);
}

if (bagian(document)?.dataset.kemajuan === "jalan") setTimeout(tanya, JEDA);
