// Count the entries of a log by level and hour.

const ENTRY = /^(\d{4}-\d\d-\d\d \d\d):\d\d:\d\d ([A-Za-z]+)(?: |$)/;

/** The number of entries by level, and by hour in each. */
function countEntries(lines) {
  const counts = {};
  for (const line in lines) {
    const entry = ENTRY.exec(line);
    if (entry === null) continue;
    const [, hour, level] = entry;
    const hours = (counts[level.toUpperCase()] ??= {});
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return counts;
}

module.exports = { countEntries };
