// Numbers as short text: zigzag deltas in base 32 digits, six bits a character. See codec.py.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGIT = new Map([...ALPHABET].map((letter, digit) => [letter.charCodeAt(0), digit]));

/**
 * @param {Iterable<number>} numbers whole numbers
 * @returns {string}
 */
export function encodeNumbers(numbers) {
  const letters = [];
  for (const number of numbers) {
    let rest = number < 0 ? -2 * number - 1 : 2 * number;
    do {
      const digit = rest % 32;
      rest = Math.floor(rest / 32);
      letters.push(ALPHABET[digit + (rest > 0 ? 32 : 0)]);
    } while (rest > 0);
  }
  return letters.join("");
}

/**
 * @param {string} text
 * @returns {number[]}
 */
export function decodeNumbers(text) {
  const numbers = [];
  let value = 0;
  let weight = 1;
  for (let at = 0; at < text.length; at += 1) {
    const digit = DIGIT.get(text.charCodeAt(at));
    if (digit === undefined) throw new RangeError(`not a digit: ${text[at]}`);
    value += (digit % 32) * weight;
    if (digit >= 32) {
      weight *= 32;
    } else {
      numbers.push(value % 2 ? -(value + 1) / 2 : value / 2);
      value = 0;
      weight = 1;
    }
  }
  return numbers;
}

/**
 * @param {string} text differences of lon and lat in turn
 * @param {number} decimals
 * @returns {[number, number][]} lon, lat in degrees
 */
export function decodeLine(text, decimals) {
  const numbers = decodeNumbers(text);
  const unit = 10 ** decimals;
  /** @type {[number, number][]} */
  const line = [];
  let x = 0;
  let y = 0;
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    x += numbers[at];
    y += numbers[at + 1];
    line.push([x / unit, y / unit]);
  }
  return line;
}

/**
 * @param {[number, ...string[][]] | null} encoded decimals, then a list of rings a polygon
 * @returns {[number, number][][][]} GeoJSON MultiPolygon coordinates
 */
export function decodePolygons(encoded) {
  if (encoded === null) return [];
  const [decimals, ...polygons] = encoded;
  return polygons.map((rings) => rings.map((ring) => decodeLine(ring, decimals)));
}
