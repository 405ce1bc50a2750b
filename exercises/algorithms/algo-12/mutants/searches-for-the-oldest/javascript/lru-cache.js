"use strict";

/** A cache whose entries have the time of their last use. */
class LruCache {
  constructor(capacity) {
    this.capacity = capacity;
    this.entries = new Map();
    this.now = 0;
  }

  get(key) {
    const entry = this.entries.get(key);
    if (!entry) return null;
    entry.used = ++this.now;
    return entry.value;
  }

  put(key, value) {
    if (!this.entries.has(key) && this.entries.size === this.capacity) {
      let oldest;
      let least = Infinity;
      for (const [candidate, entry] of this.entries) {
        if (entry.used < least) {
          least = entry.used;
          oldest = candidate;
        }
      }
      this.entries.delete(oldest);
    }
    this.entries.set(key, { value, used: ++this.now });
  }

  size() {
    return this.entries.size;
  }

  getAll(keys) {
    return keys.map((key) => this.get(key));
  }

  putAll(entries) {
    for (const [key, value] of Object.entries(entries)) this.put(key, value);
  }
}

module.exports = { LruCache };
