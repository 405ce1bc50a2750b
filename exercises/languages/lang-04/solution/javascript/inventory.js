"use strict";

/** There are fewer of an item than were asked for. */
class OutOfStock extends Error {
  constructor(message) {
    super(message);
    this.name = "OutOfStock";
  }
}

/**
 * The stock of a warehouse, with undo: how many there are of each item.
 *
 * Whatever is done is a change: by how much the count of each item goes up or down, as pairs of both. That is all it
 * takes to do it, to undo it and to do it again. Changes that are done lie on one stack, undone ones on another.
 */
class Inventory {
  #counts = new Map();
  #done = [];
  #undone = [];

  /**
   * Add to an item.
   * @throws {RangeError} the count is not above 0
   */
  receive(item, count) {
    check(count, 1);
    this.#do([[item, count]]);
  }

  /**
   * Take from an item.
   * @throws {RangeError} the count is not above 0
   * @throws {OutOfStock} there are fewer
   */
  ship(item, count) {
    check(count, 1);
    if (count > this.count(item)) {
      throw new OutOfStock(`there are ${this.count(item)} of ${item}, not ${count}`);
    }
    this.#do([[item, -count]]);
  }

  /**
   * Set an item to what was counted.
   * @throws {RangeError} the count is below 0
   */
  recount(item, count) {
    check(count, 0);
    this.#do([[item, count - this.count(item)]]);
  }

  /**
   * Add many items in one step.
   * @throws {RangeError} a count is not above 0; then none is added
   */
  deliver(delivery) {
    const change = Object.entries(delivery);
    for (const [, count] of change) {
      check(count, 1);
    }
    this.#do(change);
  }

  /** Take the last change back; whether there was one. */
  undo() {
    const change = this.#done.pop();
    if (change === undefined) {
      return false;
    }
    this.#undone.push(change);
    this.#apply(change, -1);
    return true;
  }

  /** Do the change again that was undone last; whether there was one. */
  redo() {
    const change = this.#undone.pop();
    if (change === undefined) {
      return false;
    }
    this.#done.push(change);
    this.#apply(change, 1);
    return true;
  }

  /** How many there are of an item. */
  count(item) {
    return this.#counts.get(item) ?? 0;
  }

  /** The count of each item of which there is one at least. */
  items() {
    return Object.fromEntries([...this.#counts].filter(([, count]) => count > 0));
  }

  #do(change) {
    this.#apply(change, 1);
    this.#done.push(change);
    this.#undone = [];
  }

  #apply(change, sign) {
    for (const [item, difference] of change) {
      this.#counts.set(item, this.count(item) + sign * difference);
    }
  }
}

function check(count, least) {
  if (count < least) {
    throw new RangeError(`a count of ${count} makes no sense here; ${least} is the least`);
  }
}

module.exports = { Inventory, OutOfStock };
