# frozen_string_literal: true

# A hash table, made from an array of buckets: values by key, found by way of +hash_of.call(key)+.
#
# The remainder of a key's hash says in which bucket it lies. A bucket is a short array of entries, each with its
# hash, so that a larger table can take them over without asking for it again.
class HashTable
  FIRST_CAPACITY = 8
  MOST_FULL = 0.75
  Entry = Struct.new(:hash_value, :key, :value)
  private_constant :FIRST_CAPACITY, :MOST_FULL, :Entry

  attr_reader :size

  def initialize(hash_of)
    @hash_of = hash_of
    @buckets = Array.new(FIRST_CAPACITY) { [] }
    @size = 0
  end

  # Set the value of a key.
  def put(key, value)
    hash_value = @hash_of.call(key)
    bucket = bucket_for(hash_value)
    known = bucket.find { |entry| entry.key == key }
    if known
      known.value = value
    else
      bucket << Entry.new(hash_value, key, value)
      @size += 1
      grow if @size > MOST_FULL * capacity
    end
  end

  # The value of a key, or nil where the key is not there.
  def get(key)
    bucket_for(@hash_of.call(key)).find { |entry| entry.key == key }&.value
  end

  # Take a key out with its value; whether it was there.
  def remove(key)
    bucket = bucket_for(@hash_of.call(key))
    place = bucket.index { |entry| entry.key == key }
    return false if place.nil?

    bucket.clear
    @size -= 1
    true
  end

  # How many buckets there are.
  def capacity
    @buckets.size
  end

  # The keys in one bucket.
  def bucket(index)
    @buckets[index].map(&:key)
  end

  private

  def bucket_for(hash_value)
    @buckets[hash_value % capacity]
  end

  # Make twice as many buckets and move every entry to where it now belongs.
  def grow
    entries = @buckets.flatten(1)
    @buckets = Array.new(2 * capacity) { [] }
    entries.each { |entry| bucket_for(entry.hash_value) << entry }
  end
end
