# frozen_string_literal: true

module SolutionDriver
  # Makes of a bare interpreter what a learner has who types `ruby two_sum.rb`.
  module RubyAsUsual
    module_function

    def prepare
      Encoding.default_external = Encoding::UTF_8
      $stdout.sync = $stderr.sync = true
      bring_gems_when_needed
    end

    # RubyGems is loaded when something of it is wanted: its constant, or a library that is a gem, as some of the
    # standard library's are.
    def bring_gems_when_needed
      Object.autoload(:Gem, "rubygems")
      plain = Kernel.instance_method(:require)
      asked = false
      Kernel.define_method(:require) do |path|
        plain.bind_call(self, path)
      rescue LoadError => error
        raise if asked || error.path != path

        asked = true
        plain.bind_call(self, "rubygems") # which puts its own `require` in the place of this one
        require path
      end
      Kernel.__send__(:private, :require)
    end
  end
end
