"use strict";

/** A place in the trie: the letters on the way to it are the start of `count` terms. */
class Node {
  children = new Map();
  count = 0;
  endsTerm = false;

  /** The terms at and below this node, one after the other as they are wanted. */
  *terms(start) {
    if (this.endsTerm) {
      yield start;
    }
    for (const letter of [...this.children.keys()].sort()) {
      yield* this.children.get(letter).terms(start + letter);
    }
  }
}

/**
 * What a search box suggests: search terms, found by the letters that they begin with.
 *
 * They are kept in a trie: one node for each start, so that terms that begin alike share their nodes. What is asked
 * about a start is answered at its node, however many terms there are elsewhere.
 */
class Suggestions {
  #root = new Node();

  constructor(terms) {
    for (const term of terms) {
      this.add(term);
    }
  }

  /** Add a term; whether it is new. */
  add(term) {
    if (this.contains(term)) {
      return false;
    }
    let node = this.#root;
    node.count += 1;
    for (const letter of term) {
      if (!node.children.has(letter)) {
        node.children.set(letter, new Node());
      }
      node = node.children.get(letter);
      node.count += 1;
    }
    node.endsTerm = true;
    return true;
  }

  /** Take a term out; whether it was there. Nodes that no term needs any more go with it. */
  remove(term) {
    if (!this.contains(term)) {
      return false;
    }
    this.#find(term).endsTerm = false;
    return true;
  }

  /** Whether the whole term is one of those added. */
  contains(term) {
    return this.#find(term)?.endsTerm ?? false;
  }

  /** The first terms, in the order of the alphabet, that begin with `start`. */
  complete(start, most) {
    const found = [];
    const terms = this.#find(start)?.terms(start) ?? [];
    for (const term of terms) {
      if (found.length === most) {
        break;
      }
      found.push(term);
    }
    return found;
  }

  /** For each start, how many terms begin with it. */
  counts(starts) {
    return starts.map((start) => this.#find(start)?.count ?? 0);
  }

  #find(start) {
    let node = this.#root;
    for (const letter of start) {
      node = node.children.get(letter);
      if (node === undefined) {
        return undefined;
      }
    }
    return node;
  }
}

module.exports = { Suggestions };
