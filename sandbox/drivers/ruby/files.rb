# frozen_string_literal: true

module SolutionDriver
  # The learner's files: loads them, and knows what they define.
  class SolutionFiles
    MAIN = TOPLEVEL_BINDING.receiver
    MODULE_NAME = Module.instance_method(:name)
    CONSTANT = /\A[[:upper:]]/
    MAX_FRAMES = 20
    MAX_NAME = 1_000
    PLACE = /\A(?<file>.+?):(?<line>\d+)(?::in [`'](?:.*[ #.])?(?<name>[^ #.]+)')?/

    # Stands for the module that the main file is to a test.
    Main = Struct.new(:name)

    def initialize(root, files)
      @prefix = "#{root}/"
      @main = Main.new(File.basename(files.first || "main.rb", ".*"))
      @modules = { @main.name => @main }
    end

    # Load a file once, the way `require` does, so that files may require each other.
    def load(name)
      require "#{@prefix}#{name}"
      @modules[name] ||= Main.new(name)
    end

    # Whether there is a file of this name in the work folder.
    def file?(name)
      File.file?("#{@prefix}#{name}")
    end

    # A line of a learner's file; nil beyond its end.
    def line(name, number)
      File.foreach("#{@prefix}#{name}").first(number)[number - 1]
    end

    # Whether a path, of a source location for one, is in the work folder.
    def own?(path)
      path&.start_with?(@prefix)
    end

    # A text without the path of the work folder: a message of Ruby's own.
    def relative(text)
      text.gsub(@prefix, "")
    end

    # --- what it defines --------------------------------------------------------------------------------

    # A method that the solution defines at the top level; nil when there is none.
    def top_level_method(name)
      found = Loops.find(Names.candidates(name)) { |candidate| own_at_top_level?(candidate) }
      found && Names.method_named(MAIN, found)
    end

    def top_level?(method)
      MAIN.equal?(method.receiver)
    end

    # Whether the solution defines, or reopens, a constant at the top level.
    def constant?(name)
      return false unless name.match?(CONSTANT) && Object.const_defined?(name, false) && !Object.autoload?(name)
      return true if own?(Object.const_source_location(name, false)&.first)

      value = Object.const_get(name, false)
      Module === value && own_methods?(value) # rubocop:disable Style/CaseEquality -- may be a BasicObject
    end

    # Everything that a test can ask the main module for.
    def names
      methods = Object.private_instance_methods(false) + Object.public_instance_methods(false) +
                MAIN.singleton_methods
      own = methods.uniq.select { |name| own_at_top_level?(name) }
      (own + Object.constants(false).select { |name| constant?(name.to_s) }).map(&:name)
    end

    # The module, as Python calls it, and the qualified name of a class.
    def path_of(kind)
      name = MODULE_NAME.bind_call(kind)
      return ["ruby", "<#{kind.instance_of?(Class) ? 'class' : 'module'}>"] if name.nil?

      [constant?(name[/\A[^:]+/]) ? @main.name : "ruby", name[0, MAX_NAME]]
    end

    def main_name
      @main.name
    end

    # --- where it was -----------------------------------------------------------------------------------

    # Where in the learner's files an exception comes from: file, line and method, outermost first.
    def frames(error)
      found = []
      each_place(error) do |path, line, label|
        frame = frame(path, line, label)
        found.pop if builtin?(found.last, frame)
        break if found.size == MAX_FRAMES

        found << frame
      end
      found.reverse
    end

    private

    # The places in the learner's files, innermost first: as Ruby keeps them, or as a solution has set them in texts.
    def each_place(error)
      Loops.each(error.backtrace_locations || []) do |place|
        yield place.absolute_path, place.lineno, place.base_label if own?(place.absolute_path)
      end
      return if error.backtrace_locations

      Loops.each(error.backtrace || []) do |text|
        place = PLACE.match(text)
        yield place[:file], place[:line].to_i, place[:name] || "<main>" if place && own?(place[:file])
      end
    end

    def frame(path, line, label)
      [relative(path)[0, MAX_NAME], line, label.start_with?("<top") ? "<main>" : label[0, MAX_NAME]]
    end

    # A method of Ruby's own, `fetch` or `each`, is said to be at the line that calls it.
    def builtin?(inner, outer)
      inner && inner[0].eql?(outer[0]) && inner[1].eql?(outer[1]) && !inner[2].eql?(outer[2])
    end

    def own_at_top_level?(name)
      owner = Loops.find([Object, MAIN.singleton_class]) { |one| Names.defined_in?(one, name) }
      own?(owner&.instance_method(name)&.source_location&.first)
    end

    def own_methods?(kind)
      [kind, kind.singleton_class].any? do |owner|
        owner.instance_methods(false).any? { |name| own?(owner.instance_method(name).source_location&.first) }
      end
    end
  end
end
