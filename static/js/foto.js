// Makes a photo small before it leaves the phone: no side above 1600 px, about 300 KB instead of 5 MB.
// The server cleans whatever arrives all the same; where this fails, the photo goes as it is.

const SISI = 1600;
const CUKUP = 400 * 1024;
const MUTU = 0.8;

async function kecilkan(berkas) {
  const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
  const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
  const kanvas = document.createElement("canvas");
  kanvas.width = Math.round(gambar.width * skala);
  kanvas.height = Math.round(gambar.height * skala);
  const lukis = kanvas.getContext("2d");
  lukis.fillStyle = "#fff";
  lukis.fillRect(0, 0, kanvas.width, kanvas.height);
  lukis.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
  gambar.close();
  const jadi = await new Promise((selesai) => kanvas.toBlob(selesai, "image/jpeg", MUTU));
  return jadi && new File([jadi], berkas.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

const sebut = (byte) => (byte < 1024 * 1024 ? `${Math.ceil(byte / 1024)} KB` : `${(byte / 1024 / 1024).toFixed(1).replace(".", ",")} MB`);

for (const medan of document.querySelectorAll("input[type=file][accept*=image]")) {
  const kabar = document.createElement("p");
  kabar.className = "medan-bantuan";
  kabar.setAttribute("role", "status");
  medan.after(kabar);
  medan.addEventListener("change", async () => {
    const [asli] = medan.files;
    kabar.textContent = "";
    if (!asli || asli.size <= CUKUP || !/^image\/(jpeg|png|webp|hei[cf]|avif)$/.test(asli.type)) return;
    try {
      const kecil = await kecilkan(asli);
      if (!kecil || kecil.size >= asli.size || medan.files[0] !== asli) return;
      const wadah = new DataTransfer();
      wadah.items.add(kecil);
      medan.files = wadah.files;
      kabar.textContent = `Foto dikecilkan dari ${sebut(asli.size)} menjadi ${sebut(kecil.size)}, agar hemat kuota.`;
    } catch {
      // A photo that this browser cannot open: the server says what is wrong with it.
    }
  });
}
