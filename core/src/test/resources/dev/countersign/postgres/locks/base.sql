
SET client_min_messages=error;
DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t; SET search_path=t;
DROP ROLE IF EXISTS r1; CREATE ROLE r1;
CREATE TYPE mood AS ENUM('sad','ok','happy');
CREATE DOMAIN dom_plain AS int; CREATE DOMAIN dom_chk AS int CHECK (VALUE > -100);
CREATE TABLE parent(id bigint primary key, code text);
INSERT INTO parent SELECT g, 'c'||g FROM generate_series(1,1000) g;
CREATE TABLE tt(id bigint NOT NULL, a int, b text, v20 varchar(20), v50 varchar(50), n102 numeric(10,2), ts timestamp, tz timestamptz, ts3 timestamp(3), c5 char(5), d int NOT NULL DEFAULT 0, pid bigint, u uuid, j json, m mood, net cidr, ip inet, bt bit(4), vb varbit(8), iv interval(3), bl bigint, i2 smallint, bo boolean, xm xml, dp dom_plain, tm3 time(3), nm name, dt date, arr varchar(20)[]);
INSERT INTO tt SELECT g, g%100, 'b'||g, 'v'||g, 'w'||g, 1.5, now(), now(), now(), 'x', 1, g, NULL, '{}', 'ok', '10.0.0.0/8','10.0.0.1', B'1010', B'1010', interval '1s', g, 1, true, NULL, 5, '10:00','n','2020-01-01', NULL FROM generate_series(1,1000) g;
CREATE TABLE child(id bigint primary key, tid bigint, pid bigint REFERENCES parent(id));
INSERT INTO child SELECT g,g,g FROM generate_series(1,1000) g;
