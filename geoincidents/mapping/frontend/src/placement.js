// Where labels go, so that none covers another or a symbol. Pure.

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** Half of a town's dot and of the room around it. */
const DOT = 4;

/**
 * @typedef {object} Wanted
 * @property {number} x anchor in pixels
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} gap from the anchor: beyond a symbol that stands on it
 * @property {boolean} centred on the anchor (a country's name) rather than beside it
 * @property {boolean} [dotted] a dot marks the anchor
 */

/**
 * @param {readonly Wanted[]} wanted most important first
 * @param {readonly Box[]} taken by symbols
 * @param {{width: number, height: number}} view
 * @returns {({left: number, top: number} | null)[]} null where there is no room
 */
export function placeLabels(wanted, taken, view) {
  const boxes = [...taken];
  return wanted.map((label) => {
    const dot = { left: label.x - DOT, top: label.y - DOT, right: label.x + DOT, bottom: label.y + DOT };
    if (label.dotted && boxes.some((other) => overlap(dot, other))) return null;
    for (const { left, top } of spots(label)) {
      const box = { left, top, right: left + label.width, bottom: top + label.height };
      const inside = box.left >= 2 && box.top >= 2 && box.right <= view.width - 2 && box.bottom <= view.height - 2;
      if (!inside || boxes.some((other) => overlap(box, other))) continue;
      boxes.push(box);
      if (label.dotted) boxes.push(dot);
      return { left, top };
    }
    return null;
  });
}

/** @param {Wanted} label */
function spots({ x, y, width, height, gap, centred }) {
  if (centred) return [{ left: x - width / 2, top: y - height / 2 }];
  return [
    { left: x + gap, top: y - height / 2 },
    { left: x - width / 2, top: y + gap },
    { left: x - gap - width, top: y - height / 2 },
    { left: x - width / 2, top: y - gap - height },
  ];
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
