# frozen_string_literal: true

module SolutionDriver
  # The standard library's JSON, borrowed: afterwards it is as if nobody had loaded it, so that a solution which
  # forgot `require "json"` fails here as it does by hand, and one may have a JSON, or a to_json, of its own.
  module Json
    KERNEL = Kernel.private_instance_methods(false)
    CONSTANTS = Object.constants
    FEATURES = $LOADED_FEATURES.dup
    CORE = [Object, Hash, Array, String, Integer, Float, NilClass, TrueClass, FalseClass].freeze
    ANCESTORS = CORE.flat_map(&:ancestors)
    private_constant :KERNEL, :CONSTANTS, :FEATURES, :CORE, :ANCESTORS

    require "json"

    PARSER = ::JSON::Parser
    WRITER = ::JSON::State
    private_constant :PARSER, :WRITER

    def self.put_back
      (CORE.flat_map(&:ancestors) - ANCESTORS).uniq.each do |added|
        added.instance_methods(false).each { |name| added.__send__(:remove_method, name) }
      end
      (Kernel.private_instance_methods(false) - KERNEL).each { |name| Kernel.__send__(:remove_method, name) }
      Class.__send__(:remove_method, :json_creatable?) if Class.method_defined?(:json_creatable?, false)
      (Object.constants - CONSTANTS).each { |name| Object.__send__(:remove_const, name) }
      $LOADED_FEATURES.reject! { |path| !FEATURES.include?(path) && path.match?(/json|ostruct/) }
    end
    private_class_method :put_back
    put_back

    def self.read(text)
      PARSER.new(text, max_nesting: 0).parse
    end

    def self.write(message)
      WRITER.new(max_nesting: 0).generate(message)
    end
  end
end
