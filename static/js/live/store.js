/**
 * The board as this page knows it: a snapshot, and the news merged into it.
 * @typedef {Object<string, Object<string, any>>} Items  {kind: {id: item}}
 * @typedef {{version: number, items: Items}} Board
 * @typedef {{since?: number, version: number, items: Items}} News
 */

/** @param {Board} first */
export function createStore(first) {
  let board = first;
  let told = 0;
  const listeners = new Set();

  function tell() {
    listeners.forEach((listener) => listener(board));
  }

  return {
    get board() {
      return board;
    },

    /** How often something was told to this person alone, which no version counts. */
    get told() {
      return told;
    },

    /** The items of a kind, by id. */
    items(kind) {
      return board.items[kind] || {};
    },

    /** A fresh snapshot takes the place of an older one. */
    replace(snapshot) {
      if (snapshot.version < board.version) return;
      board = { version: snapshot.version, items: snapshot.items };
      tell();
    },

    /**
     * Merge news; false when something before it is missing, and nothing was merged.
     * News for one person has no `since` and leaves the version alone.
     * @param {News} news
     */
    merge(news) {
      if (news.since !== undefined) {
        if (news.since > board.version) return false;
        if (news.version <= board.version) return true;
      } else {
        told += 1;
      }
      board = {
        version: news.since === undefined ? board.version : news.version,
        items: mergeItems(board.items, news.items),
      };
      tell();
      return true;
    },

    /** Call `listener(board)` after each change; gives back how to stop it. */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function mergeItems(before, changed) {
  const items = { ...before };
  Object.keys(changed).forEach((kind) => {
    const shown = { ...(items[kind] || {}) };
    Object.keys(changed[kind]).forEach((id) => {
      if (changed[kind][id] === null) delete shown[id];
      else shown[id] = changed[kind][id];
    });
    items[kind] = shown;
  });
  return items;
}
