// A shop whose customers sign in at a provider: OAuth 2 with OpenID Connect, from the shop's side.
"use strict";

const { createHash, randomBytes } = require("node:crypto");
const { createServer } = require("node:http");

// Where the provider is, who we are there, and where browsers reach us.
const ISSUER = process.env.ISSUER || "http://127.0.0.1:9000";
const CLIENT_ID = process.env.CLIENT_ID || "shop";
const CLIENT_SECRET = process.env.CLIENT_SECRET || "only-to-try";
const PUBLIC_URL = process.env.PUBLIC_URL || "http://127.0.0.1:8000";

const REDIRECT_URI = `${PUBLIC_URL}/callback`;
const COOKIE = "session";

// What we know of each browser, by the value of its cookie: who is signed in, and the logins that it has begun.
const sessions = new Map();
let count = 0;

// A sign-in comes to nothing: the status, and why.
class Refused extends Error {
  constructor(status, why) {
    super(why);
    this.status = status;
  }
}

// Answers one request: a status, headers, and a value that is sent as JSON (undefined: no body).
// A request has a method, a path, a query (an object) and headers (by small letters).
async function respond(request) {
  const pages = { "/": home, "/login": login, "/callback": callback };
  if (request.method !== "GET" || !Object.hasOwn(pages, request.path)) {
    return { status: 404, value: { error: "there is nothing here" } };
  }
  try {
    return await pages[request.path](request);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, value: { error: error.message } };
  }
}

function home(request) {
  const { user } = sessionOf(request);
  return { status: 200, value: user ? { signed_in: true, ...user } : { signed_in: false } };
}

function login(request) {
  const session = sessionOf(request);
  const [state, nonce] = [0, 0].map(() => String(++count).padStart(20, "0"));
  const verifier = randomBytes(32).toString("base64url");
  session.logins.set(state, { nonce, verifier });
  const query = new URLSearchParams({
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    scope: "openid profile",
    state,
    nonce,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
  });
  return { status: 302, headers: { Location: `${ISSUER}/authorize?${query}`, ...kept(session) } };
}

function challengeOf(verifier) {
  return createHash("sha256").update(verifier).digest("base64url");
}

async function callback(request) {
  const session = sessionOf(request);
  const { state, code, error } = request.query;
  const begun = session.logins.get(state);
  session.logins.delete(state);
  if (!begun) throw new Refused(400, "no login of this browser has begun with this state");
  if (error !== undefined) throw new Refused(403, error);
  const claims = claimsOf(await exchange(code || "", begun.verifier));
  check(claims, begun.nonce);
  sessions.delete(session.key); // who knew the cookie before knows nothing now
  const user = { sub: claims.sub, name: claims.name || "" };
  return { status: 302, headers: { Location: "/", ...kept({ user, logins: session.logins }) } };
}

// The tokens that the provider gives for a code.
async function exchange(code, verifier) {
  const form = {
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: verifier,
  };
  const credentials = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64");
  const { status, value } = await post(`${ISSUER}/token`, form, { Authorization: `Basic ${credentials}` });
  if (status !== 200) throw new Refused(502, "the provider gives no tokens");
  return value;
}

// What the ID token says. It comes straight from the provider, so its signature tells nothing more.
function claimsOf(tokens) {
  return JSON.parse(Buffer.from(tokens.id_token.split(".")[1], "base64url").toString());
}

function check(claims, nonce) {
  const audiences = [claims.aud].flat();
  const good = claims.iss === ISSUER && audiences.includes(CLIENT_ID) && claims.nonce === nonce;
  if (!good || claims.exp <= Date.now() / 1000) throw new Refused(502, "the ID token is not for this login");
}

// What we know of the browser that asks; an empty session for one that we don't know.
function sessionOf(request) {
  const cookies = (request.headers.cookie || "").split(";").map((part) => part.trim().split("="));
  const key = cookies.find(([name]) => name === COOKIE)?.[1];
  return sessions.get(key) || { user: undefined, logins: new Map() };
}

// Remembers a session, under a new name if it has none; the header that tells the browser its name.
function kept(session) {
  session.key = session.key || randomBytes(32).toString("base64url");
  sessions.set(session.key, session);
  return { "Set-Cookie": `${COOKIE}=${session.key}; Path=/; HttpOnly; SameSite=Lax` };
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
