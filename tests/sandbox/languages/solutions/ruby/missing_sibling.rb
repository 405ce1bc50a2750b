# frozen_string_literal: true

# A solution that needs a file which is not there.

require_relative "not_there"
