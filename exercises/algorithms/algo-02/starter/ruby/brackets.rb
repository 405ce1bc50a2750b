# frozen_string_literal: true

# Finds the bracket that is wrong in a configuration file.
#
# @param text [String] the whole file
# @return [Integer, nil] the position of the first bracket that is wrong, or nil where all are in order
def find_bracket_error(text)
  raise NotImplementedError, "find_bracket_error is yours to write"
end
