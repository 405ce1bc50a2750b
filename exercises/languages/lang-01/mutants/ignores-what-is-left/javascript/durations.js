// Durations as people write them in settings: 1h30m.

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** The seconds that `text` stands for; throws a RangeError for any text that is no duration. */
function parseDuration(text) {
  const parts = [...text.matchAll(/(\d+)([dhms])/g)];
  const units = parts.map(([, , unit]) => unit).join("");
  if (parts.length === 0 || !/^d?h?m?s?$/.test(units)) {
    throw new RangeError(`"${text}" is no duration, such as 1h30m`);
  }
  return parts.reduce((total, [, number, unit]) => total + Number(number) * UNIT_SECONDS[unit], 0);
}

module.exports = { parseDuration };
