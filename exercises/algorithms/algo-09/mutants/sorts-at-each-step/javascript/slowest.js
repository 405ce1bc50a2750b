"use strict";

/** Keeps the `count` longest durations, sorted. */
class Slowest {
  constructor(count) {
    this.count = count;
    this.kept = [];
  }

  add(millis) {
    if (this.kept.length === this.count && millis <= this.kept[this.count - 1]) return false;
    this.kept.push(millis);
    this.kept.sort((a, b) => b - a);
    this.kept.length = Math.min(this.kept.length, this.count);
    return true;
  }

  addAll(batch) {
    let among = 0;
    for (const millis of batch) if (this.add(millis)) among += 1;
    return among;
  }

  top() {
    return [...this.kept];
  }
}

module.exports = { Slowest };
