#!/bin/sh
# All the tests need from the system: a browser, Node, and a C# compiler with what runs its programs
# (Debian's mono-mcs, and Json.NET, which Unity brings) for the scripts of the presets and of the Unity
# package. Installs them where that is allowed.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v mcs >/dev/null 2>&1 || missing="$missing mono-mcs"
command -v mono >/dev/null 2>&1 || missing="$missing mono-runtime"
[ -f /usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll ] || missing="$missing libnewtonsoft-json5.0-cil"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "The tests need:$missing. Install them, then run make test again." >&2
  exit 1
fi
