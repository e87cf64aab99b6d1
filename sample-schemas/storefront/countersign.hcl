// What a change of the storefront database must satisfy before it may run.
// The language is that of atlas.hcl; paths are relative to this file.

variable "destructive" {
  type        = bool
  default     = false
  description = "Plan the statements that drop tables, columns and schemas"
}

// Without the variable nothing that holds data is dropped: such drops are taken out before the SQL is planned.
diff {
  skip {
    drop_schema = !var.destructive
    drop_table  = !var.destructive
    drop_column = !var.destructive
  }
}

lint {
  // A drop that made it into the plan is an error, unless the column was renamed to deprecated_... a release ago.
  destructive {
    error = true
    allow_column {
      match = "^deprecated_"
    }
  }
  data_depend {
    error = true
  }
  incompatible {
    error = false
  }
  concurrent_index {
    error = false
  }
  naming {
    match   = "^[a-z][a-z0-9_]*$"
    message = "use lower_snake_case"
    index {
      match   = "^(idx|uq)_[a-z0-9_]+$"
      message = "an index starts with idx_, a unique one with uq_"
    }
    foreign_key {
      match   = "^fk_[a-z0-9_]+$"
      message = "a foreign key starts with fk_"
    }
    check {
      match   = "^ck_[a-z0-9_]+$"
      message = "a check starts with ck_"
    }
  }
}

// A developer's machine: only an error asks for a review.
env "dev" {
  src = "file://desired.sql"
  url = "file://current.sql"
  dev = "embedded://postgres/18"
  lint {
    review = ERROR
  }
}

// The rehearsal: a warning is enough to ask for a review.
env "staging" {
  src = "file://desired.sql"
  url = "file://current.sql"
  dev = "embedded://postgres/18"
  lint {
    review = WARNING
  }
}

// Production: every change is reviewed, and indexes are built without blocking writes.
// current.sql stands in for the live database; a real project names it from the environment:
//   url = getenv("STOREFRONT_DATABASE_URL")
env "prod" {
  src = "file://desired.sql"
  url = "file://current.sql"
  dev = "embedded://postgres/18"
  diff {
    concurrent_index {
      create = true
      drop   = true
    }
  }
  lint {
    review = ALWAYS
  }
}
