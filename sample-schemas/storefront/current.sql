-- Storefront, as it runs today.
-- An invented online shop: schema "shop" sells, schema "ops" stores, ships and keeps watch.
-- The rows at the end are invented too; they are there so that the review can say what a statement would meet.

CREATE SCHEMA shop;
CREATE SCHEMA ops;

COMMENT ON SCHEMA shop IS 'What customers see: catalogue, prices, carts, orders, payments';
COMMENT ON SCHEMA ops IS 'What staff see: warehouses, stock, suppliers, shipments, audit';

-- ---------------------------------------------------------------- types

CREATE TYPE shop.order_status AS ENUM
    ('new', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded');
CREATE TYPE shop.payment_method AS ENUM ('card', 'invoice', 'bank_transfer', 'voucher');
CREATE TYPE ops.shipment_state AS ENUM ('label_printed', 'handed_over', 'in_transit', 'delivered', 'lost');
CREATE TYPE ops.movement_kind AS ENUM ('receipt', 'sale', 'return', 'correction');

CREATE DOMAIN shop.email_address AS text
    CONSTRAINT ck_email_address_shape CHECK (VALUE ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$');
COMMENT ON DOMAIN shop.email_address IS 'One @ and a dot behind it; the confirmation mail proves the rest';

CREATE DOMAIN shop.currency_code AS character(3)
    CONSTRAINT ck_currency_code_upper CHECK (VALUE = upper(VALUE));

CREATE SEQUENCE ops.shipment_label_seq START WITH 100000 INCREMENT BY 1 CACHE 20;

-- not used yet: for the search in German and French product texts
CREATE TEXT SEARCH CONFIGURATION shop.catalogue_words (COPY = pg_catalog.simple);

-- ---------------------------------------------------------------- functions that tables, indexes and triggers need

CREATE FUNCTION shop.normalize_sku(sku text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT upper(regexp_replace(sku, '[\s-]+', '', 'g')) $$;
COMMENT ON FUNCTION shop.normalize_sku(text) IS 'Two spellings of one stock keeping unit compare equal after this';

CREATE FUNCTION shop.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

-- ---------------------------------------------------------------- ops: people and the audit trail

CREATE TABLE ops.staff_members (
    staff_id integer GENERATED ALWAYS AS IDENTITY,
    login text NOT NULL,
    full_name text NOT NULL,
    email shop.email_address NOT NULL,
    active boolean NOT NULL DEFAULT true,
    hired_on date NOT NULL,
    CONSTRAINT staff_members_pkey PRIMARY KEY (staff_id),
    CONSTRAINT uq_staff_members_login UNIQUE (login)
);

CREATE TABLE ops.audit_entries (
    entry_id bigint GENERATED ALWAYS AS IDENTITY,
    happened_at timestamp with time zone NOT NULL DEFAULT now(),
    actor text NOT NULL DEFAULT CURRENT_USER,
    table_name text NOT NULL,
    operation text NOT NULL,
    old_row jsonb,
    new_row jsonb,
    CONSTRAINT audit_entries_pkey PRIMARY KEY (entry_id),
    CONSTRAINT ck_audit_entries_operation CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE'))
);
CREATE INDEX idx_audit_entries_table_time ON ops.audit_entries (table_name, happened_at DESC);
COMMENT ON TABLE ops.audit_entries IS 'Written by triggers, read by auditors, never updated';

CREATE FUNCTION ops.write_audit_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO ops.audit_entries (table_name, operation, old_row, new_row)
    VALUES (
        TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME,
        TG_OP,
        CASE WHEN TG_OP IN ('UPDATE', 'DELETE') THEN to_jsonb(OLD) END,
        CASE WHEN TG_OP IN ('INSERT', 'UPDATE') THEN to_jsonb(NEW) END
    );
    RETURN COALESCE(NEW, OLD);
END;
$$;

-- ---------------------------------------------------------------- shop: customers

CREATE TABLE shop.countries (
    country_code character(2) NOT NULL,
    name text NOT NULL,
    vat_percent numeric(4, 2) NOT NULL DEFAULT 0,
    CONSTRAINT countries_pkey PRIMARY KEY (country_code),
    CONSTRAINT ck_countries_vat CHECK (vat_percent >= 0 AND vat_percent < 100)
);

CREATE TABLE shop.customers (
    customer_id bigint GENERATED ALWAYS AS IDENTITY,
    email shop.email_address NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    phone varchar(32),
    fax varchar(32),
    birth_date date,
    marketing_consent boolean NOT NULL DEFAULT false,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    updated_at timestamp with time zone NOT NULL DEFAULT now(),
    closed_at timestamp with time zone,
    CONSTRAINT customers_pkey PRIMARY KEY (customer_id)
);
CREATE UNIQUE INDEX uq_customers_email_lower ON shop.customers (lower(email::text));
CREATE INDEX idx_customers_family_name ON shop.customers (family_name, given_name);
COMMENT ON TABLE shop.customers IS 'One row per account; closed accounts stay for the order history';
COMMENT ON COLUMN shop.customers.closed_at IS 'When the customer closed the account; empty while it is open';

CREATE TABLE shop.customer_addresses (
    address_id bigint GENERATED ALWAYS AS IDENTITY,
    customer_id bigint NOT NULL,
    country_code character(2) NOT NULL,
    street text NOT NULL,
    postal_code varchar(12) NOT NULL,
    city text NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    CONSTRAINT customer_addresses_pkey PRIMARY KEY (address_id),
    CONSTRAINT fk_customer_addresses_customer FOREIGN KEY (customer_id)
        REFERENCES shop.customers (customer_id) ON DELETE CASCADE,
    CONSTRAINT fk_customer_addresses_country FOREIGN KEY (country_code) REFERENCES shop.countries (country_code)
);
CREATE UNIQUE INDEX uq_customer_addresses_default ON shop.customer_addresses (customer_id) WHERE is_default;

CREATE TABLE shop.newsletter_subscriptions (
    subscription_id integer GENERATED BY DEFAULT AS IDENTITY,
    email shop.email_address NOT NULL,
    topic text NOT NULL DEFAULT 'offers',
    subscribed_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT newsletter_subscriptions_pkey PRIMARY KEY (subscription_id)
);

-- ---------------------------------------------------------------- shop: catalogue

CREATE TABLE shop.brands (
    brand_id integer GENERATED ALWAYS AS IDENTITY,
    name varchar(60) NOT NULL,
    website text,
    CONSTRAINT brands_pkey PRIMARY KEY (brand_id),
    CONSTRAINT uq_brands_name UNIQUE (name)
);

CREATE TABLE shop.categories (
    category_id integer GENERATED ALWAYS AS IDENTITY,
    parent_id integer,
    slug text NOT NULL,
    title text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    CONSTRAINT categories_pkey PRIMARY KEY (category_id),
    CONSTRAINT uq_categories_slug UNIQUE (slug),
    CONSTRAINT fk_categories_parent FOREIGN KEY (parent_id) REFERENCES shop.categories (category_id),
    CONSTRAINT ck_categories_not_own_parent CHECK (parent_id <> category_id)
);

CREATE TABLE shop.products (
    product_id bigint GENERATED ALWAYS AS IDENTITY,
    brand_id integer,
    title text NOT NULL,
    description text NOT NULL DEFAULT '',
    attributes jsonb NOT NULL DEFAULT '{}'::jsonb,
    tags text[] NOT NULL DEFAULT '{}'::text[],
    deprecated_supplier_code varchar(20),
    published_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    updated_at timestamp with time zone NOT NULL DEFAULT now(),
    search_text tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title || ' ' || description)) STORED,
    CONSTRAINT products_pkey PRIMARY KEY (product_id),
    CONSTRAINT fk_products_brand FOREIGN KEY (brand_id) REFERENCES shop.brands (brand_id) ON DELETE SET NULL
);
CREATE INDEX idx_products_search ON shop.products USING gin (search_text);
CREATE INDEX idx_products_attributes ON shop.products USING gin (attributes jsonb_path_ops);
CREATE INDEX idx_products_published ON shop.products (published_at DESC) WHERE published_at IS NOT NULL;
COMMENT ON COLUMN shop.products.deprecated_supplier_code IS 'Moved to ops.suppliers; unread since spring';

CREATE TABLE shop.product_variants (
    variant_id bigint GENERATED ALWAYS AS IDENTITY,
    product_id bigint NOT NULL,
    sku text NOT NULL,
    title text NOT NULL,
    weight_grams integer NOT NULL,
    CONSTRAINT product_variants_pkey PRIMARY KEY (variant_id),
    CONSTRAINT fk_product_variants_product FOREIGN KEY (product_id)
        REFERENCES shop.products (product_id) ON DELETE CASCADE,
    CONSTRAINT ck_product_variants_weight CHECK (weight_grams > 0)
);
CREATE UNIQUE INDEX uq_product_variants_sku ON shop.product_variants (shop.normalize_sku(sku));
CREATE INDEX idx_product_variants_product ON shop.product_variants (product_id) INCLUDE (sku, title);

CREATE TABLE shop.product_images (
    image_id bigint GENERATED ALWAYS AS IDENTITY,
    product_id bigint NOT NULL,
    url text NOT NULL,
    alt_text text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    CONSTRAINT product_images_pkey PRIMARY KEY (image_id),
    CONSTRAINT fk_product_images_product FOREIGN KEY (product_id)
        REFERENCES shop.products (product_id) ON DELETE CASCADE
);

CREATE TABLE shop.product_categories (
    product_id bigint NOT NULL,
    category_id integer NOT NULL,
    CONSTRAINT product_categories_pkey PRIMARY KEY (product_id, category_id),
    CONSTRAINT fk_product_categories_product FOREIGN KEY (product_id)
        REFERENCES shop.products (product_id) ON DELETE CASCADE,
    CONSTRAINT fk_product_categories_category FOREIGN KEY (category_id) REFERENCES shop.categories (category_id)
);
CREATE INDEX idx_product_categories_category ON shop.product_categories (category_id);

CREATE TABLE shop.price_lists (
    price_list_id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    currency shop.currency_code NOT NULL DEFAULT 'EUR',
    valid_from date NOT NULL,
    valid_until date,
    CONSTRAINT price_lists_pkey PRIMARY KEY (price_list_id),
    CONSTRAINT ck_price_lists_period CHECK (valid_until IS NULL OR valid_until > valid_from)
);

CREATE TABLE shop.prices (
    price_list_id integer NOT NULL,
    variant_id bigint NOT NULL,
    amount_cents integer NOT NULL,
    changed_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT prices_pkey PRIMARY KEY (price_list_id, variant_id),
    CONSTRAINT fk_prices_price_list FOREIGN KEY (price_list_id) REFERENCES shop.price_lists (price_list_id),
    CONSTRAINT fk_prices_variant FOREIGN KEY (variant_id) REFERENCES shop.product_variants (variant_id),
    CONSTRAINT ck_prices_positive CHECK (amount_cents > 0)
);

CREATE TABLE shop.reviews (
    review_id bigint GENERATED ALWAYS AS IDENTITY,
    product_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    rating smallint NOT NULL,
    body text NOT NULL DEFAULT '',
    written_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT reviews_pkey PRIMARY KEY (review_id),
    CONSTRAINT fk_reviews_product FOREIGN KEY (product_id) REFERENCES shop.products (product_id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (customer_id)
);
CREATE INDEX idx_reviews_product ON shop.reviews (product_id, written_at DESC);

-- ---------------------------------------------------------------- shop: carts and coupons

CREATE TABLE shop.carts (
    cart_id uuid NOT NULL DEFAULT gen_random_uuid(),
    customer_id bigint,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    expires_at timestamp with time zone NOT NULL DEFAULT (now() + interval '7 days'),
    CONSTRAINT carts_pkey PRIMARY KEY (cart_id),
    CONSTRAINT fk_carts_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (customer_id)
);

CREATE TABLE shop.cart_items (
    cart_id uuid NOT NULL,
    variant_id bigint NOT NULL,
    quantity smallint NOT NULL DEFAULT 1,
    CONSTRAINT cart_items_pkey PRIMARY KEY (cart_id, variant_id),
    CONSTRAINT fk_cart_items_cart FOREIGN KEY (cart_id) REFERENCES shop.carts (cart_id),
    CONSTRAINT fk_cart_items_variant FOREIGN KEY (variant_id) REFERENCES shop.product_variants (variant_id),
    CONSTRAINT ck_cart_items_quantity CHECK (quantity > 0)
);

CREATE TABLE shop.coupons (
    coupon_code varchar(24) NOT NULL,
    percent_off numeric(5, 2) NOT NULL,
    valid_until date,
    used_count integer NOT NULL DEFAULT 0,
    CONSTRAINT coupons_pkey PRIMARY KEY (coupon_code),
    CONSTRAINT ck_coupons_percent CHECK (percent_off > 0 AND percent_off <= 100)
);

-- ---------------------------------------------------------------- shop: orders and money

CREATE TABLE shop.orders (
    order_id bigint GENERATED ALWAYS AS IDENTITY,
    customer_id bigint NOT NULL,
    shipping_address_id bigint NOT NULL,
    coupon_code varchar(24),
    status shop.order_status NOT NULL DEFAULT 'new',
    currency shop.currency_code NOT NULL DEFAULT 'EUR',
    discount_cents integer NOT NULL DEFAULT 0,
    placed_at timestamp with time zone NOT NULL DEFAULT now(),
    updated_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT orders_pkey PRIMARY KEY (order_id),
    CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (customer_id),
    CONSTRAINT fk_orders_address FOREIGN KEY (shipping_address_id) REFERENCES shop.customer_addresses (address_id),
    CONSTRAINT fk_orders_coupon FOREIGN KEY (coupon_code) REFERENCES shop.coupons (coupon_code),
    CONSTRAINT ck_orders_discount CHECK (discount_cents >= 0)
);
CREATE INDEX idx_orders_customer ON shop.orders (customer_id, placed_at DESC);
CREATE INDEX idx_orders_open ON shop.orders (placed_at) WHERE status IN ('new', 'paid', 'packed');
CREATE INDEX idx_orders_coupon ON shop.orders (coupon_code);
COMMENT ON TABLE shop.orders IS 'One row per order';

ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_of_the_customer ON shop.orders FOR SELECT
    USING (customer_id = current_setting('storefront.customer_id', true)::bigint);

CREATE TABLE shop.order_items (
    order_id bigint NOT NULL,
    line_no smallint NOT NULL,
    variant_id bigint NOT NULL,
    quantity integer NOT NULL,
    unit_price_cents integer NOT NULL,
    line_total_cents bigint GENERATED ALWAYS AS (quantity::bigint * unit_price_cents) STORED,
    CONSTRAINT order_items_pkey PRIMARY KEY (order_id, line_no),
    CONSTRAINT fk_order_items_order FOREIGN KEY (order_id) REFERENCES shop.orders (order_id) ON DELETE CASCADE,
    CONSTRAINT fk_order_items_variant FOREIGN KEY (variant_id) REFERENCES shop.product_variants (variant_id),
    CONSTRAINT ck_order_items_quantity CHECK (quantity > 0)
);
CREATE INDEX idx_order_items_variant ON shop.order_items (variant_id);

CREATE TABLE shop.payments (
    payment_id bigint GENERATED ALWAYS AS IDENTITY,
    order_id bigint NOT NULL,
    method shop.payment_method NOT NULL,
    amount_cents integer NOT NULL,
    provider_reference text,
    received_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT payments_pkey PRIMARY KEY (payment_id),
    CONSTRAINT fk_payments_order FOREIGN KEY (order_id) REFERENCES shop.orders (order_id),
    CONSTRAINT ck_payments_amount CHECK (amount_cents > 0)
);
CREATE INDEX idx_payments_order ON shop.payments (order_id);
CREATE INDEX idx_payments_received ON shop.payments (received_at);
COMMENT ON COLUMN shop.payments.amount_cents IS 'Smallest unit of the currency of the order';

CREATE TABLE shop.refunds (
    refund_id bigint GENERATED ALWAYS AS IDENTITY,
    payment_id bigint NOT NULL,
    amount_cents integer NOT NULL,
    reason text NOT NULL,
    approved_by integer,
    refunded_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT refunds_pkey PRIMARY KEY (refund_id),
    CONSTRAINT fk_refunds_payment FOREIGN KEY (payment_id) REFERENCES shop.payments (payment_id),
    CONSTRAINT fk_refunds_approved_by FOREIGN KEY (approved_by) REFERENCES ops.staff_members (staff_id),
    CONSTRAINT ck_refunds_amount CHECK (amount_cents > 0)
);

-- ---------------------------------------------------------------- shop: traffic, a partition per quarter

CREATE TABLE shop.page_views (
    viewed_at timestamp with time zone NOT NULL,
    session_id uuid NOT NULL,
    product_id bigint,
    path text NOT NULL,
    CONSTRAINT page_views_pkey PRIMARY KEY (viewed_at, session_id)
) PARTITION BY RANGE (viewed_at);
CREATE TABLE shop.page_views_2026_q3 PARTITION OF shop.page_views
    FOR VALUES FROM ('2026-07-01 00:00:00+00') TO ('2026-10-01 00:00:00+00');
CREATE TABLE shop.page_views_2026_q4 PARTITION OF shop.page_views
    FOR VALUES FROM ('2026-10-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
CREATE INDEX idx_page_views_product ON shop.page_views (product_id, viewed_at);

-- ---------------------------------------------------------------- ops: stock

CREATE TABLE ops.warehouses (
    warehouse_id integer GENERATED ALWAYS AS IDENTITY,
    code varchar(8) NOT NULL,
    name text NOT NULL,
    country_code character(2) NOT NULL,
    CONSTRAINT warehouses_pkey PRIMARY KEY (warehouse_id),
    CONSTRAINT uq_warehouses_code UNIQUE (code),
    CONSTRAINT fk_warehouses_country FOREIGN KEY (country_code) REFERENCES shop.countries (country_code)
);

CREATE TABLE ops.stock_levels (
    warehouse_id integer NOT NULL,
    variant_id bigint NOT NULL,
    on_hand integer NOT NULL DEFAULT 0,
    reserved integer NOT NULL DEFAULT 0,
    available integer GENERATED ALWAYS AS (on_hand - reserved) STORED,
    updated_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT stock_levels_pkey PRIMARY KEY (warehouse_id, variant_id),
    CONSTRAINT fk_stock_levels_warehouse FOREIGN KEY (warehouse_id) REFERENCES ops.warehouses (warehouse_id),
    CONSTRAINT fk_stock_levels_variant FOREIGN KEY (variant_id) REFERENCES shop.product_variants (variant_id),
    CONSTRAINT ck_stock_levels_reserved CHECK (reserved >= 0 AND reserved <= on_hand)
);

CREATE TABLE ops.stock_movements (
    movement_id bigint GENERATED ALWAYS AS IDENTITY,
    warehouse_id integer NOT NULL,
    variant_id bigint NOT NULL,
    kind ops.movement_kind NOT NULL,
    quantity integer NOT NULL,
    moved_at timestamp with time zone NOT NULL DEFAULT now(),
    note text,
    CONSTRAINT stock_movements_pkey PRIMARY KEY (movement_id),
    CONSTRAINT fk_stock_movements_warehouse FOREIGN KEY (warehouse_id) REFERENCES ops.warehouses (warehouse_id),
    CONSTRAINT fk_stock_movements_variant FOREIGN KEY (variant_id) REFERENCES shop.product_variants (variant_id),
    CONSTRAINT ck_stock_movements_quantity CHECK (quantity <> 0)
);
CREATE INDEX idx_stock_movements_moved ON ops.stock_movements USING brin (moved_at);
CREATE STATISTICS ops.stock_movements_kind_warehouse (dependencies) ON kind, warehouse_id FROM ops.stock_movements;
COMMENT ON TABLE ops.stock_movements IS 'Append only; the largest table of the house';

-- ---------------------------------------------------------------- ops: buying

CREATE TABLE ops.suppliers (
    supplier_id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    contact_email shop.email_address,
    country_code character(2) NOT NULL,
    lead_time_days integer NOT NULL DEFAULT 14,
    CONSTRAINT suppliers_pkey PRIMARY KEY (supplier_id),
    CONSTRAINT fk_suppliers_country FOREIGN KEY (country_code) REFERENCES shop.countries (country_code),
    CONSTRAINT ck_suppliers_lead_time CHECK (lead_time_days BETWEEN 0 AND 365)
);

CREATE TABLE ops.purchase_orders (
    purchase_order_id bigint GENERATED ALWAYS AS IDENTITY,
    supplier_id integer NOT NULL,
    warehouse_id integer NOT NULL,
    approved_by integer,
    ordered_on date NOT NULL DEFAULT CURRENT_DATE,
    expected_on date,
    CONSTRAINT purchase_orders_pkey PRIMARY KEY (purchase_order_id),
    CONSTRAINT fk_purchase_orders_supplier FOREIGN KEY (supplier_id) REFERENCES ops.suppliers (supplier_id),
    CONSTRAINT fk_purchase_orders_warehouse FOREIGN KEY (warehouse_id) REFERENCES ops.warehouses (warehouse_id)
);

CREATE TABLE ops.purchase_order_lines (
    purchase_order_id bigint NOT NULL,
    line_no smallint NOT NULL,
    variant_id bigint NOT NULL,
    quantity integer NOT NULL,
    unit_cost_cents integer NOT NULL,
    CONSTRAINT purchase_order_lines_pkey PRIMARY KEY (purchase_order_id, line_no),
    CONSTRAINT fk_purchase_order_lines_order FOREIGN KEY (purchase_order_id)
        REFERENCES ops.purchase_orders (purchase_order_id) ON DELETE CASCADE,
    CONSTRAINT fk_purchase_order_lines_variant FOREIGN KEY (variant_id) REFERENCES shop.product_variants (variant_id)
);

-- ---------------------------------------------------------------- ops: shipping

CREATE TABLE ops.carriers (
    carrier_id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    CONSTRAINT carriers_pkey PRIMARY KEY (carrier_id),
    CONSTRAINT uq_carriers_name UNIQUE (name)
);

CREATE TABLE ops.shipments (
    shipment_id bigint GENERATED ALWAYS AS IDENTITY,
    order_id bigint NOT NULL,
    warehouse_id integer NOT NULL,
    carrier_id integer NOT NULL,
    label_no bigint NOT NULL DEFAULT nextval('ops.shipment_label_seq'::regclass),
    state ops.shipment_state NOT NULL DEFAULT 'label_printed',
    handed_over_at timestamp with time zone,
    CONSTRAINT shipments_pkey PRIMARY KEY (shipment_id),
    CONSTRAINT uq_shipments_label UNIQUE (label_no),
    CONSTRAINT fk_shipments_order FOREIGN KEY (order_id) REFERENCES shop.orders (order_id),
    CONSTRAINT fk_shipments_warehouse FOREIGN KEY (warehouse_id) REFERENCES ops.warehouses (warehouse_id),
    CONSTRAINT fk_shipments_carrier FOREIGN KEY (carrier_id) REFERENCES ops.carriers (carrier_id)
);
CREATE INDEX idx_shipments_under_way ON ops.shipments (carrier_id, handed_over_at)
    WHERE state IN ('handed_over', 'in_transit');

CREATE TABLE ops.shipment_items (
    shipment_id bigint NOT NULL,
    order_id bigint NOT NULL,
    line_no smallint NOT NULL,
    quantity integer NOT NULL,
    CONSTRAINT shipment_items_pkey PRIMARY KEY (shipment_id, order_id, line_no),
    CONSTRAINT fk_shipment_items_shipment FOREIGN KEY (shipment_id)
        REFERENCES ops.shipments (shipment_id) ON DELETE CASCADE,
    CONSTRAINT fk_shipment_items_order_item FOREIGN KEY (order_id, line_no)
        REFERENCES shop.order_items (order_id, line_no)
);

CREATE TABLE ops.legacy_import_log (
    import_id integer GENERATED ALWAYS AS IDENTITY,
    file_name text NOT NULL,
    imported_at timestamp with time zone NOT NULL DEFAULT now(),
    rows_read integer NOT NULL,
    CONSTRAINT legacy_import_log_pkey PRIMARY KEY (import_id)
);
COMMENT ON TABLE ops.legacy_import_log IS 'Import of the old shop, finished in 2024';

-- ---------------------------------------------------------------- functions over the tables

CREATE FUNCTION shop.order_total(wanted_order_id bigint) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
    SELECT COALESCE(sum(i.line_total_cents), 0)::bigint
    FROM shop.order_items i
    WHERE i.order_id = wanted_order_id
$$;
COMMENT ON FUNCTION shop.order_total(bigint) IS 'What the customer pays for an order';

CREATE FUNCTION ops.available_stock(wanted_variant_id bigint) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    total integer;
BEGIN
    SELECT COALESCE(sum(s.available), 0) INTO total
    FROM ops.stock_levels s
    WHERE s.variant_id = wanted_variant_id;
    RETURN total;
END;
$$;

CREATE FUNCTION ops.apply_stock_movement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO ops.stock_levels AS level (warehouse_id, variant_id, on_hand)
    VALUES (NEW.warehouse_id, NEW.variant_id, NEW.quantity)
    ON CONFLICT (warehouse_id, variant_id)
    DO UPDATE SET on_hand = level.on_hand + EXCLUDED.on_hand, updated_at = now();
    RETURN NEW;
END;
$$;

-- ---------------------------------------------------------------- triggers

CREATE TRIGGER trg_customers_touch BEFORE UPDATE ON shop.customers
    FOR EACH ROW EXECUTE FUNCTION shop.touch_updated_at();
CREATE TRIGGER trg_products_touch BEFORE UPDATE ON shop.products
    FOR EACH ROW EXECUTE FUNCTION shop.touch_updated_at();
CREATE TRIGGER trg_orders_touch BEFORE UPDATE ON shop.orders
    FOR EACH ROW EXECUTE FUNCTION shop.touch_updated_at();
CREATE TRIGGER trg_refunds_audit AFTER INSERT OR UPDATE OR DELETE ON shop.refunds
    FOR EACH ROW EXECUTE FUNCTION ops.write_audit_entry();
CREATE TRIGGER trg_stock_movements_apply AFTER INSERT ON ops.stock_movements
    FOR EACH ROW WHEN (NEW.kind <> 'sale') EXECUTE FUNCTION ops.apply_stock_movement();

-- ---------------------------------------------------------------- views

CREATE VIEW shop.active_customers AS
    SELECT c.customer_id, c.email, c.given_name, c.family_name, c.phone
    FROM shop.customers c
    WHERE c.closed_at IS NULL;
COMMENT ON VIEW shop.active_customers IS 'Accounts that may place an order';

CREATE VIEW shop.order_summaries AS
    SELECT o.order_id,
           o.customer_id,
           o.status,
           o.placed_at,
           count(i.line_no) AS line_count,
           COALESCE(sum(i.line_total_cents), 0) - o.discount_cents AS total_cents
    FROM shop.orders o
    LEFT JOIN shop.order_items i ON i.order_id = o.order_id
    GROUP BY o.order_id;

CREATE VIEW shop.customer_lifetime AS
    SELECT c.customer_id, c.email, count(s.order_id) AS order_count, sum(s.total_cents) AS total_cents
    FROM shop.active_customers c
    JOIN shop.order_summaries s ON s.customer_id = c.customer_id
    GROUP BY c.customer_id, c.email;

CREATE VIEW shop.daily_revenue AS
    SELECT (p.received_at AT TIME ZONE 'UTC')::date AS day, p.method, sum(p.amount_cents) AS amount_cents
    FROM shop.payments p
    GROUP BY (p.received_at AT TIME ZONE 'UTC')::date, p.method;
COMMENT ON VIEW shop.daily_revenue IS 'Money in, by day and payment method';

CREATE VIEW ops.low_stock AS
    SELECT w.code AS warehouse_code, v.sku, l.available
    FROM ops.stock_levels l
    JOIN ops.warehouses w ON w.warehouse_id = l.warehouse_id
    JOIN shop.product_variants v ON v.variant_id = l.variant_id
    WHERE l.available < 5;

CREATE MATERIALIZED VIEW ops.monthly_revenue AS
    SELECT date_trunc('month', r.day::timestamp)::date AS month, r.method, sum(r.amount_cents) AS amount_cents
    FROM shop.daily_revenue r
    GROUP BY date_trunc('month', r.day::timestamp)::date, r.method;
CREATE UNIQUE INDEX uq_monthly_revenue_month_method ON ops.monthly_revenue (month, method);
COMMENT ON MATERIALIZED VIEW ops.monthly_revenue IS 'Refreshed every night for the finance report';

-- ================================================================ rows

INSERT INTO ops.staff_members (login, full_name, email, hired_on) VALUES
    ('mira', 'Mira Lindqvist', 'mira@storefront.example', '2021-03-01'),
    ('tomasz', 'Tomasz Zając', 'tomasz@storefront.example', '2022-09-15'),
    ('adaeze', 'Adaeze Obi', 'adaeze@storefront.example', '2024-01-08');

INSERT INTO shop.countries (country_code, name, vat_percent) VALUES
    ('DE', 'Germany', 19), ('FR', 'France', 20), ('PL', 'Poland', 23), ('SE', 'Sweden', 25);

-- two of four still have a fax number: dropping the column loses them
INSERT INTO shop.customers (email, given_name, family_name, phone, fax, birth_date, marketing_consent) VALUES
    ('jana@mail.example', 'Jana', 'Hoffmann', '+49 30 5550101', '+49 30 5550102', '1984-05-02', true),
    ('luc@mail.example', 'Luc', 'Moreau', '+33 1 55501010', NULL, NULL, false),
    ('ewa@mail.example', 'Ewa', 'Nowak', NULL, '+48 22 5550103', '1991-11-23', true),
    ('nils@mail.example', 'Nils', 'Berg', '+46 8 5550104', NULL, '1977-08-30', false);

INSERT INTO shop.customer_addresses (customer_id, country_code, street, postal_code, city, is_default) VALUES
    (1, 'DE', 'Lindenallee 4', '10999', 'Berlin', true),
    (2, 'FR', '12 rue des Carmes', '31000', 'Toulouse', true),
    (3, 'PL', 'ul. Lipowa 7', '00-316', 'Warszawa', true),
    (4, 'SE', 'Storgatan 18', '114 51', 'Stockholm', true),
    (1, 'DE', 'Werkstraße 21', '12487', 'Berlin', false);

-- jana subscribed twice: a unique index on the address cannot be built
INSERT INTO shop.newsletter_subscriptions (email, topic) VALUES
    ('jana@mail.example', 'offers'),
    ('jana@mail.example', 'offers'),
    ('ewa@mail.example', 'offers'),
    ('nils@mail.example', 'new arrivals');

INSERT INTO shop.brands (name, website) VALUES
    ('Fjordline', 'https://fjordline.example'), ('Atelier Nord', NULL), ('Kupfer & Sohn', 'https://kupfer.example');

INSERT INTO shop.categories (parent_id, slug, title, position) VALUES
    (NULL, 'kitchen', 'Kitchen', 1), (1, 'pans', 'Pans', 1), (1, 'knives', 'Knives', 2), (NULL, 'garden', 'Garden', 2);

INSERT INTO shop.products
    (brand_id, title, description, attributes, tags, deprecated_supplier_code, published_at) VALUES
    (3, 'Copper pan', 'Hand hammered, tin lined', '{"material": "copper"}', '{cookware,gift}', 'KS-77',
        '2026-02-01 08:00:00+00'),
    (1, 'Filleting knife', 'Flexible blade, 18 cm', '{"blade_mm": 180}', '{cookware}', NULL,
        '2026-03-12 08:00:00+00'),
    (2, 'Linen apron', 'Stone washed', '{"sizes": ["S", "M", "L"]}', '{textile,gift}', 'AN-12',
        '2026-04-20 08:00:00+00'),
    (1, 'Garden shears', 'Still in the making', '{}', '{}', NULL, NULL);

INSERT INTO shop.product_variants (product_id, sku, title, weight_grams) VALUES
    (1, 'PAN-CU-24', '24 cm', 1450), (1, 'PAN-CU-28', '28 cm', 1890), (2, 'KNF-FIL-18', '18 cm', 140),
    (3, 'APR-LIN-M', 'M', 310), (3, 'APR-LIN-L', 'L', 335);

INSERT INTO shop.product_images (product_id, url, alt_text, position) VALUES
    (1, 'https://img.storefront.example/pan-1.webp', 'Copper pan from above', 1),
    (1, 'https://img.storefront.example/pan-2.webp', 'Copper pan, handle', 2),
    (3, 'https://img.storefront.example/apron-1.webp', 'Linen apron on a hook', 1);

INSERT INTO shop.product_categories (product_id, category_id) VALUES (1, 2), (2, 3), (3, 1), (4, 4);

INSERT INTO shop.price_lists (name, currency, valid_from, valid_until) VALUES
    ('Europe 2026', 'EUR', '2026-01-01', '2027-01-01'), ('Sweden 2026', 'SEK', '2026-01-01', NULL);

INSERT INTO shop.prices (price_list_id, variant_id, amount_cents) VALUES
    (1, 1, 14900), (1, 2, 17900), (1, 3, 5900), (1, 4, 4500), (1, 5, 4500), (2, 1, 169000), (2, 3, 67000);

-- a rating of 0 came in through the old app: the new check will not validate
INSERT INTO shop.reviews (product_id, customer_id, rating, body) VALUES
    (1, 1, 5, 'Heavy in the best way'), (1, 2, 4, 'Beautiful, needs care'), (2, 4, 5, 'Very sharp'), (3, 3, 0, '');

INSERT INTO shop.carts (cart_id, customer_id) VALUES
    ('0b5c9a52-6a4e-4f0e-9c53-1d2f7a8b9c01', 2),
    ('0b5c9a52-6a4e-4f0e-9c53-1d2f7a8b9c02', NULL);

INSERT INTO shop.cart_items (cart_id, variant_id, quantity) VALUES
    ('0b5c9a52-6a4e-4f0e-9c53-1d2f7a8b9c01', 3, 1),
    ('0b5c9a52-6a4e-4f0e-9c53-1d2f7a8b9c02', 1, 2),
    ('0b5c9a52-6a4e-4f0e-9c53-1d2f7a8b9c02', 4, 1);

INSERT INTO shop.coupons (coupon_code, percent_off, valid_until) VALUES
    ('SPRING10', 10, '2026-06-30'), ('FRIENDS', 15, NULL);

INSERT INTO shop.orders (customer_id, shipping_address_id, coupon_code, status, discount_cents, placed_at) VALUES
    (1, 1, 'SPRING10', 'delivered', 1490, '2026-05-04 10:12:00+00'),
    (2, 2, NULL, 'shipped', 0, '2026-10-30 18:40:00+00'),
    (4, 4, 'FRIENDS', 'paid', 885, '2026-11-18 07:05:00+00'),
    (3, 3, NULL, 'new', 0, '2026-11-20 21:31:00+00');

INSERT INTO shop.order_items (order_id, line_no, variant_id, quantity, unit_price_cents) VALUES
    (1, 1, 1, 1, 14900), (2, 1, 2, 1, 17900), (2, 2, 4, 2, 4500), (3, 1, 3, 1, 5900), (4, 1, 5, 1, 4500);

INSERT INTO shop.payments (order_id, method, amount_cents, provider_reference, received_at) VALUES
    (1, 'card', 13410, 'ch_000181', '2026-05-04 10:12:30+00'),
    (2, 'invoice', 26900, NULL, '2026-11-02 09:00:00+00'),
    (3, 'card', 5015, 'ch_000412', '2026-11-18 07:05:20+00');

INSERT INTO shop.refunds (payment_id, amount_cents, reason, approved_by) VALUES
    (1, 1000, 'dent in the rim', 2);

INSERT INTO shop.page_views (viewed_at, session_id, product_id, path) VALUES
    ('2026-09-30 23:59:00+00', '5d0a7b8e-2f51-4a55-8a7a-0f6b4c1d2e01', 1, '/p/copper-pan'),
    ('2026-11-18 07:01:00+00', '5d0a7b8e-2f51-4a55-8a7a-0f6b4c1d2e02', 2, '/p/filleting-knife'),
    ('2026-11-20 21:20:00+00', '5d0a7b8e-2f51-4a55-8a7a-0f6b4c1d2e03', NULL, '/');

INSERT INTO ops.warehouses (code, name, country_code) VALUES
    ('BER1', 'Berlin Süd', 'DE'), ('GOT1', 'Göteborg hamn', 'SE');

INSERT INTO ops.stock_levels (warehouse_id, variant_id, on_hand, reserved) VALUES
    (1, 1, 12, 1), (1, 2, 3, 1), (1, 4, 40, 0), (2, 3, 25, 2);

-- the large table of the sample: a year of movements, one in every few hours
INSERT INTO ops.stock_movements (warehouse_id, variant_id, kind, quantity, moved_at)
SELECT 1 + n % 2, 1 + n % 5, 'sale', -1, timestamp with time zone '2025-11-20 00:00:00+00' + n * interval '2 hours'
FROM generate_series(1, 4000) AS n;
INSERT INTO ops.stock_movements (warehouse_id, variant_id, kind, quantity, note) VALUES
    (1, 5, 'receipt', 30, 'first delivery of size L'), (2, 3, 'correction', 2, 'found behind shelf 9');

-- the second supplier has no address on file: NOT NULL cannot hold
INSERT INTO ops.suppliers (name, contact_email, country_code, lead_time_days) VALUES
    ('Kupfer & Sohn', 'order@kupfer.example', 'DE', 21),
    ('Atelier Nord', NULL, 'FR', 10),
    ('Fjordline', 'desk@fjordline.example', 'SE', 30);

-- the third order was approved by somebody who has left and is not on file: the new foreign key will not validate
INSERT INTO ops.purchase_orders (supplier_id, warehouse_id, approved_by, ordered_on, expected_on) VALUES
    (1, 1, 1, '2026-09-01', '2026-09-22'), (3, 2, 2, '2026-10-10', '2026-11-09'), (2, 1, 17, '2026-11-12', NULL);

INSERT INTO ops.purchase_order_lines (purchase_order_id, line_no, variant_id, quantity, unit_cost_cents) VALUES
    (1, 1, 1, 20, 7200), (1, 2, 2, 10, 8800), (2, 1, 3, 50, 2100), (3, 1, 5, 30, 1900);

INSERT INTO ops.carriers (name) VALUES ('Nordpost'), ('Kurier Berlin');

INSERT INTO ops.shipments (order_id, warehouse_id, carrier_id, state, handed_over_at) VALUES
    (1, 1, 2, 'delivered', '2026-05-05 14:00:00+00'), (2, 1, 1, 'in_transit', '2026-11-03 13:30:00+00');

INSERT INTO ops.shipment_items (shipment_id, order_id, line_no, quantity) VALUES
    (1, 1, 1, 1), (2, 2, 1, 1), (2, 2, 2, 2);

INSERT INTO ops.legacy_import_log (file_name, imported_at, rows_read) VALUES
    ('customers.csv', '2024-02-11 06:00:00+00', 4), ('orders-2023.csv', '2024-02-11 06:04:00+00', 118);

REFRESH MATERIALIZED VIEW ops.monthly_revenue;
