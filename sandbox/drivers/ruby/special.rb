# frozen_string_literal: true

module SolutionDriver
  # What Python's operators and builtin functions come to in Ruby.
  module Special
    # Stands for Python's NotImplemented.
    NOT_IMPLEMENTED = Object.new

    # By special method: the methods of Ruby that do the same, the likeliest first.
    METHODS = {
      "__len__" => %i[length size], "__iter__" => %i[each], "__reversed__" => %i[reverse_each],
      "__contains__" => %i[include? member? cover?], "__call__" => %i[call],
      "__getitem__" => %i[[]], "__setitem__" => %i[[]=], "__delitem__" => %i[delete_at delete],
      "__eq__" => %i[==], "__hash__" => %i[hash], "__str__" => %i[to_s], "__repr__" => %i[inspect],
      "__lt__" => %i[< <=>], "__le__" => %i[<= <=>], "__gt__" => %i[> <=>], "__ge__" => %i[>= <=>],
      "__add__" => %i[+], "__sub__" => %i[-], "__mul__" => %i[*], "__truediv__" => %i[/], "__mod__" => %i[%],
      "__pow__" => %i[**], "__divmod__" => %i[divmod], "__lshift__" => %i[<<], "__rshift__" => %i[>>],
      "__and__" => %i[&], "__or__" => %i[|], "__xor__" => %i[^],
      "__neg__" => %i[-@], "__pos__" => %i[+@], "__invert__" => %i[~], "__abs__" => %i[abs magnitude],
      "__round__" => %i[round], "__floor__" => %i[floor], "__ceil__" => %i[ceil], "__trunc__" => %i[truncate],
      "__int__" => %i[to_i to_int], "__index__" => %i[to_int], "__float__" => %i[to_f],
      "__exit__" => %i[close], "__enter__" => %i[close]
    }.freeze

    # Number on the left, object on the right: Ruby asks the object's `coerce`.
    REVERSED = {
      "__radd__" => :+, "__rsub__" => :-, "__rmul__" => :*, "__rtruediv__" => :/, "__rmod__" => :%, "__rpow__" => :**
    }.freeze

    ORDER = { "__lt__" => [-1], "__le__" => [-1, 0], "__gt__" => [1], "__ge__" => [1, 0] }.freeze
    TRUTH = %w[__eq__ __contains__ __lt__ __le__ __gt__ __ge__].freeze
    ALWAYS = %w[__str__ __repr__].freeze
    NOBODYS = [BasicObject, Kernel, Object].freeze
    private_constant :METHODS, :REVERSED, :ORDER, :TRUTH, :ALWAYS, :NOBODYS

    module_function

    # The special methods that instances of a class have, beyond what every object has and `base` defines.
    def names(kind, base)
      return [] if kind <= Exception # an exception is told, raised and compared on the other side

      plain = base ? [*NOBODYS, base, Comparable] : NOBODYS
      found = METHODS.keys.select { |name| METHODS[name].any? { |method| own?(kind, method, plain) } }
      found += REVERSED.keys if own?(kind, :coerce, plain)
      found << "__next__" if kind <= Enumerator
      (found | ALWAYS.select { |name| kind.public_method_defined?(METHODS[name][0]) }).sort
    end

    # Do what an operator or a builtin function does. Raises NoMethodError where there is nothing of the kind.
    def perform(on, name, args)
      return Names::SEND.bind_call(args[0], REVERSED[name], on) if REVERSED.key?(name)

      case name
      when "__next__" then on.next
      when "__iter__", "__reversed__" then on.enum_for(method_for(on, name))
      when "__enter__" then on
      when "__exit__" then on.close && nil
      else
        method = method_for(on, name)
        method.equal?(:<=>) ? ordered(on <=> args[0], name) : plain(Names::SEND.bind_call(on, method, *args), name)
      end
    end

    def plain(result, name)
      TRUTH.include?(name) ? !!result : result # rubocop:disable Style/DoubleNegation -- Python wants a bool
    end

    def ordered(result, name)
      result.nil? ? NOT_IMPLEMENTED : ORDER.fetch(name).include?(result <=> 0)
    end

    def method_for(on, name)
      kind = CLASS_OF.bind_call(on)
      found = Loops.find(METHODS.fetch(name, [])) { |method| kind.public_method_defined?(method) }
      found || raise(NoMethodError.new("#{kind} has nothing like #{name}", name))
    end

    def own?(kind, method, plain)
      kind.public_method_defined?(method) && !plain.include?(kind.instance_method(method).owner)
    end
  end
end
