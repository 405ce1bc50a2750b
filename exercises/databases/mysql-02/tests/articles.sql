-- The help pages of a shop. Load it with:  mariadb help < articles.sql
DROP TABLE IF EXISTS articles;

CREATE TABLE articles (
    id    INTEGER PRIMARY KEY,
    title VARCHAR(80) NOT NULL,
    body  TEXT NOT NULL,
    draft INTEGER NOT NULL DEFAULT 0 CHECK (draft IN (0, 1))
);

INSERT INTO articles VALUES
    (1, 'Return a parcel', 'Print the label, put it on the parcel and take it to any post office.', 0),
    (2, 'Track a parcel', 'The number on the label tells you where your parcel is.', 0),
    (3, 'Pay by invoice', 'An invoice is due within 30 days. It comes with the parcel.', 0),
    (4, 'Change an address', 'Until it is packed, an order can be sent to another address.', 0),
    (5, 'Lost parcel', 'If a parcel is lost, write to us. A lost parcel is paid back: refund within 5 days.', 0),
    (6, 'Refund rules', 'New refund rules for lost or broken goods, not public yet.', 1),
    (7, 'Gift cards', 'A gift card never ends and pays for everything.', 0),
    (8, 'Broken on arrival', 'Send a photograph, and the refund is on its way.', 0);
