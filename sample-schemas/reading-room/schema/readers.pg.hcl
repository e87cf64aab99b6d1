schema "room" {
  comment = "what the desk works with"
}

table "reader" {
  schema  = schema.room
  comment = "people with a card"
  column "id" {
    type = bigint
    identity {
      generated = ALWAYS
    }
  }
  column "name" {
    type = text
  }
  // the address stays where it is, only its name changes
  column "mail_address" {
    type         = text
    null         = true
    renamed_from = "mail"
  }
  primary_key "reader_pkey" {
    columns = [column.id]
  }
  index "idx_reader_mail" {
    unique = true
    on {
      expr = "lower(mail_address)"
    }
    where = "mail_address IS NOT NULL"
  }
}
