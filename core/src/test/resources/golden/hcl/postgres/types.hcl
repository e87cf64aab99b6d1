schema "public" {
}

enum "status" {
  schema  = schema.public
  values  = ["new", "it's done", "\"quoted\""]
  comment = "how far it is"
}

domain "postcode" {
  schema  = schema.public
  type    = text
  null    = false
  collate = sql("pg_catalog.\"C\"")
  default = sql("'0000'::text")
  check "postcode_figures" {
    expr    = "(VALUE ~ '^[0-9]{4}$'::text)"
    comment = "no letters"
  }
  comment = "four figures"
}

composite "address" {
  schema = schema.public
  field "street" {
    type    = text
    collate = sql("pg_catalog.\"C\"")
    comment = "with the number"
  }
  field "code" {
    type = domain.postcode
  }
  comment = "where somebody lives"
}

range "span" {
  schema          = schema.public
  multirange_name = sql("public.spans")
  subtype         = sql("double precision")
  subtype_diff    = sql("float8mi")
  comment         = "from here to there"
}

table "everything" {
  schema = schema.public
  column "c_a" {
    type = bigint
    null = true
  }
  column "c_b" {
    type = bit(1)
    null = true
  }
  column "c_c" {
    type = bit(3)
    null = true
  }
  column "c_d" {
    type = bit_varying(5)
    null = true
  }
  column "c_e" {
    type = box
    null = true
  }
  column "c_f" {
    type = bytea
    null = true
  }
  column "c_g" {
    type = character(4)
    null = true
  }
  column "c_h" {
    type = character_varying(9)
    null = true
  }
  column "c_i" {
    type = character_varying
    null = true
  }
  column "c_j" {
    type = cidr
    null = true
  }
  column "c_k" {
    type = circle
    null = true
  }
  column "c_l" {
    type = numeric(5, 0)
    null = true
  }
  column "c_m" {
    type = double_precision
    null = true
  }
  column "c_n" {
    type = enum.status
    null = true
  }
  column "c_o" {
    type = domain.postcode
    null = true
  }
  column "c_p" {
    type = composite.address
    null = true
  }
  column "c_q" {
    type = range.span
    null = true
  }
  column "c_r" {
    type = sql("integer[]")
    null = true
  }
  column "c_s" {
    type = sql("public.status[]")
    null = true
  }
  column "c_t" {
    type = time(3)
    null = true
  }
  column "c_u" {
    type = timetz
    null = true
  }
  column "c_v" {
    type = timestamp(0)
    null = true
  }
  column "c_w" {
    type = timestamptz(6)
    null = true
  }
  column "c_x" {
    type = sql("interval(2)")
    null = true
  }
  column "c_y" {
    type = year_to_month
    null = true
  }
  column "c_z" {
    type = day_to_second(1)
    null = true
  }
  column "collated" {
    type    = text
    null    = true
    collate = sql("public.plain")
  }
  column "state" {
    type    = enum.status
    null    = false
    default = sql("'new'::public.status")
  }
  column "home" {
    type = integer
    null = true
  }
  column "more" {
    type = money
    null = true
  }
  column "float4" {
    type = real
    null = true
  }
  column "float8" {
    type = double_precision
    null = true
  }
  column "macs" {
    type = sql("macaddr8[]")
    null = true
  }
  column "xml" {
    type = xml
    null = true
  }
}

collation "plain" {
  schema        = schema.public
  deterministic = false
  locale        = "und"
  provider      = "icu"
  comment       = "capitals do not count"
}

cast "public.status AS integer" {
  source  = enum.status
  target  = integer
  inout   = true
  as      = ASSIGNMENT
  comment = "fails, but says so"
}
