"use strict";

const FIRST_CAPACITY = 8;
const MOST_FULL = 0.75;

const emptyBuckets = (count) => Array.from({ length: count }, () => []);

/**
 * A hash table, made from an array of buckets: values by key, found by way of `hashOf(key)`.
 *
 * The remainder of a key's hash says in which bucket it lies. A bucket is a short array of entries, each with its
 * hash, so that a larger table can take them over without asking for it again.
 */
class HashTable {
  #hashOf;
  #buckets = emptyBuckets(FIRST_CAPACITY);
  #size = 0;

  constructor(hashOf) {
    this.#hashOf = hashOf;
  }

  /** Set the value of a key. */
  put(key, value) {
    const hash = this.#hashOf(key);
    const bucket = this.#bucketFor(hash);
    const known = bucket.find((entry) => entry.key === key);
    if (known !== undefined) {
      known.value = value;
      return;
    }
    bucket.push({ hash, key, value });
    this.#size += 1;
    if (this.#size > MOST_FULL * this.#buckets.length) {
      this.#grow();
    }
  }

  /** The value of a key, or null where the key is not there. */
  get(key) {
    const bucket = this.#bucketFor(this.#hashOf(key));
    const known = bucket.find((entry) => entry.key === key);
    return known === undefined ? null : known.value;
  }

  /** Take a key out with its value; whether it was there. */
  remove(key) {
    const bucket = this.#bucketFor(this.#hashOf(key));
    const place = bucket.findIndex((entry) => entry.key === key);
    if (place === -1) {
      return false;
    }
    bucket.splice(place, 1);
    this.#size -= 1;
    return true;
  }

  /** How many keys there are. */
  size() {
    return this.#size;
  }

  /** How many buckets there are. */
  capacity() {
    return this.#buckets.length;
  }

  /** The keys in one bucket. */
  bucket(index) {
    return this.#buckets[index].map((entry) => entry.key);
  }

  /** The bucket of a hash. The remainder of a negative number is negative in JavaScript. */
  #bucketFor(hash) {
    return this.#buckets[Math.abs(hash) % this.#buckets.length];
  }

  /** Make twice as many buckets and move every entry to where it now belongs. */
  #grow() {
    const entries = this.#buckets.flat();
    this.#buckets = emptyBuckets(2 * this.#buckets.length);
    for (const entry of entries) {
      this.#bucketFor(entry.hash).push(entry);
    }
  }
}

module.exports = { HashTable };
