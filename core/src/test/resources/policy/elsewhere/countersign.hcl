# Much of this is about what other commands and accounts do. Each name in it is looked at all the same.
data "aws_rds_token" "db" {
  endpoint = "db:5432"
  username = "app"
}
docker "postgres" "dev" {
  image    = "registry.example/db:1"
  baseline = "CREATE SCHEMA auth;"
  build {
    context    = "db"
    dockerfile = "Dockerfile"
    target     = "dev"
    args       = { version = "17" }
  }
}
dev "postgres" "own" {
  url      = "postgres://localhost/dev"
  baseline = "CREATE SCHEMA auth;"
}
hook "sql" "limits" {
  skip_errors = true
  transaction {
    after_begin     = ["SET statement_timeout TO '10s'"]
    before_commit   = ["SELECT 1"]
    before_rollback = ["SELECT 1"]
  }
}
deployment "tiered" {
  variable "tier" {
    type        = string
    default     = "free"
    description = "how much a tenant pays"
  }
  group "internal" {
    match = startswith(var.tier, "internal-")
  }
  group "others" {
    order_by   = var.tier
    parallel   = 10
    on_error   = CONTINUE
    depends_on = [group.internal]
  }
}
env "prod" {
  for_each = toset(["a", "b"])
  url      = "postgres://app:${urlescape(data.aws_rds_token.db)}@db/${each.value}"
  dev      = docker.postgres.dev.url
  src      = "file://schema.sql"
  migration {
    dir = "s3://bucket/migrations"
    repo {
      name = "shop"
    }
  }
  script {
    src = "file://scripts"
    repo {
      name = "scripts"
    }
  }
  rollout {
    deployment = deployment.tiered
    vars       = { tier = each.value }
  }
  test {
    schema {
      src = ["a.test.hcl"]
    }
  }
}
env "broken" {
  for_each = data.aws_rds_token.db
  url      = "postgres://db/${each.value}"
  schema {
    src = "file://schema.sql"
  }
  lint {
    destructive {
      error = true
    }
  }
}
env "wrong" {
  url     = nowhere.url
  schemas = ["public"]
  lint {
    naming {
      match = "^[a-z_]+$"
    }
  }
}
