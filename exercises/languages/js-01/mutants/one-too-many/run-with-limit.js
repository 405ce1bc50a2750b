// Many tasks, a few at a time.

/** Run `tasks`, at most `limit` of them at once; gives a promise of their results, in the order of the tasks. */
async function runWithLimit(tasks, limit) {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`a limit is a whole number of at least 1, not ${limit}`);
  }
  const results = [];
  const underWay = new Set();
  for (const [place, task] of tasks.entries()) {
    const running = (async () => {
      results[place] = await task();
      underWay.delete(running);
    })();
    underWay.add(running);
    if (underWay.size > limit) {
      await Promise.race(underWay);
    }
  }
  await Promise.all(underWay);
  return results;
}

module.exports = { runWithLimit };
