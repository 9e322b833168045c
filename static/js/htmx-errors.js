// When the server cannot be reached, fails or takes no form, say so where all see and hear it; what was typed stays as it is.
const said = document.querySelector(".said");
let failed;
const say = ({ elt }, text) => {
  failed = elt;
  said.textContent = `${text} What you typed is still here.`;
};
const why = (xhr) => {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const words = ["h1", ".head__lede"].map((one) => page.querySelector(one)?.textContent.trim().replace(/\.$/, "")).filter(Boolean);
  return `${words.join(". ") || `The server answered ${xhr.status}`}.`;
};
document.addEventListener("htmx:sendError", ({ detail }) => say(detail, "The server cannot be reached."));
document.addEventListener("htmx:responseError", ({ detail }) => say(detail, why(detail.xhr)));
// It goes when the same thing succeeds, or a whole page has come, or something else is sent.
const mended = ({ elt, target, successful }) => successful && (elt === failed || target?.id === "page");
document.addEventListener("htmx:afterRequest", ({ detail }) => mended(detail) && (said.textContent = ""));
document.addEventListener("submit", () => (said.textContent = ""), true);
