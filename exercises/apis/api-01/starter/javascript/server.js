// The books of a small library, over HTTP.
"use strict";

const { createServer } = require("node:http");

// The books, by their numbers.
const books = new Map();

// Answers one request: a status, headers, and a value that is sent as JSON (undefined: no body).
// A request has a method, a path, a query (an object), headers (by small letters) and a body (a text).
function respond(request) {
  return { status: 501, headers: {}, value: { error: "this is yours to write" } };
}


// Carries a request to respond() and its answer back. There is nothing to change from here on.
createServer((incoming, outgoing) => {
  const parts = [];
  incoming.on("data", (part) => parts.push(part));
  incoming.on("end", () => {
    const [path, query] = incoming.url.split(/\?(.*)/s);
    const { status, headers = {}, value } = respond({
      method: incoming.method,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: incoming.headers,
      body: Buffer.concat(parts).toString(),
    });
    const usual = value === undefined ? {} : { "Content-Type": "application/json" };
    outgoing.writeHead(status, { ...usual, ...headers });
    outgoing.end(value === undefined ? undefined : JSON.stringify(value));
  });
}).listen(Number(process.env.PORT || 8000), "127.0.0.1");
