'use strict';
// Names as tests write them (two_sum) and as JavaScript does (twoSum).

const { SafeMap, charAt, sliceText, toLowerCase, toUpperCase } = require('./intrinsics.js');

const camels = new SafeMap();
const snakes = new SafeMap();

/** `two_sum` as `twoSum`; a name with no small letter after an underscore stays what it is. */
function camel(name) {
  let found = camels.get(name);
  if (found === undefined) {
    found = '';
    for (let index = 0; index < name.length; index++) {
      const letter = charAt(name, index);
      const next = charAt(name, index + 1);
      const joins = letter === '_' && found !== '' && charAt(found, found.length - 1) !== '_' && isSmall(next);
      found += joins ? toUpperCase(charAt(name, ++index)) : letter;
    }
    camels.set(name, found);
  }
  return found;
}

/** `twoSum` as `two_sum`. */
function snake(name) {
  let found = snakes.get(name);
  if (found === undefined) {
    found = charAt(name, 0);
    for (let index = 1; index < name.length; index++) {
      const letter = charAt(name, index);
      const small = toLowerCase(letter);
      const begins = small !== letter && isSmall(charAt(name, index - 1));
      found += begins ? `_${small}` : letter;
    }
    snakes.set(name, found);
  }
  return found;
}

/** Whether a character is a small letter or a digit. */
function isSmall(letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

/** Whether a name is that of a class by convention: `Account`, and neither `account` nor `LIMIT`. */
function isClassName(name) {
  const first = charAt(name, 0);
  return first >= 'A' && first <= 'Z' && toUpperCase(name) !== name;
}

/** The name under which `has` knows what a test calls `name`; undefined when it knows neither form. */
function resolve(name, has) {
  if (has(name)) return name;
  const other = camel(name);
  return other !== name && has(other) ? other : undefined;
}

/** The last part of a path, without its ending. */
function stem(path) {
  let begin = 0;
  let end = path.length;
  for (let index = 0; index < path.length; index++) {
    if (charAt(path, index) === '/') begin = index + 1;
  }
  for (let index = begin + 1; index < path.length; index++) {
    if (charAt(path, index) === '.') end = index;
  }
  return sliceText(path, begin, end);
}

module.exports = { camel, snake, isClassName, resolve, stem };
