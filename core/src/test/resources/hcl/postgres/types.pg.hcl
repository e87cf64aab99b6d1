schema "public" {}

enum "status" {
  schema  = schema.public
  values  = ["new", "it's done", "\"quoted\""]
  comment = "how far it is"
}

domain "postcode" {
  schema  = schema.public
  type    = text
  null    = false
  default = "0000"
  collate = "C"
  comment = "four figures"
  check "postcode_figures" {
    expr    = "VALUE ~ '^[0-9]{4}$'"
    comment = "no letters"
  }
}

composite "address" {
  schema  = schema.public
  comment = "where somebody lives"
  field "street" {
    type    = text
    collate = "C"
    comment = "with the number"
  }
  field "code" {
    type = domain.postcode
  }
}

range "span" {
  schema          = schema.public
  subtype         = double_precision
  subtype_diff    = float8mi
  multirange_name = spans
  comment         = "from here to there"
}

collation "plain" {
  schema        = schema.public
  provider      = icu
  locale        = "und"
  deterministic = false
  comment       = "capitals do not count"
}

cast "status_to_int" {
  source  = enum.status
  target  = int
  inout   = true
  as      = ASSIGNMENT
  comment = "fails, but says so"
}

table "everything" {
  schema = schema.public
  dynamic "column" {
    for_each = {
      a = bigint
      b = bit
      c = bit(3)
      d = bit_varying(5)
      e = box
      f = bytea
      g = char(4)
      h = character_varying(9)
      i = character_varying
      j = cidr
      k = circle
      l = decimal(5)
      m = double_precision
      n = enum.status
      o = domain.postcode
      p = composite.address
      q = range.span
      r = sql("int[]")
      s = sql("public.status[]")
      t = time(3)
      u = timetz
      v = timestamp(0)
      w = timestamptz(6)
      x = interval(2)
      y = year_to_month
      z = day_to_second(1)
    }
    labels = ["c_${column.key}"]
    content {
      type = column.value
      null = true
    }
  }
  column "collated" {
    type    = text
    null    = true
    collate = collation.plain
  }
  column "state" {
    type    = enum.status
    default = "new"
  }
  column "home" {
    type    = "integer"
    null    = true
  }
  column "more" {
    type = money
    null = true
  }
  column "float4" {
    type = float(24)
    null = true
  }
  column "float8" {
    type = float
    null = true
  }
  column "macs" {
    type = sql("macaddr8[][]")
    null = true
  }
  column "xml" {
    type = xml
    null = true
  }
}
