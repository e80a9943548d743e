#!/usr/bin/env python3
"""Adds up test results.

usage: count-tests.py RESULT…

Each RESULT is a JUnit file as Meson writes it, in which every case of a TAP
program counts, or a plain file of lines `passed NAME`, `failed NAME` or
`skipped NAME`. Prints the failures, then one line alone:
`N passed, N failed, N skipped`. Exits with 1 if anything failed or nothing ran.
"""
import re
import sys
import xml.etree.ElementTree as ET


# What a program printed stands in Meson's file as it came; XML takes no controls.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def junit(path):
    with open(path, encoding='utf-8', errors='replace') as file:
        root = ET.fromstring(CONTROLS.sub('?', file.read()))
    for case in root.iter('testcase'):
        name = f"{case.get('classname') or ''} {case.get('name')}".strip()
        if case.find('failure') is not None or case.find('error') is not None:
            yield 'failed', name
        elif case.find('skipped') is not None:
            yield 'skipped', name
        else:
            yield 'passed', name


def plain(path):
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            word, _, name = line.strip().partition(' ')
            if word in ('passed', 'failed', 'skipped'):
                yield word, name


def main():
    counts = {'passed': 0, 'failed': 0, 'skipped': 0}
    for path in sys.argv[1:]:
        try:
            results = list(junit(path) if path.endswith('.xml') else plain(path))
        except (OSError, ET.ParseError) as error:
            results = [('failed', f'{path}: {error}')]
        for word, name in results:
            counts[word] += 1
            if word == 'failed':
                print(f'FAILED: {name}')
    print(', '.join(f'{counts[word]} {word}' for word in counts))
    return 1 if counts['failed'] or not counts['passed'] else 0


sys.exit(main())
