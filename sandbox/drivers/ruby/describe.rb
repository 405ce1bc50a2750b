# frozen_string_literal: true

module SolutionDriver
  # What the test's side needs to make a mirror of a class (`sandbox/mirrors.py`).
  class Describer
    # Ruby's own classes that the test's side has something like, by the name of that.
    LIKE = { Array => "list", Hash => "dict" }.compare_by_identity.freeze
    NOBODYS = [BasicObject, Kernel, Object].freeze
    private_constant :LIKE, :NOBODYS

    def initialize(solution, bridge)
      @solution = solution
      @bridge = bridge
    end

    # `kind` is a class or a module.
    def describe(kind)
      is_class = kind.instance_of?(Class) || kind.is_a?(Class)
      text = is_class && kind < String ? String : nil
      module_name, qualified = @solution.path_of(kind)
      {
        "name" => qualified[/[^:]+\z/],
        "qualname" => qualified,
        "module" => module_name,
        "doc" => nil,
        "hashable" => true,
        "special" => is_class ? Special.names(kind, text) : [],
        "like" => is_class ? like(kind) : nil,
        "value" => text,
        "bases" => is_class ? bases(kind) : [],
        "methods" => is_class ? methods(kind) : []
      }
    end

    # What an instance of a class over a container of Ruby's holds, in the container itself; nil for any other.
    def content(on)
      case on
      when Array then [].replace(on)
      when Hash then {}.replace(on)
      else on.class.new.replace(on) if @bridge.set?(CLASS_OF.bind_call(on).superclass)
      end
    end

    private

    def like(kind)
      found = Loops.find(LIKE.keys) { |base| kind <= base }
      return LIKE[found] if found

      "set" if kind.ancestors.any? { |base| @bridge.set?(base) }
    end

    def bases(kind)
      mapped = Failures::BUILTIN[kind]
      return [PythonName.new(mapped)] if mapped

      kind.superclass && kind.superclass != Object ? [kind.superclass] : []
    end

    # The methods that a test may call, as it writes them; a field's are read without a call.
    def methods(kind)
      names = kind.public_instance_methods.reject { |name| leave_out?(kind, name) }
      spelled = Loops.map(names) { |name| name.name.sub(/[?!]\z/, "") }
      spelled.select { |name| name.match?(/\A[[:alpha:]_]\w*\z/) }.uniq.sort
    end

    def leave_out?(kind, name)
      method = kind.instance_method(name)
      NOBODYS.include?(method.owner) || Names.field?(kind, method)
    end
  end
end
