// Durations as people write them in settings: 1h30m.

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** The seconds that `text` stands for; throws a RangeError for any text that is no duration. */
function parseDuration(text) {
  let total = 0;
  let rest = text;
  for (const [unit, seconds] of Object.entries(UNIT_SECONDS)) {
    const end = rest.indexOf(unit);
    if (end === -1) continue;
    const number = rest.slice(0, end);
    if (/[^0-9]/.test(number)) {
      throw new RangeError(`"${text}" is no duration, such as 1h30m`);
    }
    total += Number(number) * seconds;
    rest = rest.slice(end + 1);
  }
  if (text === "" || rest !== "") {
    throw new RangeError(`"${text}" is no duration, such as 1h30m`);
  }
  return total;
}

module.exports = { parseDuration };
