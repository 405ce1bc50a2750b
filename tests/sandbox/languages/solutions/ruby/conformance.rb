# frozen_string_literal: true

# What the conformance suite asks of a language, as a learner would write it in Ruby.

require "set"
require_relative "sibling"

MAX_SIZE = 10

# --- values -----------------------------------------------------------------------------------------------

def echo(value)
  value
end

def nothing
  nil
end

# null, boolean, integer, float, text, bytes, list, set or map: what the language takes the value for.
def kind_of(value)
  case value
  when nil then "null"
  when true, false then "boolean"
  when Integer then "integer"
  when Float then "float"
  when String then value.encoding == Encoding::BINARY ? "bytes" : "text"
  when Array then "list"
  when Set then "set"
  when Hash then "map"
  else "other"
  end
end

# Whether two arguments are one and the same object.
def is_same(one, other)
  one.equal?(other)
end

def power_of_two(exponent)
  2**exponent
end

def special_floats
  [Float::NAN, Float::INFINITY, -Float::INFINITY, -0.0, 0.5, 5e-324, 1.5e300]
end

# Whether a zero is positive (1) or negative (-1).
def sign_of_zero(value)
  (1 / value).positive? ? 1 : -1
end

# Empty, accented, beyond the 16-bit characters, zero, a line separator, a quote and a backslash.
def texts
  ["", "naïve", "\u{1f600}", "a\u0000b", "\u2028", "\"\\"]
end

def code_points(text)
  text.codepoints
end

def all_bytes
  (0..255).to_a.pack("C*")
end

def nested
  { list: [1, [2, { three: 3 }]], none: nil, empty: [{}, []] }
end

def by_number
  { 1 => "one", 2 => "two" }
end

def unique(items)
  items.to_set
end

# A list that holds the same list twice, and another one that is equal to it.
def shared
  part = [1]
  [part, part, [1]]
end

# A list that holds 1 and itself.
def cyclic
  ring = [1]
  ring << ring
end

# Lists in lists: nest(1) is [], nest(2) is [[]].
def nest(depth)
  (depth - 1).times.reduce([]) { |value, _| [value] }
end

def long_text(length)
  "x" * length
end

def doubled(numbers)
  numbers.map { |number| 2 * number }
end

# --- changes in place -------------------------------------------------------------------------------------

def sort_in_place(items)
  items.sort!
  nil
end

def append_and_give(items, item)
  items << item
end

def sorted_copy(items)
  items.sort
end

def put_entry(entries, key, value)
  entries[key] = value
end

def remove_entry(entries, key)
  entries.delete(key)
end

def add_member(members, member)
  members << member
end

# Empty the first of some lists.
def clear_first(lists)
  lists.first.clear
end

def change_and_fail(items)
  items << "changed"
  raise ArgumentError, "after the change"
end

# --- names ------------------------------------------------------------------------------------------------

def two_words_joined(first_word, second_word)
  first_word + second_word
end

# By a method of another file handed in.
def triple(number)
  tripled(number)
end

# --- objects ----------------------------------------------------------------------------------------------

# Has the amount that is missing.
class InsufficientFunds < StandardError
  attr_reader :missing

  def initialize(missing)
    super("#{missing} missing")
    @missing = missing
  end
end

class Account
  @opened = 0

  class << self
    attr_accessor :opened

    def open_empty
      new("nobody")
    end
  end

  def initialize(owner, balance = 0)
    @owner = owner
    @balance = balance
    Account.opened += 1
  end

  def owner = @owner

  def balance = @balance

  def deposit(amount)
    @balance += amount
    self
  end

  def withdraw(amount)
    raise InsufficientFunds, amount - @balance if amount > @balance

    @balance -= amount
  end

  def add_interest_rate(percent)
    @balance += @balance * percent / 100
  end

  def to_s = "#{@owner}: #{@balance}"
end

