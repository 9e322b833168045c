// After a swap that a person asked for, focus goes to the heading of the result, and one line is announced. Where there is no result it
// goes back to the button that was pressed, or to what came in its place: a button that swaps itself away would leave it nowhere.
const part = (place, name) => (place.matches?.(name) ? place : place.querySelector?.(name));
let pressed = "";
let held = null;
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  held = document.activeElement;
  pressed = detail.requestConfig.triggeringEvent?.submitter?.id || detail.elt.id;
  detail.target?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  detail.target?.removeAttribute("aria-busy");
  // A button cannot be pressed while what it sent is on its way, and the browser takes the focus from it: where nothing came, it has it back.
  if (detail.failed !== false && document.activeElement === document.body) held?.focus({ preventScroll: true });
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const result = part(detail.elt, "[data-result]");
  if (result) {
    result.focus({ preventScroll: false });
    document.querySelector("[role=status]").textContent = result.textContent.trim().replace(/\s+/g, " ");
  } else if (document.activeElement === document.body) {
    const next = (pressed && document.getElementById(pressed)) || part(detail.elt, ".secret [tabindex]") || part(detail.elt, "h1");
    if (next?.matches("h1")) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  }
});
// A page that comes with a result (no swap: a form was posted) gives it the focus too.
document.querySelector("[data-result][data-fresh]")?.focus({ preventScroll: true });
