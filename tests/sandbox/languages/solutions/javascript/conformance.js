// What the conformance suite asks of a language, as a learner would write it in JavaScript.

import { tripled } from './sibling.js';

export const MAX_SIZE = 10;

// --- values -----------------------------------------------------------------------------------------------

export function echo(value) {
  return value;
}

export function nothing() {}

/** null, boolean, integer, float, text, bytes, list, set or map: what the language takes the value for. */
export function kindOf(value) {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'integer';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'text';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Set) return 'set';
  if (value instanceof Map || Object.getPrototypeOf(value) === Object.prototype) return 'map';
  return 'other';
}

/** Whether two arguments are one and the same object. */
export function isSame(one, other) {
  return one === other;
}

export function powerOfTwo(exponent) {
  return 2n ** BigInt(exponent);
}

export function specialFloats() {
  return [NaN, Infinity, -Infinity, -0, 0.5, 5e-324, 1.5e300];
}

/** Whether a zero is positive (1) or negative (-1). */
export function signOfZero(value) {
  return Object.is(value, -0) ? -1 : 1;
}

/** Empty, accented, beyond the 16-bit characters, zero, a line separator, a quote and a backslash. */
export function texts() {
  return ['', 'naïve', '\u{1f600}', 'a\0b', '\u2028', '"\\'];
}

export function codePoints(text) {
  return Array.from(text, (character) => character.codePointAt(0));
}

export function allBytes() {
  return Uint8Array.from({ length: 256 }, (_, index) => index);
}

export function nested() {
  return { list: [1, [2, { three: 3 }]], none: undefined, empty: [{}, []] };
}

export function byNumber() {
  return new Map([[1, 'one'], [2, 'two']]);
}

export function unique(items) {
  return new Set(items);
}

/** A list that holds the same list twice, and another one that is equal to it. */
export function shared() {
  const part = [1];
  return [part, part, [1]];
}

/** A list that holds 1 and itself. */
export function cyclic() {
  const ring = [1];
  ring.push(ring);
  return ring;
}

