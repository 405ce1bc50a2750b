// The backend of an app: it keeps the tokens of those who have signed in, and asks the provider's API for them.
"use strict";

const { randomBytes } = require("node:crypto");
const { createServer } = require("node:http");

// Where the provider is, and who we are there.
const ISSUER = process.env.ISSUER || "http://127.0.0.1:9000";
const CLIENT_ID = process.env.CLIENT_ID || "shop";
const CLIENT_SECRET = process.env.CLIENT_SECRET || "only-to-try";
const REDIRECT_URI = process.env.REDIRECT_URI || "http://127.0.0.1:8000/callback";

// Who has signed in, by the name of the session that the app was told: accessToken and refreshToken.
const sessions = new Map();

// There is no good answer: the status, and why.
class Refused extends Error {
  constructor(status, why) {
    super(why);
    this.status = status;
  }
}

// Answers one request: a status, and a value that is sent as JSON (undefined: no body).
// A request has a method, a path, headers (by small letters) and a body (a text).
async function respond(request) {
  const routes = { "POST /sessions": signIn, "GET /profile": profile, "POST /logout": logout };
  const route = `${request.method} ${request.path}`;
  if (!Object.hasOwn(routes, route)) return { status: 404, value: { error: "there is nothing here" } };
  try {
    return await routes[route](request);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, value: { error: error.message } };
  }
}

// The app has sent somebody to the provider, and gives us the code that came back, and its verifier.
async function signIn(request) {
  const given = JSON.parse(request.body);
  const { status, value } = await ask("POST", "/token", {
    grant_type: "authorization_code",
    code: given.code,
    code_verifier: given.verifier,
    redirect_uri: REDIRECT_URI,
  });
  if (status !== 200) return { status: 502, value: { error: "the provider gives no tokens" } };
  const name = randomBytes(32).toString("base64url");
  sessions.set(name, { name, accessToken: value.access_token, refreshToken: value.refresh_token });
  return { status: 201, value: { session: name } };
}

// What the provider's API says now of who asks.
async function profile(request) {
  const session = sessionOf(request);
  const token = session.accessToken;
  let { status, value } = await ask("GET", "/userinfo", undefined, token);
  if (status === 401) {
    ({ status, value } = await ask("GET", "/userinfo", undefined, await refreshed(session, token)));
  }
  if (status !== 200) throw new Refused(502, "the provider does not answer as it should");
  return { status: 200, value };
}

// An access token that came after the old one; many may wait for it at once, and one of them gets it.
async function refreshed(session, old) {
  if (session.accessToken !== old) return session.accessToken;
  session.refreshing ??= refresh(session).finally(() => {
    session.refreshing = undefined;
  });
  return session.refreshing;
}

async function refresh(session) {
  if (session.over) throw new Refused(401, "sign in again");
  const form = { grant_type: "refresh_token", refresh_token: session.refreshToken };
  const { status, value } = await ask("POST", "/token", form);
  if (status === 400) {
    end(session);
    throw new Refused(401, "sign in again");
  }
  if (status !== 200) throw new Refused(502, "the provider does not answer as it should");
  session.accessToken = value.access_token;
  session.refreshToken = value.refresh_token;
  sessions.set(session.name, session);
  return session.accessToken;
}

// Nobody can do anything with the session any more, here and at the provider.
async function logout(request) {
  const session = sessionOf(request);
  end(session);
  await ask("POST", "/revoke", { token: session.refreshToken });
  return { status: 204 };
}

function end(session) {
  session.over = true;
  for (const [name, other] of sessions) {
    if (other === session) sessions.delete(name);
  }
}

function sessionOf(request) {
  const [scheme, name] = (request.headers.authorization || "").split(" ");
  const session = scheme === "Bearer" ? sessions.get(name) : undefined;
  if (!session) throw new Refused(401, "sign in first");
  return session;
}

// Asks the provider, with an access token or else as ourselves: the status and the JSON; 503 where no answer comes.
async function ask(method, path, form, token) {
  const credentials = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64");
  const headers = { Authorization: token ? `Bearer ${token}` : `Basic ${credentials}` };
  try {
    const answer = await fetch(ISSUER + path, { method, headers, body: form && new URLSearchParams(form) });
    const content = await answer.text();
    return { status: answer.status, value: answer.status === 200 && content ? JSON.parse(content) : {} };
  } catch {
    return { status: 503, value: {} };
  }
}

// Carries a request to respond() and its answer back. There is nothing to change from here on.
createServer((incoming, outgoing) => {
  const parts = [];
  incoming.on("data", (part) => parts.push(part));
  incoming.on("end", async () => {
    const { status, value } = await respond({
      method: incoming.method,
      path: incoming.url.split("?")[0],
      headers: incoming.headers,
      body: Buffer.concat(parts).toString(),
    });
    outgoing.writeHead(status, value === undefined ? {} : { "Content-Type": "application/json" });
    outgoing.end(value === undefined ? undefined : JSON.stringify(value));
  });
}).listen(Number(process.env.PORT || 8000), "127.0.0.1");
