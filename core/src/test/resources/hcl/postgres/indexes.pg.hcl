schema "public" {}

table "letter" {
  schema = schema.public
  column "id" {
    type = bigint
  }
  column "sender" {
    type = text
    null = true
  }
  column "body" {
    type = jsonb
    null = true
  }
  column "words" {
    type = tsvector
    null = true
  }
  column "at" {
    type = point
    null = true
  }
  index "letter_plain" {
    columns = [column.id, column.sender]
    comment = "by number"
  }
  index "letter_order" {
    unique = true
    on {
      column      = column.sender
      desc        = true
      nulls_last  = true
      ops         = text_pattern_ops
    }
    on {
      column      = column.id
      nulls_first = true
    }
    on {
      expr = "lower(sender)"
    }
    on {
      column  = column.sender
      collate = "C"
    }
    where          = "id > 0"
    include        = [column.at]
    nulls_distinct = false
  }
  index "letter_type" {
    type    = HASH
    columns = [column.sender]
  }
  index "letter_body" {
    type = GIN
    on {
      column = column.body
      ops    = jsonb_path_ops
    }
    storage_params {
      fastupdate = false
    }
  }
  index "letter_words" {
    type = "gist"
    on {
      column = column.words
      ops    = sql("tsvector_ops(siglen=64)")
    }
  }
  index "letter_at" {
    type    = SPGIST
    columns = [column.at]
  }
  index "letter_id" {
    type           = BRIN
    columns        = [column.id]
    page_per_range = 32
  }
}
