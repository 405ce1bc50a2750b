# frozen_string_literal: true

# Durations as people write them in settings: 1h30m.

DURATION = /\A(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?\z/
UNIT_SECONDS = [86_400, 3_600, 60, 1].freeze

# The seconds that `text` stands for; raises ArgumentError for any text that is no duration.
def parse_duration(text)
  match = DURATION.match(text)
  raise ArgumentError, "\"#{text}\" is no duration, such as 1h30m" if match.nil?

  match.captures.zip(UNIT_SECONDS).sum { |number, seconds| number.to_i * seconds }
end
