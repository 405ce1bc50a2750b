require "set"

# What a search box suggests: search terms, in a set.
class Suggestions
  def initialize(terms)
    @terms = Set.new(terms)
  end

  def add(term)
    !@terms.add?(term).nil?
  end

  def remove(term)
    !@terms.delete?(term).nil?
  end

  def contains?(term)
    @terms.include?(term)
  end

  def complete(start, most)
    @terms.select { |term| term.start_with?(start) }.sort.first(most)
  end

  def counts(starts)
    starts.map { |start| @terms.count { |term| term.start_with?(start) } }
  end
end
