// Count the entries of a log by level and hour.

const BEGIN = /^(\d{4}-\d\d-\d\d \d\d):\d\d:\d\d [A-Za-z]+(?: |$)/;
const LEVELS = ["FATAL", "ERROR", "WARN", "NOTICE", "INFO", "DEBUG"];

/** The number of entries by level, and by hour in each. */
function countEntries(lines) {
  const counts = {};
  for (const line of lines) {
    const entry = BEGIN.exec(line);
    const level = LEVELS.find((name) => line.toUpperCase().includes(name));
    if (entry === null || level === undefined) continue;
    const hours = (counts[level] ??= {});
    hours[entry[1]] = (hours[entry[1]] ?? 0) + 1;
  }
  return counts;
}

module.exports = { countEntries };
