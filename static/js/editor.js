// A code editor over a policy's textarea: the textarea keeps the value and the name, and is all there is without this script.
// Marks, advice and fixes come from the server's linter; completion from its catalogue. Tab moves on, as in any form.
const token = () => JSON.parse(document.body.getAttribute("hx-headers"));
const post = async (path, fields, signal) => {
  const answer = await fetch(path, { method: "POST", headers: token(), body: new URLSearchParams(fields), signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};
// What these commands load is not served: without them Ctrl+F is the browser's own search, which looks at the whole page.
const NOT_SERVED = ["find", "replace", "gotoline", "showSettingsMenu", "openCommandPalette", "openCommandPallete"];

class PolicyEditor {
  constructor(area) {
    this.area = area;
    this.linted = area.value; // the text of which the remarks speak
    editors.set(area, this);
    area.dataset.ready = "yes";
    const host = document.createElement("div");
    host.className = "editor__ace";
    area.after(host);
    area.hidden = true;
    area.setAttribute("aria-label", area.dataset.editor);
    this.ace = ace.edit(host, {
      mode: "ace/mode/json", value: area.value, tabSize: 2, useSoftTabs: true, showPrintMargin: false,
      wrap: true, minLines: Number(area.rows || 12), maxLines: 30, fontSize: 13, highlightActiveLine: false,
      enableBasicAutocompletion: true, enableLiveAutocompletion: true, scrollPastEnd: 0,
    });
    this.ace.completers = [this];
    this.ace.commands.removeCommands(["indent", "outdent", ...NOT_SERVED]);
    this.ace.clearSelection();
    this.ace.gotoLine(1);
    const input = this.ace.textInput.getElement();
    input.setAttribute("aria-label", area.dataset.editor);
    if (area.getAttribute("aria-describedby")) input.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
    if (area.ariaInvalid) input.ariaInvalid = area.ariaInvalid;
    input.id = `${area.id}-code`;
    document.querySelectorAll(`label[for="${area.id}"]`).forEach((label) => (label.htmlFor = input.id));
    this.ace.session.on("change", () => this.changed());
    area.form?.addEventListener("reset", () => setTimeout(() => this.ace.setValue(area.value, -1)));
    document.querySelector(`[data-format][data-for="${area.id}"]`)?.removeAttribute("hidden");
    this.lint();
  }

  changed() {
    this.area.value = this.ace.getValue();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.lint(), 250);
  }

  get fields() {
    return { kind: this.area.dataset.kind, text: this.ace.getValue(), saved: this.area.dataset.saved ?? "", field: this.area.id };
  }

  async lint() {
    this.running?.abort();
    this.running = new AbortController();
    const { fields } = this;
    try {
      const found = await post("/editor/lint/", fields, this.running.signal);
      this.linted = fields.text;
      this.ace.session.setAnnotations(found.remarks.map((one) => ({ row: one.line - 1, column: 0, type: one.level, text: one.text })));
      const place = document.getElementById(`${this.area.id}-lint`);
      if (place) place.innerHTML = found.html;
    } catch (error) {
      if (error.name !== "AbortError") this.ace.session.clearAnnotations();
    }
  }

  async fix(number) {
    const text = this.linted;
    const said = document.querySelector(".said");
    try {
      const fixed = await post("/editor/fix/", { ...this.fields, text, number });
      // Nothing that was typed meanwhile is lost, or taken for what the remark was about.
      const stands = this.ace.getValue() === text;
      if (stands) this.replace(fixed.text);
      said.textContent = stands ? "" : "The text has changed since this was said of it, so it stays as it is. Choose again.";
      if (stands) document.querySelector("[role=status]").textContent = "Changed";
    } catch {
      said.textContent = "The server cannot be reached. What you typed is still here.";
    }
  }

  go(line) {
    this.ace.gotoLine(line);
    this.ace.focus();
  }

  format() {
    try {
      this.replace(JSON.stringify(JSON.parse(this.ace.getValue()), null, 2));
    } catch {
      document.querySelector("[role=status]").textContent = "This is no JSON yet, so it cannot be laid out.";
    }
  }

  // As one change, so that undo takes it back whole.
  replace(text) {
    const range = this.ace.session.doc;
    const last = range.getLength() - 1;
    this.ace.session.replace({ start: { row: 0, column: 0 }, end: { row: last, column: range.getLine(last).length } }, text);
    this.ace.focus();
  }

  getCompletions(editor, session, position, _prefix, done) {
    const offset = session.doc.positionToIndex(position);
    post("/editor/complete/", { ...this.fields, offset, provider: this.area.dataset.provider ?? "" })
      .then((found) => done(null, found.items.map((item, n) => ({ caption: item.text, value: item.text, docText: item.words, score: 1000 - n, from: found.start, behind: found.end - offset, completer: this }))))
      .catch(() => done(null, []));
  }

  insertMatch(editor, chosen) {
    const document = editor.session.doc;
    const place = (index) => document.indexToPosition(index);
    const end = document.positionToIndex(editor.getCursorPosition());
    editor.session.replace({ start: place(chosen.from), end: place(end + chosen.behind) }, chosen.value);
    // `"s3:"` and `"aws:PrincipalTag/"` go on inside their quotes.
    if (/[:/]"$/.test(chosen.value)) editor.navigateLeft(1);
  }

  // What Ace compares with what is offered: a word. With quotes and colons in it, `"Action":"s3` were one, and nothing like it.
  identifierRegexps = [/[\w*$\-./]/];
  triggerCharacters = ['"', ":", "$"];
}

const load = (file) => new Promise((done, failed) => {
  const sheet = file.endsWith(".css");
  const tag = document.createElement(sheet ? "link" : "script");
  if (sheet) Object.assign(tag, { rel: "stylesheet", href: file });
  else Object.assign(tag, { async: false, src: file });
  Object.assign(tag, { onload: done, onerror: failed });
  document.head.append(tag);
});
let loading;
const loaded = () => (loading ??= Promise.all(document.querySelector("meta[name=editor]").content.split(" ").map(load)).then(() => {
  ace.config.set("useStrictCSP", true);
  ace.config.setDefaultValue("session", "useWorker", false);
}));

const editors = new WeakMap();
const begin = (area) => {
  if (area.dataset.ready || !area.isConnected) return;
  const { selectionStart, selectionEnd } = area;
  const focused = document.activeElement === area;
  const { ace: code } = new PolicyEditor(area);
  if (!focused) return;
  const place = (index) => code.session.doc.indexToPosition(index);
  code.focus();
  code.selection.setRange({ start: place(selectionStart), end: place(selectionEnd) });
};
// An editor takes a slow telephone most of a second, so where fingers point it begins when its field is touched;
// elsewhere when it is nearly in sight: at once, where it is already.
const AHEAD = 500; // pixels
const fingers = matchMedia("(pointer: coarse)");
const take = (area) => {
  near.unobserve(area);
  loaded().then(() => begin(area), () => {}); // without its files there is the textarea
};
const near = new IntersectionObserver(
  (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => take(one.target)),
  { rootMargin: `${AHEAD}px 0px` },
);
const isNear = (area) => {
  const { top, bottom } = area.getBoundingClientRect();
  return !area.closest("details:not([open])") && bottom > -AHEAD && top < innerHeight + AHEAD;
};
const start = () => {
  if (fingers.matches) return;
  for (const area of document.querySelectorAll("textarea[data-editor]:not([data-ready])")) {
    if (isNear(area)) take(area);
    else near.observe(area);
  }
};
const editorOf = (button) => editors.get(document.getElementById(button.dataset.for));

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-fix], [data-format], [data-line]");
  const editor = asked && editorOf(asked);
  if (!editor) return;
  event.preventDefault();
  const { fix, line } = asked.dataset;
  if (line) editor.go(Number(line));
  else if (fix) editor.fix(fix);
  else editor.format();
});
document.addEventListener("toggle", start, true);
document.addEventListener("focusin", ({ target }) => target.matches("textarea[data-editor]:not([data-ready])") && take(target));
document.addEventListener("htmx:afterSettle", start);
start();
