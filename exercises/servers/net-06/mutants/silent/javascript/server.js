// A server that makes reports, and knows how to leave.
"use strict";

const { createServer } = require("node:http");

const SECONDS = Number(process.env.SECONDS || 2);
const WARM_UP_SECONDS = Number(process.env.WARM_UP_SECONDS || 1);

// A report. It takes a while.
function makeReport(done) {
  console.log("report begun");
  setTimeout(() => {
    console.log("report done");
    done({ pages: 12 });
  }, SECONDS * 1000);
}

function answer(response, status, value) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(value));
}

let ready = false;

const server = createServer((request, response) => {
  if (request.url === "/report") makeReport((report) => answer(response, 200, report));
  else if (request.url === "/health") answer(response, 200, { status: "ok" });
  else if (request.url === "/ready") answer(response, ready ? 200 : 503, { ready });
  else answer(response, 404, { error: "there is nothing here" });
});

// Takes in nobody more, finishes what has begun, and ends when nothing is left to do.
function leave() {
  clearTimeout(warmUp);
  server.close();
  server.closeIdleConnections();
}

process.on("SIGTERM", leave);
process.on("SIGINT", leave);

// Loads what the reports need; until then, nobody should send any.
const warmUp = setTimeout(() => {
  ready = true;
  console.log("ready");
}, WARM_UP_SECONDS * 1000);

server.listen(Number(process.env.PORT || 8000), "127.0.0.1");
