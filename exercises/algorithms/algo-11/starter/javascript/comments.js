"use strict";

/** The numbers of the comments in the order in which they are read. */
function readingOrder(parents) {
  throw new Error("readingOrder is yours to write");
}

/** The numbers of the comments, each after all replies to it. */
function deletionOrder(parents) {
  throw new Error("deletionOrder is yours to write");
}

/** The numbers of the comments level by level, an array for each. */
function levels(parents) {
  throw new Error("levels is yours to write");
}

module.exports = { readingOrder, deletionOrder, levels };
