#!/bin/sh
# Does what the README begins with, in clean folders: installs the packed library (peers from the registry), runs the first
# program, and lints what it wrote; with npm, pnpm and yarn, as an ES module and as CommonJS. Needs a network.
#   sh test/newcomer.sh [npm] [pnpm] [yarn]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- npm pnpm yarn
(cd "$root" && npm pack --silent --pack-destination "$folder" >"$folder/name")
tarball="$folder/$(tail -n 1 "$folder/name")"
# The first block of TypeScript in the README, which is JavaScript too.
sed -n '/^```ts$/,/^```$/{/^```/!p;}; /^```ts$/,/^```$/{/^```$/q;}' "$root/README.md" >"$folder/main.mjs"
sed -e 's/^import {/const {/' -e "s/} from \('[^']*'\);/} = require(\1);/" "$folder/main.mjs" >"$folder/main.cjs"
grep -q PortScanAlert "$folder/main.mjs"

for manager in "$@"; do
  project="$folder/$manager"
  mkdir "$project"
  cd "$project"
  echo '{ "name": "newcomer", "version": "1.0.0", "private": true }' >package.json
  case $manager in
    npm) npm install --silent "$tarball" cdk8s constructs ;;
    pnpm) npx --yes pnpm@9 add --silent "$tarball" cdk8s constructs ;;
    yarn) npx --yes yarn@1 add --silent "file:$tarball" cdk8s constructs ;;
    *) echo "unknown package manager: $manager" >&2; exit 2 ;;
  esac
  for module in mjs cjs; do
    rm -rf dist
    cp "$folder/main.$module" .
    node "main.$module"
    grep -q 'name: network.port-scan' dist/threat-defense.k8s.yaml
    ./node_modules/.bin/cdk8s-calico-threat-defense lint dist --calico-release 3.23 >lint.txt
    if sed 's/^ *severity: [0-9]*$/  severity: 1000/' dist/threat-defense.k8s.yaml |
      ./node_modules/.bin/cdk8s-calico-threat-defense lint - --calico-release 3.23 >wrong.txt 2>&1; then
      echo "$manager, $module: lint accepts a severity of 1000" >&2
      exit 1
    fi
    grep -q severity wrong.txt
    echo "ok: $manager, $module: $(tail -n 1 lint.txt)"
  done
done
