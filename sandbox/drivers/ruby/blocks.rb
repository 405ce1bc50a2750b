# frozen_string_literal: true

module SolutionDriver
  # Whether a test's function, handed in as the last argument, is meant as the block of the method.
  #
  # It is where the method has no place left for it, declares a block, or yields to one; it never is where an
  # argument that must be there would be missing then.
  module Blocks
    YIELDS = /invokeblock|block_given\?/
    private_constant :YIELDS

    module_function

    # The arguments and the block of a call. Ruby's block gives the method that is to be called; nil where only
    # method_missing knows it.
    def split(args)
      return [args, nil] unless Remote.function?(args.last) && block?(yield, args.size)

      [args[0...-1], args.last]
    end

    def block?(callable, count)
      return true if callable.nil?

      kinds = Loops.map(callable.parameters) { |kind, _| kind }
      required = kinds.count(:req)
      return false if count <= required
      return true if kinds.include?(:block)

      places = kinds.include?(:rest) ? count : required + kinds.count(:opt)
      count > places || yields?(callable)
    end

    # Methods of Ruby's own take functions as blocks only; what they take besides, they do not tell.
    def yields?(callable)
      return false if Proc === callable # rubocop:disable Style/CaseEquality
      return callable.name != :initialize if callable.source_location.nil?

      body = RubyVM::InstructionSequence.of(callable)
      body ? body.disasm.match?(YIELDS) : false
    end
  end
end
