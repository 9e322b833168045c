// When the server cannot be reached or fails, say so where a screen reader hears it; what was typed stays as it is.
const WHY = { 503: "The database does not answer for a moment; send it again then" };
const say = (text) => (document.querySelector("[role=status]").textContent = text);
document.addEventListener("htmx:sendError", () => say("The server cannot be reached. What you typed is still here."));
document.addEventListener("htmx:responseError", (event) => say(`${WHY[event.detail.xhr.status] ?? `The server answered ${event.detail.xhr.status}`}. What you typed is still here.`));
