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

const server = createServer((request, response) => {
  if (request.url === "/report") makeReport((report) => answer(response, 200, report));
  else answer(response, 404, { error: "there is nothing here" });
});

server.listen(Number(process.env.PORT || 8000), "127.0.0.1");
