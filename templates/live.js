// Says when a page has changed meanwhile, and keeps long texts that are being written.
// Every page works without it. It keeps nothing in the browser and asks nobody but its own server.
"use strict";
(() => {
  const main = () => document.querySelector("main");
  const notice = document.getElementById("live-notice");
  const mended = document.getElementById("live-mended");
  let source = null;
  let hasTyped = false;
  document.addEventListener("input", () => { hasTyped = true; });

  /** A page as the server has it now, without counting as somebody who sits here; null where there is none. */
  async function fetched(address) {
    try {
      const answer = await fetch(address, { headers: { "Rexflow-Live": "1" }, redirect: "manual", cache: "no-store" });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } catch {
      return null;
    }
  }

  /** Whether a person would lose something, or be startled, if the page were replaced. */
  function isBusy() {
    const at = document.activeElement;
    const isAtControl = at && main().contains(at) && !at.matches("main");
    return hasTyped || isAtControl || "liveQuiet" in main().dataset || String(getSelection()) !== "";
  }

  const title = (details) => (details.querySelector("summary")?.textContent ?? "").trim();

  /** News may be of what this page shows already: of the act that led to it. */
  async function reread() {
    const page = await fetched(location.href);
    const fresh = page?.querySelector("main");
    if (fresh?.dataset.live === main().dataset.live) return;
    if (!fresh?.dataset.live || isBusy()) {
      notice.hidden = false;
      return;
    }
    const open = new Set([...main().querySelectorAll("details[open]")].map(title));
    for (const details of fresh.querySelectorAll("details")) details.open = details.open || open.has(title(details));
    main().replaceWith(document.adoptNode(fresh));
    mended.textContent = mended.dataset.words;
    notice.hidden = true;
    listen();
  }

  function listen() {
    source?.close();
    source = null;
    const address = main()?.dataset.live;
    if (!address || document.hidden) return;
    source = new EventSource(address);
    source.onmessage = reread;
  }

  /** Sends the long texts of a form to where the server keeps them for their writer alone. */
  function keepDrafts(form) {
    const texts = [...form.querySelectorAll("textarea")];
    const said = form.querySelector("[data-kept]");
    const written = () => new URLSearchParams(texts.map((text) => [text.name, text.value])).toString();
    let kept = written();
    let timer = 0;
    let sending = null;
    let isSent = false;

    const say = (key) => {
      const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      const words = said.dataset[key] + (key === "kept" ? clock : "");
      if (said.textContent !== words) said.textContent = words;
      said.hidden = false;
    };
    const later = (milliseconds) => {
      clearTimeout(timer);
      if (!isSent) timer = setTimeout(keep, milliseconds);
    };

    /** After a new login: the same form for the same person has a token that counts. */
    async function renew() {
      const page = await fetched(location.pathname);
      const again = page?.querySelector("form[data-draft]");
      if (again?.dataset.draft !== form.dataset.draft || again.dataset.writer !== form.dataset.writer) return false;
      const token = again.elements.csrf.value;
      if (token === form.elements.csrf.value) return false;
      for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
      return true;
    }

    async function keep(isLast = false) {
      const now = written();
      if (now === kept || isSent) return;
      const body = new URLSearchParams(now);
      body.append("csrf", form.elements.csrf.value);
      sending?.abort();
      sending = new AbortController();
      try {
        const answer = await fetch(form.dataset.draft,
          { method: "POST", body, redirect: "manual", keepalive: isLast === true, signal: sending.signal });
        if (answer.ok) {
          kept = now;
          say("kept");
        } else if (answer.status === 403 && await renew()) {
          later(0);
        } else {
          say(answer.status === 401 || answer.status === 403 ? "over" : "lost");
          later(15000);
        }
      } catch (error) {
        if (error.name === "AbortError") return;
        say("lost");
        later(15000);
      }
    }

    form.addEventListener("input", () => later(1500));
    form.addEventListener("submit", () => {
      isSent = true;
      clearTimeout(timer);
      sending?.abort();
    });
    addEventListener("pageshow", () => { isSent = false; });
    addEventListener("pagehide", () => { keep(true); });
    addEventListener("online", () => later(0));
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  addEventListener("pagehide", () => source?.close());
  document.querySelectorAll("form[data-draft]").forEach(keepDrafts);
  listen();
})();
