// After a swap that a person asked for, focus goes to the heading of the result, and one line is announced.
document.addEventListener("htmx:afterSettle", (event) => {
  const result = event.detail.elt.querySelector?.("[data-result]") ?? (event.detail.elt.matches?.("[data-result]") ? event.detail.elt : null);
  if (!result) return;
  result.focus({ preventScroll: false });
  document.querySelector("[role=status]").textContent = result.textContent.trim();
});
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target?.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute("aria-busy"));
// A page that comes with a result (no swap: a form was posted) gives it the focus too.
document.querySelector("[data-result][data-fresh]")?.focus({ preventScroll: true });
