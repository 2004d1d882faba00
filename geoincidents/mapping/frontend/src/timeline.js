// The time histogram: stacked bars by type, two handles, play.

import { h, svg } from "./dom.js";
import { GROUPS } from "./groups.js";
import { binOf, countBins, makeBins } from "./histogram.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

const STEP_MS = 700;
/** Bars are drawn in a box of this height; the width is the number of bins. */
const HEIGHT = 100;

/**
 * @param {App} app
 * @param {readonly Incident[]} incidents all of them: the bins do not move while filtering
 */
export function createTimeline(app, incidents) {
  const { words, store } = app;
  const bins = makeBins(incidents);
  if (bins === null || bins.first === bins.last || incidents.length < 2) return null;
  const { unit, edges } = bins;
  const last = edges.length - 1;
  /** @type {readonly Incident[]} */
  let timed = incidents;
  let timer = 0;
  let growing = false;

  const caption = h("span", { class: "period", dir: words.direction });
  const highest = h("span", { class: "muted highest", dir: words.direction });
  const chart = svg("svg", { class: "bars", viewBox: `0 0 ${last} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const play = h("button", { type: "button", class: "play", "aria-label": words.say("play"), title: words.say("play"), onclick: () => (timer ? stop() : start()) });
  const from = handle("timelineFrom", 0);
  const to = handle("timelineTo", last);
  const element = h(
    "section",
    { class: "timeline", "aria-label": words.say("timeline"), dir: "ltr" },
    play,
    h(
      "div",
      { class: "timeline-body" },
      h("div", { class: "timeline-head" }, caption, highest, h("button", { type: "button", class: "link table-button", onclick: () => app.showTable(rows()) }, words.say("table"))),
      h("div", { class: "track" }, chart, from, to),
      axis,
    ),
  );
  drawAxis();
  setPlayIcon(false);

  /** @param {string} label @param {number} value */
  function handle(label, value) {
    const input = h("input", { type: "range", class: "handle", min: 0, max: last, step: 1, value, "aria-label": words.say(label) });
    input.addEventListener("input", () => {
      stop();
      growing = false;
      if (input === from) from.value = String(Math.min(from.valueAsNumber, to.valueAsNumber - 1));
      else to.value = String(Math.max(to.valueAsNumber, from.valueAsNumber + 1));
      apply();
    });
    return input;
  }

  function apply() {
    const [a, b] = [from.valueAsNumber, to.valueAsNumber];
    const { filters } = store.get();
    store.set({ filters: { ...filters, from: a === 0 ? null : edges[a], to: b === last ? null : edges[b] - 1 } });
  }

  function start() {
    // The whole period grows from its beginning; a narrowed one slides, from the beginning once it is at the end.
    const slides = from.valueAsNumber > 0 || (to.valueAsNumber < last && !growing);
    if (to.valueAsNumber === last) {
      to.value = String(slides ? last - from.valueAsNumber : 1);
      from.value = "0";
    }
    growing = !slides;
    apply();
    setPlayIcon(true);
    timer = window.setInterval(() => {
      if (to.valueAsNumber >= last) {
        stop();
        return;
      }
      to.value = String(to.valueAsNumber + 1);
      if (slides) from.value = String(from.valueAsNumber + 1);
      apply();
    }, STEP_MS);
  }

  function stop() {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    setPlayIcon(false);
  }

  /** @param {boolean} playing */
  function setPlayIcon(playing) {
    const label = words.say(playing ? "pause" : "play");
    play.setAttribute("aria-label", label);
    play.title = label;
    play.replaceChildren(svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: playing ? "M4 2.5H7V13.5H4ZM9 2.5H12V13.5H9Z" : "M4.5 2L13 8L4.5 14Z" })));
  }

  function drawAxis() {
    const ticks = Math.min(last, 7);
    const step = Math.ceil(last / ticks);
    for (let at = 0; at < last * 0.93; at += step) {
      const tick = h("span", { class: "tick", dir: words.direction }, words.tick(edges[at], unit));
      tick.style.left = `${(at / last) * 100}%`;
      axis.append(tick);
    }
  }

  function draw() {
    if (bins === null) return;
    const { from: low, to: high } = store.get().filters;
    const a = low === null ? 0 : binOf(/** @type {any} */ (bins), low);
    const b = high === null ? last : binOf(/** @type {any} */ (bins), high) + 1;
    from.value = String(a);
    to.value = String(b);
    from.setAttribute("aria-valuetext", words.day(edges[a]));
    to.setAttribute("aria-valuetext", words.day(edges[b] - 1));
    // Both handles at the right end would lock each other: the one that can still move lies on top.
    from.classList.toggle("on-top", a > last / 2);
    caption.textContent = words.period(Math.max(edges[a], Math.min(bins.first, edges[b] - 1)), Math.min(edges[b] - 1, Math.max(bins.last, edges[a])));
    const counts = countBins(/** @type {any} */ (bins), timed, GROUPS.length);
    const totals = counts.map((groups) => groups.reduce((sum, count) => sum + count, 0));
    const most = Math.max(1, ...totals);
    highest.textContent = words.say(`perUnit_${unit}`, { n: Math.max(...totals) });
    chart.replaceChildren(...counts.flatMap((groups, bin) => bar(groups, bin, most, bin >= a && bin < b)));
  }

  /** @param {number[]} groups @param {number} bin @param {number} most @param {boolean} shown */
  function bar(groups, bin, most, shown) {
    let top = HEIGHT;
    return groups.flatMap((count, group) => {
      if (count === 0) return [];
      const height = (count / most) * HEIGHT;
      top -= height;
      const rect = svg("rect", { class: shown ? "bar" : "bar outside", x: bin + 0.04, width: 0.92, y: top.toFixed(2), height: height.toFixed(2), "vector-effect": "non-scaling-stroke" });
      rect.style.setProperty("--type", GROUPS[group].colour);
      return [rect];
    });
  }

  function rows() {
    const counts = countBins(/** @type {any} */ (bins), timed, GROUPS.length);
    return counts.map((groups, bin) => ({ period: words.period(edges[bin], edges[bin + 1] - 1), groups }));
  }

  return {
    element,
    stop,
    /** @param {readonly Incident[]} incidentsInAllTime */
    show(incidentsInAllTime) {
      timed = incidentsInAllTime;
      draw();
    },
  };
}
