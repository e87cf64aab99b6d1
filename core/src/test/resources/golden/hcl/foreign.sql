CREATE SCHEMA IF NOT EXISTS public;

CREATE SCHEMA IF NOT EXISTS far;

CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public VERSION '1.2';

CREATE SERVER branch TYPE 'postgresql' VERSION '17' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'branch.example', dbname 'shop');

CREATE USER MAPPING FOR PUBLIC SERVER branch OPTIONS ("user" 'guest');

CREATE FOREIGN TABLE far.stock (
  id int NOT NULL,
  amount int OPTIONS (column_name 'quantity') DEFAULT 0
) SERVER branch OPTIONS (schema_name 'public', table_name 'stock_items');

ALTER TABLE far.stock ADD CONSTRAINT amount_positive CHECK (amount >= 0);

COMMENT ON SERVER branch IS 'the other house';

COMMENT ON FOREIGN TABLE far.stock IS 'read only in practice';

COMMENT ON COLUMN far.stock.amount IS 'as counted there';
