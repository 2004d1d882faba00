// Which words of a quote are marked: what tells of the incident, and what names its place. Pure.

/**
 * @typedef {object} Part
 * @property {string} text
 * @property {"" | "trigger" | "place"} mark
 */

/**
 * @param {string} quote
 * @param {number | null} quoteStart of the quote in the article
 * @param {Record<string, any> | undefined} report with trigger_start and trigger_end in the article
 * @param {(string | null)[]} places words that name the place
 * @returns {Part[]} the whole quote in order
 */
export function markQuote(quote, quoteStart, report, places) {
  /** @type {[number, number, "trigger" | "place"][]} */
  const spans = [];
  const trigger = triggerSpan(quote, quoteStart, report);
  if (trigger) spans.push([...trigger, "trigger"]);
  for (const place of places) {
    const at = place ? wordsAt(quote, place) : -1;
    if (place && at >= 0) spans.push([at, at + place.length, "place"]);
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  /** @type {Part[]} */
  const parts = [];
  let done = 0;
  for (const [start, end, mark] of spans) {
    if (start < done) continue;
    if (start > done) parts.push({ text: quote.slice(done, start), mark: "" });
    parts.push({ text: quote.slice(start, end), mark });
    done = end;
  }
  if (done < quote.length) parts.push({ text: quote.slice(done), mark: "" });
  return parts;
}

/**
 * Offsets count code points, as Python does; JavaScript counts UTF-16 units.
 *
 * @param {string} quote
 * @param {number | null} quoteStart
 * @param {Record<string, any> | undefined} report
 * @returns {[number, number] | null}
 */
function triggerSpan(quote, quoteStart, report) {
  const start = report?.trigger_start;
  const end = report?.trigger_end;
  const base = report?.quote_start ?? quoteStart;
  if (typeof start !== "number" || typeof end !== "number" || typeof base !== "number") return null;
  const letters = [...quote];
  if (start < base || end <= start || end - base > letters.length) return null;
  const before = letters.slice(0, start - base).join("").length;
  const inside = letters.slice(start - base, end - base).join("").length;
  return [before, before + inside];
}

/**
 * Where the words stand as words, not inside another one.
 *
 * @param {string} quote
 * @param {string} words
 */
export function wordsAt(quote, words) {
  const letter = /[\p{L}\p{N}\p{M}]/u;
  for (let at = quote.indexOf(words); at >= 0; at = quote.indexOf(words, at + 1)) {
    const before = at > 0 ? quote[at - 1] : "";
    const after = quote[at + words.length] ?? "";
    if (!letter.test(before) && !letter.test(after)) return at;
  }
  return -1;
}
