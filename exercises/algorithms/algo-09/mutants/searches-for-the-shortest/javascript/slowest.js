"use strict";

/** Keeps the `count` longest durations. */
class Slowest {
  constructor(count) {
    this.count = count;
    this.kept = [];
  }

  add(millis) {
    if (this.kept.length === this.count) {
      const shortest = this.kept.reduce((least, each) => Math.min(least, each));
      if (millis <= shortest) return false;
      this.kept.splice(this.kept.indexOf(shortest), 1);
    }
    this.kept.push(millis);
    return true;
  }

  addAll(batch) {
    let among = 0;
    for (const millis of batch) if (this.add(millis)) among += 1;
    return among;
  }

  top() {
    return [...this.kept].sort((a, b) => b - a);
  }
}

module.exports = { Slowest };
