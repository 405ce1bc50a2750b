# frozen_string_literal: true

module SolutionDriver
  # Loops as Array has them of its own, whatever a solution has made of its methods.
  module Loops
    EACH = Array.instance_method(:each)
    MAP = Array.instance_method(:map)
    private_constant :EACH, :MAP

    def self.each(items, &block)
      EACH.bind_call(items, &block)
    end

    def self.map(items, &block)
      MAP.bind_call(items, &block)
    end

    # The first item that the block takes; nil if there is none.
    def self.find(items)
      each(items) { |item| return item if yield(item) }
      nil
    end
  end

  # Containers that cross by value: what they hold, whether it changed, and giving them other fields.
  #
  # This is what copy-restore is made of: arguments that the far side changed in place come back changed, as the
  # same objects. The kinds are :list, :dict, :set and :bytes (of a bytearray), and :fixed for what cannot change
  # on the test's side (a tuple, a frozenset).
  module Containers
    module_function

    # What a container holds now, to be given to `changed?` later.
    def snapshot(kind, value)
      case kind
      when :dict then [value.keys, value.values]
      when :bytes then value.dup
      else value.to_a.dup
      end
    end

    # Whether it holds other things than at the time of `snapshot`.
    def changed?(kind, value, before)
      case kind
      when :dict then !identical?(value.keys, before[0]) || !identical?(value.values, before[1])
      when :bytes then value != before
      else !identical?(value.to_a, before)
      end
    end

    # Make a container hold the items of its fields.
    def refill(kind, value, items)
      case kind
      when :dict then refill_hash(value, items)
      when :bytes then value.replace(items[0])
      else value.replace(items)
      end
    end

    def refill_hash(hash, items)
      hash.clear
      pairs(items) { |key, value| hash[key] = value }
    end

    # Two by two.
    def pairs(items)
      index = 0
      while index < items.size
        yield items[index], items[index + 1]
        index += 2
      end
    end

    def identical?(now, old)
      size = now.size
      return false unless size == old.size

      index = 0
      index += 1 while index < size && now[index].equal?(old[index])
      index == size
    end
  end

  # The containers of a request, and what each of them held before the solution had it.
  class Given
    def initialize(objects, kinds)
      @objects = objects
      @kinds = kinds
      @before = []
      index = -1
      @before << Containers.snapshot(kinds[index], objects[index]) while (index += 1) < objects.size
    end

    # By number: the containers that an answer may refer to (a tuple only as it was), and the numbers of those
    # that the test has to be told of.
    def compare
      known = []
      changed = []
      index = -1
      while (index += 1) < @before.size
        value = @objects[index]
        same = !Containers.changed?(@kinds[index], value, @before[index])
        known << (same || @kinds[index] != :fixed ? value : nil)
        changed << index unless same || @kinds[index] == :fixed
      end
      [known, changed]
    end
  end
end
