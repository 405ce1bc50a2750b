"use strict";

/** A hash table, made from an array of buckets: values by key, found by way of `hashOf(key)`. */
class HashTable {
  constructor(hashOf) {
    throw new Error("HashTable is yours to write");
  }
}

module.exports = { HashTable };
