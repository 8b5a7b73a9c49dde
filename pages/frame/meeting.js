// A meeting: its screens all lie ready, the keys show one of them; a live page opened from one leads back to it.
(() => {
  const PATH = `${BASE.pathname}meeting`, KEPT = "meeting";
  const STEPS = {ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1};
  const TYPED = "input, textarea, select, [contenteditable=true], [role=combobox]";
  const OPENED = "[role=dialog], [role=listbox], [role=menu], [data-baseweb=popover], [aria-label='元の大きさに戻す']";
  let place = null; // of the screen in sight, from 1
  let isUnread = false; // until the keyboard stands at the title of a meeting just opened

  const asked = () => new URLSearchParams(location.search);
  const isMeeting = () => location.pathname === PATH && asked().get("print") !== "1";
  const screens = () => [...document.querySelectorAll(".screen")];

  // Whatever Streamlit draws, one screen is there, and the address names it, for a link to send.
  function show() {
    document.documentElement.toggleAttribute("data-meeting", !isMeeting() && KEPT in sessionStorage);
    const listed = screens();
    if (!isMeeting()) return place = null;
    if (!listed.length) return;
    isUnread ||= place === null;
    place ??= Number(asked().get("screen") ?? 1);
    listed.forEach(one => one.hidden = one.dataset.place !== String(place));
    document.querySelectorAll("[data-go]").forEach(dot =>
      dot.dataset.go === String(place) ? dot.setAttribute("aria-current", "step") : dot.removeAttribute("aria-current"));
    const address = new URL(location.href);
    if (Number(asked().get("screen") ?? 1) !== place) {
      address.searchParams.set("screen", place);
      history.replaceState(history.state, "", address);
    }
    // A page just opened cannot be focused before it is shown (browser.js).
    if (isUnread && document.querySelector(".screen:not([hidden])")?.checkVisibility({visibilityProperty: true})) {
      isUnread = false;
      focusTitle();
    }
    fillIn();
    sessionStorage[KEPT] = address.pathname + address.search;
    tell(".clock", new Date().toLocaleTimeString("ja-JP", {hour: "2-digit", minute: "2-digit"}));
  }
  // What was decided stands in one element, drawn anew every few seconds, and is put into its places from there.
  function fillIn() {
    for (const from of document.querySelectorAll(".decided-now > [data-of]")) {
      const to = document.querySelector(`.screen [data-of="${from.dataset.of}"]`);
      if (to && to.innerHTML !== from.innerHTML) to.innerHTML = from.innerHTML;
    }
    const minutes = document.querySelector(".st-key-minutes");
    if (minutes) minutes.hidden = !document.querySelector(".screen.closing:not([hidden])");
    const button = wanted && document.querySelector(`.st-key-write_${wanted} button`);
    if (button) wanted = null, button.click();
    const first = document.querySelector("[role=dialog] :is(textarea, input)");
    if (first && first !== begun) first.focus(); // who opens the dialog, or has given the code, can write at once
    begun = first;
  }
  let begun = null, wanted = null; // the first field of the dialog; the screen to write at, until its button is there
  function write() {
    wanted = document.querySelector(".screen:not([hidden])").dataset.screen;
    fillIn();
  }
  function tell(where, text) {
    const said = document.querySelector(where);
    if (said && said.textContent !== text) said.textContent = text;
  }
  new MutationObserver(show).observe(document, {subtree: true, childList: true, attributeFilter: ["data-opened"]});
  setInterval(show, 1000);

  function focusTitle() {
    document.querySelector(".screen:not([hidden]) h1")?.focus();
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  }
  function goTo(number) {
    const to = Math.min(Math.max(number, 1), screens().length);
    if (to === place) return;
    place = to;
    show();
    tell(".now", `画面${place}／${screens().length}`);
    focusTitle();
  }
  function fill() {
    if (document.fullscreenElement) return document.exitFullscreen();
    return document.documentElement.requestFullscreen().then(() => navigator.keyboard?.lock?.(["Escape"]));
  }
  function press(what) {
    document.querySelector(`[data-meet=${what}]`)?.click();
  }

  // Heard before browser.js, which follows a link to wherever it leads then.
  addEventListener("click", event => {
    const dot = event.target.closest("[data-go]"), asking = event.target.closest("[data-meet]");
    if (dot) goTo(Number(dot.dataset.go));
    if (asking?.dataset.meet === "full") fill();
    if (asking?.dataset.meet === "write") write();
    if (asking?.dataset.meet === "end") delete sessionStorage[KEPT];
    if (asking?.dataset.meet === "back") asking.href = sessionStorage[KEPT];
  }, true);

  addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if ([...document.querySelectorAll(OPENED)].some(one => one.checkVisibility())) return;
    if (document.activeElement?.matches(TYPED)) {
      if (event.key === "Escape") document.activeElement.blur();
      return;
    }
    isMeeting() ? onScreen(event) : onLivePage(event);
  }, true);
  function onScreen(event) {
    const isPressing = event.key === " " && document.activeElement?.matches("a, button");
    if (!screens().length || isPressing) return;
    const answers = {
      Home: () => goTo(1),
      End: () => goTo(screens().length),
      f: fill,
      F: fill,
      e: write,
      E: write,
      Escape: () => document.fullscreenElement ? fill() : press("end"),
    };
    const answer = event.key in STEPS ? () => goTo(place + STEPS[event.key]) : answers[event.key];
    if (!answer) return;
    event.preventDefault();
    answer();
  }
  function onLivePage(event) {
    if (event.key === "Escape" && KEPT in sessionStorage && !document.activeElement?.matches(".term")) press("back");
  }
})();
