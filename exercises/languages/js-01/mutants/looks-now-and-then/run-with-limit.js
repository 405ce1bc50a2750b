// Many tasks, a few at a time.

/** Run `tasks`, at most `limit` of them at once; gives a promise of their results, in the order of the tasks. */
async function runWithLimit(tasks, limit) {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`a limit is a whole number of at least 1, not ${limit}`);
  }
  const results = new Array(tasks.length);
  const running = [];
  let underWay = 0;
  for (const [place, task] of tasks.entries()) {
    while (underWay >= limit) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    underWay += 1;
    running.push(
      (async () => {
        try {
          results[place] = await task();
        } finally {
          underWay -= 1;
        }
      })(),
    );
  }
  await Promise.all(running);
  return results;
}

module.exports = { runWithLimit };
