# frozen_string_literal: true

# What a search box suggests: search terms, found by the letters that they begin with.
class Suggestions
  def initialize(terms)
    raise NotImplementedError, "Suggestions is yours to write"
  end
end
