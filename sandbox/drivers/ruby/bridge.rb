# frozen_string_literal: true

module SolutionDriver
  # How what has no value of its own crosses, and what it becomes on the other side, as `sandbox/bridge.py` says.
  class Bridge
    # Classes that both sides have something of, by Python's name in `builtins`.
    CLASSES = {
      Object => "object", Integer => "int", Float => "float", String => "str", Symbol => "str", Array => "list",
      Hash => "dict", NilClass => "NoneType", TrueClass => "bool", FalseClass => "bool"
    }.compare_by_identity.freeze
    FROM_PYTHON = {
      "object" => Object, "int" => Integer, "float" => Float, "str" => String, "list" => Array, "tuple" => Array,
      "dict" => Hash, "bytes" => String, "bytearray" => String, "bool" => TrueClass
    }.freeze
    ZEROS = { Integer => 0, Float => 0.0, TrueClass => false }.freeze
    BOUND = %w[method builtin_function_or_method method-wrapper].freeze
    FUNCTIONS = [*BOUND, "partial", "method_descriptor", "wrapper_descriptor"].freeze
    EXCEPTION = /\A[A-Z]\w*(?:Error|Warning|Iteration|Exit|Interrupt)\z|Exception\z/
    private_constant :CLASSES, :EXCEPTION, :FROM_PYTHON, :ZEROS, :BOUND, :FUNCTIONS

    attr_reader :handles, :writer, :failures
    attr_writer :peer

    def initialize(solution)
      given_as_bytes = ObjectSpace::WeakMap.new
      @solution = solution
      @handles = Handles.new
      @writer = LeafWriter.new(solution, given_as_bytes)
      @reader = LeafReader.new(given_as_bytes)
      @failures = FailureWriter.new(solution, self)
      @raised = FailureReader.new(@handles)
      @classes = {}
      @set = nil
    end

    # --- sets, which Ruby 3 loads when they are first used --------------------------------------------

    def set?(kind)
      return kind.equal?(@set) if @set
      return false unless real_set?(kind)

      @set = kind
      true
    end

    def new_set(items = [])
      require "set"
      ::Set.new(items)
    end

    # --- writing --------------------------------------------------------------------------------------

    # The node for a value that is no plain one.
    def write(encoder, value, kind, depth)
      number = @handles.number_of(value)
      return { "yours" => number } if number

      case value
      when Exception then @failures.write(encoder, value, depth)
      when Module then class_node(value)
      when Proc, Method then function_node(value)
      when SolutionFiles::Main then { "module" => [@handles.export(value), value.name] }
      when PythonTuple then encoder.tuple(value.items, depth)
      when PythonName then { "global" => ["builtins", value.name] }
      when String then { "value" => [*parts(value, kind), plain_text(value)] }
      else
        nothing = Special::NOT_IMPLEMENTED.equal?(value)
        nothing ? { "constant" => "NotImplemented" } : { "object" => parts(value, kind) }
      end
    end

    def class_node(kind)
      number = @handles.number_of(kind)
      return { "yours" => number } if number

      known = CLASSES[kind] || Failures::SAME[kind] || ("set" if set?(kind))
      known ? { "global" => ["builtins", known] } : { "class" => [@handles.export(kind), *@solution.path_of(kind)] }
    end

    # Any text, as one that can be shown.
    def plain_text(value)
      text = value.to_s
      return String.new(text, encoding: Encoding::UTF_8).scrub if Encoding::BINARY.equal?(text.encoding)

      text.encode(Encoding::UTF_8, invalid: :replace, undef: :replace).scrub
    end

    # --- reading --------------------------------------------------------------------------------------

    # The value for a node that is no plain one.
    def read(decoder, tag, content)
      case tag
      when "yours" then @handles.exported(content)
      when "bound" then Names.method_of(@handles.exported(content[0]), content[1])
      when "function" then function(content[0])
      when "object" then object(*content)
      when "exception" then @raised.read(decoder, content)
      when "class" then class_of_test(content[0], content[2])
      when "global" then global(*content)
      when "value" then plain_part(decoder, content)
      else @reader.read(tag, content)
      end
    end

    # What a defaultdict's factory makes.
    def made_by(factory)
      return factory.call unless factory.is_a?(Class)

      ZEROS.fetch(factory) { factory.new }
    end

    private

    def real_set?(kind)
      case SolutionFiles::MODULE_NAME.bind_call(kind)
      when "Set" then !@solution.own?(kind.instance_method(:add).source_location&.first)
      else false
      end
    end

    def parts(value, kind)
      [@handles.export(value), @handles.export(kind), *@solution.path_of(kind)]
    end

    def function_node(function)
      { "function" => [@handles.export(function), @solution.main_name, function_name(function)] }
    end

    # What the test's side can find again has a plain name.
    def function_name(function)
      return "<lambda>" if Proc === function # rubocop:disable Style/CaseEquality -- as in `write`
      return function.name.name if @solution.top_level?(function)
      return "#{function.receiver.name}.#{function.name}" if function.receiver.is_a?(Module) && function.receiver.name

      "<#{function.owner}##{function.name}>"
    end

    def function(number, kind = Function)
      @handles.stand_in(number) { kind.for(@peer, number) }
    end

    def object(number, class_number, _module, name)
      return function(number, BOUND.include?(name) ? BoundMethod : Function) if FUNCTIONS.include?(name)

      kind = class_for(class_number, name)
      @handles.stand_in(number) { kind.new(@peer, number) }
    end

    # What an instance of a class over an immutable builtin holds: a named tuple is an Array here.
    def plain_part(decoder, content)
      @handles.let_go(content[0])
      decoder.visit(content[4])
    end

    def class_of_test(number, name)
      kind = class_for(number, name)
      kind <= Exception ? kind : @handles.stand_in(number) { RemoteClass.new(@peer, number) }
    end

    # What stands here for a class of the test's: an exception class, or what its instances are made of.
    def class_for(number, name)
      name = name[/[^.]+\z/]
      @classes[number] ||= begin
        described = @peer.request("describe", number)
        base = described["bases"].find { |one| one.is_a?(Class) && one <= Exception }
        base ? @handles.adopt(number, @raised.class_like(name, base)) : Remote.class_like(name, described["special"])
      end
    end

    def global(module_name, name)
      found = FROM_PYTHON[name] if module_name == "builtins"
      found ||= new_set.class if %w[set frozenset].include?(name)
      found ||= @raised.known(name) if module_name == "builtins" && name.match?(EXCEPTION)
      found || raise(TypeError, "#{module_name}.#{name} is Python's own and cannot be given to a Ruby solution; " \
                                "give it a function that calls it")
    end
  end
end
