# frozen_string_literal: true

module SolutionDriver
  CLASS_OF = Kernel.instance_method(:class)

  # The values without parts that cross, beyond what JSON has, as `sandbox/leaves.py` says: how each is written.
  class LeafWriter
    SAFE_INTEGER = (2**53) - 1
    MAX_INTEGER_DIGITS = 1 << 20
    LAST_CODE_POINT = 0x10FFFF
    YEARS = (1..9999)
    UTF_8 = Encoding::UTF_8
    BINARY = Encoding::BINARY

    # Classes of libraries that only a solution loads, each with a method that tells it from a learner's own.
    LIBRARY = { "BigDecimal" => :precs, "Date" => :jd, "DateTime" => :jd, "Pathname" => :cleanpath }.freeze

    # `given_as_bytes` holds the very Strings that came in as bytes.
    def initialize(solution, given_as_bytes)
      @solution = solution
      @given_as_bytes = given_as_bytes
      @writers = {
        Symbol => ->(value) { text(value.name) },
        Range => ->(value) { range(value.begin, value.end, value.exclude_end?) },
        Rational => ->(value) { { "Fraction" => [hex(value.numerator), hex(value.denominator)] } },
        Complex => ->(value) { { "complex" => value.rectangular.map { |part| decimal_text(part.to_f) } } },
        Time => ->(value) { time(value) }
      }.compare_by_identity
    end

    # The node of a value of this class; nil when it is none that crosses by value.
    def write(value, kind)
      writer = @writers.fetch(kind) { @writers[kind] = learn(kind) }
      writer&.call(value)
    end

    def integer(value)
      value <= SAFE_INTEGER && value >= -SAFE_INTEGER ? value : { "int" => hex(value) }
    end

    def float(value)
      value.finite? ? value : { "float" => decimal_text(value) }
    end

    # A String is a text where it can be one, and bytes where it is binary or no text in its own encoding.
    def text(value)
      encoding = value.encoding
      if UTF_8.equal?(encoding)
        value.valid_encoding? ? value : code_points(value)
      elsif BINARY.equal?(encoding)
        binary(value)
      else
        value.encode(UTF_8)
      end
    rescue EncodingError
      bytes(value)
    end

    def bytes(value)
      { "bytes" => [value].pack("m0") }
    end

    private

    # Much of Ruby gives ASCII texts that are binary by name only: String.new, Array#pack.
    def binary(value)
      return bytes(value) if @given_as_bytes.key?(value) || !value.ascii_only?

      String.new(value, encoding: UTF_8)
    end

    # A text with halves of surrogate pairs, which Python calls a text; anything else is bytes.
    def code_points(value)
      points = value.unpack("U*")
      same = points.all? { |point| point <= LAST_CODE_POINT } && points.pack("U*").b == value.b
      same ? { "codepoints" => points } : bytes(value)
    rescue ArgumentError # bytes that no code point begins with
      bytes(value)
    end

    def hex(value)
      too_large = value.bit_length > 4 * MAX_INTEGER_DIGITS
      raise TypeError, "an integer of #{value.bit_length} bits is too large to cross" if too_large

      value.to_s(16)
    end

    # A float as Python reads it.
    def decimal_text(value)
      return value.to_s if value.finite?

      value.nan? ? "nan" : "#{'-' if value.negative?}inf"
    end

    # Only a range of whole numbers with two ends is one in Python.
    def range(first, last, exclusive)
      return unless first.is_a?(Integer) && last.is_a?(Integer)

      { "range" => [hex(first), hex(exclusive ? last : last + 1), "1"] }
    end

    def time(value)
      return unless YEARS.cover?(value.year)

      zone = [(value.utc_offset * 1_000_000).to_i, nil]
      { "datetime" => [value.strftime("%Y-%m-%dT%H:%M:%S.%6N"), 0, zone] }
    end

    def learn(kind)
      name = kind.name
      telling = LIBRARY[name]
      return unless telling && kind.method_defined?(telling)
      return if @solution.own?(kind.instance_method(telling).source_location&.first)

      case name
      when "BigDecimal" then ->(value) { { "Decimal" => value.to_s } }
      when "Pathname" then ->(value) { { "Path" => value.to_s } }
      when "Date" then ->(value) { { "date" => value.strftime("%Y-%m-%d") } if YEARS.cover?(value.year) }
      when "DateTime" then ->(value) { time(value.to_time) }
      end
    end
  end

  # How each of them is read. What Ruby has no kind of is a TypeError.
  class LeafReader
    SPECIAL_FLOATS = { "nan" => Float::NAN, "inf" => Float::INFINITY, "-inf" => -Float::INFINITY }.freeze

    def initialize(given_as_bytes)
      @given_as_bytes = given_as_bytes
    end

    def read(tag, content)
      case tag
      when "int" then content.to_i(16)
      when "float" then SPECIAL_FLOATS[content]
      when "codepoints" then content.pack("U*")
      when "bytes" then bytes(content)
      when "Fraction" then Rational(*hexadecimal(content))
      when "complex" then Complex(*content.map { |part| SPECIAL_FLOATS.fetch(part) { part.to_f } })
      when "range" then range(*hexadecimal(content))
      when "Path" then content
      else read_library(tag, content)
      end
    end

    private

    def hexadecimal(texts)
      texts.map { |text| text.to_i(16) }
    end

    def bytes(content)
      value = content.unpack1("m0")
      @given_as_bytes[value] = true
      value
    end

    def range(first, last, step)
      step == 1 ? first...last : first.step(step.positive? ? last - 1 : last + 1, step)
    end

    def read_library(tag, content)
      case tag
      when "date" then date(content)
      when "datetime" then time(*content)
      when "timedelta" then seconds(*content)
      when "Decimal" then decimal(content)
      else
        name = tag == "constant" ? content : tag
        raise TypeError, "Python's #{name} has no counterpart in Ruby, so it cannot be given to a Ruby solution"
      end
    end

    def date(text)
      require "date"
      Date.new(*numbers(text))
    end

    def time(text, _fold, zone)
      raise TypeError, "Ruby has no time zones by name, so a time in #{zone} cannot be given" if zone.is_a?(String)

      *parts, second, microsecond = [*numbers(text), 0].first(7)
      parts << (second + Rational(microsecond, 1_000_000))
      return Time.new(*parts) if zone.nil?

      offset = Rational(zone[0].to_i, 1_000_000)
      offset.zero? ? Time.utc(*parts) : Time.new(*parts, offset)
    end

    def numbers(text)
      text.scan(/\d+/).map(&:to_i)
    end

    # Ruby reckons a span of time in seconds.
    def seconds(days, seconds, microseconds)
      whole = (days * 86_400) + seconds
      microseconds.zero? ? whole : whole + (microseconds / 1e6)
    end

    def decimal(text)
      require "bigdecimal"
      BigDecimal(text)
    end
  end
end
