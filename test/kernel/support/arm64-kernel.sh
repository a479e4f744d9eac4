#!/bin/sh
# Puts Debian's arm64 kernel into .cache/arm64/vmlinuz, for test/kernel/arm64.test.ts.
# Needs root and the network: it makes apt know arm64 and downloads one package.
set -eu
target=$(cd "$(dirname "$0")/../../.." && pwd)/.cache/arm64
[ -s "$target/vmlinuz" ] && exit 0
if ! dpkg --print-foreign-architectures | grep -qx arm64; then
	dpkg --add-architecture arm64
	apt-get update
fi
package=$(apt-cache depends linux-image-arm64:arm64 |
	sed -n 's/^ *Depends: *\(linux-image-[^ ]*\).*/\1/p' | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download "$package"
dpkg -x ./*.deb unpacked
mkdir -p "$target"
cp unpacked/boot/vmlinuz-* "$target/vmlinuz"
