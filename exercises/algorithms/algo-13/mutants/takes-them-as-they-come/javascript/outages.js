"use strict";

/**
 * The outages as few intervals that do not touch, the earliest first.
 *
 * In the order of their starts, an outage can only touch the last of those merged so far: all others ended before
 * that one began.
 */
function merge(outages) {
  const merged = [];
  for (const [start, end] of outages) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      merged.push([start, end]);
    }
  }
  return merged;
}

module.exports = { merge };
