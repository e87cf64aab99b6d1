-- Storefront, as the winter release wants it.
-- An invented online shop: schema "shop" sells, schema "ops" stores, ships and keeps watch.
-- README.md tells the changes against current.sql one by one.

CREATE SCHEMA shop;
CREATE SCHEMA ops;

COMMENT ON SCHEMA shop IS 'What customers see: catalogue, prices, carts, orders, payments';
COMMENT ON SCHEMA ops IS 'What staff see: warehouses, stock, suppliers, shipments, audit';

-- ---------------------------------------------------------------- types

CREATE TYPE shop.order_status AS ENUM
    ('new', 'paid', 'on_hold', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded');
CREATE TYPE shop.payment_method AS ENUM ('card', 'invoice', 'bank_transfer', 'voucher');
CREATE TYPE shop.sales_channel AS ENUM ('web', 'app', 'store');
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
    -- atlas:renamed_from phone
    phone_number varchar(32),
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
CREATE UNIQUE INDEX uq_newsletter_subscriptions_email ON shop.newsletter_subscriptions (email, topic);

-- ---------------------------------------------------------------- shop: catalogue

CREATE TABLE shop.brands (
    brand_id integer GENERATED ALWAYS AS IDENTITY,
    name varchar(120) NOT NULL,
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
    published_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    updated_at timestamp with time zone NOT NULL DEFAULT now(),
    search_text tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title || ' ' || description)) STORED,
    CONSTRAINT products_pkey PRIMARY KEY (product_id),
    CONSTRAINT fk_products_brand FOREIGN KEY (brand_id) REFERENCES shop.brands (brand_id) ON DELETE SET NULL
);
CREATE INDEX idx_products_search ON shop.products USING gin (search_text);
CREATE INDEX idx_products_attributes ON shop.products USING gin (attributes jsonb_path_ops);
CREATE INDEX products_brand_idx ON shop.products (brand_id);
CREATE INDEX idx_products_published ON shop.products (published_at DESC) WHERE published_at IS NOT NULL;

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
    alt_text text,
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
    CONSTRAINT fk_reviews_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (customer_id),
    CONSTRAINT ck_reviews_rating CHECK (rating BETWEEN 1 AND 5)
);
CREATE INDEX idx_reviews_product ON shop.reviews (product_id, written_at DESC);

-- ---------------------------------------------------------------- shop: carts and coupons

CREATE TABLE shop.carts (
    cart_id uuid NOT NULL DEFAULT gen_random_uuid(),
    customer_id bigint,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    expires_at timestamp with time zone NOT NULL DEFAULT (now() + interval '14 days'),
    CONSTRAINT carts_pkey PRIMARY KEY (cart_id),
    CONSTRAINT fk_carts_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (customer_id)
);

CREATE TABLE shop.cart_items (
    cart_id uuid NOT NULL,
    variant_id bigint NOT NULL,
    quantity integer NOT NULL DEFAULT 1,
    CONSTRAINT cart_items_pkey PRIMARY KEY (cart_id, variant_id),
    CONSTRAINT fk_cart_items_cart FOREIGN KEY (cart_id) REFERENCES shop.carts (cart_id) ON DELETE CASCADE,
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
    channel shop.sales_channel NOT NULL DEFAULT 'web',
    CONSTRAINT orders_pkey PRIMARY KEY (order_id),
    CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES shop.customers (customer_id),
    CONSTRAINT fk_orders_address FOREIGN KEY (shipping_address_id) REFERENCES shop.customer_addresses (address_id),
    CONSTRAINT fk_orders_coupon FOREIGN KEY (coupon_code) REFERENCES shop.coupons (coupon_code),
    CONSTRAINT ck_orders_discount CHECK (discount_cents >= 0)
);
CREATE INDEX idx_orders_customer ON shop.orders (customer_id, placed_at DESC);
CREATE INDEX idx_orders_open ON shop.orders (placed_at) WHERE status IN ('new', 'paid', 'packed');
COMMENT ON TABLE shop.orders IS 'One row per order; the customer sees it the moment it is placed';

ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_of_the_customer ON shop.orders FOR SELECT
    USING (customer_id = current_setting('storefront.customer_id', true)::bigint AND status <> 'cancelled');

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
    amount_cents bigint NOT NULL,
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

