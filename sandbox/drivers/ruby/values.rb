# frozen_string_literal: true

module SolutionDriver
  MAX_DEPTH = 200
  MAX_NODES = 2_000_000

  # Writes the values of one message, as `sandbox/values.py` says.
  #
  # Containers are numbered in the order in which they are met, and a second meeting writes {"seen": n}. What a
  # container holds is written after everything around it.
  class Encoder
    attr_reader :objects

    # `known` are the containers that the far side has numbered already, in order; nil for one that may not be
    # referred to.
    def initialize(bridge, known = [])
      @bridge = bridge
      @leaves = bridge.writer
      @objects = known.dup
      @numbers = {}.compare_by_identity
      number = -1
      @numbers[@objects[number]] = number while (number += 1) < @objects.size
      @numbers.delete(nil)
      @waiting = []
      @room = MAX_NODES
    end

    # The JSON node for a value. Raises TypeError when it cannot cross.
    def encode(value)
      node = visit(value, 0)
      finish unless @waiting.empty?
      node
    end

    # The fields of a container that the far side has already.
    def fields(number)
      target = []
      @waiting << [@objects[number], target, 0]
      finish
      target
    end

    # One value's node; what a container holds is written later.
    def visit(value, depth)
      case value
      when Integer then @leaves.integer(value)
      when NilClass, TrueClass, FalseClass then value
      when Float then @leaves.float(value)
      else
        kind = CLASS_OF.bind_call(value)
        if kind.equal?(String) then @leaves.text(value)
        elsif kind.equal?(Array) then number(value) || later(value, depth)
        elsif kind.equal?(Hash) then number(value) || { "dict" => later(value, depth) }
        else visit_other(value, kind, depth)
        end
      end
    end

    # A tuple, which Ruby has not: the key of a dict, the arguments of an exception.
    def tuple(items, depth)
      fixed("tuple", items, depth) { |item| visit(item, depth + 1) }
    end

    private

    def visit_other(value, kind, depth)
      if @bridge.set?(kind)
        number(value) || { "set" => later(value, depth) }
      else
        @leaves.write(value, kind) || @bridge.write(self, value, kind, depth)
      end
    end

    def number(value)
      seen = @numbers[value]
      return { "seen" => seen } if seen

      @numbers[value] = @objects.size
      @objects << value
      nil
    end

    def later(value, depth)
      check_depth(depth)
      target = []
      @waiting << [value, target, depth]
      target
    end

    def check_depth(depth)
      raise TypeError, "a value nested more than #{MAX_DEPTH} levels deep cannot cross" if depth >= MAX_DEPTH
    end

    def finish
      index = 0
      while index < @waiting.size # it grows under way
        value, target, depth = @waiting[index]
        case value
        when Array then fill(target, value, depth + 1)
        when Hash then fill_pairs(target, value, depth + 1)
        when String then target << @leaves.bytes(value)
        else fill_keys(target, value.to_a, depth + 1)
        end
        index += 1
      end
      @waiting.clear
    end

    def fill(target, items, depth)
      take(items.size)
      index = 0
      size = items.size
      while index < size
        target << visit(items[index], depth)
        index += 1
      end
    end

    def fill_pairs(target, hash, depth)
      keys = hash.keys
      values = hash.values
      take(2 * keys.size)
      index = 0
      while index < keys.size
        target << key(keys[index], depth) << visit(values[index], depth)
        index += 1
      end
    end

    def fill_keys(target, items, depth)
      take(items.size)
      index = 0
      while index < items.size
        target << key(items[index], depth)
        index += 1
      end
    end

    # A key of a dict or a member of a set, where Python takes nothing that can change.
    def key(value, depth)
      kind = CLASS_OF.bind_call(value)
      if kind.equal?(Array)
        fixed("tuple", value, depth) { |item| key(item, depth + 1) }
      elsif kind.equal?(Hash)
        raise TypeError, "a Hash inside a key or a Set cannot cross: Python takes only what never changes there"
      elsif @bridge.set?(kind)
        fixed("frozenset", value.to_a, depth) { |item| key(item, depth + 1) }
      else
        visit(value, depth)
      end
    end

    def fixed(tag, items, depth, &write)
      check_depth(depth)
      take(items.size)
      @objects << nil # it has a number, and nothing refers to it
      { tag => Loops.map(items, &write) }
    end

    def take(count)
      @room -= count
      raise TypeError, "a value with more than #{MAX_NODES} parts cannot cross" if @room.negative?
    end
  end

  # Reads the values of one message. The mirror image of Encoder; what it reads comes from a side that is trusted.
  class Decoder
    # The containers by number, and the kind of each.
    attr_reader :objects, :kinds

    def initialize(bridge, objects = [], kinds = [])
      @bridge = bridge
      @objects = objects
      @kinds = kinds
      @waiting = []
    end

    # The value that a JSON node stands for.
    def decode(node)
      value = visit(node)
      finish unless @waiting.empty?
      value
    end

    # Give the container with this number the fields that it has on the far side.
    def change(number, nodes)
      @waiting << [@objects[number], @kinds[number], nodes]
      finish
    end

    # One node's value; containers are filled later.
    def visit(node)
      case node
      when Array then later([], :list, node)
      when Hash then tagged(node)
      else node
      end
    end

    private

    def tagged(node)
      tag = node.keys[0]
      content = node[tag]
      case tag
      when "dict", "OrderedDict", "Counter" then later({}, :dict, content)
      when "seen" then @objects[content]
      when "set" then later(@bridge.new_set, :set, content)
      when "tuple" then fixed(content) { |items| items }
      when "frozenset" then fixed(content) { |items| @bridge.new_set(items).freeze }
      when "bytearray" then later(String.new(encoding: Encoding::BINARY), :bytes, content)
      when "deque" then later([], :list, content[1])
      when "defaultdict" then default_dict(*content)
      when "slice" then slice(*content.map { |part| visit(part) })
      else @bridge.read(self, tag, content)
      end
    end

    def later(value, kind, nodes)
      @objects << value
      @kinds << kind
      @waiting << [value, kind, nodes]
      value
    end

    def fixed(nodes)
      number = @objects.size
      @objects << nil
      @kinds << :fixed
      @objects[number] = yield(Loops.map(nodes) { |node| visit(node) })
    end

    def default_dict(factory, nodes)
      hash = later({}, :dict, nodes)
      made = visit(factory)
      hash.default_proc = ->(own, key) { own[key] = @bridge.made_by(made) } unless made.nil?
      hash
    end

    def slice(first, last, step)
      raise TypeError, "a slice with a step has no counterpart in Ruby" unless step.nil? || step == 1

      first...last
    end

    def finish
      index = 0
      while index < @waiting.size # it grows under way
        value, kind, nodes = @waiting[index]
        Containers.refill(kind, value, bare?(nodes) ? nodes : Loops.map(nodes) { |node| visit(node) })
        index += 1
      end
      @waiting.clear
    end

    def bare?(nodes)
      index = 0
      size = nodes.size
      while index < size
        node = nodes[index]
        return false if Array === node || Hash === node # rubocop:disable Style/CaseEquality -- it is the quickest

        index += 1
      end
      true
    end
  end
end
