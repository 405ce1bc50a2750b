// A shop whose customers sign in at a provider: OAuth 2 with OpenID Connect, from the shop's side.
"use strict";

const { createServer } = require("node:http");

// Where the provider is, who we are there, and where browsers reach us.
const ISSUER = process.env.ISSUER || "http://127.0.0.1:9000";
const CLIENT_ID = process.env.CLIENT_ID || "shop";
const CLIENT_SECRET = process.env.CLIENT_SECRET || "only-to-try";
const PUBLIC_URL = process.env.PUBLIC_URL || "http://127.0.0.1:8000";

const REDIRECT_URI = `${PUBLIC_URL}/callback`;
const COOKIE = "session";

// What we know of each browser, by the value of its cookie.
const sessions = new Map();

// Answers one request: a status, headers, and a value that is sent as JSON (undefined: no body).
// A request has a method, a path, a query (an object) and headers (by small letters).
async function respond(request) {
  if (request.path === "/") return { status: 200, value: { signed_in: false } };
  return { status: 404, value: { error: "there is nothing here" } };
}

// Sends a form: the status and the JSON that comes back; 503 where no answer comes.
async function post(url, form, headers) {
  try {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(form), headers });
    return { status: answer.status, value: answer.ok ? await answer.json() : {} };
  } catch {
    return { status: 503, value: {} };
  }
}

// Carries a request to respond() and its answer back. There is nothing to change from here on.
createServer(async (incoming, outgoing) => {
  const [path, query] = incoming.url.split(/\?(.*)/s);
  console.log(incoming.method, path); // the path alone: a query may hold a code
  const { status, headers = {}, value } = await respond({
    method: incoming.method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: incoming.headers,
  });
  const usual = value === undefined ? {} : { "Content-Type": "application/json" };
  outgoing.writeHead(status, { ...usual, ...headers });
  outgoing.end(value === undefined ? undefined : JSON.stringify(value));
}).listen(Number(process.env.PORT || 8000), "127.0.0.1");