class SavingsAccount < Account
  def withdraw(amount)
    super(amount + 1)
  end
end

# Equal and ordered by its cents.
class Money
  include Comparable

  attr_reader :cents

  def initialize(cents)
    @cents = cents
  end

  def <=>(other)
    cents <=> other.cents if other.is_a?(Money)
  end

  def hash = cents.hash

  alias eql? ==
end

# Two fields that anyone may read and set.
class Point
  attr_accessor :x, :y

  def initialize(x, y)
    @x = x
    @y = y
  end

  def distance_from_origin
    x.abs + y.abs
  end
end

# Has a length, can be iterated over, and knows what is in it.
class Bag
  include Enumerable

  def initialize(items)
    @items = items
  end

  def size = @items.size

  def each(&block) = @items.each(&block)
end

def transfer(source, target, amount)
  source.withdraw(amount)
  target.deposit(amount)
end

# A list of accounts.
def open_accounts(owners)
  owners.map { |owner| Account.new(owner) }
end

# The very one of these accounts that has the most money.
def richest(accounts)
  accounts.max_by(&:balance)
end

# --- iteration --------------------------------------------------------------------------------------------

# An iterator from start down to 1.
def countdown(start)
  start.downto(1)
end

# An endless iterator from 0.
def naturals
  (0..).lazy
end

# An iterator that raises after some items.
def broken_after(count)
  Enumerator.new do |items|
    count.times { |number| items << number }
    raise ArgumentError, "broken off"
  end
end

# The sum of whatever can be iterated over.
def total(numbers)
  numbers.sum
end

# The first items of an iterator that may never end.
def first_items(count, items)
  items.first(count)
end

# --- callbacks --------------------------------------------------------------------------------------------

def apply(function, value)
  function.call(value)
end

def apply_to_all(function, values)
  values.map(&function)
end

# Call a function of two arguments.
def combine(function, one, other)
  function.call(one, other)
end

# A function that adds a number to its argument.
def make_adder(number)
  ->(value) { value + number }
end

# A function that applies another one twice.
def twice(function)
  function >> function
end

# What a call raises, in words; None when it raises nothing.
def message_of_failure(function)
  function.call(1)
  nil
rescue StandardError => error
  error.message
end

# Call a function, and note in the log that it is over whatever happens.
def cleaning_up(function, log)
  function.call(1)
ensure
  log << "over"
end

# Give an object of the solution's to a function of the test.
def show_account(function, account)
  function.call(account)
end

# What a list holds after a function of the test had it.
def let_change(function)
  items = [1, 2]
  function.call(items)
  items
end

# --- exceptions -------------------------------------------------------------------------------------------

# Do something that the language itself objects to.
def fail_with(what)
  case what
  when "value" then raise ArgumentError, "no such value"
  when "type" then raise TypeError, "not of this type"
  when "key" then { "a" => 1 }.fetch("b")
  when "index" then [1].fetch(3)
  when "zero" then 1 / 0
  when "state" then raise "not now"
  when "end" then [].each.next
  when "attribute" then Money.new(1).euros
  when "plain" then raise StandardError, "plain words"
  end
end

# Without an end.
def recurse(depth)
  recurse(depth + 1) + 1
end

def fail_deep_inside(number)
  inner_step(number)
end

def inner_step(number)
  raise ArgumentError, "not #{number}" # here it fails
end

def fail_with_cause
  raise ArgumentError, "the reason"
rescue ArgumentError
  raise "the result"
end

# --- what takes a while -----------------------------------------------------------------------------------

def later(value)
  Thread.new { value }
end

def fail_later
  Thread.new do
    Thread.current.report_on_exception = false
    raise InsufficientFunds, 7
  end
end

# --- the process ------------------------------------------------------------------------------------------

def say(text)
  puts text
end

def say_to_stderr(text)
  warn text
end

def spin
  loop {}
end

# End the process at once.
def leave(status)
  exit!(status)
end
