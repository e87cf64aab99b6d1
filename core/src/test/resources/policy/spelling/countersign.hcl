# Every block and attribute that project files can hold; everything is evaluated. MisspellingTest spells each word of it wrong.
variable "destructive" {
  type        = bool
  default     = false
  description = "Let the plan drop things"
  sensitive   = false
  validation {
    condition     = var.destructive || !var.destructive
    error_message = "true or false"
  }
}

atlas {
  cloud {
    token   = "a"
    org     = "b"
    project = "c"
    url     = "d"
  }
}
test {
  schema {
    src  = ["a.test.hcl"]
    vars = { limit = 1 }
  }
  migrate {
    src  = ["a.test.hcl"]
    vars = { limit = 1 }
  }
  script {
    src = ["a.test.hcl"]
  }
}
locals {
  keep    = !var.destructive
  tenants = var.destructive ? data.sql.tenants.values : [for name in data.sql.tenants.values : upper(name)]
  states  = var.destructive ? data.composite_schema.all.url : data.template_dir.migrations.url
  stands  = var.destructive ? docker.postgres.pg.url : "${atlas.env}-${local.keep}"
}

data "sql" "tenants" {
  url   = "sqlite://tenants.db"
  query = "select name from tenants"
  args  = []
}
data "external" "version" {
  program     = ["git", "describe"]
  working_dir = "."
}
data "external_schema" "orm" {
  program     = ["npx", "export"]
  working_dir = "."
}
data "runtimevar" "url" {
  url = "file:///url.txt?decoder=string"
}
data "hcl_schema" "app" {
  path = "schema.hcl"
  vars = { tenant = "a" }
}
data "hcl_schema" "parts" {
  paths = ["a.hcl", "b.hcl"]
}
data "composite_schema" "all" {
  schema "public" {
    url = "file://schema.sql"
  }
  dynamic "schema" {
    for_each = ["a"]
    iterator = it
    labels   = [it.key]
    content {
      url = it.value
    }
  }
}
data "template_dir" "migrations" {
  path = "templates"
  vars = { tenant = "a" }
}
data "remote_dir" "registry" {
  name    = "app"
  tag     = "latest"
  version = "1"
}
data "remote_schema" "registry" {
  name    = "app"
  tag     = "latest"
  version = "1"
}
data "aws_rds_token" "token" {
  endpoint = "db:5432"
  username = "app"
  region   = "eu"
  profile  = "default"
}
data "cloud_databases" "targets" {
  repo = "app"
  env  = "prod"
}
data "gcp_cloudsql_token" "token" {
}
data "azure_db_token" "token" {
}
data "blob_dir" "stored" {
}

docker "postgres" "pg" {
  image    = "postgres:17"
  schema   = "public"
  database = "dev"
  baseline = "CREATE TABLE a (id int);"
  init     = ["a"]
  command  = ["a"]
  platform = "linux"
  template = "a"
  build {
    context    = "."
    dockerfile = "Dockerfile"
    target     = "dev"
    args       = { version = "17" }
  }
}
dev "sqlite" "own" {
  url      = "sqlite://dev?mode=memory"
  baseline = "CREATE TABLE a (id int);"
}

diff {
  skip {
@SKIP@
  }
  concurrent_index {
    create = true
    drop   = true
  }
  not_null {
    check     = true
    lock_safe = true
  }
  check {
    lock_safe = true
  }
  foreign_key {
    lock_safe = true
  }
  unique {
    lock_safe = true
  }
  lock_safe {
    from_rows = 10
  }
  add_table {
    if_not_exists = true
  }
  add_column {
    if_not_exists = true
  }
  add_index {
    if_not_exists = true
  }
  drop_table {
    if_exists = true
    cascade   = true
  }
  materialized {
    with_no_data = true
  }
}

diff "postgres" {
  concurrent_index {
    create = true
  }
}

format {
  schema {
    inspect = "{{ hcl . }}"
    diff    = "{{ sql . }}"
  }
  migrate {
    lint  = "{{ json . }}"
    drift = "{{ .Status }}"
  }
}

