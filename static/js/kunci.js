// Security keys and fingerprints (WebAuthn) on the pages of the second factor.
//
// <form data-kunci="tambah|pakai" hidden> … <input type="hidden" name="credential"> <button type="button">
//   <p data-kunci-kabar role="status">  </form>   and the server's options as JSON in #data-kunci
//
// The form stays hidden where the browser cannot do it; a code from the app always remains.

const keBita = (teks) =>
  Uint8Array.from(atob(teks.replace(/-/g, "+").replace(/_/g, "/")), (huruf) => huruf.charCodeAt(0)).buffer;

const keTeks = (bita) =>
  btoa(String.fromCharCode(...new Uint8Array(bita))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const dekat = (daftar = []) => daftar.map((satu) => ({ ...satu, id: keBita(satu.id) }));

async function tambah({ publicKey: p }) {
  const kunci = await navigator.credentials.create({
    publicKey: {
      ...p,
      challenge: keBita(p.challenge),
      user: { ...p.user, id: keBita(p.user.id) },
      excludeCredentials: dekat(p.excludeCredentials),
    },
  });
  return {
    ...dasar(kunci),
    response: {
      clientDataJSON: keTeks(kunci.response.clientDataJSON),
      attestationObject: keTeks(kunci.response.attestationObject),
      transports: kunci.response.getTransports?.() ?? [],
    },
  };
}

async function pakai({ publicKey: p }) {
  const kunci = await navigator.credentials.get({
    publicKey: { ...p, challenge: keBita(p.challenge), allowCredentials: dekat(p.allowCredentials) },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = kunci.response;
  return {
    ...dasar(kunci),
    response: {
      clientDataJSON: keTeks(clientDataJSON),
      authenticatorData: keTeks(authenticatorData),
      signature: keTeks(signature),
      userHandle: userHandle ? keTeks(userHandle) : null,
    },
  };
}

const dasar = (kunci) => ({
  type: kunci.type,
  id: kunci.id,
  rawId: keTeks(kunci.rawId),
  authenticatorAttachment: kunci.authenticatorAttachment,
  clientExtensionResults: kunci.getClientExtensionResults(),
});

const formulir = document.querySelector("form[data-kunci]");
const pilihan = document.getElementById("data-kunci");
if (formulir && pilihan && window.PublicKeyCredential) {
  const data = JSON.parse(pilihan.textContent);
  const kabar = formulir.querySelector("[data-kunci-kabar]");
  const [nama, kerjakan] = formulir.dataset.kunci === "tambah" ? ["creation_options", tambah] : ["request_options", pakai];
  formulir.hidden = !data[nama];
  formulir.querySelector("button").addEventListener("click", async () => {
    kabar.textContent = "";
    try {
      formulir.elements.credential.value = JSON.stringify(await kerjakan(data[nama]));
      formulir.requestSubmit();
    } catch {
      kabar.textContent = "Kunci belum terbaca. Coba lagi, atau pakai kode dari aplikasi.";
    }
  });
}
