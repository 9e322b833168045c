// When the server cannot be reached or fails, say so where a screen reader hears it; what was typed stays as it is.
const say = (text) => (document.querySelector("[role=status]").textContent = text);
document.addEventListener("htmx:sendError", () => say("The server cannot be reached. What you typed is still here."));
document.addEventListener("htmx:responseError", (event) => say(`The server answered ${event.detail.xhr.status}. What you typed is still here.`));
