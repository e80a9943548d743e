#!/usr/bin/env python3
"""Our own icons: sound SVG without text, pictures or anything from outside, and
every icon that the window names is there.

usage: test-icons.py SOURCE
"""
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

root = Path(sys.argv[1])
icons = sorted((root / 'data' / 'icons').rglob('*.svg'))
names = {path.stem for path in icons}
problems = {'sound': [], 'sized': [], 'present': []}

for path in icons:
    text = path.read_text(encoding='utf-8')
    try:
        svg = ET.fromstring(text)
    except ET.ParseError as error:
        problems['sound'].append(f'{path.name}: {error}')
        continue
    if re.search(r'<(text|image|script|foreignObject)\b|href="(?!#)|url\((?!#)', text):
        problems['sound'].append(f'{path.name}: has text, a picture or a reference to the outside')
    side = 16 if path.stem.endswith('-symbolic') else 128
    if svg.get('width', '').rstrip('px') != str(side) or svg.get('height', '').rstrip('px') != str(side):
        problems['sized'].append(f'{path.name}: is not {side}×{side}')

for folder in ('src/ui', 'data/ui'):
    for path in sorted((root / folder).rglob('*')):
        if path.suffix in ('.c', '.ui'):
            for name in set(re.findall(r'"(vdt-[a-z0-9-]+-symbolic)"|>(vdt-[a-z0-9-]+-symbolic)<',
                                       path.read_text(encoding='utf-8'))):
                used = name[0] or name[1]
                if used not in names:
                    problems['present'].append(f'{path.name} names {used}')

print('1..3')
for number, (what, found) in enumerate(problems.items(), 1):
    print(f'{"not ok" if found else "ok"} {number} - {what}')
    for line in found[:20]:
        print(f'# {line}')
sys.exit(1 if any(problems.values()) or len(icons) < 10 else 0)
