#!/bin/sh
# Does what the README begins with, in clean folders: installs the packed library (peers from the registry), runs the first
# program, lints what it wrote, and runs the test of docs/testing.md; with npm, pnpm, yarn 1 and yarn 4 (Plug'n'Play), as an ES
# module and as CommonJS. .ci/run does the same with the two commands for a clone. Needs a network.
#   sh test/newcomer.sh [npm] [pnpm] [yarn] [yarn4]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- npm pnpm yarn yarn4
(cd "$root" && npm pack --silent --pack-destination "$folder" >"$folder/name")
tarball="$folder/$(tail -n 1 "$folder/name")"
first_program() { sed -n '/^```ts$/,/^```$/{/^```/!p;}; /^```ts$/,/^```$/{/^```$/q;}' "$1"; }
as_commonjs() { sed -e 's/^import {/const {/' -e "s/} from \('[^']*'\);/} = require(\1);/" "$1"; }
# The first block of TypeScript in the README, which is JavaScript too, and that of the page about tests, but for a cast.
first_program "$root/README.md" >"$folder/main.mjs"
as_commonjs "$folder/main.mjs" >"$folder/main.cjs"
first_program "$root/docs/testing.md" | sed 's/(error as Error)/error/' >"$folder/own.test.mjs"
as_commonjs "$folder/own.test.mjs" >"$folder/own.test.cjs"
grep -q PortScanAlert "$folder/main.mjs"
grep -q hasResource "$folder/own.test.mjs"

yarn4() { npx --yes @yarnpkg/cli-dist@4 "$@"; }

for manager in "$@"; do
  project="$folder/$manager"
  mkdir "$project"
  cd "$project"
  echo '{ "name": "newcomer", "version": "1.0.0", "private": true }' >package.json
  run_node() { node "$@"; }
  run_command() { ./node_modules/.bin/cdk8s-calico-threat-defense "$@"; }
  case $manager in
    npm) npm install --silent "$tarball" cdk8s constructs ;;
    pnpm) npx --yes pnpm@9 add --silent "$tarball" cdk8s constructs ;;
    yarn) npx --yes yarn@1 add --silent "file:$tarball" cdk8s constructs ;;
    yarn4)
      # There is no folder node_modules: packages are only found through yarn.
      printf 'nodeLinker: pnp\npnpEnableEsmLoader: true\nenableTelemetry: false\nenableGlobalCache: false\n' >.yarnrc.yml
      : >yarn.lock
      yarn4 add "cdk8s-calico-threat-defense@file:$tarball" cdk8s constructs >install.txt || { cat install.txt >&2; exit 1; }
      test ! -e node_modules
      run_node() { yarn4 node "$@"; }
      run_command() { yarn4 run cdk8s-calico-threat-defense "$@"; }
      ;;
    *) echo "unknown package manager: $manager" >&2; exit 2 ;;
  esac
  for module in mjs cjs; do
    rm -rf dist
    cp "$folder/main.$module" "$folder/own.test.$module" .
    run_node "main.$module"
    grep -q 'name: network.port-scan' dist/threat-defense.k8s.yaml
    run_command lint dist --calico-release 3.23 >lint.txt
    if sed 's/^ *severity: [0-9]*$/  severity: 1000/' dist/threat-defense.k8s.yaml |
      run_command lint - --calico-release 3.23 >wrong.txt 2>&1; then
      echo "$manager, $module: lint accepts a severity of 1000" >&2
      exit 1
    fi
    grep -q severity wrong.txt
    run_node "own.test.$module" >own.txt 2>&1 || { cat own.txt >&2; exit 1; }
    grep -q 'spec.severity: expected 100, found 80' own.txt
    echo "ok: $manager, $module: $(tail -n 1 lint.txt)"
  done
done
