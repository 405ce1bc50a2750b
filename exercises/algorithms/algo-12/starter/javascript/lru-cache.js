"use strict";

/** A cache that forgets what has not been used for longest. It holds at most `capacity` entries. */
class LruCache {
  constructor(capacity) {
    throw new Error("LruCache is yours to write");
  }
}

module.exports = { LruCache };
