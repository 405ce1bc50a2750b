CREATE TABLE members (
    id    integer PRIMARY KEY,
    name  text NOT NULL,
    email text NOT NULL
);

-- An address is the same in capitals: a plain UNIQUE would take it for another one.
CREATE UNIQUE INDEX members_email ON members (email);

CREATE TABLE books (
    isbn    text PRIMARY KEY CHECK (isbn ~ '^[0-9]{13}$'),
    title   text NOT NULL,
    printed integer CHECK (printed BETWEEN 1450 AND 2100)
);

CREATE TABLE copies (
    id    integer PRIMARY KEY,
    isbn  text NOT NULL REFERENCES books (isbn),
    state text NOT NULL DEFAULT 'good' CHECK (state IN ('good', 'worn', 'lost'))
);

CREATE TABLE loans (
    copy_id   integer NOT NULL REFERENCES copies (id),
    member_id integer NOT NULL REFERENCES members (id),
    lent_on   date NOT NULL,
    back_on   date CHECK (back_on >= lent_on)
);

-- Of all loans of a copy, one at most has no end yet.
CREATE UNIQUE INDEX loans_one_open ON loans (copy_id) WHERE back_on IS NULL;
