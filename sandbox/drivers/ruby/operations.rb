# frozen_string_literal: true

module SolutionDriver
  # What a test may ask for, which is everything.
  class Operations
    KINDS = { req: 0, opt: 0, rest: 2, keyreq: 3, key: 3, keyrest: 4 }.freeze
    private_constant :KINDS

    def initialize(solution, bridge)
      @solution = solution
      @describer = Describer.new(solution, bridge)
    end

    # Do what the test asks. What takes a while is waited for.
    def perform(method, on, name, args, kwargs)
      value = dispatch(method, on, name, args, kwargs)
      value = value.value while Thread === value # rubocop:disable Style/CaseEquality -- may be a BasicObject
      value
    end

    private

    def dispatch(method, on, name, args, kwargs)
      case method
      when "call" then call(on, args, kwargs)
      when "invoke" then invoke(on, name, args, kwargs)
      when "get" then get(on, name)
      when "set" then set(on, name, args[0])
      when "special" then Special.perform(on, name, args)
      when "import" then @solution.load(name)
      when "find" then find(name, args[0])
      when "describe" then @describer.describe(on)
      when "content" then @describer.content(on)
      when "names" then names(on)
      when "public" then on.is_a?(SolutionFiles::Main) ? @solution.names : names(on)
      when "signature" then signature(on)
      when "copy" then name == "copy" ? on.dup : Marshal.load(Marshal.dump(on))
      when "await" then on
      else raise NoMethodError.new("#{method} is not known in Ruby", method)
      end
    end

    def call(on, args, kwargs)
      case on
      when Method
        args, block = Blocks.split(args) { on }
        return on.call(*args, **kwargs, &block) unless @solution.top_level?(on)

        SolutionFiles::MAIN.__send__(on.name, *args, **kwargs, &block) # by name: it may have been defined anew
      when Class
        args, block = Blocks.split(args) { on.instance_method(:initialize) }
        on.new(*args, **kwargs, &block)
      when Proc
        args, block = Blocks.split(args) { on }
        on.call(*args, **kwargs, &block)
      else Names.invoke(on, "call", args, kwargs)
      end
    end

    def invoke(on, name, args, kwargs)
      return Names.invoke(on, name, args, kwargs) unless SolutionFiles::Main === on # rubocop:disable Style/CaseEquality

      call(get(on, name), args, kwargs)
    end

    def get(on, name)
      case on
      when SolutionFiles::Main then of_solution(name)
      when Module then of_module(on, name)
      else Names.read(on, name)
      end
    end

    def of_solution(name)
      return Object.const_get(name, false) if @solution.constant?(name)
      return names_doc(name) if name.start_with?("__")

      @solution.top_level_method(name) || missing(name, "the solution")
    end

    # A constant of a class or module, or a method or field of the class itself.
    def of_module(on, name)
      if name.match?(SolutionFiles::CONSTANT)
        owner = (on.ancestors - Object.ancestors).find { |one| one.const_defined?(name, false) }
        return owner.const_get(name, false) if owner
      end
      Names.read(on, name)
    end

    def names_doc(name)
      name == "__doc__" ? nil : missing(name, "the solution")
    end

    def set(on, name, value)
      missing("#{name}=", "the solution") if on.is_a?(SolutionFiles::Main)
      Names::SEND.bind_call(on, "#{name}=", value)
      nil
    end

    # Something by its qualified name: `Bank::Account`, `two_sum`, `Account.open`.
    def find(module_name, qualified)
      @solution.load(module_name) unless module_name == "ruby"
      constants, dot, method = qualified.partition(".")
      return of_solution(qualified) unless qualified.match?(SolutionFiles::CONSTANT)

      owner = Object.const_get(constants)
      dot.empty? ? owner : of_module(owner, method)
    end

    def names(on)
      on.is_a?(SolutionFiles::Main) ? @solution.names : on.methods.map(&:name)
    end

    # Name, kind (as in `inspect.Parameter`) and default of each parameter. Ruby does not tell what a default is.
    def signature(on)
      callable = on.is_a?(Class) ? on.instance_method(:initialize) : on
      return unless callable.respond_to?(:parameters)

      callable.parameters.filter_map do |kind, name|
        [(name || kind).name.delete("*&"), KINDS[kind], %i[opt key].include?(kind) ? [nil] : []] if KINDS.key?(kind)
      end
    end

    def missing(name, owner)
      raise NoMethodError.new("undefined method `#{name}' for #{owner}", name)
    end
  end
end
