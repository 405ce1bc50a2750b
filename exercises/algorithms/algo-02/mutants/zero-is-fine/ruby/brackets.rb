# frozen_string_literal: true

CLOSING = { "(" => ")", "[" => "]", "{" => "}" }.freeze

# Finds the bracket that is wrong in a configuration file.
#
# @param text [String] the whole file
# @return [Integer, nil] the position of the first bracket that is wrong, or nil where all are in order
def find_bracket_error(text)
  open_brackets = []
  wrong = 0
  text.each_char.with_index do |character, position|
    if CLOSING.key?(character)
      open_brackets.push([CLOSING[character], position])
    elsif CLOSING.value?(character)
      if open_brackets.empty? || open_brackets.last.first != character
        wrong = position
        break
      end
      open_brackets.pop
    end
  end
  wrong = open_brackets.last.last if wrong.zero? && open_brackets.any?
  wrong.zero? ? nil : wrong
end
