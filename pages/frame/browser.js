// What Streamlit leaves to do in the browser. PAGES are the addresses of the menu, PARTS those of Streamlit's scripts for elements, from BASE.
(() => {
  // What only changes the conditions of a page is no step of the history: Back returns to the page before.
  const step = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const isHere = new URL(address, location.href).pathname === location.pathname;
    isHere ? history.replaceState(state, title, address) : step(state, title, address);
  };

  // A link to one of our pages changes the page within the session, as Back does: one step of the history, which
  // holds the conditions of both pages. Streamlit would load everything anew, or make three steps of it.
  addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.download || !["", "_self"].includes(link.target)) return;
    const isOurs = PAGES.some(page => link.origin + link.pathname === BASE + page);
    const isHere = link.pathname === location.pathname && link.search === location.search;
    const isConnected = document.querySelector("[data-test-connection-state=CONNECTED]");
    if (!isOurs || !isConnected || (isHere && link.href.includes("#"))) return;
    event.preventDefault();
    event.stopPropagation();
    link.href === location.href || step({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
    goToAnchor();
  }, true);

  // What a button of the frame asks the browser for.
  const ASKED = {
    content: () => {
      const body = document.querySelector(".st-key-body");
      body.tabIndex = -1;
      body.focus();
    },
    pictures: () => document.querySelectorAll("[data-title='図をPNGで保存']").forEach(one => one.click()),
    print: () => whenDrawn(print),
    slides: save,
  };
  addEventListener("click", event => {
    const asked = event.target.closest("[data-ask]");
    if (!asked) return;
    event.preventDefault();
    ASKED[asked.dataset.ask](asked);
  });
  // Slides are made while the browser waits for them; the link says so, and what went wrong.
  async function save(link) {
    if (link.ariaBusy === "true") return;
    const text = link.dataset.text ??= link.textContent;
    [link.ariaBusy, link.textContent] = ["true", "作っています…"];
    try {
      let answer = await fetch(link.href);
      // A server that was started anew, or another one in its place, makes files of a page once it has drawn it.
      if (answer.status === 404) dispatchEvent(new PopStateEvent("popstate"));
      for (let tries = 0; answer.status === 404 && tries < 20; tries++) {
        await new Promise(done => setTimeout(done, 500));
        answer = await fetch(link.href);
      }
      if (!answer.ok) throw new Error(await answer.text());
      const file = document.createElement("a");
      file.href = URL.createObjectURL(await answer.blob());
      file.download = decodeURIComponent(answer.headers.get("Content-Disposition").split("''")[1]);
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
      link.textContent = text;
    } catch (error) {
      link.textContent = error instanceof TypeError ? "届きませんでした。もう一度押してください。" : error.message;
    }
    link.ariaBusy = "false";
  }
  // On paper a page is as wide as it was on the screen, for which its charts are drawn; the browser makes it fit.
  addEventListener("beforeprint", () => {
    document.documentElement.style.setProperty("--printed", `${innerWidth}px`);
    mapsOf().forEach(([, map]) => copyForPaper(map));
  });
  // What WebGL has drawn is gone when the browser prints; a plain canvas over it is printed as it is.
  function copyForPaper(map) {
    const drawn = map?.getCanvas();
    if (!drawn) return;
    const paper = drawn.parentNode.querySelector(".on-paper") ?? document.createElement("canvas");
    paper.className = "on-paper";
    [paper.width, paper.height] = [drawn.width, drawn.height];
    map.redraw();
    paper.getContext("2d").drawImage(drawn, 0, 0);
    drawn.after(paper);
  }
  function mapsOf() {
    return [...document.querySelectorAll(".js-plotly-plot:has(.maplibregl-map)")]
      .map(plot => [plot, plot._fullLayout?.map?._subplot?.map]);
  }
  // A map may get its height only after it was drawn; it begins anew then, unless a person has moved it.
  function isResized(plot, map) {
    return !map.isMoved && plot.high !== map.getContainer().clientHeight;
  }
  function whenDrawn(then) {
    const waiting = setInterval(() => {
      if (mapsOf().some(([plot, map]) => !["true", "lost"].includes(plot.dataset.drawn) || !map.areTilesLoaded())) return;
      clearInterval(waiting);
      then();
    }, 100);
  }

  // What Streamlit names in English for those who do not see.
  const NAMES = {Open: "選択肢を開く", Fullscreen: "大きく表示", "Close fullscreen": "元の大きさに戻す", Close: "閉じる", "Clear value": "選択を消す"};
  const named = Object.keys(NAMES).map(name => `[aria-label="${name}"]`).join();
  new MutationObserver(() => document.querySelectorAll(named).forEach(one => one.ariaLabel = NAMES[one.ariaLabel]))
    .observe(document, {subtree: true, childList: true, attributeFilter: ["aria-label"]});

  // What Streamlit says in English while there is no server, which it finds again by itself.
  new MutationObserver(() => {
    const title = document.querySelector("[role=dialog] > h2[slot=title]");
    if (title?.textContent !== "Connection error") return;
    title.firstChild.data = "サーバーにつながりません";
    title.nextElementSibling.dataset.said = "このままお待ちください。動きだすと、続きから使えます。";
  }).observe(document, {subtree: true, childList: true});

  // What is opened is shown once it is whole but for its charts, whose room is kept: nothing moves under a reader's eyes.
  const opening = new MutationObserver(() => {
    const isDrawn = document.querySelector("[data-test-script-state=notRunning] [class*=st-key-body]");
    if (!isDrawn || document.querySelector("[data-testid=stSkeleton]:not([class*=st-key-chart_] *)")) return;
    opening.disconnect();
    document.documentElement.dataset.opened = true;
    requestIdleCallback(() => PARTS.forEach(fetchForLater));
  });
  opening.observe(document, {subtree: true, childList: true, attributeFilter: ["data-test-script-state"]});

  // The next page may have elements this one lacks: what draws them is there when it is opened, and has been read, which
  // stops all else for half a second and so waits until the person has rested for two. A script whose import fails stays
  // away for good, so only what has come is imported.
  function fetchForLater(part) {
    const link = Object.assign(document.createElement("link"), {rel: "prefetch", href: BASE + part});
    if (part.endsWith(".js")) link.onload = () => resting.then(() => requestIdleCallback(() => import(link.href)));
    document.head.append(link);
  }
  let acted = performance.now();
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"])
    addEventListener(kind, () => acted = performance.now(), {capture: true, passive: true});
  const resting = new Promise(done => {
    const waiting = setInterval(() => {
      if (performance.now() - acted < 2000) return;
      clearInterval(waiting);
      done();
    }, 250);
  });

  // A place named after # is gone to once its page is drawn.
  function goToAnchor() {
    const address = location.href, name = decodeURIComponent(location.hash.slice(1));
    if (!name) return;
    const drawing = new MutationObserver(() => {
      const isDrawn = document.querySelector("[data-test-script-state=notRunning] .footer");
      const isThere = isDrawn && document.getElementById(name), isLeft = location.href !== address;
      if (isThere || isLeft) drawing.disconnect();
      if (isThere && !isLeft) location.replace(location.hash);
    });
    drawing.observe(document, {subtree: true, childList: true, attributeFilter: ["data-test-script-state"]});
  }
  goToAnchor();

  // Addresses in a map's style name no host, so that it is the same for all who look. MapLibre asks in a worker that has
  // no address of its own: they are completed as soon as there is a map, before it asks for anything.
  new MutationObserver(() => {
    for (const [plot, map] of mapsOf()) {
      if (!map || map.isOurs) continue;
      map.isOurs = true;
      map.setTransformRequest(address => ({url: new URL(address, BASE).href}));
      letDetailsRest(map);
      sayDistance(plot, map);
      watch(plot, map);
    }
  }).observe(document, {subtree: true, childList: true});

  // A map that a machine without a graphics card moves at fewer than 40 frames a second is drawn without what its style
  // calls a detail until it has stopped.
  function letDetailsRest(map) {
    let took = [], isMoving = false, areResting = false, stopped;
    function show(opacity) {
      areResting = !opacity;
      for (const {id, type, metadata} of map.getStyle()?.layers ?? [])
        if (metadata?.isDetail) map.setPaintProperty(id, `${type === "symbol" ? "text" : type}-opacity`, opacity);
    }
    map.on("movestart", () => {
      clearTimeout(stopped);
      isMoving = true;
    });
    map.on("moveend", () => stopped = setTimeout(() => {
      [isMoving, took] = [false, []];
      if (areResting) show(1);
    }, 200));
    map.on("render", () => isMoving && requestAnimationFrame(before => requestAnimationFrame(now => {
      took = [...took.slice(-2), now - before];
      if (isMoving && !areResting && took.length === 3 && Math.min(...took) > 1000 / 40) show(0);
    })));
  }

  // Shapes of cells by the address a map names them by (charts/shapes.py), for all maps. Left to itself, Plotly draws nothing
  // of a map before they are there, and never anything where they are late: it finds empty ones here, which are filled.
  const AGAIN = 5000; // ms
  window.PlotlyGeoAssets = new Proxy({topojson: {}}, {
    get: (known, address) => known[address] ??= String(address).startsWith("cells/") ? asked(address) : undefined,
  });
  function asked(address) {
    const shapes = {type: "FeatureCollection", features: [], state: "asked"};
    fill(shapes, address);
    return shapes;
  }
  async function fill(shapes, address) {
    let status;
    try {
      const answer = await fetch(BASE + address);
      status = answer.status;
      [shapes.features, shapes.state] = [(await answer.json()).features, "there"];
    } catch {
      shapes.state = "lost";
      if (status !== 404) setTimeout(fill, AGAIN, shapes, address);
    }
    for (const [plot] of mapsOf().filter(([plot]) => addressesOf(plot).includes(address))) {
      const map = plot._fullLayout.map._subplot;
      if (shapes.state === "there" && Object.keys(map.traceHash).length) map.updateData(plot.calcdata);
      look(plot);
    }
  }
  function addressesOf(plot) {
    return plot.data?.map(trace => trace.geojson).filter(shapes => typeof shapes === "string") ?? [];
  }
  function stateOfShapes(plot) {
    return addressesOf(plot).map(address => PlotlyGeoAssets[address].state).find(state => state !== "there") ?? "there";
  }

  // A map says 読み込み中 (style.css) until the traces Plotly gives it are drawn with their shapes, and begins with the bounds
  // it is to show, at whatever size it has, and goes to a cell chosen in its list; told as if a person had moved it, Plotly
  // leaves it there. It is looked at until all stands, and anew when Plotly has drawn it again, its size or its shapes change.
  function watch(plot, map) {
    map.on("resize", () => look(plot));
    plot.on("plotly_afterplot", () => look(plot));
    look(plot);
  }
  function look(plot) {
    clearTimeout(plot.looking);
    if (plot.isConnected && !stands(plot)) plot.looking = setTimeout(look, 50, plot);
  }
  function stands(plot) {
    const map = plot._fullLayout?.map?._subplot?.map, begin = plot.layout?.meta;
    const hasTraces = map?.getLayersOrder().some(id => id.startsWith("plotly-trace"));
    const shapes = stateOfShapes(plot);
    if (shapes === "lost") {
      plot.dataset.drawn = "lost";
      return true;
    }
    if (shapes === "asked" || !hasTraces || !map.loaded()) {
      if (shapes === "asked" || plot.drawn !== map) plot.dataset.drawn = false;
      return false;
    }
    if (begin?.fit && (plot.fitted !== map || isResized(plot, map) || begin.goes && plot.goneTo !== String(begin.fit))) {
      if (plot.fitted !== map) map.on("movestart", event => map.isMoved ||= event.originalEvent?.isTrusted);
      [plot.fitted, plot.high, plot.goneTo] = [map, map.getContainer().clientHeight, String(begin.fit)];
      const credit = plot.querySelector(".infolayer .annotation")?.getBoundingClientRect().height ?? 0;
      const {top, bottom} = map.getContainer().getBoundingClientRect();
      const legend = plot.querySelector(".infolayer .cbbg")?.getBoundingClientRect().top ?? bottom;
      const under = legend > (top + bottom) / 2 ? bottom - legend : 0;  // a legend at the top hides nothing of a close-up
      const [west, south, east, north] = begin.fit;
      const padding = {top: 56, bottom: Math.max(56, credit + 12, under + 12), left: 24, right: 24};
      const how = {padding, maxZoom: begin.closest, animate: false};
      map.fitBounds([[west, south], [east, north]], how, {originalEvent: {}});
      return false;
    }
    plot.drawn = map;
    plot.dataset.drawn = true;
    return true;
  }

  // A bar over who made the background says how far a distance is in the middle of a map, at every zoom.
  function sayDistance(plot, map) {
    map.bar = Object.assign(document.createElement("div"), {className: "bar-of-scale"});
    map.getContainer().append(map.bar);
    for (const change of ["zoom", "idle"]) map.on(change, () => measure(plot, map));
  }
  function measure(plot, map) {
    const aPixel = 40_075_017 / 512 / 2 ** map.getZoom() * Math.cos(map.getCenter().lat * Math.PI / 180);  // metres
    const most = 120 * aPixel, power = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2, 1].find(part => part * power <= most) * power;
    const told = metres < 1000 ? `${metres}m` : `${metres / 1000}km`, wide = metres / aPixel;
    const above = (plot.querySelector(".infolayer .annotation")?.getBoundingClientRect().height ?? 0) + 8;
    map.bar.textContent = told;
    map.bar.style.width = `${wide}px`;
    map.bar.style.bottom = `${above}px`;
    if (!plot.closest("[data-testid=stPlotlyChart]")) draw(plot, told, wide, above);
  }
  // A picture is saved of a copy of the chart, of which nothing but its SVG counts: the bar is drawn there as well.
  function draw(plot, told, wide, above) {
    const layer = plot.querySelector(".infolayer"), {_size: {l, t, w, h}, font: {color, family}} = plot._fullLayout;
    const [right, foot] = [l + w - 9, t + h - above - 1];
    const bar = layer.querySelector(".bar-of-scale") ?? layer.appendChild(document.createElementNS(layer.namespaceURI, "g"));
    bar.setAttribute("class", "bar-of-scale");
    bar.innerHTML = `<path d="M${right},${foot - 19}v19h${2 - wide}v-19" fill="#fff" fill-opacity=".8" stroke="${color}" stroke-width="2"/>
      <text x="${right + 1 - wide / 2}" y="${foot - 5}" text-anchor="middle" font-size="14" fill="${color}">${told}</text>`;
    bar.lastChild.style.fontFamily = family;
  }

  // Escape puts away the meaning of a word that the keyboard has reached.
  addEventListener("keydown", event => {
    if (event.key === "Escape" && document.activeElement.matches(".term")) document.activeElement.blur();
  });
})();
