"use strict";

/** There is no job to take or to look at. */
class EmptyQueue extends Error {
  name = "EmptyQueue";
}

/**
 * Jobs come out in the order in which they came in.
 */
class JobQueue {
  #jobs;

  /** @param {Array} jobs the jobs that are waiting, the oldest first */
  constructor(jobs) {
    this.#jobs = [...jobs];
  }

  /** How many jobs are waiting. */
  get size() {
    return this.#jobs.length;
  }

  /** Puts a job at the end of the queue. */
  enqueue(job) {
    this.#jobs.push(job);
  }

  /** Takes the oldest job out and returns it. */
  dequeue() {
    this.#refuseEmpty();
    return this.#jobs.pop();
  }

  /** Returns the oldest job and leaves it in the queue. */
  peek() {
    this.#refuseEmpty();
    return this.#jobs.at(-1);
  }

  /** Takes the `count` oldest jobs out, or as many as there are. */
  take(count) {
    return Array.from({ length: Math.min(count, this.size) }, () => this.dequeue());
  }

  #refuseEmpty() {
    if (this.#jobs.length === 0) {
      throw new EmptyQueue("no job is waiting");
    }
  }
}

module.exports = { EmptyQueue, JobQueue };
