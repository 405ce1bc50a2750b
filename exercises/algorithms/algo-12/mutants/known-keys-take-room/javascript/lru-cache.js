"use strict";

/** A key with its value, and its neighbours in the order of use. */
class Entry {
  constructor(key, value) {
    this.key = key;
    this.value = value;
    this.older = this;
    this.newer = this;
  }

  unlink() {
    this.older.newer = this.newer;
    this.newer.older = this.older;
  }

  /** Become the newest of a ring of entries: the one just before its anchor. */
  linkBefore(anchor) {
    this.older = anchor.older;
    this.newer = anchor;
    anchor.older.newer = this;
    anchor.older = this;
  }
}

/**
 * A cache that forgets what has not been used for longest. It holds at most `capacity` entries.
 *
 * A Map finds an entry, and a doubly linked list keeps the entries in the order of their last use. (A Map has an
 * order of its own, but the way to its oldest entry leads over the gaps of all that were deleted before it.) The
 * list is a ring around an anchor, so that no end of it is a special case.
 */
class LruCache {
  #capacity;
  #entries = new Map();
  #anchor = new Entry();

  constructor(capacity) {
    this.#capacity = capacity;
  }

  /** The value of a key, which counts as a use, or null where the key is not there. */
  get(key) {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      return null;
    }
    this.#use(entry);
    return entry.value;
  }

  /** Set the value of a key, which counts as a use. */
  put(key, value) {
    if (this.#entries.size === this.#capacity) {
      const oldest = this.#anchor.newer;
      oldest.unlink();
      this.#entries.delete(oldest.key);
    }
    const known = this.#entries.get(key);
    if (known !== undefined) {
      known.value = value;
      this.#use(known);
      return;
    }
    const entry = new Entry(key, value);
    entry.linkBefore(this.#anchor);
    this.#entries.set(key, entry);
  }

  /** How many entries there are. */
  size() {
    return this.#entries.size;
  }

  /** Do `get` for each of the keys in turn; the values as an array. */
  getAll(keys) {
    return keys.map((key) => this.get(key));
  }

  /** Do `put` for each key and value of an object in turn. */
  putAll(entries) {
    for (const [key, value] of Object.entries(entries)) {
      this.put(key, value);
    }
  }

  #use(entry) {
    entry.unlink();
    entry.linkBefore(this.#anchor);
  }
}

module.exports = { LruCache };
