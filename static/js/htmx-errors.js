// When the server cannot be reached or fails, say so where a screen reader hears it; what was typed stays as it is.
const say = (text) => (document.querySelector("[role=status]").textContent = `${text}. What you typed is still here.`);
const why = (xhr) => new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("h1")?.textContent;
document.addEventListener("htmx:sendError", () => say("The server cannot be reached"));
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => say(why(xhr) ?? `The server answered ${xhr.status}`));
