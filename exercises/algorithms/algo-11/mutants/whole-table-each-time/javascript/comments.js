"use strict";

function readingOrder(parents) {
  const order = [];
  const waiting = repliesTo(-1, parents).reverse();
  while (waiting.length > 0) {
    const comment = waiting.pop();
    order.push(comment);
    waiting.push(...repliesTo(comment, parents).reverse());
  }
  return order;
}

function deletionOrder(parents) {
  const order = [];
  const waiting = repliesTo(-1, parents);
  while (waiting.length > 0) {
    const comment = waiting.pop();
    order.push(comment);
    waiting.push(...repliesTo(comment, parents));
  }
  return order.reverse();
}

function levels(parents) {
  const found = [];
  let level = repliesTo(-1, parents);
  while (level.length > 0) {
    found.push(level);
    level = level.flatMap((comment) => repliesTo(comment, parents));
  }
  return found;
}

function repliesTo(comment, parents) {
  return parents.map((_, number) => number).filter((number) => parents[number] === comment);
}

module.exports = { readingOrder, deletionOrder, levels };