lint {
  review = ERROR
  format = "{{ json . }}"
  destructive {
    error = true
    force = true
    allow_table {
      match = "^deprecated_"
    }
    dynamic "allow_table" {
      for_each = ["tmp"]
      iterator = prefix
      labels   = []
      content {
        match = "^${prefix.value}_"
      }
    }
    allow_column {
      match = "^deprecated_"
    }
  }
  data_depend {
    error = true
  }
  incompatible {
    error = true
    drop_table {
      message = "ask the owners"
    }
    drop_column {
      message = "ask the owners"
    }
  }
  condrop {
    error = true
  }
  nestedtx {
    error = true
  }
  non_linear {
    error   = true
    on_edit = WARN
  }
  statement {
    default = DENY
    error   = true
    allow "definitions" {
      kind  = ["create", "alter table"]
      match = "(?i)users"
    }
    deny "no-truncate" {
      kind    = ["truncate"]
      match   = "(?i)users"
      message = "delete instead"
    }
  }
  git {
    base = "main"
    dir  = "."
  }
  concurrent_index {
    error        = true
    check_create = true
    check_drop   = true
    check_txmode = true
  }
  naming {
    error   = true
    match   = "^[a-z_]+$"
    message = "lower case"
    schema {
      match   = "^[a-z]+$"
      message = "lower case"
    }
    table {
      match   = "^[a-z]+$"
      message = "lower case"
    }
    column {
      match   = "^[a-z]+$"
      message = "lower case"
    }
    index {
      match   = "^[a-z]+$"
      message = "lower case"
    }
    foreign_key {
      match   = "^[a-z]+$"
      message = "lower case"
    }
    check {
      match   = "^[a-z]+$"
      message = "lower case"
    }
  }
  check "PG301" {
    error = true
    skip  = false
  }
  ownership "github" {
    default    = ALLOW
    error      = true
    teams_file = "teams.hcl"
    allow "core" {
      match = "main.*"
      users = ["alice"]
      teams = ["backend"]
      roles = ["dba"]
    }
    deny "others" {
      match = "main.*"
      users = ["mallory"]
      teams = ["contractors"]
      roles = ["guest"]
    }
  }
  rule "hcl" "own" {
    src   = ["own.rule.hcl"]
    vars  = { limit = 3 }
    error = true
  }
}

deprecation {
  window           = "30d"
  prefix           = "deprecated_"
  require_evidence = true
  restart_on_read  = true
  plans            = "file://plans"
  migrations       = "file://migrations"
  trust            = "file://trust"
  observations     = "file://observations.jsonl"
}

env "prod" {
  url     = "file://old.sql"
  dev     = dev.sqlite.own.url
  exclude = ["main.log"]
  include = ["main.*"]
  script {
    src = "file://scripts"
    repo {
      name = "app"
    }
  }
  schema {
    src = "file://schema.lt.hcl"
    repo {
      name = "app"
    }
    mode {
      roles       = true
      permissions = true
      tables      = true
      views       = true
      funcs       = true
      triggers    = true
      types       = true
      objects     = true
      schemas     = true
      sensitive   = DENY
    }
  }
  migration {
    repo {
      name = "app"
    }
    dir              = "file://migrations"
    format           = atlas
    baseline         = "1"
    exec_order       = LINEAR
    tx_mode          = file
    lock_timeout     = "10s"
    lock_name        = "migrate"
    revisions_schema = "revisions"
    to_version       = "2"
    exclude          = ["main.log"]
  }
  data {
    mode         = SYNC
    max_rows     = 1000
    include      = ["main.countries"]
    exclude      = ["main.secrets"]
    skip_diff    = ["*.updated_at"]
    preserve_ids = true
  }
  check "schema_apply" {
    allow "small" {
      condition = length(self.planned_migration.statements) < 2
    }
    deny "large" {
      condition = length(self.planned_migration.statements) > 99
      message   = "too much"
    }
    drift {
      on_error = FAIL
      exclude  = ["main.log"]
    }
  }
}

check "migrate_apply" {
  deny "huge" {
    condition = length(self.planned_migration.statements) > 999
  }
}

env "fleet" {
  for_each = ["a"]
  url      = "sqlite://${each.value}.db"
  src      = "file://schema.lt.hcl"
  dev      = dev.sqlite.own.url
  diff {
    concurrent_index {
      add = true
    }
  }
  format {
  }
  dynamic "check" {
    for_each = ["schema_apply"]
    iterator = command
    labels   = [command.value]
    content {
      allow "small" {
        condition = length(self.planned_migration.statements) < 2
      }
    }
  }
  lint {
    latest = 1
    deprecation {
      window = "60d"
    }
  }
}

env {
  name    = atlas.env
  url     = "sqlite://any.db"
  schemas = ["main"]
  deprecation {
    window = "60d"
  }
}
