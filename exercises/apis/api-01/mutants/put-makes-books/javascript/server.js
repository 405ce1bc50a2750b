// The books of a small library, over HTTP.
"use strict";

const { createServer } = require("node:http");

const books = new Map();
let last = 0;

// Answers one request: a status, headers, and a value that is sent as JSON (undefined: no body).
function respond(request) {
  const [, place, number, ...more] = request.path.split("/");
  if (place === "books" && number === undefined) return collection(request);
  if (place === "books" && more.length === 0 && (books.has(number) || request.method === "PUT")) return oneBook(request, number);
  return { status: 404, value: { error: "there is nothing here" } };
}

function collection(request) {
  if (request.method === "POST") {
    last += 1;
    const book = { id: last, ...described(request) };
    books.set(String(last), book);
    return { status: 201, headers: { Location: `/books/${last}` }, value: book };
  }
  return { status: 200, value: [...books.values()] };
}

function oneBook(request, number) {
  if (request.method === "DELETE") {
    books.delete(number);
    return { status: 204 };
  }
  if (request.method === "PUT") books.set(number, { id: Number(number), ...described(request) });
  return { status: 200, value: books.get(number) };
}

// What a request says of a book; its number is ours to give.
function described(request) {
  const { title, author, year } = JSON.parse(request.body);
  return { title, author, year };
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
