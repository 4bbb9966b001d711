/** Databases and caches. */
import { type CatalogueImage, type CatalogueLayer, directory, executable, executables, text } from "./entry";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const REDIS_FILES = [
  ...executables("/usr/local/bin", "redis-server redis-cli redis-benchmark redis-sentinel"),
  executable("/usr/local/bin/docker-entrypoint.sh"),
  directory("/data"),
];

export const databaseLayers: readonly CatalogueLayer[] = [
  {
    name: "redis-user",
    createdBy: "RUN /bin/sh -c groupadd -r -g 999 redis && useradd -r -g redis -u 999 redis # buildkit",
    rest: "/usr/local/bin/gosu",
    files: [executable("/usr/local/bin/gosu")],
  },
  {
    name: "redis-server",
    createdBy: "RUN /bin/sh -c … make -C /usr/src/redis install … # buildkit",
    rest: "/usr/local/bin/redis-server",
    files: REDIS_FILES,
  },
  {
    name: "alpine-redis",
    createdBy: "RUN /bin/sh -c … make -C /usr/src/redis install … # buildkit",
    rest: "/usr/local/bin/redis-server",
    files: REDIS_FILES,
  },
  {
    name: "postgres-tools",
    createdBy:
      "RUN /bin/sh -c apt-get install -y --no-install-recommends locales libnss-wrapper xz-utils zstd # buildkit",
    rest: "/usr/share/i18n/locales",
    files: [executable("/usr/local/bin/gosu")],
  },
  {
    name: "postgres-server",
    createdBy: "RUN /bin/sh -c apt-get install -y postgresql-$PG_MAJOR … # buildkit",
    rest: "/usr/lib/postgresql/17/lib/libraries",
    files: [
      ...executables("/usr/lib/postgresql/17/bin", "postgres initdb pg_ctl pg_dump"),
      ...executables("/usr/bin", "psql pg_isready"),
      text("/usr/share/postgresql/postgresql.conf.sample", "listen_addresses = '*'"),
      directory("/var/lib/postgresql/data"),
    ],
  },
  {
    name: "postgres-scripts",
    createdBy: "COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/ # buildkit",
    rest: "/usr/local/bin/docker-entrypoint.sh",
    files: [executable("/usr/local/bin/docker-entrypoint.sh"), directory("/docker-entrypoint-initdb.d")],
  },
  {
    name: "mysql-tools",
    createdBy: "RUN /bin/sh -c microdnf install -y openssl xz zstd … # buildkit",
    rest: "/usr/lib64/tools",
    files: [executable("/usr/local/bin/gosu")],
  },
  {
    name: "mysql-server",
    createdBy: "RUN /bin/sh -c microdnf install -y mysql-community-server-minimal … # buildkit",
    rest: "/usr/sbin/mysqld",
    files: [
      executable("/usr/sbin/mysqld"),
      ...executables("/usr/bin", "mysql mysqladmin mysqldump"),
      executable("/usr/local/bin/docker-entrypoint.sh"),
      text("/etc/my.cnf", "[mysqld]", "datadir=/var/lib/mysql", "socket=/var/run/mysqld/mysqld.sock"),
      directory("/var/lib/mysql"),
    ],
  },
];

const REDIS_CONFIG = {
  entrypoint: ["docker-entrypoint.sh"],
  cmd: ["redis-server"],
  env: { PATH, REDIS_VERSION: "8.2.2" },
  workdir: "/data",
  exposedPorts: ["6379/tcp"],
  volumes: ["/data"],
};

export const databaseImages: readonly CatalogueImage[] = [
  {
    repository: "redis",
    tags: ["latest", "8", "8.2"],
    os: "linux",
    layers: ["debian-slim", "redis-user", "redis-server"],
    config: REDIS_CONFIG,
    source: "Docker Hub, official image redis",
  },
  {
    repository: "redis",
    tags: ["alpine", "8-alpine"],
    os: "linux",
    layers: ["alpine", "alpine-redis"],
    config: REDIS_CONFIG,
    source: "Docker Hub, official image redis",
  },
  {
    repository: "postgres",
    tags: ["latest", "17", "17-bookworm"],
    os: "linux",
    layers: ["debian-slim", "postgres-tools", "postgres-server", "postgres-scripts"],
    config: {
      entrypoint: ["docker-entrypoint.sh"],
      cmd: ["postgres"],
      env: { PATH: `${PATH}:/usr/lib/postgresql/17/bin`, PG_MAJOR: "17", PGDATA: "/var/lib/postgresql/data" },
      exposedPorts: ["5432/tcp"],
      volumes: ["/var/lib/postgresql/data"],
      stopSignal: "SIGINT",
    },
    source: "Docker Hub, official image postgres",
  },
  {
    repository: "mysql",
    tags: ["latest", "lts", "8", "8.4"],
    os: "linux",
    layers: ["oracle-slim", "mysql-tools", "mysql-server"],
    config: {
      entrypoint: ["docker-entrypoint.sh"],
      cmd: ["mysqld"],
      env: { PATH, MYSQL_MAJOR: "8.4" },
      exposedPorts: ["3306/tcp", "33060/tcp"],
      volumes: ["/var/lib/mysql"],
    },
    source: "Docker Hub, official image mysql",
  },
];
