# frozen_string_literal: true

# Asks the solution everything that is in questions.txt: a total and the amounts on each line.
require_relative "two_sum"

File.foreach("questions.txt") do |line|
  total, *amounts = line.split.map(&:to_i)
  puts two_sum(amounts, total).inspect
end
