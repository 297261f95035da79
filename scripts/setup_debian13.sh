# Sourced by scripts/setup: fetches packages of Debian 13 and unpacks them into .toolchain/debian13, without touching the system.
# Debian 12's own Emscripten is too old; Debian 13's works with Debian 12's clang-19 when binaryen runs on its own libc.

debian13=$toolchain/debian13

# A private apt: its own lists and cache, and Debian 13's main at the machine's own Debian mirror.
privateApt() {
  local tool=$1
  shift
  "$tool" -o Dir::State::Lists="$debian13/lists" -o Dir::Cache="$debian13/cache" -o Dir::Etc::sourcelist=/dev/null \
    -o Dir::Etc::sourceparts="$debian13/sources" -o APT::Sandbox::User=root "$@"
}

openDebian13() {
  [ -f "$debian13/lists/ready" ] && return 0
  local mirror
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }')
  [ -n "$mirror" ] || die "no Debian mirror in the machine's apt sources; put Emscripten 3.1.69 or newer on the PATH instead"
  say "reading the package lists of Debian 13"
  mkdir -p "$debian13/lists/partial" "$debian13/cache/archives/partial" "$debian13/sources"
  printf '%s\n' 'Types: deb deb-src' "URIs: $mirror" 'Suites: trixie' 'Components: main' \
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >"$debian13/sources/trixie.sources"
  quietly setup-debian13.log privateApt apt-get update ||
    die "the package lists of Debian 13 could not be read from the machine's Debian mirror; check the network"
  touch "$debian13/lists/ready"
}

# The tools of binaryen, started by the loader of the Debian that built them.
wrapBinaryen() {
  local libraries=$debian13/unpacked/usr/lib/x86_64-linux-gnu tool
  mkdir -p "$debian13/binaryen/bin"
  for tool in "$debian13"/unpacked/usr/bin/wasm*; do
    tool=$(basename "$tool")
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$libraries/ld-linux-x86-64.so.2" "$libraries" \
      "$debian13/unpacked/usr/bin/$tool" >"$debian13/binaryen/bin/$tool"
    chmod +x "$debian13/binaryen/bin/$tool"
  done
}

unpackEmscripten() {
  [ -f "$stamps/emscripten" ] && return 0
  [ "$(uname -m)" = x86_64 ] || die "this machine is not x86_64; put Emscripten 3.1.69 or newer on the PATH"
  openDebian13
  say "unpacking Emscripten of Debian 13 into .toolchain/ (1.7 GB)"
  rm -rf "$debian13/unpacked" "$debian13/packages"
  mkdir -p "$debian13/unpacked" "$debian13/packages"
  (cd "$debian13/packages" && quietly setup-emscripten.log privateApt apt-get download \
    emscripten binaryen libc6 libstdc++6 libgcc-s1) || die "Emscripten could not be downloaded from the Debian mirror; try again"
  local package
  for package in "$debian13"/packages/*.deb; do dpkg -x "$package" "$debian13/unpacked"; done
  rm -rf "$debian13/packages"
  wrapBinaryen
  mkdir -p "$debian13/unpacked/usr/share/emscripten/node_modules"
  ln -sfn "$toolchain/node_modules/acorn" "$debian13/unpacked/usr/share/emscripten/node_modules/acorn"
  printf '%s\n' "LLVM_ROOT = '/usr/bin'" "BINARYEN_ROOT = '$debian13/binaryen'" "NODE_JS = '$(command -v node)'" \
    'FROZEN_CACHE = True' "LLVM_ADD_VERSION = '19'" "CLANG_ADD_VERSION = '19'" >"$toolchain/emscripten_config.py"
  touch "$stamps/emscripten"
}

unpackImgui() {
  [ -f "$stamps/imgui" ] && return 0
  openDebian13
  say "unpacking the source of Dear ImGui 1.90.1 into .toolchain/imgui"
  rm -rf "$debian13/imgui" "$toolchain/imgui"
  mkdir -p "$debian13/imgui" "$toolchain/imgui"
  (cd "$debian13/imgui" && quietly setup-imgui.log privateApt apt-get source --download-only imgui=1.90.1+ds-1) ||
    die "the source of Dear ImGui could not be downloaded from the Debian mirror; try again"
  tar -xf "$debian13"/imgui/imgui_*.orig.tar.* -C "$toolchain/imgui" --strip-components=1
  rm -rf "$debian13/imgui"
  touch "$stamps/imgui"
}

# Debian 12's stb_image writes past its tables when a JPEG file lies about them; this one does not.
unpackStb() {
  [ -f "$stamps/stb" ] && return 0
  openDebian13
  say "unpacking stb_image and stb_image_write of Debian 13 into .toolchain/stb"
  rm -rf "$debian13/stb" "$toolchain/stb"
  mkdir -p "$debian13/stb" "$toolchain/stb/stb"
  (cd "$debian13/stb" && quietly setup-stb.log privateApt apt-get download libstb-dev) ||
    die "the package libstb-dev could not be downloaded from the Debian mirror; try again"
  dpkg -x "$debian13"/stb/libstb-dev_*.deb "$debian13/stb"
  cp "$debian13"/stb/usr/include/stb/stb_image.h "$debian13"/stb/usr/include/stb/stb_image_write.h "$toolchain/stb/stb/"
  rm -rf "$debian13/stb"
  touch "$stamps/stb"
}
