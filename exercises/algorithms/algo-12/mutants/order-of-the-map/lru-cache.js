"use strict";

/** A cache that forgets what has not been used for longest: a Map remembers the order in which its keys came in. */
class LruCache {
  #capacity;
  #entries = new Map();

  constructor(capacity) {
    this.#capacity = capacity;
  }

  get(key) {
    if (!this.#entries.has(key)) {
      return null;
    }
    const value = this.#entries.get(key);
    this.put(key, value);
    return value;
  }

  put(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#capacity) {
      this.#entries.delete(this.#entries.keys().next().value);
    }
  }

  size() {
    return this.#entries.size;
  }

  getAll(keys) {
    return keys.map((key) => this.get(key));
  }

  putAll(entries) {
    for (const [key, value] of Object.entries(entries)) {
      this.put(key, value);
    }
  }
}

module.exports = { LruCache };
