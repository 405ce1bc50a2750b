"use strict";

/**
 * The slowest requests of a service: keeps the `count` longest durations of all that were added.
 *
 * They are a binary heap in an array: the children of the place i are at 2i + 1 and 2i + 2, and no child is less
 * than its parent. So the shortest duration kept, the one that a new one has to beat, is always at place 0.
 */
class Slowest {
  #count;
  #heap = [];

  constructor(count) {
    this.#count = count;
  }

  /** Take note of one duration; whether it is now among the slowest. */
  add(millis) {
    if (this.#heap.length < this.#count) {
      this.#heap.push(millis);
      this.#siftUp(this.#heap.length - 1);
      return true;
    }
    if (millis <= this.#heap[0]) {
      return false;
    }
    this.#heap[0] = millis;
    this.#siftDown(0);
    return true;
  }

  /** Add the durations in turn; how many were among the slowest when they came. */
  addAll(batch) {
    let among = 0;
    for (const millis of batch) {
      if (this.add(millis)) {
        among += 1;
      }
    }
    return among;
  }

  /** The durations kept, the longest first. */
  top() {
    return this.#heap.splice(0).sort((a, b) => b - a);
  }

  /** Let the duration at a place rise until its parent is not greater. */
  #siftUp(place) {
    const heap = this.#heap;
    const rising = heap[place];
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (heap[parent] <= rising) {
        break;
      }
      heap[place] = heap[parent];
      place = parent;
    }
    heap[place] = rising;
  }

  /** Let the duration at a place sink until no child is less. */
  #siftDown(place) {
    const heap = this.#heap;
    const sinking = heap[place];
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child += 1;
      }
      if (child >= heap.length || heap[child] >= sinking) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = sinking;
  }
}

module.exports = { Slowest };
