variable "title_length" {
  type    = int
  default = 80
}

enum "loan_state" {
  schema = schema.room
  values = ["reserved", "lent", "overdue", "returned"]
}

table "book" {
  schema = schema.room
  column "id" {
    type = bigint
    identity {
      generated = ALWAYS
    }
  }
  column "title" {
    type = varchar(var.title_length)
  }
  column "shelf" {
    type = text
    null = true
  }
  column "search" {
    type = tsvector
    null = true
    as {
      expr = "to_tsvector('simple'::regconfig, title)"
      type = STORED
    }
  }
  primary_key "book_pkey" {
    columns = [column.id]
  }
  index "idx_book_search" {
    type    = GIN
    columns = [column.search]
  }
}

table "loan" {
  schema = schema.room
  column "id" {
    type = bigint
    identity {
      generated = ALWAYS
    }
  }
  column "reader" {
    type = bigint
  }
  column "book" {
    type = bigint
  }
  column "state" {
    type    = enum.loan_state
    default = "reserved"
  }
  column "since" {
    type    = date
    default = CURRENT_DATE
  }
  primary_key "loan_pkey" {
    columns = [column.id]
  }
  foreign_key "fk_loan_book" {
    columns     = [column.book]
    ref_columns = [table.book.column.id]
  }
  foreign_key "fk_loan_reader" {
    columns     = [column.reader]
    ref_columns = [table.reader.column.id]
    on_delete   = RESTRICT
  }
  index "idx_loan_reader" {
    columns = [column.reader]
  }
  check "ck_loan_since" {
    expr = "since >= '2000-01-01'"
  }
}

view "lent_books" {
  schema = schema.room
  as     = <<-SQL
    SELECT b.title, l.since
      FROM ${schema.room.name}.${table.loan.name} l
      JOIN ${schema.room.name}.${table.book.name} b ON b.id = l.book
     WHERE l.state IN ('lent', 'overdue')
  SQL
}
