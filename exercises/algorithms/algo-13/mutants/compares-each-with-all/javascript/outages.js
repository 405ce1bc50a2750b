"use strict";

function merge(outages) {
  let merged = [];
  for (let [start, end] of outages) {
    const apart = [];
    for (const other of merged) {
      if (other[1] < start || end < other[0]) {
        apart.push(other);
      } else {
        start = Math.min(start, other[0]);
        end = Math.max(end, other[1]);
      }
    }
    merged = [...apart, [start, end]];
  }
  return merged.sort((a, b) => a[0] - b[0]);
}

module.exports = { merge };