/** Lists in lists: nest(1) is [], nest(2) is [[]]. */
export function nest(depth) {
  let value = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

export function longText(length) {
  return 'x'.repeat(length);
}

export function doubled(numbers) {
  return numbers.map((number) => 2 * number);
}

// --- changes in place -------------------------------------------------------------------------------------

export function sortInPlace(items) {
  items.sort((one, other) => one - other);
}

export function appendAndGive(items, item) {
  items.push(item);
  return items;
}

export function sortedCopy(items) {
  return [...items].sort((one, other) => one - other);
}

export function putEntry(entries, key, value) {
  if (entries instanceof Map) entries.set(key, value);
  else entries[key] = value;
}

export function removeEntry(entries, key) {
  delete entries[key];
}

export function addMember(members, member) {
  members.add(member);
}

/** Empty the first of some lists. */
export function clearFirst(lists) {
  lists[0].length = 0;
}

export function changeAndFail(items) {
  items.push('changed');
  throw new RangeError('after the change');
}

// --- names ------------------------------------------------------------------------------------------------

export function twoWordsJoined(firstWord, secondWord) {
  return firstWord + secondWord;
}

/** By a function of another file handed in. */
export function triple(number) {
  return tripled(number);
}

// --- objects ----------------------------------------------------------------------------------------------

/** Has the amount that is missing. */
export class InsufficientFunds extends Error {
  constructor(missing) {
    super(`${missing} missing`);
    this.name = 'InsufficientFunds';
    this.missing = missing;
  }
}

export class Account {
  static opened = 0;
  #owner;
  #balance;

  constructor(owner, balance = 0) {
    this.#owner = owner;
    this.#balance = balance;
    Account.opened += 1;
  }

  static openEmpty() {
    return new Account('nobody');
  }

  owner() {
    return this.#owner;
  }

  balance() {
    return this.#balance;
  }

  deposit(amount) {
    this.#balance += amount;
    return this;
  }

  withdraw(amount) {
    if (amount > this.#balance) throw new InsufficientFunds(amount - this.#balance);
    this.#balance -= amount;
  }

  addInterestRate(percent) {
    this.#balance += Math.floor((this.#balance * percent) / 100);
  }

  toString() {
    return `${this.#owner}: ${this.#balance}`;
  }
}

export class SavingsAccount extends Account {
  withdraw(amount) {
    super.withdraw(amount + 1);
  }
}

/** Equal and ordered by its cents. */
export class Money {
  constructor(cents) {
    this.cents = cents;
  }

  equals(other) {
    return other instanceof Money && other.cents === this.cents;
  }

  valueOf() {
    return this.cents;
  }
}

/** Two fields that anyone may read and set. */
export class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  distanceFromOrigin() {
    return Math.abs(this.x) + Math.abs(this.y);
  }
}

/** Has a length, can be iterated over, and knows what is in it. */
export class Bag {
  #items;

  constructor(items) {
    this.#items = items;
  }

  get size() {
    return this.#items.length;
  }

  [Symbol.iterator]() {
    return this.#items[Symbol.iterator]();
  }

  has(item) {
    return this.#items.includes(item);
  }
}

export function transfer(source, target, amount) {
  source.withdraw(amount);
  target.deposit(amount);
}

/** A list of accounts. */
export function openAccounts(owners) {
  return owners.map((owner) => new Account(owner));
}

/** The very one of these accounts that has the most money. */
export function richest(accounts) {
  return accounts.reduce((best, account) => (account.balance() > best.balance() ? account : best));
}

// --- iteration --------------------------------------------------------------------------------------------

/** An iterator from start down to 1. */
export function* countdown(start) {
  for (let number = start; number > 0; number--) yield number;
}

/** An endless iterator from 0. */
export function* naturals() {
  for (let number = 0; ; number++) yield number;
}

/** An iterator that raises after some items. */
export function* brokenAfter(count) {
  for (let number = 0; number < count; number++) yield number;
  throw new RangeError('broken off');
}

/** The sum of whatever can be iterated over. */
export function total(numbers) {
  let result = 0;
  for (const number of numbers) result += number;
  return result;
}

/** The first items of an iterator that may never end. */
export function firstItems(count, items) {
  const first = [];
  for (const item of items) {
    if (first.push(item) === count) break;
  }
  return first;
}

// --- callbacks --------------------------------------------------------------------------------------------

export function apply(callback, value) {
  return callback(value);
}

export function applyToAll(callback, values) {
  return values.map(callback);
}

/** Call a function of two arguments. */
export function combine(callback, one, other) {
  return callback(one, other);
}

/** A function that adds a number to its argument. */
export function makeAdder(number) {
  return (value) => value + number;
}

/** A function that applies another one twice. */
export function twice(callback) {
  return (value) => callback(callback(value));
}

/** What a call raises, in words; null when it raises nothing. */
export function messageOfFailure(callback) {
  try {
    callback(1);
  } catch (error) {
    return error.message;
  }
  return null;
}

/** Call a function, and note in the log that it is over whatever happens. */
export function cleaningUp(callback, log) {
  try {
    return callback(1);
  } finally {
    log.push('over');
  }
}

/** Give an object of the solution's to a function of the test. */
export function showAccount(callback, account) {
  return callback(account);
}

/** What a list holds after a function of the test had it. */
export function letChange(callback) {
  const items = [1, 2];
  callback(items);
  return items;
}

// --- exceptions -------------------------------------------------------------------------------------------

/** Do something that the language itself objects to. */
export function failWith(what) {
  switch (what) {
    case 'value':
      throw new RangeError('no such value');
    case 'type':
      throw new TypeError('not of this type');
    case 'key':
      return { a: 1 }.b;
    case 'index':
      return [1][3];
    case 'zero':
      return 1n / 0n;
    case 'end':
      return [][Symbol.iterator]().next().value;
    case 'attribute':
      return new Money(1).euros.cents;
    case 'plain':
      throw new Error('plain words');
    default:
      return null;
  }
}

/** Without an end. */
export function recurse(depth) {
  return recurse(depth + 1) + 1;
}

export function failDeepInside(number) {
  return innerStep(number);
}

function innerStep(number) {
  throw new RangeError(`not ${number}`); // here it fails
}

export function failWithCause() {
  try {
    throw new RangeError('the reason');
  } catch (error) {
    throw new Error('the result', { cause: error });
  }
}

// --- what takes a while -----------------------------------------------------------------------------------

export async function later(value) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return value;
}

export async function failLater() {
  await null;
  throw new InsufficientFunds(7);
}

// --- the process ------------------------------------------------------------------------------------------

export function say(text) {
  console.log(text);
}

export function sayToStderr(text) {
  console.error(text);
}

export function spin() {
  for (;;);
}

/** End the process at once. */
export function leave(status) {
  process.exit(status);
}
