// What somebody opened stays open when its place is made anew.
let open = [];
document.addEventListener("htmx:beforeSwap", () => {
  open = [...document.querySelectorAll("details[id][open]")].map((one) => one.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
});
// A link to what is folded unfolds it: a message of the diagram, a record.
const unfold = (hash) => document.getElementById(hash.slice(1))?.querySelector(":scope > details")?.setAttribute("open", "");
document.addEventListener("click", (event) => unfold(event.target.closest('a[href^="#"]')?.hash ?? ""));
addEventListener("hashchange", () => unfold(location.hash));
unfold(location.hash);
