// Who goes on typing while a check is under way loses nothing: the page that comes knows nothing of it, so it does not take the place of
// theirs. What follows from what they typed has been asked for by the form itself.
const typed = () => {
  const form = document.getElementById("call-form");
  return form && new URLSearchParams(new FormData(form)).toString();
};
let sent;
const checks = ({ target, requestConfig }) => target?.id === "page" && requestConfig.formData.get("action") === "check";
document.addEventListener("htmx:beforeRequest", ({ detail }) => checks(detail) && (sent = typed()));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (checks(detail) && typed() !== sent) detail.shouldSwap = false;
});
