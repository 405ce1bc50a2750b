# frozen_string_literal: true

module SolutionDriver
  # What a test's name for an attribute is in Ruby, and whether it stands for a value or for a method.
  #
  # The methods of Kernel are taken unbound, for an object of the solution's may be a BasicObject, or have methods
  # of these names that do something else.
  module Names
    RESPOND = Kernel.instance_method(:respond_to?)
    SEND = Kernel.instance_method(:public_send)
    METHOD = Kernel.instance_method(:method)
    SINGLETONS = Kernel.instance_method(:singleton_methods)
    VARIABLES = Kernel.instance_method(:instance_variables)
    VARIABLE = Kernel.instance_method(:instance_variable_get)
    SPECIAL = /\A__.*__\z/
    RECORDS = [Struct, *(Data if defined?(Data) && Data.respond_to?(:define))].freeze # Data is there from Ruby 3.2 on
    private_constant :RECORDS, :RESPOND, :METHOD, :SINGLETONS, :VARIABLES, :VARIABLE, :SPECIAL

    module_function

    # The names that a method may have in Ruby which a test calls by `name`.
    def candidates(name)
      [name, "#{name}?", "#{name}!"]
    end

    def defined_in?(owner, name)
      owner.method_defined?(name, false) || owner.private_method_defined?(name, false)
    end

    # The public method of an object that a test means; nil when there is none, and method_missing may know it.
    def resolve(on, name)
      return name if CLASS_OF.bind_call(on).public_method_defined?(name)

      Loops.find(candidates(name)) { |candidate| RESPOND.bind_call(on, candidate) }
    end

    def invoke(on, name, args, kwargs)
      found = resolve(on, name)
      args, block = Blocks.split(args) { found && METHOD.bind_call(on, found) }
      SEND.bind_call(on, found || name, *args, **kwargs, &block)
    end

    # A method that a test hands on without calling it.
    def method_of(on, name)
      method_named(on, resolve(on, name) || name)
    end

    def method_named(on, name)
      METHOD.bind_call(on, name)
    end

    # An attribute that a test reads without a call: a field's value, or the method itself.
    def read(on, name)
      return special(on, name) if name.match?(SPECIAL)

      found = resolve(on, name)
      return SEND.bind_call(on, name) if found.nil?

      method = METHOD.bind_call(on, found)
      field?(CLASS_OF.bind_call(on), method) || !real?(on, found) ? SEND.bind_call(on, found) : method
    end

    # Whether a method does no more than read a field: of an attr_reader, a Struct, a Data.
    def field?(kind, method)
      return false unless method.arity.zero?
      return !compiled?(method) if method.source_location

      RECORDS.any? { |record| kind < record } && kind.members.include?(method.name)
    end

    # The instance variables of an object: their names without the @, and what they hold.
    def each_variable(on)
      Loops.each(VARIABLES.bind_call(on)) { |name| yield name.name.delete_prefix("@"), VARIABLE.bind_call(on, name) }
    end

    # Whether a method was written in Ruby, with a body.
    def compiled?(method)
      !RubyVM::InstructionSequence.of(method).nil?
    end

    # Whether an object has a method, not only a method_missing that knows the name.
    def real?(on, name)
      CLASS_OF.bind_call(on).method_defined?(name) || SINGLETONS.bind_call(on).include?(name.to_sym)
    end

    def special(on, name)
      case name
      when "__dict__" then {}.tap { |found| each_variable(on) { |variable, value| found[variable] = value } }
      when "__doc__" then nil
      else raise NoMethodError.new("no attribute #{name}", name)
      end
    end
  end
end
