// What the pages do beyond what stands in them: the interactive chart, tables, sentences, search. Words of others only
// ever become text nodes, never markup.
"use strict";
(function () {
  const root = document.body.dataset.root;
  const DAY = 86400000;
  const FIRST = Date.UTC(1900, 0, 1);
  const many = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 4 });
  const longDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  function make(tag, options, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options || {})) {
      if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  const iso = (day) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
  const long = (day) => longDay.format(new Date(FIRST + day * DAY));
  const each = (packed, place) => (Array.isArray(packed) ? packed[place] : packed);

  // Unpack a lane into rows; the counterpart of flows/report/data.py.
  function unpack(chart, lane, number) {
    const size = lane.day.by.length + 1;
    const rows = [];
    let day = 0, best = 0;
    for (let place = 0; place < size; place += 1) {
      day = place ? day + lane.day.by[place - 1] : lane.day.from;
      const before = best;
      best = place ? Math.round((best + lane.dot.by[place - 1]) * 1e6) / 1e6 : lane.dot.from;
      const said = each(lane.said, place);
      const row = {
        lane: number, hue: lane.hue, letter: lane.letter, name: lane.name, day, best,
        said: said === null ? null : day + said,
        first: lane.first ? lane.first[place] : best, last: lane.last ? lane.last[place] : best,
        bare: each(lane.bare, place), open: each(lane.open, place), shift: each(lane.shift, place),
        line: each(lane.line, place), glyph: chart.glyphs[each(lane.glyph, place)],
        change: lane.change === true ? (place ? best - before : null) : lane.change ? lane.change[place] : null,
        covers: each(lane.covers, place), id: lane.id.slice(place * 10, place * 10 + 10),
        href: lane.href[place] || null,
      };
      row.number = many.format(best);
      for (const name of ["expr", "text", "quote", "url", "publisher", "record", "figure", "who", "likely", "covered", "via"])
        row[name] = textOf(lane[name], place, row);
      rows.push(row);
    }
    return rows;
  }
  function textOf(packed, place, row) {
    if (typeof packed === "string") return packed;
    if (Array.isArray(packed)) return packed[place];
    if (packed.which) return packed.texts[packed.which[place]];
    const own = { expr: row.expr, iso: iso(row.day), long: long(row.day), said: row.said === null ? "" : long(row.said), number: row.number };
    return packed.begin + own[packed.of] + packed.end;
  }
  function sentenceOf(chart, row) {
    const parts = { figure: row.figure, what: chart.what, who: row.who, likely: row.likely, covered: row.covered, via: row.via, build: chart.build };
    const told = chart.sentence.replace(/\{(\w+)\}/g, (whole, name) => parts[name]);
    return told.charAt(0).toUpperCase() + told.slice(1);
  }

  // One glyph, as the page has drawn it in its legend.
  function glyphOf(name) {
    const drawn = document.querySelector(`[data-glyph="${name}"] svg`);
    return drawn ? drawn.cloneNode(true) : make("span");
  }
  const webAddress = (url) => /^https?:\/\/[^\s<>"']+$/.test(url);

  // ---- details of one figure -------------------------------------------------------------------------------------
  let drawer = null, opener = null;
  function show(chart, row, from) {
    close();
    opener = from || document.activeElement;
    const quote = make("blockquote");
    const at = row.expr ? row.quote.indexOf(row.expr) : -1;
    if (at < 0) quote.append(row.quote);
    else quote.append(row.quote.slice(0, at), make("mark", null, row.expr), row.quote.slice(at + row.expr.length));
    const facts = make("dl", { class: "facts" });
    const fact = (name, value) => value && facts.append(make("div", null, make("dt", null, name), make("dd", null, value)));
    fact("Who says so", row.who + row.likely);
    fact("For", row.covered);
    fact("Published", row.via.replace(/^; published /, ""));
    fact("Where", webAddress(row.url) ? make("a", { href: row.url, rel: "noopener noreferrer nofollow" }, row.url) : row.url);
    fact("Archive record", row.record);
    drawer = make("aside", { class: "drawer", role: "dialog", "aria-label": "One figure", tabindex: "-1" },
      make("button", { type: "button", class: "close", on: { click: close } }, "Close"),
      make("p", { class: "big" }, glyphOf(row.glyph), row.text), quote, facts,
      make("p", null, copier(sentenceOf(chart, row)), " ", row.href ? make("a", { href: root + row.href }, "All about this claim") : null));
    document.body.append(drawer);
    drawer.focus();
  }
  function close() {
    if (!drawer) return;
    drawer.remove();
    drawer = null;
    if (opener && opener.isConnected) opener.focus();
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  function copier(text) {
    const button = make("button", { type: "button", class: "copy" }, "Copy as sentence");
    button.addEventListener("click", () => {
      const area = make("textarea", { class: "hidden", "aria-hidden": "true", tabindex: "-1" });
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy"); // the newer interface does not exist for pages from a disk
      area.remove();
      button.textContent = done ? "Copied" : text;
    });
    return button;
  }

  // ---- table -----------------------------------------------------------------------------------------------------
  function tableOf(section, chart, rows) {
    const table = section.querySelector("table.rows"), body = table.tBodies[0], caption = table.caption;
    const newest = [...rows].sort((a, b) => b.day - a.day || (b.said ?? 0) - (a.said ?? 0) || (a.id < b.id ? 1 : -1));
    let ordered = newest, shown = body.rows.length;
    const keys = [(row) => row.day, (row) => row.best, (row) => row.name.toLowerCase(), (row) => row.quote.toLowerCase(), (row) => row.publisher.toLowerCase()];
    function line(row) {
      const where = row.href ? make("a", { href: root + row.href }, row.publisher || "article") : row.publisher || row.url;
      const quote = make("bdi");
      const at = row.expr ? row.quote.indexOf(row.expr) : -1;
      if (at < 0) quote.append(row.quote);
      else quote.append(row.quote.slice(0, at), make("mark", null, row.expr), row.quote.slice(at + row.expr.length));
      return make("tr", { id: `c-${row.id}` },
        make("td", { class: "day" }, make("time", { datetime: iso(row.day) }, iso(row.day))),
        make("td", { class: "num" }, make("span", { class: "fig" }, glyphOf(row.glyph), row.text)),
        make("td", null, make("bdi", null, row.who), row.likely ? make("span", { class: "likely" }, row.likely.replace(/^, /, " ")) : null),
        make("td", { class: "words" }, quote),
        make("td", { class: "where" }, make("bdi", null, where), " ", details(row)));
    }
    const details = (row) => make("button", { type: "button", class: "details", on: { click: (event) => show(chart, row, event.currentTarget) } }, "Details");
    function draw() {
      body.replaceChildren(...ordered.slice(0, shown).map(line));
      caption.textContent = shown < ordered.length ? `${many.format(shown)} of ${many.format(ordered.length)} rows` : `All ${many.format(ordered.length)} rows of this chart`;
      more.hidden = shown >= ordered.length;
    }
    const more = section.querySelector("p.more");
    more.append(make("button", { type: "button", on: { click: () => { shown = Math.min(shown + 200, ordered.length); draw(); } } }, "Show 200 more rows"), " ",
      make("button", { type: "button", on: { click: () => { shown = ordered.length; draw(); } } }, "Show all"));
    more.hidden = shown >= rows.length;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const way = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", way);
        const key = keys[column], sign = way === "ascending" ? 1 : -1;
        ordered = [...newest].sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
        draw();
      });
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const tr of body.rows) {
      const row = byId.get(tr.id.slice(2));
      if (row) tr.lastElementChild.append(" ", details(row));
    }
    return byId;
  }

  // ---- chart -----------------------------------------------------------------------------------------------------
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function datasets(chart, rows, wide, mode) {
    const dense = chart.lanes.map((lane) => lane.day.by.length >= 159);
    const change = mode === "change";
    const used = change ? rows.filter((row) => row.change !== null) : rows;
    const marks = used.map((row, place) => ({
      place, time: FIRST + row.day * DAY, lane: row.lane, hue: row.hue, id: row.id,
      at: change ? row.change : row.bare ? (row.first + row.last) / 2 : row.best,
      first: change ? row.change : row.first, last: change ? row.change : row.last,
      bare: !change && row.bare, hollow: change ? row.covers > 1 : row.glyph === "vague",
      open: change ? "" : row.open, aside: change ? 0 : row.shift * 5.2, size: dense[row.lane] && row.first === row.last && !row.open ? 8 : 50,
    }));
    const lines = [], gaps = [], ends = [];
    if (!change && chart.kind !== "event") {
      let stretch = 0;
      marks.forEach((mark, place) => {
        const row = used[place], next = marks[place + 1];
        if (row.line) lines.push({ ...mark, stretch });
        if (row.line !== 1) stretch += 1;
        const lined = chart.lanes[row.lane].line !== 0; // who speaks now and then has no line to be broken
        if (lined && next && next.lane === mark.lane && row.line !== 1 && next.time > mark.time)
          gaps.push({ ...mark, stretch: `g${place}` }, { ...next, stretch: `g${place}` });
        if (chart.lanes[row.lane].silent && (!next || next.lane !== mark.lane)) ends.push(mark);
      });
    }
    const figures = [], names = [];
    if (!change) for (const [text, hue, mark, x, y, anchor] of chart.labels[wide ? "wide" : "narrow"]) {
      if (mark === null) names.push({ text: text.replace("\t", " ").trim(), hue, lane: hue, top: y - 30 });
      else figures.push({ ...marks[mark], text, hue, dx: x + marks[mark].aside, dy: y, align: { start: "left", middle: "center", end: "right" }[anchor] });
    }
    return { used, marks, lines, gaps, ends, figures, names };
  }

  // The texts of ticks are those of the drawing without script.
  const chosen = (ticks) => `${ticks.map(([value, text]) => `datum.value === ${value} ? ${JSON.stringify(text)} : `).join("")}""`;

  function specOf(chart, data, wide, mode) {
    const spec = JSON.parse(JSON.stringify(chartSpecification));
    const ink = colour("--ink"), soft = colour("--soft"), faint = colour("--faint");
    spec.width = "container";
    spec.height = chart.heights[wide ? 0 : 1];
    spec.padding = { left: 4, top: 4, bottom: 4, right: 10 };
    spec.background = colour("--sheet");
    spec.title = { text: chart.title, anchor: "start", frame: "bounds", fontSize: 13, color: ink, offset: 10, limit: wide ? 860 : 330 };
    spec.encoding.x.scale.domain = chart.days.map((day) => FIRST + day * DAY);
    spec.encoding.x.axis.title = wide ? chart.source : chart.source.match(/.{1,46}(\s|$)/g);
    spec.encoding.x.axis.values = chart.dayTicks[wide ? 0 : 1].map(([day]) => FIRST + day * DAY);
    spec.encoding.x.axis.labelExpr = chosen(chart.dayTicks[wide ? 0 : 1].map(([day, text]) => [FIRST + day * DAY, text]));
    if (mode === "change") {
      const values = data.marks.map((mark) => mark.at);
      spec.encoding.y.scale.domain = [Math.min(0, ...values) * 1.1, Math.max(1, ...values) * 1.1];
      Object.assign(spec.encoding.y.axis, { values: undefined, tickCount: 5 });
    } else {
      spec.encoding.y.scale.domain = chart.domain;
      spec.encoding.y.axis.values = chart.ticks.map(([value]) => value);
      spec.encoding.y.axis.labelExpr = chosen(chart.ticks);
    }
    spec.encoding.color.scale.range = [0, 1, 2, 3, 4, 5, 6, 7].map((hue) => colour(`--h${hue}`));
    for (const layer of spec.layer) if (layer.name === "hollow") layer.mark.fill = spec.background;
    spec.datasets = { marks: data.marks, lines: data.lines, gaps: data.gaps, ends: data.ends, figures: data.figures, names: data.names };
    spec.layer = spec.layer.filter((layer) => data[layer.data.name].length); // an empty layer would have no domain
    Object.assign(spec.config, { font: getComputedStyle(document.querySelector("footer")).fontFamily });
    Object.assign(spec.config.axis, { labelColor: soft, titleColor: soft, gridColor: faint, tickColor: faint });
    return spec;
  }

  function tipOf(section) {
    const tip = make("div", { class: "tip", role: "status", hidden: true });
    section.querySelector("figure").append(tip);
    return tip;
  }

  function chartOf(section, chart, rows) {
    const picture = section.querySelector(".picture"), tip = tipOf(section);
    const holder = make("div", { class: "vega", "aria-hidden": "true" });
    picture.append(holder);
    let view = null, drawn = 0, mode = "total";
    async function draw() {
      const turn = (drawn += 1), wide = picture.clientWidth >= 640;
      const data = datasets(chart, rows, wide, mode);
      const result = await vegaEmbed(holder, specOf(chart, data, wide, mode), {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false,
        tooltip: (handler, event, item, value) => hover(event, value ? data.used[item.datum.place] : null),
      });
      if (turn !== drawn) return result.finalize();
      if (view) view.finalize();
      view = result;
      view.view.addEventListener("click", (event, item) => { if (item && item.datum && item.datum.id) show(chart, data.used[item.datum.place], section.querySelector("h2")); });
      picture.classList.add("live");
      section.dataset.drawn = mode;
    }
    function hover(event, row) {
      tip.hidden = !row;
      if (!row) return;
      const changed = mode === "change" ? `${row.change > 0 ? "+" : ""}${many.format(row.change)}${row.covers > 1 ? ` over ${row.covers} days` : ""}` : row.text;
      tip.replaceChildren(make("b", null, glyphOf(mode === "change" ? "exact" : row.glyph), changed), make("span", null, `${row.who}${row.likely}`), make("span", null, row.covered),
        make("q", null, row.quote.length > 220 ? `${row.quote.slice(0, 219)}…` : row.quote), make("small", null, `${row.via.replace(/^; /, "")} · ${webAddress(row.url) ? new URL(row.url).host : row.url} · ${row.record}`));
      const box = section.querySelector("figure").getBoundingClientRect();
      const left = Math.min(Math.max(event.clientX - box.left + 14, 0), Math.max(box.width - tip.offsetWidth - 4, 0));
      tip.style.left = `${left}px`;
      tip.style.top = `${event.clientY - box.top + 16}px`;
    }
    if (rows.some((row) => row.change !== null)) {
      const choices = { total: "Running totals", change: "Gain from figure to figure" };
      const box = section.querySelector(".switch");
      box.hidden = false;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "What is shown");
      for (const [name, text] of Object.entries(choices))
        box.append(make("button", { type: "button", "aria-pressed": String(name === mode), "data-mode": name, on: { click: () => {
          mode = name;
          for (const other of box.children) other.setAttribute("aria-pressed", String(other.dataset.mode === mode));
          draw();
        } } }, text));
    }
    let width = picture.clientWidth >= 640;
    addEventListener("resize", () => { const now = picture.clientWidth >= 640; if (now !== width) { width = now; draw(); } });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    return draw();
  }

  function pageOfSeries() {
    const ids = new Map();
    const waiting = [];
    for (const section of document.querySelectorAll("section.chart")) {
      const chart = charts[Number(section.dataset.chart)];
      const rows = chart.lanes.flatMap((lane, number) => unpack(chart, lane, number));
      for (const [id, row] of tableOf(section, chart, rows)) ids.set(id, [chart, row]);
      waiting.push([section, chart, rows]);
    }
    const follow = () => { const held = ids.get(location.hash.replace(/^#c-/, "")); if (held) show(...held); };
    addEventListener("hashchange", follow);
    follow();
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        chartOf(...waiting.find(([section]) => section === entry.target));
      }
    }, { rootMargin: "400px" });
    for (const [section] of waiting) seen.observe(section);
  }

  // ---- search ----------------------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  function find(query) {
    const words = fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.length) return [];
    const found = [];
    for (const entry of searchIndex) {
      entry.words ??= fold(entry[0]).split(/[^\p{L}\p{N}]+/u);
      let score = entry[3];
      for (const word of words) {
        if (entry.words.includes(word)) score += 4;
        else if (entry.words.some((other) => other.startsWith(word))) score += 2;
        else { score = 0; break; }
      }
      if (score) found.push([score, entry]);
    }
    found.sort((a, b) => b[0] - a[0] || a[1][0].length - b[1][0].length);
    return found.slice(0, 12).map(([, entry]) => entry);
  }
  function search() {
    const box = document.querySelector("div.search"), input = box.querySelector("input"), list = box.querySelector("ul");
    box.hidden = false;
    let chosen = -1, loaded = null;
    const load = () => (loaded ??= new Promise((resolve) => {
      document.head.append(make("script", { src: `${root}assets/search.js`, on: { load: resolve } }));
    }));
    function draw(entries) {
      chosen = -1;
      list.replaceChildren(...entries.map(([text, kind, href], place) =>
        make("li", { role: "option", id: `found-${place}`, "aria-selected": "false" }, make("a", { href: root + href, tabindex: "-1" }, make("bdi", null, text), make("small", null, kind)))));
      if (!entries.length && input.value.trim()) list.append(make("li", { class: "none", role: "option", "aria-selected": "false" }, "Nothing found"));
      list.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!list.hidden));
    }
    function choose(place) {
      const options = list.querySelectorAll("li[id]");
      if (!options.length) return;
      chosen = (place + options.length) % options.length;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
      input.setAttribute("aria-activedescendant", `found-${chosen}`);
    }
    input.addEventListener("focus", load);
    input.addEventListener("input", async () => { await load(); draw(find(input.value)); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(chosen + (event.key === "ArrowDown" ? 1 : -1)); }
      if (event.key === "Enter") { const link = list.querySelectorAll("li[id] a")[Math.max(chosen, 0)]; if (link) location.href = link.href; }
      if (event.key === "Escape") { input.value = ""; draw([]); }
    });
    document.addEventListener("click", (event) => { if (!box.contains(event.target)) { list.hidden = true; input.setAttribute("aria-expanded", "false"); } });
  }

  // ---- every other table: by its columns ---------------------------------------------------------------------------
  search();
  if (typeof charts !== "undefined") pageOfSeries();
})();
