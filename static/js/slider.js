// Two controls for one number: the field and the slider keep each other's value.
document.addEventListener("input", (event) => {
  const name = event.target.dataset?.twin;
  if (!name) return;
  for (const twin of document.querySelectorAll(`[data-twin="${name}"]`)) {
    if (twin !== event.target) twin.value = event.target.value;
  }
});
