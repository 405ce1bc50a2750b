# frozen_string_literal: true

CLOSING = { "(" => ")", "[" => "]", "{" => "}" }.freeze

# Carries the position of the bracket that is wrong.
class WrongBracket < StandardError
  attr_reader :position

  def initialize(position)
    super("wrong bracket at #{position}")
    @position = position
  end
end

# Finds the bracket that is wrong in a configuration file.
#
# @param text [String] the whole file
# @return [Integer, nil] the position of the first bracket that is wrong, or nil where all are in order
def find_bracket_error(text)
  position = 0
  position = skip(text, position) while position < text.length
  nil
rescue WrongBracket => e
  e.position
end

# The position behind the character at +position+ and all that is inside it.
def skip(text, position)
  character = text[position]
  raise WrongBracket, position if CLOSING.value?(character)
  return position + 1 unless CLOSING.key?(character)

  inside = position + 1
  while inside < text.length
    return inside + 1 if text[inside] == CLOSING[character]

    inside = skip(text, inside)
  end
  raise WrongBracket, position
end
