// The desired state is written as HCL, in the files of the folder schema/.
// The language is that of atlas.hcl; paths are relative to this file.

variable "destructive" {
  type        = bool
  default     = false
  description = "Plan the statements that drop tables, columns and schemas"
}

data "hcl_schema" "room" {
  path = "schema"
  vars = {
    title_length = 120
    audited      = ["reader", "loan"]
  }
}

diff {
  skip {
    drop_schema = !var.destructive
    drop_table  = !var.destructive
    drop_column = !var.destructive
  }
}

lint {
  review = WARNING
  destructive {
    error = true
  }
}

// current.sql stands in for the live database; a real project names it from the environment.
env "local" {
  src = data.hcl_schema.room.url
  url = "file://current.sql"
  dev = "embedded://postgres/18"
}
