// After a link marked data-lalu="id" has opened elsewhere, the keyboard waits on the next step, so that coming
// back and pressing Enter is enough.

document.addEventListener("click", (peristiwa) => {
  const tautan = peristiwa.target.closest("[data-lalu]");
  if (tautan) document.getElementById(tautan.dataset.lalu)?.focus();
});
