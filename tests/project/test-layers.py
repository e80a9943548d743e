#!/usr/bin/env python3
"""Proves that a forbidden include does not compile.

usage: test-layers.py BUILD SOURCE

For each pair of layers the compile command of a real file of the one layer is
taken from the build, and a file that includes a header of the other is compiled
with it. Where docs/architecture.md forbids the arrow this must fail. Each layer
must be able to include its own, so that a probe that always fails is noticed.
"""
import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

# Exactly the rows of docs/architecture.md: what a layer may use of ours.
ALLOWED = {
    'base': '',
    'model': 'base',
    'kql': 'base',
    'script': 'base',
    'store': 'base model',
    'import': 'base model kql',
    'hunt': 'base model kql',
    'remote': 'base model',
    'copilot': 'base model kql script',
    'report': 'base model',
    'training': 'base model',
    'session': 'base model kql script store import hunt remote copilot report training',
    'compat': '',
    'ui': 'base model session kql compat',
    'cli': 'base model session',
}


def main():
    build, source = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    commands = json.loads((build / 'compile_commands.json').read_text())
    by_layer = {}
    for entry in commands:
        path = (Path(entry['directory']) / entry['file']).resolve()
        match = re.match(r'src/([a-z]+)/vdt-[\w-]+\.c$', str(path.relative_to(source)) if source in path.parents else '')
        if match and match[1] in ALLOWED:
            by_layer.setdefault(match[1], entry)
    headers = {layer: [p for p in sorted((source / 'src' / layer).glob('vdt-*.h')) if 'private' not in p.name]
               for layer in by_layer}
    cases = [(user, used) for user in by_layer for used in by_layer
             if headers[used] and used not in ALLOWED[user].split()]
    print(f'1..{len(cases)}')
    failed = 0
    for n, (user, used) in enumerate(cases, 1):
        # the smallest header needs least of others
        header = min(headers[used], key=lambda p: p.stat().st_size).name
        wanted = user == used
        ok = compiles(by_layer[user], header) == wanted
        failed += not ok
        print(f'{"ok" if ok else "not ok"} {n} - {user} {"may" if wanted else "may not"} include {header} of {used}')
    return 1 if failed or not cases else 0


def compiles(entry, header):
    args = [a for a in shlex.split(entry['command']) if not a.startswith('-M') and 'ccache' not in a]
    out = []
    skip = False
    for a in args:
        if skip:
            skip = False
        elif a in ('-o', '-c', '-MQ', '-MF'):
            skip = True
        elif not a.endswith(('.c', '.o', '.d')):
            out.append(a)
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / 'probe.c'
        probe.write_text(f'#include "config.h"\n#include "{header}"\nextern int vdt_probe;\n')
        return subprocess.run(out + ['-fsyntax-only', str(probe)], cwd=entry['directory'],
                              capture_output=True).returncode == 0


sys.exit(main())
