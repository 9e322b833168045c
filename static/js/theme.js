// Another theme without another page: on a page that is asked for anew, what was typed or answered is gone. The form keeps the choice, as
// it does without this script.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches(".site__theme") || !submitter) return;
  event.preventDefault();
  const chosen = submitter.value;
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of form.querySelectorAll("[name=theme]")) button.setAttribute("aria-pressed", String(button === submitter));
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)), redirect: "manual", keepalive: true }).catch(() => {});
});
