# What the scripts share. Sourced, never run: it moves to the project's folder.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=$PWD
toolchain=$project/.toolchain
stamps=$toolchain/stamps

say() { printf '%s: %s\n' "$(basename "$0")" "$*"; }

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# quietly LOG COMMAND...: the command's words go to build/log/LOG; they are shown when it fails.
quietly() {
  local log=$project/build/log/$1
  shift
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1; then return 0; fi
  tail -n 40 "$log" >&2
  return 1
}

isInstalled() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# needPackages NAME...: installs by apt what is missing of these Debian packages.
needPackages() {
  command -v apt-get >/dev/null || die "there is no apt-get here; use Debian 12 or newer, or a container of it"
  local name missing=() root=()
  for name in "$@"; do isInstalled "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing and need root: ${missing[*]}; install them, then call this again"
    root=(sudo)
  fi
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0)
  say "installing by apt: ${missing[*]}"
  quietly apt.log "${apt[@]}" update || die "apt-get update failed; check the machine's package sources and network"
  quietly apt.log "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
    die "apt could not install the packages; Debian 12 (bookworm) or newer has them all"
}

# The tools that scripts/setup found or made.
loadToolchain() {
  [ -f "$toolchain/env" ] || die "the toolchain is not set up; call scripts/setup first"
  # shellcheck source=/dev/null
  . "$toolchain/env"
}

python=/usr/bin/python3

# buildPreset NAME TARGET...: configures when that has to be, then builds; ninja does only what changed.
buildPreset() {
  local preset=$1 ninja=build/$1/build.ninja
  shift
  if [ ! -f "$ninja" ] || [ CMakePresets.json -nt "$ninja" ] || [ "$toolchain/env" -nt "$ninja" ]; then
    local fresh=()
    [ "$toolchain/env" -nt "$ninja" ] && fresh=(--fresh)  # another compiler: nothing of the old one is of use
    say "configuring $preset"
    quietly "$preset-configure.log" cmake "${fresh[@]}" --preset "$preset" || die "cmake could not configure the preset $preset; see above"
    touch "$ninja"
  fi
  say "building $preset: $*"
  quietly "$preset-build.log" cmake --build --preset "$preset" --target "$@" ||
    die "the preset $preset does not build; see above, or build/log/$preset-build.log for all of it"
}
