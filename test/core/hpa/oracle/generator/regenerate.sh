#!/bin/sh
# Builds the generator against one release of Kubernetes and writes cases with that release's answers.
# Usage: regenerate.sh <work folder> [arguments of the test binary ...]
# Needs Go 1.25 or newer and the Go module proxy; about 1 GB of disk and some minutes for the first build.
set -eu
version=${KUBERNETES_VERSION:-1.34.4}
here=$(cd "$(dirname "$0")" && pwd)
work=$1
shift
mkdir -p "$work"
work=$(cd "$work" && pwd)
if [ ! -x "$work/oracle.test" ] || [ -n "$(find "$here" -newer "$work/oracle.test" -name '*.go')" ]; then
  rm -f "$work"/*_test.go
  cp "$here"/*_test.go "$work/"
  cd "$work"
  upstream=$(cd / && go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/.*"Dir": "\(.*\)",*/\1/p')
  if [ ! -d kubernetes ]; then
    # A copy of the sources that the package needs, because nothing can be added to the module cache.
    mkdir kubernetes
    cp -r "$upstream/go.mod" "$upstream/pkg" kubernetes/
    chmod -R u+w kubernetes
    find kubernetes -name '*_test.go' -delete
  fi
  cp "$here/expose/podautoscaler.go" kubernetes/pkg/controller/podautoscaler/zz_bench.go
  {
    printf 'module oracle\n\ngo 1.25\n\nrequire k8s.io/kubernetes v%s\n\nreplace (\n' "$version"
    printf '\tk8s.io/kubernetes => ./kubernetes\n'
    # Upstream points its staging modules at folders of its own tree; published, they carry v0.<minor>.<patch>.
    sed -n "s#^\t\(k8s.io/[a-z-]*\) => ./staging.*#\t\1 => \1 v0.${version#1.}#p" "$upstream/go.mod"
    printf ')\n'
  } > go.mod
  nice -n 10 go mod tidy
  nice -n 10 go test -c -o oracle.test .
fi
cd "$work"
exec ./oracle.test -test.run TestCases -test.timeout 0 "$@"
