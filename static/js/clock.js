// Counts down to data-until. Announces five minutes, one minute and the end, and nothing in between.
const two = (n) => String(n).padStart(2, "0");
const words = (left) => {
  const hours = Math.floor(left / 3600);
  return `${hours ? hours + ":" : ""}${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`;
};
const announce = { 300: "five minutes left", 60: "one minute left", 0: "expired" };
const tick = () => {
  for (const clock of document.querySelectorAll(".clock[data-until]")) {
    if (Number.isNaN(Date.parse(clock.dataset.until))) continue; // a moment that no calendar has
    const left = Math.max(0, Math.round((Date.parse(clock.dataset.until) - Date.now()) / 1000));
    const shown = clock.querySelector(".clock__left");
    const text = words(left);
    if (shown.textContent === text) continue;
    shown.textContent = text;
    clock.dataset.state = left === 0 ? "over" : left < 300 ? "low" : "ok";
    // A machine that slept, or was busy, passes over seconds: what counts is what was passed.
    const before = Number(clock.dataset.left ?? left + 1);
    clock.dataset.left = left;
    const passed = Object.keys(announce).find((moment) => left <= moment && moment < before);
    if (passed !== undefined) document.querySelector("[role=status]").textContent = `${clock.dataset.what ?? "It"}: ${announce[passed]}`;
  }
};
tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSettle", tick);
