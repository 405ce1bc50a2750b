"use strict";

/** There are fewer of an item than were asked for. */
class OutOfStock extends Error {}

/** The stock of a warehouse, with undo: how many there are of each item. */
class Inventory {
  constructor() {
    throw new Error("Inventory is yours to write");
  }
}

module.exports = { Inventory, OutOfStock };
