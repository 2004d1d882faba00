// What the reader has chosen, and who wants to know.

/**
 * @template {object} State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  /** @type {((state: Readonly<State>, before: Readonly<State>) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    /** @param {Partial<State>} patch */
    set(patch) {
      const before = state;
      const changed = Object.keys(patch).some((key) => !Object.is(patch[/** @type {keyof State} */ (key)], state[/** @type {keyof State} */ (key)]));
      if (!changed) return;
      state = Object.freeze({ ...state, ...patch });
      for (const listener of listeners) listener(state, before);
    },
    /** @param {(state: Readonly<State>, before: Readonly<State>) => void} listener */
    listen(listener) {
      listeners.push(listener);
    },
  };
}
