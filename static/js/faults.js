// A fault that an answer finds with one field: the field says so, is described by it and is in sight, also where only the answer was
// swapped and the form around it was not.
const described = (field) => new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
const mark = () => {
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    const ids = [...described(field)].filter((id) => !id.endsWith("fault")).join(" ");
    field.removeAttribute("aria-invalid");
    if (ids) field.setAttribute("aria-describedby", ids);
    else field.removeAttribute("aria-describedby");
  }
  for (const fault of document.querySelectorAll("[data-of]")) {
    const field = document.querySelector(`main [name="${fault.dataset.of}"]`);
    for (const one of [field, field?.id && document.getElementById(`${field.id}-code`)].filter(Boolean)) {
      one.setAttribute("aria-invalid", "true");
      one.setAttribute("aria-describedby", [fault.id, ...described(one)].join(" "));
    }
    field?.closest("details")?.setAttribute("open", "");
  }
};
document.addEventListener("htmx:afterSettle", mark);
mark();
