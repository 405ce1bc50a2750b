# frozen_string_literal: true

# The program inside a sandbox that holds a learner's Ruby solution and does what a test asks of it.
#
# It is asked over descriptor 3 and answers over descriptor 4, messages with a length before them. It shares the
# process with the solution, so nothing it says is more than the solution's word; what it takes care of is that
# an honest solution, and one that merely is wrong, behaves as it would when run by hand with `ruby`.
#
# Ruby 3.0 or newer, started with --disable-gems (RubyGems takes four times as long to load as Ruby itself) and
# the names of the files handed in, the main one first. Of the standard library it needs json alone.

module SolutionDriver
  %w[
    borrowed_json pipes leaves containers values handles remote failures names blocks special describe
    bridge files operations peer ruby_as_usual
  ].each { |part| require_relative "ruby/#{part}" }

  # Serve the solution in the current folder until the test's side goes away.
  def self.main(files)
    RubyAsUsual.prepare
    solution = SolutionFiles.new(Dir.pwd, files)
    bridge = Bridge.new(solution)
    peer = Peer.new(Pipes.new(3, 4), Operations.new(solution, bridge), bridge)
    peer.serve
  end
end

# What is the driver's own is not to be found by a solution.
driver = SolutionDriver
Object.__send__(:remove_const, :SolutionDriver)
files = ARGV.dup
ARGV.clear
driver.main(files)
