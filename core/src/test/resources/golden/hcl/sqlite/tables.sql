CREATE TABLE boat (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  name text COLLATE NOCASE NOT NULL DEFAULT 'it''s',
  length real DEFAULT 1.5,
  made text DEFAULT CURRENT_TIMESTAMP,
  guess integer DEFAULT (abs(-4)),
  loud text GENERATED ALWAYS AS (upper(name)) VIRTUAL,
  twice real GENERATED ALWAYS AS (length * 2) STORED,
  CONSTRAINT boat_name UNIQUE (name) ON CONFLICT IGNORE,
  CONSTRAINT name_given CHECK (name <> ''),
  CHECK (length > 0)
) STRICT;

CREATE INDEX boat_length ON boat (length, made);

CREATE UNIQUE INDEX boat_words ON boat (lower(name), made DESC) WHERE made IS NOT NULL;

CREATE TABLE berth (
  pier varchar(10) NOT NULL,
  number int NOT NULL,
  boat integer,
  beside int,
  size decimal(4, 2),
  weight double precision,
  mood my own type,
  free boolean NOT NULL DEFAULT true,
  PRIMARY KEY (pier, number),
  CONSTRAINT berth_boat FOREIGN KEY (boat) REFERENCES boat (id) ON UPDATE SET NULL ON DELETE CASCADE,
  FOREIGN KEY (pier, beside) REFERENCES berth (pier, number) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
