#!/usr/bin/env python3
"""Checks what a program can check of the house style (docs/style.md).

usage: check-style.py [ROOT]

Prints one TAP line a rule; a broken rule lists `file:line: what to do`.
"""
import re
import subprocess
import sys
from pathlib import Path

LIMITS = {'.c': 800, '.h': 200, '.ui': 400}
FUNCTION_LINES = 100
COLUMNS = 120
STUB_WORDS = re.compile(r'\b(TODO|FIXME|XXX|(?i:not implemented|NotImplemented|lorem ipsum))\b')
OLD_CLASSES = re.compile(
    r'class="(Gtk(TreeView|ListStore|TreeStore|IconView|ComboBox\w*|EntryCompletion|Dialog|MessageDialog|Assistant'
    r'|FileChooser\w*|ColorButton|FontButton|AppChooser\w*|InfoBar|Statusbar|LockButton|VolumeButton|ShortcutsWindow)'
    r'|Adw(Squeezer|ViewSwitcherTitle|MessageDialog|AboutWindow|PreferencesWindow))"')
VERSION_TEST = re.compile(r'#\s*if.*\b(GTK|ADW|GTK_SOURCE)_CHECK_VERSION')


def tracked(root):
    """Paths of the files that git knows or would add, below @root."""
    out = subprocess.run(['git', '-C', str(root), 'ls-files', '-co', '--exclude-standard'],
                         capture_output=True, text=True, check=True).stdout
    return [root / line for line in out.splitlines() if (root / line).is_file()]


def lines_of(path):
    return path.read_text(encoding='utf-8', errors='replace').splitlines()


def check_sizes(path, lines):
    limit = LIMITS.get(path.suffix)
    if limit and len(lines) > limit:
        yield len(lines), f'{len(lines)} lines; split it by job (at most {limit})'


def check_head(path, lines):
    if path.suffix in ('.c', '.h'):
        head = '\n'.join(lines[:30])
        if not head.startswith('/* ' + path.name):
            yield 1, 'begin with a comment that names the file and says what it is for'
        if 'SPDX-License-Identifier: MIT' not in head:
            yield 1, 'the SPDX line is missing'


def check_layout(path, lines):
    if path.suffix not in ('.c', '.h'):
        return
    for number, line in enumerate(lines, 1):
        if '\t' in line:
            yield number, 'a tab; indent with spaces'
        if line != line.rstrip():
            yield number, 'white space at the end'
        if len(line) > COLUMNS and '"' not in line and 'http' not in line:
            yield number, f'{len(line)} columns'


def check_functions(path, lines):
    if path.suffix != '.c':
        return
    start = None
    for number, line in enumerate(lines, 1):
        if line == '{':
            start = number
        elif line.startswith('}') and start:
            if line == '}' and number - start > FUNCTION_LINES:
                yield start, f'a function of {number - start} lines; split it'
            start = None


def check_words(path, lines):
    if path.suffix in ('.c', '.h', '.ui', '.css'):
        for number, line in enumerate(lines, 1):
            if STUB_WORDS.search(line):
                yield number, 'reads like a stub'


def check_versions(path, lines):
    if path.suffix in ('.c', '.h') and 'compat' not in path.parts:
        for number, line in enumerate(lines, 1):
            if VERSION_TEST.search(line):
                yield number, 'version tests live in src/compat'
            if 'gdk_x11_' in line:
                yield number, 'no X11 calls'


def check_templates(path, lines):
    if path.suffix == '.ui':
        for number, line in enumerate(lines, 1):
            if OLD_CLASSES.search(line):
                yield number, 'deprecated after Debian 12; see docs/style.md'


RULES = [check_sizes, check_head, check_layout, check_functions, check_words, check_versions, check_templates]


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else '.').resolve()
    files = [p for p in tracked(root) if p.relative_to(root).parts[0] in ('src', 'tests', 'data')]
    texts = {p: lines_of(p) for p in files if p.suffix in ('.c', '.h', '.ui', '.css')}
    failed = 0
    print(f'1..{len(RULES)}')
    for n, rule in enumerate(RULES, 1):
        found = [f'{p.relative_to(root)}:{number}: {what}' for p, lines in texts.items()
                 for number, what in rule(p, lines)]
        failed += bool(found)
        print(f'{"not ok" if found else "ok"} {n} - {rule.__name__.replace("check_", "")}')
        for line in found:
            print(f'# {line}')
    return 1 if failed else 0


sys.exit(main())
