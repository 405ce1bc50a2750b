// A server that says back what it hears, to many at once.
"use strict";

const { createServer } = require("node:net");

const server = createServer({ allowHalfOpen: true }, (connection) => {
  connection.on("error", () => connection.destroy()); // this client has gone; the others have not
  connection.setEncoding("utf8");
  connection.on("data", (data) => connection.write(data));
  connection.on("end", () => connection.end());
});

server.listen(Number(process.env.PORT || 8000), "127.0.0.1");
