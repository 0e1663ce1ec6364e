# What ./run and ./test need of a machine: each function finds or installs it, or says in one sentence what is missing.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# A JDK 25 or newer: JAVA_HOME first, then what is on the path, then the usual folders.
require_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(home_of java)" /usr/lib/jvm/*25* /usr/lib/jvm/*2[6-9]* \
      /opt/java/* "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$home"; then
      export JAVA_HOME="$home" PATH="$home/bin:$PATH"
      return
    fi
  done
  stop "Syncline needs a JDK 25 or newer and found none: install one (Temurin 25, say) or set JAVA_HOME to it."
}

home_of() {
  local path
  path=$(command -v "$1" 2>/dev/null) || return 0
  dirname "$(dirname "$(readlink -f "$path")")"
}

is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] || return 1
  local major
  major=$("$1/bin/javac" -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')
  [ "$major" -ge 25 ] 2>/dev/null
}

require_maven() {
  command -v mvn >/dev/null || stop "Syncline builds with Maven 3.8 or newer and found no mvn: install it."
  # Maven's own libraries still use what newer JDKs warn about.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
}

require_node() {
  command -v npm >/dev/null || stop "The dashboard builds with Node 20 or newer and found no npm: install it."
}

# The browser tests drive a Chromium of the system; downloads of their own browser are not used.
require_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then
      CHROMIUM=$(command -v "$name")
      export CHROMIUM
      return
    fi
  done
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Chromium for the browser tests."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 || true
    CHROMIUM=$(command -v chromium) && export CHROMIUM && return
  fi
  stop "The browser tests need Chromium and found none: install it, or set CHROMIUM to it."
}

# Whether anything below the given paths is newer than a file.
is_stale() {
  local mark=$1
  shift
  [ ! -e "$mark" ] || [ -n "$(find "$@" -newer "$mark" -type f \
      -not -path '*/target/*' -not -path '*/node_modules/*' -not -path '*/dist/*' -print -quit)" ]
}

SYNCLINE_JAVA_OPTIONS="-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

build_java() {
  if is_stale local/cloud/target/classpath pom.xml shared functions local template.yaml; then
    say "Building (the first time takes a few minutes)…"
    mvn -q -DskipTests -Dspotless.check.skip=true package -pl local/cloud -am \
      org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/classpath
    with_own_classes local/cloud
  fi
}

# The generated histories live among the tests and need no dashboard.
build_histories() {
  if is_stale tests/target/classpath pom.xml shared functions local tests/src tests/pom.xml template.yaml; then
    say "Building (the first time takes a few minutes)…"
    mvn -q -DskipTests -Dspotless.check.skip=true package -pl tests -am \
      org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/classpath
    printf '%s:%s' "$PWD/tests/target/test-classes" "$(cat tests/target/classpath)" > tests/target/classpath.own
    mv tests/target/classpath.own tests/target/classpath
  fi
}

# The class path that Maven writes holds a module's dependencies, not the module itself.
with_own_classes() {
  printf '%s:%s' "$PWD/$1/target/classes" "$(cat "$1/target/classpath")" > "$1/target/classpath.own"
  mv "$1/target/classpath.own" "$1/target/classpath"
}

install_web() {
  if is_stale web/node_modules/.package-lock.json web/package.json web/package-lock.json; then
    (cd web && npm ci --no-audit --no-fund --loglevel=error)
  fi
}

build_web() {
  if is_stale web/dist/index.html web/src web/index.html web/package.json docs/openapi.yaml; then
    say "Building the dashboard…"
    install_web
    (cd web && npm run --silent build >/dev/null)
  fi
}

check_web() {
  install_web
  (cd web && npm run --silent check)
}
