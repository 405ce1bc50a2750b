// Durations as people write them in settings: 1h30m.

const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** The seconds that `text` stands for; throws a RangeError for any text that is no duration. */
function parseDuration(text) {
  const match = DURATION.exec(text);
  if (text === "" || match === null) {
    throw new RangeError(`"${text}" is no duration, such as 1h30m`);
  }
  const [days, hours, minutes, seconds] = match.slice(1).map((number = "0") => Number(number));
  if (hours > 23 || minutes > 59 || seconds > 59) {
    throw new RangeError(`"${text}" has too large a number`);
  }
  return days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
}

module.exports = { parseDuration };
