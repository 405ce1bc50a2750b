# frozen_string_literal: true

module SolutionDriver
  # One side of a conversation with the test: calls, and calls back while one is open (`sandbox/objects.py`).
  class Peer
    MAX_NESTING = 60
    MESSAGE_BYTES = 16 << 20
    HEADROOM = 100 # levels of the stack that must be left before a call back is begun: it must not break off
    RAISED = 1 # the code of a JSON-RPC error that stands for an exception
    NOTHING = Given.new([], [])

    def initialize(pipes, operations, bridge)
      @pipes = pipes
      @operations = operations
      @bridge = bridge
      @handles = bridge.handles
      @mutex = Mutex.new
      @owner = nil
      @asked = 0
      @open = 0
      @answering = 0
      @broken = false
      bridge.peer = self
    end

    # Answer requests for as long as the connection lasts.
    def serve
      loop { @pipes.put(answer(Json.read(@pipes.take))) }
    end

    # Have the test do something; its result, or its exception raised.
    def request(method, number, name = nil, args = [], kwargs = {})
      alone do
        check_open
        headroom(HEADROOM)
        encoder = Encoder.new(@bridge)
        params = { "on" => number }
        params["name"] = name if name
        params["args"] = Loops.map(args) { |value| encoder.encode(value) } unless args.empty?
        params["kwargs"] = kwargs.flat_map { |key, value| [key, encoder.encode(value)] } unless kwargs.empty?
        let_go(params)
        result, raised = exchange(method, params)
        value = read(result, encoder.objects)
        raised ? raise(value) : value
      end
    end

    private

    # --- asking ---------------------------------------------------------------------------------------

    # One thread at a time; a thread that has the turn keeps it, in whichever of its fibers it is.
    def alone
      return yield if @owner.equal?(Thread.current)

      @mutex.synchronize do
        @owner = Thread.current
        yield
      ensure
        @owner = nil
      end
    end

    def check_open
      raise "the test is not waiting for anything, so nothing of it can be called now" if @answering.zero?
      raise "an earlier call of the test was interrupted, so nothing more of it can be called" if @broken
      return if @open < MAX_NESTING

      raise SystemStackError, "more than #{MAX_NESTING} calls between test and solution are open"
    end

    def headroom(levels)
      headroom(levels - 1) if levels.positive?
    end

    # Send a request, answer what the test asks meanwhile; the result of the reply, and whether it was raised.
    def exchange(method, params)
      payload = payload_of("id" => (@asked += 1), "method" => method, "params" => params)
      flush
      message = whole { conversation(payload) }
      error = message["error"]
      error ? [error["data"], true] : [message["result"], false]
    end

    def conversation(payload)
      @pipes.put(payload)
      message = Json.read(@pipes.take)
      while message.key?("method")
        @pipes.put(answer(message))
        message = Json.read(@pipes.take)
      end
      message
    end

    # What breaks off in the middle leaves messages behind that nobody waits for.
    def whole
      @open += 1
      ended = false
      value = yield
      ended = true
      value
    ensure
      @open -= 1
      @broken = true unless ended
    end

    def read(result, objects)
      decoder = Decoder.new(@bridge, objects, Loops.map(objects) { |value| kind_of(value) })
      value = decoder.decode(result["value"])
      Loops.each(result["changed"] || []) { |number, nodes| decoder.change(number, nodes) }
      @handles.release(result["released"]) if result.key?("released")
      value
    end

    def kind_of(value)
      case value
      when Hash then :dict
      when Array then :list
      when NilClass then :fixed
      else :set
      end
    end

    # --- answering ------------------------------------------------------------------------------------

    # Do what a request asks; the reply to send.
    def answer(message)
      given = NOTHING
      value, raised = outcome do
        decoder = Decoder.new(@bridge)
        arguments = arguments_of(message["params"], decoder)
        given = Given.new(decoder.objects, decoder.kinds) unless decoder.objects.empty?
        @operations.perform(message["method"], *arguments)
      end
      flush
      reply(message["id"], value, given, raised)
    end

    # What the block gives, or what it raises, whatever that is: the test is to have it.
    def outcome
      @answering += 1
      ended = false
      value = yield
      ended = true
      [value, false]
    rescue Exception => error # rubocop:disable Lint/RescueException -- see above
      ended = true
      [error, true]
    ensure
      @answering -= 1
      # A `throw` to a place beyond the test cannot go there.
      return [RuntimeError.new("a throw cannot pass through the test"), true] unless ended
    end

    def arguments_of(params, decoder)
      on = @handles.exported(params["on"]) if params.key?("on")
      args = Loops.map(params["args"] || []) { |node| decoder.decode(node) }
      named = {}
      Containers.pairs(params["kwargs"] || []) { |key, node| named[key.to_sym] = decoder.decode(node) }
      @handles.release(params["released"]) if params.key?("released")
      [on, params["name"] || "", args, named]
    end

    def reply(number, value, given, raised)
      whole_reply(number, value, given, raised)
    rescue StandardError => error # the value cannot cross; why is the answer then
      whole_reply(number, error, given, true)
    end

    def whole_reply(number, value, given, raised)
      known, changed = given.compare
      encoder = Encoder.new(@bridge, known)
      result = { "value" => encoder.encode(value) }
      result["changed"] = Loops.map(changed) { |index| [index, encoder.fields(index)] } unless changed.empty?
      let_go(result)
      return payload_of("id" => number, "result" => result) unless raised

      message = @bridge.plain_text(CLASS_OF.bind_call(value).name)
      payload_of("id" => number, "error" => { "code" => RAISED, "message" => message, "data" => result })
    end

    # --- both -----------------------------------------------------------------------------------------

    def payload_of(message)
      payload = Json.write({ "jsonrpc" => "2.0", **message })
      return payload if payload.bytesize <= MESSAGE_BYTES

      raise TypeError, "a value of #{payload.bytesize} bytes is too large to cross; the most is #{MESSAGE_BYTES}"
    end

    def let_go(params)
      released = @handles.released
      params["released"] = released if released && !released.empty?
    end

    # Send on what the solution printed, before the answer that it belongs to.
    def flush
      Loops.each([$stdout, $stderr]) do |stream|
        stream.flush
      rescue StandardError # a learner's own stream may be closed, nil, or anything
        nil
      end
    end
  end
end
