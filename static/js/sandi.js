// "Lihat sandi": a person with a small keyboard types a password right once instead of wrong three times.

for (const medan of document.querySelectorAll("input[type=password]")) {
  medan.dataset.rahasia = ""; // also while it can be read it is no draft
  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "tombol tombol-sepi medan-lihat";
  tombol.setAttribute("aria-controls", medan.id);
  const tulis = () => {
    tombol.textContent = medan.type === "password" ? "Lihat kata sandi" : "Sembunyikan kata sandi";
  };
  tombol.addEventListener("click", () => {
    medan.type = medan.type === "password" ? "text" : "password";
    tulis();
  });
  // Sent as a password, so that the browser keeps it among its passwords and not among its words.
  medan.form?.addEventListener("submit", () => {
    medan.type = "password";
    tulis();
  });
  tulis();
  medan.after(tombol);
}
