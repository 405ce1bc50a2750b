"use strict";

/**
 * The numbers of the comments in the order in which they are read.
 *
 * A stack holds what is still to be read, the next one on top. Replies go on it youngest first, so that the oldest
 * comes off first, with all that was replied to it before its younger siblings.
 */
function readingOrder(parents) {
  const { top, replies } = answered(parents);
  const order = [];
  const waiting = [...top].reverse();
  while (waiting.length > 0) {
    const comment = waiting.pop();
    order.push(comment);
    for (let i = replies[comment].length - 1; i >= 0; i--) {
      waiting.push(replies[comment][i]);
    }
  }
  return order;
}

/**
 * The numbers of the comments, each after all replies to it.
 *
 * Read from behind, this is an order in which each comment stands before its replies, the youngest first: that of
 * a stack onto which the replies go oldest first.
 */
function deletionOrder(parents) {
  const { top, replies } = answered(parents);
  const order = [];
  const waiting = [...top];
  while (waiting.length > 0) {
    const comment = waiting.pop();
    order.push(comment);
    for (const reply of replies[comment]) {
      waiting.push(reply);
    }
  }
  return order.reverse();
}

/** The numbers of the comments level by level, an array for each. */
function levels(parents) {
  const { top, replies } = answered(parents);
  const found = [];
  for (let level = top; level.length > 0; level = level.flatMap((comment) => replies[comment])) {
    found.push(...level);
  }
  return found;
}

/** The comments on the article itself, and an array of the replies to each comment, the oldest first. */
function answered(parents) {
  const top = [];
  const replies = parents.map(() => []);
  parents.forEach((parent, comment) => (parent === -1 ? top : replies[parent]).push(comment));
  return { top, replies };
}

module.exports = { readingOrder, deletionOrder, levels };
