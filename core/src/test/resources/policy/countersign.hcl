# Policy of a project: what may be planned, what is reported, who must look.

variable "destructive" {
  type        = bool
  default     = false
  description = "Let the plan drop schemas, tables and columns."
}

locals {
  keep = !var.destructive
}

diff {
  skip {
    drop_schema = local.keep
    drop_table  = !var.destructive
    drop_column = !var.destructive
  }
  concurrent_index {
    create = true
    drop   = true
  }
}

lint {
  review = ERROR
  destructive {
    error = true
    allow_column {
      match = "^deprecated_"
    }
  }
  naming {
    match   = "^[a-z][a-z0-9_]*$"
    message = "must be lower snake case"
    index {
      match   = "^(idx|uq)_"
      message = "must start with idx_ or uq_"
    }
  }
  check "PG301" {
    error = true
  }
}

env "dev" {
  src = "file://desired.sql"
  url = "embedded://postgres/18"
}

env "staging" {
  src     = "file://desired.sql"
  dev     = "embedded://postgres/18"
  url     = getenv("STAGING_URL")
  exclude = ["*[type=extension]"]
  lint {
    review = WARNING
  }
}

env "prod" {
  schema {
    src = "file://desired.sql"
  }
  url     = getenv("PROD_URL")
  dev     = "embedded://postgres/18"
  schemas = ["shop", "billing"]
  lint {
    review = ALWAYS
    destructive {
      error = true
      force = true
    }
  }
}
