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
  let waiting = [...new Set([...Object.keys(needs), ...Object.values(needs).flat()])];
  const order = new Set();
  while (waiting.length > 0) {
    const ready = waiting.filter((task) => (needs[task] ?? []).every((need) => order.has(need)));
    if (ready.length === 0) {
      throw new CircularNeeds("none of the tasks that are left can begin");
    }
    ready.forEach((task) => order.add(task));
    waiting = waiting.filter((task) => !order.has(task));
  }
  return [...order];
}

module.exports = { CircularNeeds, orderTasks };
