/** Web servers. */
import { type CatalogueImage, type CatalogueLayer, directory, executable, link, text } from "./entry";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const NGINX_CONF = text(
  "/etc/nginx/nginx.conf",
  "user  nginx;",
  "worker_processes  auto;",
  "error_log  /var/log/nginx/error.log notice;",
  "pid        /run/nginx.pid;",
  "events { worker_connections  1024; }",
  "http { include /etc/nginx/conf.d/*.conf; }",
);

const NGINX_SITE = text(
  "/etc/nginx/conf.d/default.conf",
  "server {",
  "    listen       80;",
  "    server_name  localhost;",
  "    location / { root /usr/share/nginx/html; index index.html; }",
  "}",
);

const NGINX_FILES = [
  executable("/usr/sbin/nginx"),
  NGINX_CONF,
  NGINX_SITE,
  text("/usr/share/nginx/html/index.html", "<!DOCTYPE html>", "<title>nginx</title>", "<h1>It serves.</h1>"),
  text(
    "/usr/share/nginx/html/50x.html",
    "<!DOCTYPE html>",
    "<title>Error</title>",
    "<h1>An error occurred.</h1>",
  ),
  link("/var/log/nginx/access.log", "/dev/stdout"),
  link("/var/log/nginx/error.log", "/dev/stderr"),
  directory("/var/cache/nginx"),
];

const NGINX_SCRIPTS = [
  executable("/docker-entrypoint.sh"),
  { ...executable("/docker-entrypoint.d/20-envsubst-on-templates.sh"), size: 0 },
];

export const serverLayers: readonly CatalogueLayer[] = [
  {
    name: "nginx-packages",
    createdBy: "RUN /bin/sh -c apt-get install … nginx=$NGINX_VERSION … # buildkit",
    rest: "/usr/lib/nginx/modules/libraries",
    files: NGINX_FILES,
  },
  {
    name: "nginx-scripts",
    createdBy: "COPY docker-entrypoint.sh / # buildkit",
    rest: "/docker-entrypoint.sh",
    files: NGINX_SCRIPTS,
  },
  {
    name: "alpine-nginx",
    createdBy: "RUN /bin/sh -c apk add … nginx=$NGINX_VERSION … # buildkit",
    rest: "/usr/lib/nginx/modules/libraries",
    files: NGINX_FILES,
  },
  {
    name: "httpd-libraries",
    createdBy:
      "RUN /bin/sh -c apt-get install -y --no-install-recommends libaprutil1-ldap libldap-common # buildkit",
    rest: "/usr/lib/libaprutil-1.so.0",
    files: [],
  },
  {
    name: "httpd-server",
    createdBy: "RUN /bin/sh -c ./configure … && make … && make install # buildkit",
    rest: "/usr/local/apache2/modules/modules",
    files: [
      executable("/usr/local/apache2/bin/httpd"),
      executable("/usr/local/bin/httpd-foreground"),
      text("/usr/local/apache2/conf/httpd.conf", "Listen 80", 'DocumentRoot "/usr/local/apache2/htdocs"'),
      text("/usr/local/apache2/htdocs/index.html", "<html><body><h1>It works!</h1></body></html>"),
    ],
  },
];

const NGINX_CONFIG = {
  entrypoint: ["/docker-entrypoint.sh"],
  cmd: ["nginx", "-g", "daemon off;"],
  env: { PATH, NGINX_VERSION: "1.29.3" },
  exposedPorts: ["80/tcp"],
  stopSignal: "SIGQUIT",
};

export const serverImages: readonly CatalogueImage[] = [
  {
    repository: "nginx",
    tags: ["latest", "1", "1.29", "bookworm"],
    os: "linux",
    layers: ["debian-slim", "nginx-packages", "nginx-scripts"],
    config: NGINX_CONFIG,
    source: "Docker Hub, official image nginx",
  },
  {
    repository: "nginx",
    tags: ["alpine", "1-alpine", "1.29-alpine"],
    os: "linux",
    layers: ["alpine", "alpine-nginx", "nginx-scripts"],
    config: NGINX_CONFIG,
    source: "Docker Hub, official image nginx",
  },
  {
    repository: "httpd",
    tags: ["latest", "2", "2.4"],
    os: "linux",
    layers: ["debian-slim", "httpd-libraries", "httpd-server"],
    config: {
      cmd: ["httpd-foreground"],
      env: { PATH: `/usr/local/apache2/bin:${PATH}`, HTTPD_PREFIX: "/usr/local/apache2" },
      workdir: "/usr/local/apache2",
      exposedPorts: ["80/tcp"],
      stopSignal: "SIGWINCH",
    },
    source: "Docker Hub, official image httpd",
  },
];
