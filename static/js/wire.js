// The wire, live: one socket a page. Appends what comes, in order; after a lost connection it takes a whole snapshot.
const panel = document.querySelector("[data-socket]");

class Wire {
  constructor(root) {
    this.root = root;
    this.last = Number(root.dataset.after || 0);
    this.afresh = root.dataset.afresh; // "all" of the log, or what of it a "filter" lets through
    this.tries = this.waiting = 0;
    this.paused = false;
    this.missed = false; // what came while it was paused is on this page only when all of it is sent again
    this.told = 0;
    document.addEventListener("click", (event) => event.target.closest("[data-wire-pause]") && this.pause());
    addEventListener("online", () => this.closed && this.open());
    const back = () => this.closed && this.state?.[0] === "off" && !document.hidden && this.open();
    document.addEventListener("visibilitychange", back);
    addEventListener("focus", back);
    this.open();
    this.newest();
  }

  // The panel is swapped with the page around it, so its parts are looked up each time.
  part(selector) {
    return document.querySelector(`[data-socket] ${selector}`);
  }

  open() {
    clearInterval(this.timer);
    const again = this.tries > 0;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = again ? "snapshot=1" : `after=${this.last}`;
    this.socket = new WebSocket(`${scheme}://${location.host}${this.root.dataset.socket}?${query}`);
    this.closed = false;
    // Who is turned away is let in for a moment, or no close code would reach this page.
    this.socket.onopen = () => (this.settling = setTimeout(() => this.opened(again), 300));
    this.socket.onmessage = (event) => this.take(JSON.parse(event.data));
    this.socket.onclose = (event) => {
      clearTimeout(this.settling);
      if (event.code === 4401) this.off();
      else this.retry(event.code);
    };
  }

  opened(again) {
    if (again) announce("The wire is connected again.");
    this.tries = 0;
    this.part("[data-wire-cols]").inert = false;
    this.show("live", "live");
  }

  // Nobody of this browser is known any more: trying again would change nothing, until a session begins in another tab. What
  // the page shows leads nowhere: the numbers of another visitor's messages are the same.
  off() {
    this.part("[data-wire-cols]").inert = true;
    this.closed = true;
    this.tries = 1;
    this.show("off", "off: your session has ended");
  }

  // Waits longer each time, up to half a minute, and never in step with other pages.
  retry(code) {
    const lost = code === 4503 ? "the database does not answer" : "connection lost";
    this.closed = true;
    this.tries += 1;
    let left = Math.ceil(Math.min(30, 2 ** this.tries) * (0.5 + Math.random() / 2));
    if (this.tries === 1) announce("The wire lost its connection. What you see stays; new messages follow when it is back.");
    const tick = () => {
      this.show("lost", left > 0 ? `${lost}, trying again in ${left} s` : "connecting");
      if (left-- <= 0) this.open();
    };
    clearInterval(this.timer);
    this.timer = setInterval(tick, 1000);
    tick();
  }

  show(state, words) {
    this.state = [state, words];
    const live = this.part(".wire__live");
    if (!live) return;
    live.hidden = false;
    live.dataset.state = state;
    live.querySelector("[data-words]").textContent = words;
    const pause = this.part("[data-wire-pause]");
    if (!pause) return;
    pause.hidden = false;
    pause.setAttribute("aria-pressed", String(this.paused));
    pause.textContent = this.paused ? `Go on${this.waiting ? `, ${this.waiting} new` : ""}` : "Pause";
  }

