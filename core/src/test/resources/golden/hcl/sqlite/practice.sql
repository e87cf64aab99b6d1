CREATE TABLE crew (
  crew_id blob NOT NULL,
  name text NOT NULL,
  rank boolean DEFAULT false,
  PRIMARY KEY (crew_id),
  CONSTRAINT "16 byte crew_id" CHECK (length(`crew_id`) = 16),
  CONSTRAINT "not blank" CHECK (`name` != "")
) WITHOUT ROWID;

CREATE TABLE crew_ships (
  crew_id blob NOT NULL,
  CONSTRAINT crew_fk FOREIGN KEY (crew_id) REFERENCES crew (crew_id) ON UPDATE NO ACTION ON DELETE CASCADE,
  CONSTRAINT "0" FOREIGN KEY (crew_id) REFERENCES crew (crew_id)
);
