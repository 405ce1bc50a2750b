"use strict";

/** There is less in the account than was asked for. */
class InsufficientFunds extends Error {
  constructor(missing) {
    super(`${missing} cents are missing`);
    this.name = "InsufficientFunds";
    this.missing = missing;
  }
}

/**
 * The account of one guest. All amounts are whole cents.
 *
 * Every amount is checked before anything changes, so what is refused leaves no trace.
 */
class Account {
  #owner;
  #overdraft;
  #history = [];

  constructor(owner, overdraft) {
    this.#owner = owner;
    this.#overdraft = overdraft;
  }

  /** Whose account it is. */
  owner() {
    return this.#owner;
  }

  /** What is in the account; less than 0 when it is overdrawn. */
  balance() {
    return this.#history.reduce((sum, cents) => sum + cents, this.#overdraft);
  }

  /** The amounts that came in, and below 0 those that went out, in their order. */
  history() {
    return [...this.#history];
  }

  /**
   * Put an amount in.
   * @throws {RangeError} the amount is not above 0
   */
  deposit(cents) {
    check(cents);
    this.#history.push(cents);
  }

  /**
   * Take an amount out.
   * @throws {RangeError} the amount is not above 0
   * @throws {InsufficientFunds} the account would be overdrawn further than it may be
   */
  withdraw(cents) {
    check(cents);
    const missing = cents - this.balance();
    if (missing > 0) {
      throw new InsufficientFunds(missing);
    }
    this.#history.push(-cents);
  }

  /** Move an amount to another account; throws what `withdraw` throws. */
  transfer(cents, other) {
    this.withdraw(cents);
    other.deposit(cents);
  }
}

function check(cents) {
  if (cents <= 0) {
    throw new RangeError(`an amount must be above 0, not ${cents}`);
  }
}

module.exports = { Account, InsufficientFunds };
