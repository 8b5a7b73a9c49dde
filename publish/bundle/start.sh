#!/bin/sh
# Finds a Python this bundle has wheels for and hands over to start.py.
set -eu

case $0 in
    */*) here=${0%/*} ;;
    *) here=. ;;
esac
start=$here/app/publish/bundle/start.py
if [ ! -f "$start" ]; then
    echo "app フォルダーがありません。zip をすべて展開してから、その中の start.sh を実行してください。" >&2
    exit 1
fi

suits='import sys, sysconfig
sys.exit(sysconfig.get_platform() != "linux-x86_64" or "%d.%d" % sys.version_info[:2] not in sys.argv[1:])'
found=
for version in 3 @PYTHONS@; do
    command -v "python$version" >/dev/null || continue
    if "python$version" -c "$suits" @PYTHONS@ 2>/dev/null; then
        exec "python$version" "$start" "$@"
    fi
    found="$found $("python$version" --version 2>&1 || true)"
done
{
    echo "使える Python が見つかりません。64ビットの Python（@PYTHONS@ のどれか）を入れてもらうよう、情報システムの担当者に依頼してください。"
    echo "このPCで見つかった Python：${found:- なし}"
} >&2
exit 1
