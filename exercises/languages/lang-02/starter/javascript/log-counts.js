// Count the entries of a log by level and hour.

/** The number of entries by level, and by hour in each. */
function countEntries(lines) {
  throw new Error("countEntries is yours to write");
}

module.exports = { countEntries };
