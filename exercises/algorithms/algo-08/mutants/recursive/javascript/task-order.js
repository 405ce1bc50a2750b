"use strict";

/** Some tasks need one another in a circle, so none of them can be the first. */
class CircularNeeds extends Error {
  name = "CircularNeeds";
}

/**
 * Puts the tasks of a release in an order that works.
 *
 * @param {Object<string, string[]>} needs for each task the tasks that must be done before it
 * @returns {string[]} all tasks, each after the ones it needs
 * @throws {CircularNeeds} there is no such order
 */
function orderTasks(needs) {
  const order = new Set();
  const underWay = new Set();
  const visit = (task) => {
    if (order.has(task)) {
      return;
    }
    if (underWay.has(task)) {
      throw new CircularNeeds(`${task} needs itself in the end`);
    }
    underWay.add(task);
    (needs[task] ?? []).forEach(visit);
    order.add(task);
  };
  Object.keys(needs).forEach(visit);
  return [...order];
}

module.exports = { CircularNeeds, orderTasks };
