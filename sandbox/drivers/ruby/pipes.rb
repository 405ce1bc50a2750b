# frozen_string_literal: true

module SolutionDriver
  # Messages over the two descriptors.
  class Pipes
    HEADER_BYTES = 4

    def initialize(receiving, sending)
      @receiving = IO.for_fd(receiving, "rb", autoclose: false)
      @sending = IO.for_fd(sending, "wb", autoclose: false)
      @receiving.close_on_exec = @sending.close_on_exec = true
      @sending.sync = true
    end

    # Send one message.
    def put(payload)
      @sending.write([payload.bytesize].pack("N"), payload)
    end

    # The next message; the program ends when there is none, without what a solution wants done at its exit.
    def take
      header = @receiving.read(HEADER_BYTES)
      payload = @receiving.read(header.unpack1("N")) if header
      payload ? payload.force_encoding(Encoding::UTF_8) : Process.exit!(0)
    end
  end
end
