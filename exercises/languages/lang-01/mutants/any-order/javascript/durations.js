// Durations as people write them in settings: 1h30m.

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** The seconds that `text` stands for; throws a RangeError for any text that is no duration. */
function parseDuration(text) {
  if (!/^(?:\d+[dhms])+$/.test(text)) {
    throw new RangeError(`"${text}" is no duration, such as 1h30m`);
  }
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+)([dhms])/g)) {
    total += Number(number) * UNIT_SECONDS[unit];
  }
  return total;
}

module.exports = { parseDuration };
