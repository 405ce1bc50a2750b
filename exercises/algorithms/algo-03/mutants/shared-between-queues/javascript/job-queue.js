"use strict";

/** There is no job to take or to look at. */
class EmptyQueue extends Error {
  name = "EmptyQueue";
}

const inbox = [];
const outbox = [];

/**
 * Jobs come out in the order in which they came in.
 *
 * New jobs go on the inbox and leave from the top of the outbox. The inbox is poured over only when the outbox is
 * empty, so each job moves once, and a call costs the same on average however many are waiting.
 */
class JobQueue {
  #inbox = inbox;
  #outbox = outbox;

  /** @param {Array} jobs the jobs that are waiting, the oldest first */
  constructor(jobs) {
    this.#inbox.push(...jobs);
  }

  /** How many jobs are waiting. */
  get size() {
    return this.#inbox.length + this.#outbox.length;
  }

  /** Puts a job at the end of the queue. */
  enqueue(job) {
    this.#inbox.push(job);
  }

  /** Takes the oldest job out and returns it. */
  dequeue() {
    this.#fillOutbox();
    return this.#outbox.pop();
  }

  /** Returns the oldest job and leaves it in the queue. */
  peek() {
    this.#fillOutbox();
    return this.#outbox.at(-1);
  }

  /** Takes the `count` oldest jobs out, or as many as there are. */
  take(count) {
    return Array.from({ length: Math.min(count, this.size) }, () => this.dequeue());
  }

  /** Sees to it that the oldest job is on top of the outbox. */
  #fillOutbox() {
    if (this.#outbox.length > 0) {
      return;
    }
    while (this.#inbox.length > 0) {
      this.#outbox.push(this.#inbox.pop());
    }
    if (this.#outbox.length === 0) {
      throw new EmptyQueue("no job is waiting");
    }
  }
}

module.exports = { EmptyQueue, JobQueue };
