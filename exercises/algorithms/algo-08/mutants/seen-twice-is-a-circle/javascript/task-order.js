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
  const order = [];
  const seen = new Set();
  const visit = (task) => {
    if (seen.has(task)) {
      throw new CircularNeeds(`${task} comes by a second time`);
    }
    seen.add(task);
    (needs[task] ?? []).forEach(visit);
    order.push(task);
  };
  for (const task of Object.keys(needs)) {
    if (!seen.has(task)) {
      visit(task);
    }
  }
  return order;
}

module.exports = { CircularNeeds, orderTasks };
