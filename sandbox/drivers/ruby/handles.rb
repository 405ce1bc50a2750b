# frozen_string_literal: true

module SolutionDriver
  # Numbers for objects: those of this side that the far side holds, and those of the far side held here.
  #
  # The same far object is always the same stand-in, as long as the stand-in lives; when it dies, its number is
  # let go with the next message.
  class Handles
    MAX_EXPORTS = 100_000

    def initialize
      @objects = {}
      @numbers = {}.compare_by_identity
      @method_numbers = {} # a method is a new object at each access, and yet the same method
      @next = 0
      @stand_ins = ObjectSpace::WeakMap.new
      @stand_in_numbers = ObjectSpace::WeakMap.new
      @gone = []
    end

    # --- what the far side may name -------------------------------------------------------------------

    # The number of an object of this side.
    def export(value)
      numbers = numbers_for(value)
      numbers[value] || begin
        raise TypeError, "more than #{MAX_EXPORTS} objects are held at once" if @objects.size >= MAX_EXPORTS

        @objects[@next += 1] = value
        numbers[value] = @next
      end
    end

    # The object of this side that has this number.
    def exported(number)
      @objects.fetch(number)
    end

    # The far side let go of these.
    def release(numbers)
      numbers.each do |number|
        value = @objects.delete(number)
        numbers_for(value).delete(value)
      end
    end

    # --- stand-ins ------------------------------------------------------------------------------------

    # What stands here for a far object; the block makes it when nothing does.
    def stand_in(number)
      @stand_ins[number] || adopt(number, yield)
    end

    def adopt(number, stand_in)
      @stand_ins[number] = stand_in
      @stand_in_numbers[stand_in] = number
      ObjectSpace.define_finalizer(stand_in, self.class.letting_go(@gone, number))
      stand_in
    end

    # The far side's number for a stand-in; nil for anything else.
    def number_of(value)
      @stand_in_numbers[value]
    end

    # A far object that nothing here stands for.
    def let_go(number)
      @gone << number
    end

    # The far objects that nothing here holds any longer, once.
    def released
      return if @gone.empty?

      gone = @gone.shift(@gone.size).uniq
      gone.reject { |number| @stand_ins.key?(number) }
    end

    # Made here, where nothing of the stand-in itself is in sight: it would keep it alive.
    def self.letting_go(gone, number)
      ->(_) { gone << number }
    end

    private

    def numbers_for(value)
      Method === value ? @method_numbers : @numbers # rubocop:disable Style/CaseEquality -- may be a BasicObject
    end
  end
end
