# frozen_string_literal: true

# There are fewer of an item than were asked for.
class OutOfStock < StandardError
end

# The stock of a warehouse, with undo: how many there are of each item.
#
# Whatever is done is a change: by how much the count of each item goes up or down. That is all it takes to do it, to
# undo it and to do it again. Changes that are done lie on one stack, undone ones on another.
class Inventory
  def initialize
    @counts = Hash.new(0)
    @done = []
    @undone = []
  end

  # Add to an item. Raises ArgumentError where the count is not above 0.
  def receive(item, count)
    deliver(item => count)
  end

  # Take from an item. Raises ArgumentError where the count is not above 0, and OutOfStock where there are fewer.
  def ship(item, count)
    check(count, 1)
    raise OutOfStock, "there are #{@counts[item]} of #{item}, not #{count}" if count > @counts[item]

    perform(item => -count)
  end

  # Set an item to what was counted. Raises ArgumentError where the count is below 0.
  def recount(item, count)
    check(count, 0)
    perform(item => count - @counts[item])
  end

  # Add many items in one step. Raises ArgumentError where a count is not above 0, and then adds none.
  def deliver(delivery)
    delivery.each_value { |count| check(count, 1) }
    perform(delivery.dup)
  end

  # Take the last change back; whether there was one.
  def undo
    move(@done, @undone, -1)
  end

  # Do the change again that was undone last; whether there was one.
  def redo
    move(@undone, @done, 1)
  end

  # How many there are of an item.
  def count(item)
    @counts[item]
  end

  # The count of each item of which there is one at least.
  def items
    @counts.select { |_, count| count.positive? }
  end

  private

  def perform(change)
    apply(change, 1)
    @done.push(change)
  end

  def move(from, to, sign)
    return false if from.empty?

    to.push(from.pop)
    apply(to.last, sign)
    true
  end

  def apply(change, sign)
    change.each { |item, difference| @counts[item] += sign * difference }
  end

  def check(count, least)
    raise ArgumentError, "a count of #{count} makes no sense here; #{least} is the least" if count < least
  end
end
