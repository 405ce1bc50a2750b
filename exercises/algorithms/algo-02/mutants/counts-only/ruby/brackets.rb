# frozen_string_literal: true

OPENING = { ")" => "(", "]" => "[", "}" => "{" }.freeze

# Finds the bracket that is wrong in a configuration file.
#
# @param text [String] the whole file
# @return [Integer, nil] the position of the first bracket that is wrong, or nil where all are in order
def find_bracket_error(text)
  open_positions = { "(" => [], "[" => [], "{" => [] }
  text.each_char.with_index do |character, position|
    if open_positions.key?(character)
      open_positions[character].push(position)
    elsif OPENING.key?(character)
      return position if open_positions[OPENING[character]].pop.nil?
    end
  end
  open_positions.values.flatten.max
end
