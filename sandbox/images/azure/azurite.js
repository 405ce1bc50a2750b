// Azurite's blob service alone, in memory. POST /reset has a new one take its place, whatever leases the old one has.
"use strict";
const http = require("http");
const BlobConfiguration = require("azurite/dist/src/blob/BlobConfiguration").default;
const BlobServer = require("azurite/dist/src/blob/BlobServer").default;
const { MemoryExtentChunkStore } = require("azurite/dist/src/common/persistence/MemoryExtentStore");

const HOST = "127.0.0.1";
const KEEP_ALIVE_SECONDS = 60;
const MOST_BYTES = 64 << 20;

// The settings have no names in Azurite: undefined leaves one as it is.
function settings() {
  const files = [undefined, undefined, undefined];
  const [accessLog, debugLog] = [[false, undefined], [false, undefined]];
  const [loose, anyVersion] = [false, true];
  const certificateAndUrls = [undefined, undefined, undefined, undefined, undefined];
  const inMemory = [true, new MemoryExtentChunkStore(MOST_BYTES)];
  return [HOST, 0, KEEP_ALIVE_SECONDS, ...files, ...accessLog, ...debugLog, loose, anyVersion, ...certificateAndUrls,
    ...inMemory];
}

async function begin() {
  const azurite = new BlobServer(new BlobConfiguration(...settings()));
  await azurite.beforeStart();
  return { azurite, answer: azurite.httpServer.listeners("request")[0] };
}

async function main(port) {
  let current = await begin();
  const server = http.createServer(async (request, response) => {
    if (request.method === "POST" && request.url === "/reset") {
      const before = current;
      current = await begin();
      await before.azurite.afterClose();
      response.end();
    } else {
      current.answer(request, response);
    }
  });
  server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
  server.listen(port, HOST, () => console.log(`Azurite listens on ${HOST}:${port}`));
}

main(Number(process.argv[2]));