CREATE TABLE shop.gift_cards (
    gift_card_id bigint GENERATED ALWAYS AS IDENTITY,
    code text NOT NULL,
    currency shop.currency_code NOT NULL DEFAULT 'EUR',
    balance_cents bigint NOT NULL,
    issued_with_order_id bigint,
    issued_at timestamp with time zone NOT NULL DEFAULT now(),
    expires_on date,
    CONSTRAINT gift_cards_pkey PRIMARY KEY (gift_card_id),
    CONSTRAINT uq_gift_cards_code UNIQUE (code),
    CONSTRAINT fk_gift_cards_order FOREIGN KEY (issued_with_order_id) REFERENCES shop.orders (order_id),
    CONSTRAINT ck_gift_cards_balance CHECK (balance_cents >= 0)
);
CREATE INDEX idx_gift_cards_expiry ON shop.gift_cards (expires_on) WHERE balance_cents > 0;
COMMENT ON TABLE shop.gift_cards IS 'Bought like any product, paid with like a voucher';

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
CREATE TABLE shop.page_views_2027_q1 PARTITION OF shop.page_views
    FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-04-01 00:00:00+00');
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
CREATE INDEX idx_stock_movements_variant ON ops.stock_movements (variant_id, moved_at DESC);
CREATE INDEX idx_stock_movements_moved ON ops.stock_movements USING brin (moved_at);
CREATE STATISTICS ops.stock_movements_kind_warehouse (dependencies) ON kind, warehouse_id FROM ops.stock_movements;
COMMENT ON TABLE ops.stock_movements IS 'Append only; the largest table of the house';

-- ---------------------------------------------------------------- ops: buying

CREATE TABLE ops.suppliers (
    supplier_id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    contact_email shop.email_address NOT NULL,
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
    CONSTRAINT fk_purchase_orders_warehouse FOREIGN KEY (warehouse_id) REFERENCES ops.warehouses (warehouse_id),
    CONSTRAINT fk_purchase_orders_approved_by FOREIGN KEY (approved_by) REFERENCES ops.staff_members (staff_id)
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
    tracking_url text NOT NULL,
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

CREATE TABLE ops.return_requests (
    return_request_id bigint GENERATED ALWAYS AS IDENTITY,
    shipment_id bigint NOT NULL,
    order_id bigint NOT NULL,
    line_no smallint NOT NULL,
    quantity integer NOT NULL,
    reason text NOT NULL,
    requested_at timestamp with time zone NOT NULL DEFAULT now(),
    decided_by integer,
    CONSTRAINT return_requests_pkey PRIMARY KEY (return_request_id),
    CONSTRAINT fk_return_requests_item FOREIGN KEY (shipment_id, order_id, line_no)
        REFERENCES ops.shipment_items (shipment_id, order_id, line_no),
    CONSTRAINT fk_return_requests_decided_by FOREIGN KEY (decided_by) REFERENCES ops.staff_members (staff_id),
    CONSTRAINT ck_return_requests_quantity CHECK (quantity > 0)
);

-- ---------------------------------------------------------------- functions over the tables

CREATE FUNCTION shop.order_total(wanted_order_id bigint) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
    SELECT COALESCE(sum(i.line_total_cents), 0)::bigint - COALESCE(max(o.discount_cents), 0)
    FROM shop.orders o
    LEFT JOIN shop.order_items i ON i.order_id = o.order_id
    WHERE o.order_id = wanted_order_id
$$;
COMMENT ON FUNCTION shop.order_total(bigint) IS 'What the customer pays for an order, discount taken off';

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
CREATE TRIGGER trg_prices_audit AFTER UPDATE OR DELETE ON shop.prices
    FOR EACH ROW EXECUTE FUNCTION ops.write_audit_entry();
CREATE TRIGGER trg_refunds_audit AFTER INSERT OR UPDATE OR DELETE ON shop.refunds
    FOR EACH ROW EXECUTE FUNCTION ops.write_audit_entry();
CREATE TRIGGER trg_stock_movements_apply AFTER INSERT ON ops.stock_movements
    FOR EACH ROW WHEN (NEW.kind <> 'sale') EXECUTE FUNCTION ops.apply_stock_movement();

-- ---------------------------------------------------------------- views

CREATE VIEW shop.active_customers AS
    SELECT c.customer_id, c.email, c.given_name, c.family_name, c.phone_number AS phone, c.marketing_consent
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
