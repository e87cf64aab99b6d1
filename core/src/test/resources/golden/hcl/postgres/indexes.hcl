schema "public" {
}

table "letter" {
  schema = schema.public
  column "id" {
    type = bigint
    null = false
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
  index "letter_at" {
    columns = [column.at]
    type    = "spgist"
  }
  index "letter_body" {
    on {
      column = column.body
      ops    = sql("jsonb_path_ops")
    }
    type = "gin"
    storage_params {
      fastupdate = "false"
    }
  }
  index "letter_id" {
    columns = [column.id]
    type    = "brin"
    storage_params {
      pages_per_range = "32"
    }
  }
  index "letter_order" {
    unique = true
    on {
      column     = column.sender
      ops        = sql("text_pattern_ops")
      desc       = true
      nulls_last = true
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
      collate = sql("\"C\"")
    }
    include        = [column.at]
    nulls_distinct = false
    where          = "(id > 0)"
  }
  index "letter_plain" {
    columns = [column.id, column.sender]
    comment = "by number"
  }
  index "letter_type" {
    columns = [column.sender]
    type    = "hash"
  }
  index "letter_words" {
    on {
      column = column.words
      ops    = sql("tsvector_ops (siglen='64')")
    }
    type = "gist"
  }
}
