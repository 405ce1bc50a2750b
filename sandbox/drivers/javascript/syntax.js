'use strict';
// A mistake in the language that keeps a file from being loaded: where it is, and what Node.js says of it.

const { SyntaxError, indexOf, regExpExec, sliceText, split, startsWith } = require('./intrinsics.js');
const { pythonError } = require('./failures.js');
const { Tuple } = require('./writing.js');
const path = require('path');

const PLACE = /^(?:file:\/\/)?(\/.*):(\d+)$/;
const SCRIPT = /\.[cm]?js$/;
const CHECK_MILLISECONDS = 10_000;

/** The SyntaxError that a test is to get, for a mistake in a learner's file; undefined for any other error. */
function mistakeIn(error, root, files) {
  if (!(error instanceof SyntaxError) || typeof error.stack !== 'string') return undefined;
  const told = located(error.stack, root, error.message);
  if (told !== undefined) return told;
  if (indexOf(error.stack, `${root}/`) >= 0) return undefined; // made by the solution's own doing: JSON.parse and such
  return checked(root, files) ?? pythonError('SyntaxError', error.message);
}

/** What the lines before a stack say: the place, the line of source, and a mark below it. */
function located(text, root, message) {
  const lines = split(text, '\n');
  const match = regExpExec(PLACE, lines[0]);
  if (match === null || !startsWith(match[1], `${root}/`)) return undefined;
  const file = sliceText(decodeURI(match[1]), root.length + 1);
  const mark = indexOf(lines[2] ?? '', '^');
  const place = new Tuple(file, +match[2], mark < 0 ? null : mark + 1, lines[1] ?? '');
  return pythonError('SyntaxError', message, place);
}

/** The same from Node.js asked to check each file: it keeps the place in an ES module to itself otherwise. */
function checked(root, files) {
  const { spawnSync } = require('child_process');
  for (let index = 0; index < files.length; index++) {
    if (regExpExec(SCRIPT, files[index]) === null) continue;
    const place = path.join(root, files[index]);
    const options = { encoding: 'utf8', timeout: CHECK_MILLISECONDS };
    const { stderr } = spawnSync(process.execPath, ['--check', place], options);
    const words = regExpExec(/^SyntaxError: (.*)$/m, stderr ?? '');
    const told = words === null ? undefined : located(stderr, root, words[1]);
    if (told !== undefined) return told;
  }
  return undefined;
}

module.exports = { mistakeIn };
