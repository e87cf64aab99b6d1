CREATE SCHEMA IF NOT EXISTS public;

CREATE TYPE public.status AS ENUM ('new', 'it''s done', '"quoted"');

CREATE DOMAIN public.postcode AS text COLLATE "C" DEFAULT '0000' NOT NULL CONSTRAINT postcode_figures CHECK (VALUE ~ '^[0-9]{4}$');

CREATE TYPE public.address AS (street text COLLATE "C", code public.postcode);

CREATE TYPE public.span AS RANGE (SUBTYPE = double precision, MULTIRANGE_TYPE_NAME = spans, SUBTYPE_DIFF = float8mi);

CREATE COLLATION public.plain (LOCALE = 'und', PROVIDER = icu, DETERMINISTIC = false);

CREATE TABLE public.everything (
  c_a bigint,
  c_b bit,
  c_c bit(3),
  c_d bit varying(5),
  c_e box,
  c_f bytea,
  c_g char(4),
  c_h character varying(9),
  c_i character varying,
  c_j cidr,
  c_k circle,
  c_l decimal(5),
  c_m double precision,
  c_n public.status,
  c_o public.postcode,
  c_p public.address,
  c_q public.span,
  c_r int[],
  c_s public.status[],
  c_t time(3),
  c_u timetz,
  c_v timestamp(0),
  c_w timestamptz(6),
  c_x interval(2),
  c_y interval year to month,
  c_z interval day to second(1),
  collated text COLLATE public.plain,
  state public.status DEFAULT 'new' NOT NULL,
  home integer,
  more money,
  float4 float(24),
  float8 float,
  macs macaddr8[][],
  xml xml);

CREATE CAST (public.status AS int) WITH INOUT AS ASSIGNMENT;

COMMENT ON TYPE public.status IS 'how far it is';

COMMENT ON DOMAIN public.postcode IS 'four figures';

COMMENT ON CONSTRAINT postcode_figures ON DOMAIN public.postcode IS 'no letters';

COMMENT ON TYPE public.address IS 'where somebody lives';

COMMENT ON COLUMN public.address.street IS 'with the number';

COMMENT ON TYPE public.span IS 'from here to there';

COMMENT ON COLLATION public.plain IS 'capitals do not count';

COMMENT ON CAST (public.status AS int) IS 'fails, but says so';
