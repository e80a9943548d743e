#!/usr/bin/env python3
"""Imports a folder of hostile files and compares with what is expected of them.

usage: check-hostile.py IMPORT_REPORT [GENERATOR] [--big]

GENERATOR is a program that writes files into a folder together with EXPECT.json:
for each file {"verdict": "accept|partial|reject", "incidents"?: number}. It is not
part of this tree: without the argument it is looked for as reference/gen_hostile.py
in $VDT_SHARED, or in ../shared beside the tree, and if it is not there the test is
skipped. Prints TAP.
Files of telemetry (with "rows") must here only be recognised or refused in words.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

VERDICTS = {'accepted': 'accept', 'partial': 'partial', 'rejected': 'reject'}


def find_generator():
    """The generator's path, or None."""
    top = Path(os.environ.get('VDT_SOURCE_ROOT', Path(__file__).resolve().parents[2]))
    for folder in (os.environ.get('VDT_SHARED'), top.parent / 'shared'):
        path = Path(folder, 'reference', 'gen_hostile.py') if folder else None
        if path and path.is_file():
            return str(path)
    return None


def reports(program, paths):
    """One report a path, in order; a crash shows as a missing one."""
    env = dict(os.environ, G_DEBUG='fatal-warnings')
    out = subprocess.run([program, *paths], capture_output=True, env=env, timeout=600)
    sys.stderr.write(out.stderr.decode('utf-8', 'replace'))
    return out.returncode, [json.loads(line) for line in out.stdout.decode('utf-8').splitlines()]


def judge(expected, report):
    """Returns what is wrong, or None."""
    verdict = VERDICTS.get(report['verdict'])
    lost = [p for p in report['problems'] if p['level'] == 'problem']
    if 'rows' in expected and expected.get('incidents') is None:
        return None if lost or report['incidents'] == 0 else 'telemetry imported as incidents'
    if 'incidents' in expected and report['incidents'] != expected['incidents']:
        return f'{report["incidents"]} incidents, expected {expected["incidents"]}'
    if expected['verdict'] == 'reject' and (report['incidents'] or not lost):
        return f'verdict {verdict}, {report["incidents"]} incidents, {len(lost)} problems'
    either = 'accept or' in expected['must']
    if expected['verdict'] == 'partial' and not report['problems'] and not either:
        return 'nothing was said about what is wrong'
    if expected['verdict'] == 'accept' and verdict != 'accept' and 'rows' not in expected:
        return f'verdict {verdict}: {lost[:1]}'
    return None


def main():
    names = [a for a in sys.argv[1:] if not a.startswith('--')]
    options = [a for a in sys.argv[1:] if a.startswith('--')]
    program, generator = names[0], names[1] if len(names) > 1 else find_generator()
    if generator is None:
        print('1..0 # SKIP no generator of hostile files; set VDT_SHARED')
        return 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, generator, folder, *options], check=True, stdout=subprocess.DEVNULL)
        expected = json.loads(Path(folder, 'EXPECT.json').read_text())
        names = sorted(expected)
        print(f'1..{len(names)}')
        failed = 0
        for n, name in enumerate(names, 1):
            code, found = reports(program, [str(Path(folder, name))])
            wrong = f'exit status {code}' if code or len(found) != 1 else judge(expected[name], found[0])
            failed += wrong is not None
            print(f'{"not ok" if wrong else "ok"} {n} - {name}' + (f' # {wrong}' if wrong else ''))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
