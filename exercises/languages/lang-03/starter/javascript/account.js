"use strict";

/** The account of one guest. All amounts are whole cents. */
class Account {
  constructor(owner, overdraft) {
    throw new Error("Account is yours to write");
  }
}

module.exports = { Account };
