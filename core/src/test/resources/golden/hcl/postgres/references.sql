CREATE SCHEMA IF NOT EXISTS north;

CREATE SCHEMA IF NOT EXISTS south;

CREATE TABLE north.person (
  id int NOT NULL);

CREATE TABLE south.person (
  id int NOT NULL,
  friend int,
  key int);

CREATE TABLE north.lock (
  id int NOT NULL,
  label varchar(40) DEFAULT 'lock of north' NOT NULL);

CREATE TABLE north.area_n (
  code char(1) DEFAULT 'N' NOT NULL);

CREATE TABLE south.area_s (
  code char(1) DEFAULT 'S' NOT NULL);

ALTER TABLE north.person ADD PRIMARY KEY (id);

ALTER TABLE south.person ADD PRIMARY KEY (id);

ALTER TABLE north.lock ADD CONSTRAINT lock_id UNIQUE (id);

ALTER TABLE south.person ADD CONSTRAINT person_friend FOREIGN KEY (friend) REFERENCES north.person (id);

ALTER TABLE south.person ADD CONSTRAINT person_key FOREIGN KEY (key) REFERENCES north.lock (id);

CREATE VIEW north.people AS
SELECT id FROM north.person;
