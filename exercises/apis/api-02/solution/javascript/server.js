// Bookings of the meeting rooms, over HTTP.
"use strict";

const { createServer, STATUS_CODES } = require("node:http");

const ROOMS = ["blue", "green", "red"];

// The bookings that were made, by their numbers.
const bookings = new Map();

// What is wrong with a request: a status, what to tell, and what else belongs to the answer.
class Problem extends Error {
  constructor(status, detail, headers = {}, more = {}) {
    super(detail);
    Object.assign(this, { status, headers, more });
  }
}

// Answers one request: a status, headers, and a value that is sent as JSON (undefined: no body).
function respond(request) {
  try {
    return booked(request);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { status, headers, message, more } = problem;
    const value = { type: "about:blank", title: STATUS_CODES[status], status, detail: message, ...more };
    return { status, headers: { "Content-Type": "application/problem+json", ...headers }, value };
  }
}

function booked(request) {
  const [, place, text, ...more] = request.path.split("/");
  if (place === "bookings" && text === undefined) {
    allow(request, "POST");
    return book(jsonBody(request));
  }
  const number = Number(text);
  if (place === "bookings" && more.length === 0 && /^[0-9]+$/.test(text) && bookings.has(number)) {
    allow(request, "GET", "DELETE");
    if (request.method === "GET") return { status: 200, value: bookings.get(number) };
    bookings.delete(number);
    return { status: 204 };
  }
  throw new Problem(404, `There is nothing at ${request.path}.`);
}

function allow(request, ...methods) {
  if (methods.includes(request.method)) return;
  const allowed = methods.join(", ");
  throw new Problem(405, `${request.method} cannot be done here, only ${allowed}.`, { Allow: allowed });
}

function jsonBody(request) {
  const kind = (request.headers["content-type"] || "").split(";")[0].trim().toLowerCase();
  if (kind !== "application/json") throw new Problem(415, "Send the booking as application/json.");
  try {
    return JSON.parse(request.body);
  } catch {
    throw new Problem(400, "What was sent is no JSON.");
  }
}

function book(wish) {
  if (wish === null || typeof wish !== "object" || Array.isArray(wish)) {
    throw new Problem(422, "A booking is a JSON object.", {}, { errors: {} });
  }
  const { room, hour } = wish;
  const errors = {};
  if (!ROOMS.includes(room)) errors.room = `has to be one of ${ROOMS.join(", ")}`;
  if (!Number.isInteger(hour) || hour < 8 || hour > 17) errors.hour = "has to be a whole number from 8 to 17";
  const wrong = Object.keys(errors);
  if (wrong.length > 0) throw new Problem(422, `The booking is not right: ${wrong.join(", ")}`, {}, { errors });
  if ([...bookings.values()].some((one) => one.room === room && one.hour === hour)) {
    throw new Problem(409, `The ${room} room is taken at ${hour}.`);
  }
  const number = Math.max(0, ...bookings.keys()) + 1;
  bookings.set(number, { id: number, room, hour });
  return { status: 201, headers: { Location: `/bookings/${number}` }, value: bookings.get(number) };
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
