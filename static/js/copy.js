// Copies the text beside the button, and says so in the one live region. A masked text is fetched by its own form instead.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = button.closest("figure, .secret, dd, li, section")?.querySelector("[data-source], pre, code");
  const text = source?.dataset.source || source?.innerText || "";
  await navigator.clipboard?.writeText(text.trim());
  document.querySelector("[role=status]").textContent = "Copied";
});
