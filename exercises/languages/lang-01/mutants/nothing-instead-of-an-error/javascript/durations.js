// Durations as people write them in settings: 1h30m.

const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const UNIT_SECONDS = [86_400, 3_600, 60, 1];

/** The seconds that `text` stands for; null for any text that is no duration. */
function parseDuration(text) {
  const match = DURATION.exec(text);
  if (text === "" || match === null) {
    return null;
  }
  const [, ...numbers] = match;
  return numbers.reduce((total, number = "0", unit) => total + Number(number) * UNIT_SECONDS[unit], 0);
}

module.exports = { parseDuration };
