# frozen_string_literal: true

module SolutionDriver
  # How exceptions cross: class, message, attributes and cause by value, and a reference to the thing itself.
  module Failures
    # What Python has of a kind; a class that is not here is of the kind of its superclass.
    BUILTIN = {
      Exception => "Exception", NotImplementedError => "NotImplementedError", LoadError => "ImportError",
      SyntaxError => "SyntaxError", NoMemoryError => "MemoryError", SystemExit => "SystemExit",
      SystemStackError => "RecursionError", ArgumentError => "ValueError", FloatDomainError => "ValueError",
      TypeError => "TypeError", NameError => "NameError", NoMethodError => "AttributeError", KeyError => "KeyError",
      IndexError => "IndexError", StopIteration => "StopIteration", ZeroDivisionError => "ZeroDivisionError",
      RuntimeError => "RuntimeError", IOError => "OSError", EOFError => "EOFError", SystemCallError => "OSError"
    }.compare_by_identity.freeze

    # Those that are called the same there.
    SAME = BUILTIN.select { |kind, name| kind.name == name }.compare_by_identity.freeze

    # What a solution meets when the test raises one; any other is a StandardError with its own name.
    FROM_PYTHON = {
      "ValueError" => ArgumentError, "TypeError" => TypeError, "KeyError" => KeyError, "IndexError" => IndexError,
      "StopIteration" => StopIteration, "ZeroDivisionError" => ZeroDivisionError, "RuntimeError" => RuntimeError,
      "AttributeError" => NoMethodError, "NameError" => NameError, "NotImplementedError" => NotImplementedError,
      "RecursionError" => SystemStackError, "MemoryError" => NoMemoryError, "OSError" => IOError,
      "EOFError" => EOFError, "Exception" => StandardError
    }.freeze
  end

  # Writes the exceptions of a solution.
  class FailureWriter
    MAX_CHAIN = 4
    MAX_TEXT = 10_000

    def initialize(solution, bridge)
      @solution = solution
      @bridge = bridge
    end

    # The node for an exception.
    def write(encoder, error, depth, links = 0)
      number = @bridge.handles.number_of(error)
      return { "yours" => number } if number

      kind = CLASS_OF.bind_call(error)
      return { "exception" => [0, kind.name, encoder.tuple([], depth)] } if kind.equal?(StopIteration)

      text = text_of(error)
      { "exception" => [
        @bridge.handles.export(error),
        class_of(kind),
        encoder.tuple(arguments(error, kind, text), depth),
        encoder.tuple(attributes(error, kind), depth),
        text,
        error.cause && links < MAX_CHAIN ? write(encoder, error.cause, depth, links + 1) : nil,
        nil,
        false,
        @solution.frames(error)
      ] }
    end

    private

    # One that is called the same in Python is the same; any other is a class of its own there.
    def class_of(kind)
      Failures::SAME[kind] || @bridge.class_node(kind)
    end

    def arguments(error, kind, text)
      return [error.status] if kind.equal?(SystemExit)

      place = SyntaxPlace.find(text, @solution) if kind.equal?(SyntaxError)
      place ? [place.words, PythonTuple.new([place.file, place.line, place.column, place.text])] : [text]
    end

    def text_of(error)
      text = @bridge.plain_text(error.message)
      text = @solution.relative(text) if error.is_a?(ScriptError)
      text[0, MAX_TEXT]
    rescue StandardError => broken # a class of the learner's; its message may do anything
      "(the message of this #{CLASS_OF.bind_call(error)} raised #{CLASS_OF.bind_call(broken)})"
    end

    # What a test may read of it by name: instance variables that have a reader, each name before its value.
    def attributes(error, kind)
      found = []
      Names.each_variable(error) { |name, value| found << name << value if kind.public_method_defined?(name) }
      found
    end
  end

  # Where a text is not Ruby, as the interpreter says.
  SyntaxPlace = Struct.new(:words, :file, :line, :column, :text) do
    # From a message, with the paths of the work folder relative; nil when it is about something else.
    def self.find(message, solution)
      said = /\A(?<file>[^\n:]+):(?<line>\d+): (?<words>[^\n]*)/.match(message)
      return unless said && solution.file?(said[:file])

      marked = /^> *(?<line>\d+) \| (?<text>[^\n]*)\n[ ]*\| (?<before> *)\^~* ?(?<words>[^\n]*)/.match(message)
      return from_picture(said[:file], marked) if marked # Ruby 3.4 and newer

      pointed = /\A[^\n]*\n(?<text>[^\n]*)\n(?<before> *)\^/.match(message)
      line = said[:line].to_i
      new(said[:words], said[:file], line, pointed && (pointed[:before].size + 1), solution.line(said[:file], line))
    end

    def self.from_picture(file, marked)
      words = marked[:words].empty? ? "syntax error" : "syntax error, #{marked[:words]}"
      new(words, file, marked[:line].to_i, marked[:before].size + 1, marked[:text])
    end
  end

  # Several values in one place of Python's, where Ruby has an Array.
  PythonTuple = Struct.new(:items)

  # Reads the exceptions of the test: those that Python has as what Ruby has of the kind.
  class FailureReader
    def initialize(handles)
      @handles = handles
      @unknown = {}
    end

    # The exception that a node stands for.
    def read(decoder, content)
      number, named, arguments, attributes, text = content
      args = decoder.visit(arguments)
      kind = named.is_a?(String) ? known(named) : decoder.visit(named)
      return kind.exception("iteration reached an end") if number.zero?

      decoder.visit(attributes)
      @handles.stand_in(number) { kind.exception(text || message(args)) }
    end

    # What Ruby has for an exception of Python's, by its name.
    def known(name)
      Failures::FROM_PYTHON[name] || @unknown[name] ||= class_like(name, StandardError)
    end

    # A class for the exceptions of a class that only the test's side has.
    def class_like(name, base)
      kind = Class.new(base)
      %i[name inspect to_s].each { |method| kind.define_singleton_method(method) { name } }
      kind
    end

    private

    def message(args)
      args.size == 1 ? args[0].to_s : args.map(&:inspect).join(", ")
    end
  end
end
