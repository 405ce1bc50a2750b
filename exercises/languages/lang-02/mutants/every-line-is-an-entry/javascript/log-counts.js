// Count the entries of a log by level and hour.

/** The number of entries by level, and by hour in each. */
function countEntries(lines) {
  const counts = {};
  for (const line of lines) {
    const [date, time, level] = line.split(" ");
    const hour = `${date} ${time.slice(0, 2)}`;
    const hours = (counts[level.toUpperCase()] ??= {});
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return counts;
}

module.exports = { countEntries };
