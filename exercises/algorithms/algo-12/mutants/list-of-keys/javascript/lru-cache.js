"use strict";

/** A cache whose keys stand in an array, the one used last at its end. */
class LruCache {
  constructor(capacity) {
    this.capacity = capacity;
    this.values = new Map();
    this.keys = [];
  }

  get(key) {
    if (!this.values.has(key)) return null;
    this.keys.splice(this.keys.indexOf(key), 1);
    this.keys.push(key);
    return this.values.get(key);
  }

  put(key, value) {
    if (this.values.has(key)) {
      this.keys.splice(this.keys.indexOf(key), 1);
    } else if (this.keys.length === this.capacity) {
      this.values.delete(this.keys.shift());
    }
    this.keys.push(key);
    this.values.set(key, value);
  }

  size() {
    return this.keys.length;
  }

  getAll(keys) {
    return keys.map((key) => this.get(key));
  }

  putAll(entries) {
    for (const [key, value] of Object.entries(entries)) this.put(key, value);
  }
}

module.exports = { LruCache };
