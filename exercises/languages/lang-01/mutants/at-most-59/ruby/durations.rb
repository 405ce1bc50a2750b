# frozen_string_literal: true

# Durations as people write them in settings: 1h30m.

DURATION = /\A(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?\z/

# The seconds that `text` stands for; raises ArgumentError for any text that is no duration.
def parse_duration(text)
  match = DURATION.match(text)
  raise ArgumentError, "\"#{text}\" is no duration, such as 1h30m" if text.empty? || match.nil?

  days, hours, minutes, seconds = match.captures.map(&:to_i)
  raise ArgumentError, "\"#{text}\" has too large a number" if hours > 23 || minutes > 59 || seconds > 59

  (days * 86_400) + (hours * 3_600) + (minutes * 60) + seconds
end
