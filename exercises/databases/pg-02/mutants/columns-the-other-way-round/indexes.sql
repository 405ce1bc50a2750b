-- Equality first, then the order: the newest ten are the end of one stretch of the index.
CREATE INDEX messages_room_sent ON messages (sent_at, room);

-- The query compares lower(email), so that is what has to be in the index.
CREATE INDEX members_email ON members (lower(email));

-- Only the open ones are ever asked for, and they are one in a hundred.
CREATE INDEX reports_open ON reports (message_id) WHERE state = 'open';
