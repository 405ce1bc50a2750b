// A server that says back what it hears, to many at once.
"use strict";

const { createServer } = require("node:net");

const server = createServer({ allowHalfOpen: true }, (connection) => {
  connection.on("error", () => connection.destroy()); // this client has gone; the others have not
  let waiting = Buffer.alloc(0);
  connection.on("data", (data) => {
    waiting = Buffer.concat([waiting, data]);
    const end = waiting.lastIndexOf(10) + 1;
    connection.write(waiting.subarray(0, end));
    waiting = waiting.subarray(end);
  });
  connection.on("end", () => connection.end(waiting));
});

server.listen(Number(process.env.PORT || 8000), "127.0.0.1");
