#!/usr/bin/env python3
"""Holds the Flatpak manifest to the tree: the same DuckDB, every archive pinned.

usage: test-flatpak.py SOURCE
"""
import re
import sys
from pathlib import Path

root = Path(sys.argv[1])
manifest = (root / 'flatpak' / 'io.github.vedette.Vedette.yml').read_text(encoding='utf-8')
pin = next(line.split()[2] for line in (root / 'tools' / 'duckdb.txt').read_text().splitlines()
           if line.startswith('header'))
checks = {
    'the application id is the program’s': 'id: io.github.vedette.Vedette\n' in manifest,
    'DuckDB is the pinned one': f'/v{pin}/libduckdb' in manifest and f'Version: {pin}' in manifest,
    'every archive has its checksum': len(re.findall(r'type: archive', manifest)) ==
                                      len(re.findall(r'sha256: [0-9a-f]{64}\n', manifest)),
    'no tabs': '\t' not in manifest,
    'the program comes from the tree': re.search(r'name: vedette\n.*type: dir\n\s+path: \.\.', manifest, re.S) is not None,
}
print(f'1..{len(checks)}')
for number, (name, good) in enumerate(checks.items(), 1):
    print(f'{"ok" if good else "not ok"} {number} - {name}')
sys.exit(0 if all(checks.values()) else 1)
