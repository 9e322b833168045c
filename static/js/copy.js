// Copies the text beside the button, and says so there and in the one live region. A masked text is fetched by its own form instead.
// Over plain http a browser has no clipboard for pages: there the text goes through a field that is copied as by hand.
const byHand = (text) => {
  const field = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text, className: "sr" }));
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
};
const copy = (text) => navigator.clipboard?.writeText(text).then(() => true, () => byHand(text)) ?? byHand(text);
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = button.closest("figure, .secret, dd, li, section")?.querySelector("[data-source], pre, code");
  const text = source?.dataset.source || source?.innerText || "";
  const words = (await copy(text.trim())) ? "Copied" : "Not copied: the browser does not let this page";
  document.querySelector("[role=status]").textContent = words;
  button.focus();
  const label = [...button.childNodes].find((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
  button.dataset.label ??= label.data;
  label.data = words;
  clearTimeout(button.back);
  button.back = setTimeout(() => (label.data = button.dataset.label), 2000);
});
