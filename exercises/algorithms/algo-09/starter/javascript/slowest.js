"use strict";

/** The slowest requests of a service: keeps the `count` longest durations of all that were added. */
class Slowest {
  constructor(count) {
    throw new Error("Slowest is yours to write");
  }
}

module.exports = { Slowest };
