// Greedy clusters on the screen. Pure: world positions in, clusters out.

/** @typedef {import("./incidents.js").Incident} Incident */

/**
 * @typedef {object} Cluster
 * @property {Incident[]} members in the given order
 * @property {number} x world pixels at the zoom
 * @property {number} y
 * @property {boolean} stacked all members at one point, so that no zoom parts them
 * @property {number[]} groups members by group
 */

/** World pixels of zoom 0, as Leaflet's Web Mercator counts them. */
const WORLD = 256;
const MAX_LAT = 85.0511287798;

/** @param {number} lon */
export function worldX(lon) {
  return ((lon + 180) / 360) * WORLD;
}

/** @param {number} lat */
export function worldY(lat) {
  const sine = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

/**
 * Incidents at the same point are one stack; stacks are taken largest first, and join the first cluster whose
 * centre lies within `radius`. A cluster stands at its largest stack, never between places.
 *
 * @param {readonly Incident[]} incidents placed ones
 * @param {number} zoom
 * @param {number} radius pixels
 * @param {{west: number, south: number, east: number, north: number}} bounds degrees; others are left out
 * @param {number} groupTotal
 * @returns {Cluster[]}
 */
export function clusters(incidents, zoom, radius, bounds, groupTotal) {
  const scale = 2 ** zoom;
  /** @type {Map<string, {x: number, y: number, members: Incident[]}>} */
  const stacks = new Map();
  for (const incident of incidents) {
    const lon = /** @type {number} */ (incident.lon);
    const lat = /** @type {number} */ (incident.lat);
    if (lon < bounds.west || lon > bounds.east || lat < bounds.south || lat > bounds.north) continue;
    const key = `${lon} ${lat}`;
    const stack = stacks.get(key);
    if (stack) stack.members.push(incident);
    else stacks.set(key, { x: worldX(lon) * scale, y: worldY(lat) * scale, members: [incident] });
  }
  /** @type {Map<string, Cluster[]>} */
  const grid = new Map();
  /** @type {Cluster[]} */
  const found = [];
  const ordered = [...stacks.values()].sort((a, b) => b.members.length - a.members.length);
  for (const { x, y, members } of ordered) {
    const column = Math.floor(x / radius);
    const row = Math.floor(y / radius);
    const near = nearest(grid, column, row, x, y, radius);
    if (near) {
      for (const member of members) near.members.push(member);
      near.stacked = false;
      continue;
    }
    const cluster = { members: [...members], x, y, stacked: true, groups: [] };
    found.push(cluster);
    const key = `${column} ${row}`;
    const cell = grid.get(key);
    if (cell) cell.push(cluster);
    else grid.set(key, [cluster]);
  }
  for (const cluster of found) {
    cluster.groups = new Array(groupTotal).fill(0);
    for (const { group } of cluster.members) cluster.groups[group] += 1;
  }
  return found;
}

/**
 * @param {Map<string, Cluster[]>} grid
 * @param {number} column
 * @param {number} row
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @returns {Cluster | null}
 */
function nearest(grid, column, row, x, y, radius) {
  let best = null;
  let bestDistance = radius;
  for (let i = column - 1; i <= column + 1; i += 1) {
    for (let j = row - 1; j <= row + 1; j += 1) {
      for (const cluster of grid.get(`${i} ${j}`) ?? []) {
        const distance = Math.hypot(cluster.x - x, cluster.y - y);
        if (distance < bestDistance) {
          best = cluster;
          bestDistance = distance;
        }
      }
    }
  }
  return best;
}
