// The seven groups of event types that the map tells apart by colour and shape.

import groups from "./groups.json" with { type: "json" };

/**
 * @typedef {object} Group
 * @property {string} id
 * @property {string} colour fill, the same in light and dark
 * @property {string} shape
 * @property {string[][]} types ACLED event and sub-event types; "*" is any. The first group that fits wins,
 *   an exact sub-event type before "*".
 */

/** @type {Group[]} */
export const GROUPS = groups;

/** @type {Map<string, number>} */
const known = new Map();

/**
 * @param {string | null} eventType
 * @param {string | null} subEventType
 * @returns {number} index into GROUPS
 */
export function groupOf(eventType, subEventType) {
  const key = `${eventType}\n${subEventType}`;
  let index = known.get(key);
  if (index === undefined) {
    index = find(eventType, subEventType) ?? find(eventType, "*") ?? GROUPS.length - 1;
    known.set(key, index);
  }
  return index;
}

/**
 * @param {string | null} eventType
 * @param {string | null} subEventType
 * @returns {number | undefined}
 */
function find(eventType, subEventType) {
  const index = GROUPS.findIndex(({ types }) => types.some(([type, sub]) => type === eventType && sub === subEventType));
  return index < 0 ? undefined : index;
}
