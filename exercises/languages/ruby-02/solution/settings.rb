# frozen_string_literal: true

# The settings of a program, read from a text in a small language of its own.
class Settings
  # What a text is evaluated in. A BasicObject has next to no methods, so nearly every name is free for a setting.
  class Builder < BasicObject
    def initialize(values)
      @values = values
    end

    def method_missing(name, *given, &section)
      if section
        open_section(name, &section)
      elsif given.empty?
        @values.fetch(name) { ::Kernel.raise ::NameError, "there is no setting #{name}" }
      else
        @values[name] = given.size == 1 ? given.first : given
      end
    end

    def respond_to_missing?(*)
      true
    end

    private

    def open_section(name, &section)
      @values[name] = Section.new unless Section === @values[name] # rubocop:disable Style/CaseEquality
      Builder.new(@values[name]).instance_eval(&section)
    end
  end

  # The settings of a section while they are gathered; another hash is a value like any other.
  class Section < Hash
  end

  def self.load(text)
    section = Section.new
    Builder.new(section).instance_eval(text, "settings")
    new(section)
  end

  def initialize(section)
    @values = section.transform_values { |value| value.is_a?(Section) ? Settings.new(value) : value }
    @values.each_value(&:freeze)
    @values.freeze
    freeze
  end

  def to_h
    @values.transform_values { |value| value.is_a?(Settings) ? value.to_h : value }
  end

  def respond_to_missing?(name, include_private = false)
    @values.key?(name) || super
  end

  def method_missing(name, *given)
    return super unless @values.key?(name)
    raise FrozenError, "loaded settings cannot be changed: #{name}" unless given.empty?

    @values.fetch(name)
  end
end
