// A link that carries claims and a trust policy in its fragment, which browsers send to nobody; and the way back from such a link.
const form = () => document.getElementById("diagnose");
const set = (name, value) => {
  const field = form().elements[name];
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const write = (data) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(data)))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const read = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0))));

// The claims of a token, without its signature: what is shared cannot be used to sign in.
const claimsOf = (text) => {
  const parts = text.trim().split(".");
  try {
    return parts.length === 3 ? JSON.stringify(read(parts[1]), null, 2) : text.trim().startsWith("{") ? text : "";
  } catch {
    return "";
  }
};

const ready = () => {
  const share = document.querySelector("[data-share]");
  if (share) share.hidden = false;
};
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("[data-share]") || !event.target.open) return;
  event.target.querySelector("[data-share-claims]").value = claimsOf(form().elements.token.value);
  event.target.querySelector("[data-share-trust]").value = form().elements.trust.value;
  show();
}, true);
const show = () => {
  const box = document.querySelector("[data-share]");
  const data = { claims: box.querySelector("[data-share-claims]").value, trust: box.querySelector("[data-share-trust]").value };
  const link = box.querySelector("[data-share-link]");
  link.href = `${location.origin}${location.pathname}#d=${write(data)}`;
  return link.href;
};
document.addEventListener("input", (event) => event.target.closest?.("[data-share]") && show());
document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-share-copy]")) return;
  const link = show();
  try {
    await navigator.clipboard.writeText(link);
    document.querySelector("[role=status]").textContent = "The link is copied.";
  } catch {
    document.querySelector("[role=status]").textContent = "The browser does not let this page copy; take the link beside the button.";
  }
});

const arrive = () => {
  if (!location.hash.startsWith("#d=") || !form()) return;
  try {
    const data = read(location.hash.slice(3));
    if (typeof data.claims === "string") set("token", data.claims.slice(0, 100000));
    if (typeof data.trust === "string") set("trust", data.trust.slice(0, 100000));
    htmx.trigger(form(), "submit");
  } catch {
    document.querySelector("[role=status]").textContent = "The link cannot be read: it was cut or changed.";
  }
};
document.addEventListener("htmx:afterSettle", ready);
ready();
addEventListener("hashchange", arrive); // a link that is pasted where this page is open already
// htmx comes later than this module.
if (document.readyState === "complete") arrive();
else addEventListener("load", arrive);
