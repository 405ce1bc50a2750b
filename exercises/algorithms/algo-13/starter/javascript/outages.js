"use strict";

/** The outages as few intervals that do not touch, the earliest first. */
function merge(outages) {
  throw new Error("merge is yours to write");
}

module.exports = { merge };