  pause() {
    this.paused = !this.paused;
    // A page that has no connection asks for all of it when it has one again.
    if (!this.paused && this.missed && this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ ask: "snapshot" }));
    this.missed = false;
    this.waiting = 0;
    this.show(...this.state);
  }

  take(message) {
    if (message.type === "away") return this.away(message.what);
    if (message.type === "expired") return this.expired(message.what);
    if (this.paused && message.type === "entries" && message.last <= this.last) return; // it came with the page
    if (this.paused) {
      this.missed = true;
      if (this.afresh === "filter") this.waiting = 0; // nobody has counted those that fit
      else if (message.type === "snapshot") this.waiting = Math.max(this.waiting, message.last - this.last);
      else this.waiting += message.entries.length + message.skipped;
      return this.show(...this.state);
    }
    const whole = message.type === "snapshot" || this.afresh === "filter" || message.skipped || this.asking;
    if (this.afresh && whole) this.ask();
    else if (message.type === "snapshot") this.replace(message.html);
    else this.append(message);
    this.last = message.last;
    for (const said of document.querySelectorAll("[data-wire-count]")) said.textContent = `${message.count} message${message.count === 1 ? "" : "s"}`;
  }

  // A page with more than a socket sends, or less of it, is asked for again as it is; not more often than it can be drawn.
  async ask() {
    this.wanted = true;
    if (this.asking) return;
    this.asking = true;
    while (this.wanted) {
      this.wanted = false;
      const text = await fetch(location.href).then((answer) => (answer.ok ? answer.text() : ""), () => "");
      const columns = new DOMParser().parseFromString(text, "text/html").querySelector("[data-wire-cols]");
      if (columns && !this.paused) this.replace(columns.innerHTML);
      if (!text) setTimeout(() => this.ask(), 5000); // the server had no room just now
      await new Promise((done) => setTimeout(done, 500));
    }
    this.asking = false;
  }

  replace(html) {
    const columns = this.part("[data-wire-cols]");
    const open = [...columns.querySelectorAll("details[open]")].map((one) => one.parentElement.id);
    columns.innerHTML = html;
    htmx.process(columns);
    for (const id of open) columns.querySelector(`#${id} details`)?.setAttribute("open", "");
  }

  append(message) {
    const [rows, list] = [this.part(".seq__rows"), this.part("#wire-list")];
    if (!rows || !list) return;
    const fresh = message.entries.filter((_, n) => !list.querySelector(`#${idOf(message.entries[n])}`));
    const start = message.entries.length - fresh.length;
    this.part(".wire__empty")?.remove();
    for (const ordered of [rows, list]) while (ordered.firstElementChild && !(ordered.firstElementChild.dataset.number >= message.first)) ordered.firstElementChild.remove();
    if (message.skipped) list.insertAdjacentHTML("beforeend", `<li class="wire__skipped">${Number(message.skipped)} messages passed too fast to show; they are in the log</li>`);
    rows.insertAdjacentHTML("beforeend", message.rows.slice(start).join(""));
    list.insertAdjacentHTML("beforeend", fresh.join(""));
    for (const node of [...list.children].slice(-fresh.length)) htmx.process(node);
    for (const ordered of [rows, list]) while (ordered.children.length > this.root.dataset.shown) ordered.firstElementChild.remove();
    for (const name of message.lanes) this.part(`.seq__lanes [data-name="${name}"]`)?.removeAttribute("data-lane");
    const stick = this.part(".wire__stick");
    if (stick && stick.scrollHeight - stick.scrollTop - stick.clientHeight < 400) stick.scrollTop = stick.scrollHeight;
    if (Date.now() - this.told > 5000 && fresh.length) {
      this.told = Date.now();
      announce(`Wire: ${rows.lastElementChild.firstElementChild.getAttribute("aria-label")}`);
    }
  }

  // The newest message, or the draft, is what the step is about: where the panel scrolls by itself, it starts there.
  newest() {
    const stick = this.part(".wire__stick");
    const last = [...(stick?.querySelectorAll(".wire__entry, .wire__draft") ?? [])].at(-1);
    if (last && stick.scrollHeight > stick.clientHeight) stick.scrollTop = last.offsetTop - this.part(".wire__top").offsetHeight;
  }

  // The socket is open, but something behind it is away: it goes on by itself when that is back.
  away(what) {
    this.show(what ? "lost" : "live", AWAY[what]);
    announce(what ? `The wire: ${AWAY[what]}. Nothing is lost.` : "The wire is whole again.");
  }

  expired(what) {
    const words = what === "token" ? "Your token has ended: sign in again for another." : "Your credentials have ended: call AssumeRoleWithWebIdentity again.";
    const say = this.part("[data-wire-say]");
    if (say) Object.assign(say, { hidden: false, textContent: words });
    announce(words);
  }
}

const AWAY = { database: "the database does not answer, trying again", news: "news is late, looking every 2 s", "": "live" };
const idOf = (html) => /id="(wire-\d+)"/.exec(html)[1];
const announce = (text) => (document.querySelector("[role=status]").textContent = text);

if (panel) {
  const wire = new Wire(panel);
  // A swap brings a panel that the server has just written: go on from what it shows.
  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.detail.elt.querySelector?.("[data-socket]");
    if (!swapped || swapped === wire.root) return;
    wire.root = swapped;
    wire.last = Math.max(wire.last, Number(swapped.dataset.after || 0));
    wire.waiting = 0;
    wire.show(...(wire.state ?? ["live", "live"]));
    wire.newest();
  });
}
