// Echoes an amount in words while it is typed into an input[data-uang], when it can be read in one way only.
// The server's inti/uang.py decides; this is its mirror for the eye. The echo is already in the page when the
// server knows the amount; here it is only kept up to date.

const SATUAN = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
const BESAR = [[1e12, "triliun"], [1e9, "miliar"], [1e6, "juta"], [1e3, "ribu"]];
const KALI = { rb: 1e3, ribu: 1e3, jt: 1e6, juta: 1e6, miliar: 1e9, milyar: 1e9 };
const TERBESAR = 1e15;

export function terbilang(n) {
  if (n === 0) return "nol";
  const bagian = [];
  for (const [nilai, kata] of BESAR) {
    const banyak = Math.floor(n / nilai);
    if (!banyak) continue;
    bagian.push(nilai === 1e3 && banyak === 1 ? "seribu" : `${ratusan(banyak)} ${kata}`);
    n %= nilai;
  }
  if (n) bagian.push(ratusan(n));
  return bagian.join(" ");
}

function ratusan(n) {
  if (n < 12) return SATUAN[n];
  if (n < 20) return `${SATUAN[n - 10]} belas`;
  if (n < 100) return `${SATUAN[Math.floor(n / 10)]} puluh ${SATUAN[n % 10]}`.trim();
  if (n < 200) return `seratus ${ratusan(n - 100)}`.trim();
  return `${SATUAN[Math.floor(n / 100)]} ratus ${ratusan(n % 100)}`.trim();
}

// Whole rupiah, or null when the text is empty, unfinished or can be read in two ways.
export function baca(teks) {
  const rapi = teks.trim().toLowerCase().replace(/^rp\.?\s*/, "").replace(/,(00|-)$/, "");
  if (/^(0|[1-9]\d*|[1-9]\d{0,2}(\.\d{3})+)$/.test(rapi)) {
    const n = Number(rapi.replaceAll(".", ""));
    return n < TERBESAR ? n : null;
  }
  const kata = /^(0|[1-9]\d*)(?:,(\d{1,2}))?\s*(rb|ribu|jt|juta|miliar|milyar)$/.exec(rapi);
  if (!kata) return null;
  const n = Math.round(Number(`${kata[1]}.${kata[2] ?? 0}`) * KALI[kata[3]]);
  return n < TERBESAR ? n : null;
}

for (const medan of document.querySelectorAll("input[data-uang]")) {
  const gema = document.createElement("output");
  gema.className = "gema";
  gema.setAttribute("for", medan.id);
  (medan.closest(".medan-satuan") ?? medan).after(gema);
  const sebut = () => {
    const n = baca(medan.value);
    gema.textContent = n === null ? "" : `${terbilang(n)} rupiah`;
  };
  medan.addEventListener("input", sebut);
  sebut();
}
