'use strict';
// A conversation between two sides that each have objects: calls, and calls back while one is open.
//
// The counterpart of sandbox/objects.py, with the same messages.

const { RangeError, TypeError, parse, quote } = require('./intrinsics.js');
const { changed, snapshot } = require('./containers.js');
const { isError } = require('./failures.js');
const { Decoder } = require('./reading.js');
const { Encoder, checkLength } = require('./writing.js');
const pipes = require('./pipes.js');

const MAX_NESTING = 60;
const HEADROOM = 60;

/** One request of the test's: what it asks for, and the containers among its arguments. */
class Request {
  constructor(message) {
    const { params } = message;
    this.id = message.id;
    this.method = message.method;
    this.params = params;
    this.name = params.name ?? '';
    this.objects = [];
    this.before = [];
  }
}

class Conversation {
  constructor(bridge, given, operations) {
    this.bridge = bridge;
    this.given = given;
    this.operations = operations;
    this.open = 0;
    this.asked = 0;
    given.conversation = this;
  }

  // --- asking -------------------------------------------------------------------------------------------

  /** Have the test do something; its result, or its exception thrown. Nothing else goes on meanwhile. */
  request(method, on, name, args = []) {
    if (this.open >= MAX_NESTING) throw new RangeError('Maximum call stack size exceeded');
    headroom(HEADROOM); // a call must not break off in the middle
    const encoder = new Encoder(this.bridge);
    let nodes = '';
    for (let index = 0; index < args.length; index++) nodes += (index === 0 ? '' : ',') + encoder.encode(args[index]);
    const named = name === undefined ? '' : `,"name":${quote(name)}`;
    const id = ++this.asked;
    const params = `{"on":${on}${named},"args":[${nodes}]`;
    checkLength(nodes);
    this.open++;
    try {
      pipes.send(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}${this.letGo()}}}`);
      return this.result(this.replyTo(), encoder.objects);
    } finally {
      this.open--;
    }
  }

  /** The reply to what was asked; what the test asks meanwhile is answered. */
  replyTo() {
    for (;;) {
      const message = parse(pipes.receive());
      if (message.method === undefined) return message;
      const request = new Request(message);
      const outcome = this.perform(request);
      pipes.send(this.reply(request, outcome.raised, outcome.value));
    }
  }

  result(message, objects) {
    const raised = message.error !== undefined;
    const result = raised ? message.error.data : message.result;
    const decoder = new Decoder(this.bridge, objects);
    const value = decoder.decode(result.value);
    const changes = result.changed ?? [];
    for (let index = 0; index < changes.length; index++) decoder.change(changes[index][0], changes[index][1]);
    if (result.released !== undefined) this.bridge.handles.release(result.released);
    this.given.coroutines.begin();
    if (raised) throw value;
    return value;
  }

  // --- answering ----------------------------------------------------------------------------------------

  /** The next request of the test's, which waits for nothing but the answer. */
  receive() {
    return new Request(parse(pipes.receive()));
  }

  /** Do what a request asks: what it came to, which may be a promise, and whether that was thrown. */
  perform(request) {
    const { params } = request;
    try {
      const on = params.on === undefined ? undefined : this.bridge.handles.exported(params.on);
      if (params.released !== undefined) this.bridge.handles.release(params.released);
      const args = this.decoded(request);
      if (params.kwargs !== undefined && params.kwargs.length !== 0) {
        throw new TypeError(`JavaScript has no arguments by name, and ${params.kwargs[0]} is given by name`);
      }
      this.given.coroutines.begin();
      return { raised: false, value: this.operations.perform(request.method, on, request.name, args) };
    } catch (error) {
      return { raised: true, value: error };
    }
  }

  decoded(request) {
    const nodes = request.params.args ?? [];
    const decoder = new Decoder(this.bridge);
    for (let index = 0; index < nodes.length; index++) nodes[index] = decoder.decode(nodes[index]);
    request.objects = decoder.objects;
    request.before = snapshot(decoder.objects);
    return nodes;
  }

  /** The answer to a request. */
  reply(request, raised, value) {
    try {
      return this.whole(request, raised, value);
    } catch (error) {
      request.before = []; // the value cannot cross; why is the answer then
      return this.whole(request, true, error);
    }
  }

  whole(request, raised, value) {
    const encoder = new Encoder(this.bridge, request.objects);
    const numbers = changed(request.objects, request.before);
    for (let index = 0; index < numbers.length; index++) {
      if (request.objects[numbers[index]].fixed) encoder.forget(numbers[index]);
    }
    const slot = raised ? this.bridge.writeThrown(encoder, value) : encoder.visit(value, 0);
    let result = `"value":${encoder.finish(slot)}`;
    let changes = '';
    for (let index = 0; index < numbers.length; index++) {
      const number = numbers[index];
      if (request.objects[number].fixed) continue;
      changes += `${changes === '' ? '' : ','}[${number},${encoder.fields(number)}]`;
    }
    if (changes !== '') result += `,"changed":[${changes}]`;
    checkLength(result);
    if (this.operations.rebound()) result += ',"rebound":true';
    result += this.letGo();
    const head = `{"jsonrpc":"2.0","id":${request.id}`;
    if (!raised) return `${head},"result":{${result}}}`;
    const name = isError(value) && typeof value.name === 'string' ? value.name : 'Error';
    return `${head},"error":{"code":1,"message":${quote(name)},"data":{${result}}}}`;
  }

  letGo() {
    const gone = this.bridge.handles.released();
    if (gone.length === 0) return '';
    let text = '';
    for (let index = 0; index < gone.length; index++) text += (index === 0 ? '' : ',') + gone[index];
    return `,"released":[${text}]`;
  }
}

function headroom(frames) {
  if (frames !== 0) headroom(frames - 1);
}

module.exports = { Conversation };
