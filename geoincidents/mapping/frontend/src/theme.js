// Light or dark: as the reader's system says until the reader chooses.

/** @typedef {"light" | "dark"} Theme */

/** @param {(theme: Theme) => void} changed called on every change, print included */
export function createTheme(changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  /** @type {Theme | null} */
  let chosen = null;
  let printing = false;
  const current = () => /** @type {Theme} */ (printing ? "light" : (chosen ?? (system.matches ? "dark" : "light")));
  const apply = () => {
    document.documentElement.dataset.theme = current();
    changed(current());
  };
  system.addEventListener("change", apply);
  addEventListener("beforeprint", () => {
    printing = true;
    apply();
  });
  addEventListener("afterprint", () => {
    printing = false;
    apply();
  });
  document.documentElement.dataset.theme = current();
  return {
    current,
    toggle() {
      chosen = current() === "dark" ? "light" : "dark";
      apply();
    },
  };
}

/** @param {string} name of a colour token, without dashes @returns {string} */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
