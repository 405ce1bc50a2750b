// A server that says back what it hears, to many at once.
"use strict";

const { createServer } = require("node:net");

const server = createServer((connection) => {
  console.log("somebody is there:", connection.remotePort);
});

server.listen(Number(process.env.PORT || 8000), "127.0.0.1");
