CREATE TABLE fish (
  id integer NOT NULL,
  name text
);

CREATE TABLE catch (
  fish integer
);

CREATE VIEW named AS
SELECT id, name FROM fish WHERE name IS NOT NULL;

CREATE VIEW renamed (number, word) AS
SELECT id, name FROM named;

CREATE TRIGGER note_catch AFTER DELETE ON catch
BEGIN
  DELETE FROM catch WHERE fish IS NULL;
END;

CREATE TRIGGER note_fish AFTER DELETE ON fish
BEGIN
  DELETE FROM catch WHERE fish IS NULL;
END;

CREATE TRIGGER renaming BEFORE UPDATE OF name ON fish FOR EACH ROW WHEN new.name <> old.name
BEGIN
  SELECT RAISE(ABORT, 'no; never');
END;

CREATE TRIGGER through INSTEAD OF INSERT ON named
BEGIN
  INSERT INTO fish (id, name) VALUES (new.id, new.name);
END;
