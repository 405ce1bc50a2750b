# frozen_string_literal: true

module SolutionDriver
  # A function of the test: a Proc, so that it can be called, kept, and given on as a block.
  #
  # Like every block, it takes an Array in its only place apart where it wants more than one argument.
  class Function < Proc
    # A Function for the far object with this number.
    def self.for(peer, number)
      most = nil
      new do |*args, **named|
        if args.size == 1 && named.empty? && args[0].instance_of?(Array)
          most ||= [peer.request("arity", number)]
          args = args[0] if most[0] && most[0] > 1
        end
        peer.request("call", number, nil, *Function.arguments(args, named)) # its `self` may be any object
      end
    end

    # The arguments by place and by name, as Python has them.
    def self.arguments(args, named)
      return [args, {}] if named.empty?
      return [[*args, named], {}] unless named.each_key.all?(Symbol)

      [args, named.transform_keys(&:name)]
    end
  end

  # An object of the test. What its attributes are, and what a call gives, is always asked.
  #
  # There is one class of these for each class of the test's, made by Remote.class_like, with the methods that
  # Ruby has for what the other can do: `each` where it can be iterated over, `size` where it has a length.
  class Remote
    METHODS = {
      "__len__" => %i[size length], "__contains__" => %i[include? member?], "__call__" => %i[call],
      "__getitem__" => %i[[]], "__setitem__" => %i[[]=], "__delitem__" => %i[delete], "__next__" => %i[next],
      "__eq__" => %i[==], "__hash__" => %i[hash], "__str__" => %i[to_s], "__repr__" => %i[inspect],
      "__add__" => %i[+], "__sub__" => %i[-], "__mul__" => %i[*], "__truediv__" => %i[/], "__mod__" => %i[%],
      "__neg__" => %i[-@], "__pos__" => %i[+@], "__abs__" => %i[abs],
      "__int__" => %i[to_i], "__index__" => %i[to_int], "__float__" => %i[to_f]
    }.freeze
    private_constant :METHODS

    # Iterated over from the start, as far as its own kind allows.
    module Iteration
      include Enumerable

      def each
        return enum_for(:each) unless block_given?

        items = ask("special", "__iter__")
        while true # rubocop:disable Style/InfiniteLoop -- `loop` would end at a StopIteration of the block's, too
          begin
            item = items.is_a?(Remote) ? items.ask("special", "__next__") : items.next
          rescue StopIteration
            return self
          end
          yield item
        end
      end
    end

    # Ordered by what the test's class says of less and equal.
    module Order
      include Comparable

      def <=>(other)
        return 0 if equal?(other) || self == other
        return -1 if ask("special", "__lt__", [other]) == true

        1
      end
    end

    # Called, or given on as a block.
    module Calling
      def to_proc
        method(:call).to_proc
      end
    end

    # A class for the objects of a class of the test's that has these special methods.
    def self.class_like(name, special)
      kind = Class.new(self)
      kind.define_singleton_method(:name) { name }
      kind.define_singleton_method(:inspect) { name }
      METHODS.each_pair do |asked, methods|
        next unless special.include?(asked)

        methods.each { |method| kind.define_method(method) { |*args| ask("special", asked, args) } }
      end
      { "__iter__" => Iteration, "__lt__" => Order, "__call__" => Calling }.each_pair do |asked, ability|
        kind.include(ability) if special.include?(asked)
      end
      kind
    end

    # Whether a value can be given on as a block.
    def self.function?(value)
      case value
      when Proc, Method, Calling then true
      else false
      end
    end

    def initialize(peer, number)
      @peer = peer
      @number = number
    end

    def ask(method, name = nil, args = [], kwargs = {})
      @peer.request(method, @number, name, args, kwargs)
    end

    def inspect
      "#<#{self.class.name} of the test>"
    end

    def to_s
      inspect
    end

    def respond_to_missing?(name, _private = false)
      @names ||= ask("names")
      @names.include?(name.name.delete_suffix("="))
    end

    def method_missing(name, *args, **named)
      text = name.name
      return ask("set", text.delete_suffix("="), args) if text.end_with?("=")

      given, keywords = Function.arguments(args, named)
      return ask("invoke", text, given, keywords) unless given.empty? && keywords.empty?

      value = ask("get", text)
      value.is_a?(BoundMethod) ? value.call : value
    end
  end

  # A method of an object of the test.
  class BoundMethod < Function
  end

  # A class of the test that is no exception: all that can be done with it is to make an object.
  class RemoteClass < Remote
    def new(*args, **named)
      ask("call", nil, *Function.arguments(args, named))
    end

    alias call new
  end

  # A class of Python's, by its name in `builtins`.
  PythonName = Struct.new(:name)
end
