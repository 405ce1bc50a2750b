"use strict";

/** Keeps the `count` longest durations, sorted. */
class Slowest {
  constructor(count) {
    this.count = count;
    this.kept = [];
  }

  add(millis) {
    return this.addAll([millis]) === 1;
  }

  addAll(batch) {
    const known = this.kept.map((millis) => ({ millis, fresh: false }));
    const all = known.concat(batch.map((millis) => ({ millis, fresh: true })));
    const best = all.sort((a, b) => b.millis - a.millis).slice(0, this.count);
    this.kept = best.map((entry) => entry.millis);
    return best.filter((entry) => entry.fresh).length;
  }

  top() {
    return [...this.kept];
  }
}

module.exports = { Slowest };
