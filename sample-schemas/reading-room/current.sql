-- The database of the reading room as it runs today, with a few rows.
CREATE SCHEMA room;
CREATE SCHEMA audit;

CREATE TYPE room.loan_state AS ENUM ('reserved', 'lent', 'returned');

CREATE TABLE room.reader (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL,
  mail       text,
  fax        text
);

CREATE TABLE room.book (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title      varchar(80) NOT NULL,
  shelf      text
);

CREATE TABLE room.loan (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reader     bigint NOT NULL,
  book       bigint NOT NULL,
  state      room.loan_state NOT NULL DEFAULT 'reserved',
  since      date NOT NULL DEFAULT CURRENT_DATE,
  CONSTRAINT fk_loan_book FOREIGN KEY (book) REFERENCES room.book (id)
);
CREATE INDEX idx_loan_reader ON room.loan (reader);

CREATE VIEW room.lent_books AS
  SELECT b.title, l.since FROM room.loan l JOIN room.book b ON b.id = l.book WHERE l.state = 'lent';

INSERT INTO room.reader (name, mail, fax) VALUES ('Ada', 'ada@example.org', NULL), ('Emil', NULL, '+49 30 55501');
INSERT INTO room.book (title, shelf) VALUES ('Rivers of the north', 'N 4'), ('On clocks', 'C 1');
INSERT INTO room.loan (reader, book, state) VALUES (1, 1, 'lent'), (2, 2, 'returned');
