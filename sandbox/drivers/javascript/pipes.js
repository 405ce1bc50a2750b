'use strict';
// Messages to the test's side and back: a length, then the text, over descriptors 3 (in) and 4 (out).
//
// Reading blocks, so that a solution can call a function of the test in the middle of its own work and have the
// result at once. While a promise is awaited nothing is read: the test is waiting then, and the event loop runs.

const { readSync, writeSync } = require('fs');
const { exit } = process;

const RECEIVING = 3;
const SENDING = 4;
const HEADER = 4;
const CHUNK = 1 << 16;
const { allocUnsafeSlow, prototype } = Buffer;
const uncurryThis = Function.prototype.bind.bind(Function.prototype.call);
const copy = uncurryThis(prototype.copy);
const latin1Slice = uncurryThis(prototype.latin1Slice);
const readUInt32BE = uncurryThis(prototype.readUInt32BE);
const utf8Write = uncurryThis(prototype.utf8Write);
const writeUInt32BE = uncurryThis(prototype.writeUInt32BE);

const small = allocUnsafeSlow(CHUNK);
let incoming = allocUnsafeSlow(CHUNK);
let begin = 0;
let end = 0;

/** Make at least `count` bytes stand at `begin`; the program ends when there are no more. */
function fill(count) {
  if (begin > 0 && incoming.length - begin < count) {
    copy(incoming, incoming, 0, begin, end);
    end -= begin;
    begin = 0;
  }
  if (incoming.length < count) {
    const larger = allocUnsafeSlow(count);
    copy(incoming, larger, 0, 0, end);
    incoming = larger;
  }
  while (end - begin < count) {
    const received = readSync(RECEIVING, incoming, end, incoming.length - end, null);
    if (received === 0) exit(0);
    end += received;
  }
}

/** The text of the next message, which is all ASCII. */
function receive() {
  if (end - begin < HEADER) fill(HEADER);
  const length = readUInt32BE(incoming, begin);
  if (end - begin < HEADER + length) fill(HEADER + length);
  const text = latin1Slice(incoming, begin + HEADER, begin + HEADER + length);
  begin += HEADER + length;
  if (begin === end) {
    begin = end = 0;
    if (incoming.length > CHUNK) incoming = allocUnsafeSlow(CHUNK);
  }
  return text;
}

/** Send one message. */
function send(text) {
  const most = HEADER + 3 * text.length;
  const buffer = most <= CHUNK ? small : allocUnsafeSlow(most);
  const length = HEADER + utf8Write(buffer, text, HEADER);
  writeUInt32BE(buffer, length - HEADER, 0);
  let done = 0;
  while (done < length) done += writeSync(SENDING, buffer, done, length - done);
}

module.exports = { receive, send };
