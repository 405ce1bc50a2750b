# frozen_string_literal: true

# What a search box suggests: search terms, found by the letters that they begin with.
#
# They are kept in a trie: one node for each start, so that terms that begin alike share their nodes. What is asked
# about a start is answered at its node, however many terms there are elsewhere.
class Suggestions
  # A place in the trie: the letters on the way to it are the start of +count+ terms.
  class Node
    attr_reader :children
    attr_accessor :count, :ends_term

    def initialize
      @children = {}
      @count = 0
      @ends_term = false
    end

    # Yield the terms at and below this node in the order of the alphabet.
    def each_term(start, &block)
      yield start if ends_term
      children.keys.sort.each { |letter| children[letter].each_term(start + letter, &block) }
    end
  end
  private_constant :Node

  def initialize(terms)
    @root = Node.new
    terms.each { |term| add(term) }
  end

  # Add a term; whether it is new.
  def add(term)
    return false if find(term)&.ends_term

    node = @root
    node.count += 1
    term.each_char do |letter|
      node = node.children[letter] ||= Node.new
      node.count += 1
    end
    node.ends_term = true
  end

  # Take a term out; whether it was there. Nodes that no term needs any more go with it.
  def remove(term)
    return false unless contains?(term)

    node = @root
    node.count -= 1
    term.each_char do |letter|
      child = node.children[letter]
      child.count -= 1
      if child.count.zero?
        node.children.delete(letter)
        return true
      end
      node = child
    end
    node.ends_term = false
    true
  end

  # Whether the whole term is one of those added.
  def contains?(term)
    !find(term).nil?
  end

  # The first terms, in the order of the alphabet, that begin with +start+.
  def complete(start, most)
    found = []
    find(start)&.each_term(start) do |term|
      return found if found.size == most

      found << term
    end
    found
  end

  # For each start, how many terms begin with it.
  def counts(starts)
    starts.map { |start| find(start)&.count || 0 }
  end

  private

  def find(start)
    node = @root
    start.each_char do |letter|
      node = node.children[letter]
      return nil if node.nil?
    end
    node
  end
end
