/**
 * The files of letters, kept on the phone as long as their letters: IndexedDB, or memory when the
 * browser refuses it. Kept as bytes: older Safaris lose a Blob put into IndexedDB.
 */

const STORE = "files";
const PATIENCE_MS = 3000;

/** Files by the keys of their letters. */
export function createFiles() {
  const inMemory = new Map();
  let opening = null;

  function open() {
    if (!opening) {
      opening = inTime(
        new Promise((done, failed) => {
          const asked = indexedDB.open("eventlab", 1);
          asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
          asked.onsuccess = () => done(asked.result);
          asked.onerror = asked.onblocked = () => failed(asked.error);
        }),
      );
    }
    return opening;
  }

  /** One act on the store; undefined when the browser refuses. */
  async function act(mode, make) {
    try {
      const database = await open();
      return await inTime(
        new Promise((done, failed) => {
          const transaction = database.transaction(STORE, mode);
          const asked = make(transaction.objectStore(STORE));
          transaction.oncomplete = () => done(asked.result);
          transaction.onerror = transaction.onabort = () => failed(transaction.error);
        }),
      );
    } catch (error) {
      return undefined;
    }
  }

  return {
    /** Keep a file; it may be read at once, and outlives the page when the promise is kept. */
    async put(key, file) {
      inMemory.set(key, file);
      const bytes = await new Response(file).arrayBuffer();
      await act("readwrite", (store) => store.put({ bytes, type: file.type }, key));
    },
    /** The file of a letter; undefined when this browser no longer has it. */
    async get(key) {
      if (inMemory.has(key)) return inMemory.get(key);
      const kept = await act("readonly", (store) => store.get(key));
      return kept && new Blob([kept.bytes], { type: kept.type });
    },
    async drop(key) {
      inMemory.delete(key);
      await act("readwrite", (store) => store.delete(key));
    },
  };
}

/** Some browsers never answer when they are asked to open a store. */
function inTime(promise) {
  let timer;
  const late = new Promise((_, failed) => (timer = setTimeout(() => failed(new Error("no store")), PATIENCE_MS)));
  const stop = () => clearTimeout(timer);
  promise.then(stop, stop);
  return Promise.race([promise, late]);
}
