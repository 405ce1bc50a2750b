"use strict";

function readingOrder(parents) {
  const replies = repliesOf(parents);
  const order = [];
  const read = (comment) => {
    order.push(comment);
    replies.get(comment).forEach(read);
  };
  read(-1);
  return order.slice(1);
}

function deletionOrder(parents) {
  const replies = repliesOf(parents);
  const order = [];
  const remove = (comment) => {
    replies.get(comment).forEach(remove);
    order.push(comment);
  };
  remove(-1);
  return order.slice(0, -1);
}

function levels(parents) {
  const replies = repliesOf(parents);
  const found = [];
  const visit = (comment, depth) => {
    found[depth] ??= [];
    found[depth].push(comment);
    replies.get(comment).forEach((reply) => visit(reply, depth + 1));
  };
  visit(-1, 0);
  return found.slice(1);
}

function repliesOf(parents) {
  const replies = new Map([[-1, []]]);
  parents.forEach((_, comment) => replies.set(comment, []));
  parents.forEach((parent, comment) => replies.get(parent).push(comment));
  return replies;
}

module.exports = { readingOrder, deletionOrder, levels };
