// What is shown, as GeoJSON or CSV; columns named and ordered as the frame's.

/** @typedef {import("./payload.js").Table} Table */

/**
 * @param {Table} table
 * @param {number} row
 * @returns {import("geojson").MultiPolygon | import("geojson").Polygon | null}
 */
function regionOf(table, row) {
  const index = table.regionOf(row);
  if (index < 0) return null;
  const coordinates = table.region(index);
  return coordinates.length === 1 ? { type: "Polygon", coordinates: coordinates[0] } : { type: "MultiPolygon", coordinates };
}

/** @param {Table} table @param {number} row @param {string} column */
function cell(table, row, column) {
  return column === "region" ? regionOf(table, row) : table.get(row, column);
}

/**
 * @param {Table} table
 * @param {readonly number[]} rows
 * @param {any} [evidence] what the incidents rest on, as the command's exports carry it
 * @returns {string} RFC 7946
 */
export function geojson(table, rows, evidence = null) {
  const features = rows.map((row) => {
    const lon = table.get(row, "lon");
    const lat = table.get(row, "lat");
    return {
      type: "Feature",
      geometry: typeof lon === "number" && typeof lat === "number" ? { type: "Point", coordinates: [lon, lat] } : null,
      properties: Object.fromEntries(table.order.map((column) => [column, cell(table, row, column)])),
    };
  });
  return `${JSON.stringify({ type: "FeatureCollection", ...(evidence ? { geoincidents: evidence } : {}), features })}\n`;
}

/**
 * @param {Table} table
 * @param {readonly number[]} rows
 * @returns {string}
 */
export function incidentsCSV(table, rows) {
  return csv(table.order, rows.map((row) => table.order.map((column) => cell(table, row, column))));
}

/**
 * RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 *
 * @param {readonly string[]} header
 * @param {readonly (readonly any[])[]} rows
 * @returns {string}
 */
export function csv(header, rows) {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** @param {any} value @returns {string} */
function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  let text = typeof value === "string" ? value : JSON.stringify(value);
  if (/^\s*[=+\-@\t\r]/u.test(text)) text = `'${text}`;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
