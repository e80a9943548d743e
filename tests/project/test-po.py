#!/usr/bin/env python3
"""Proves that nothing that a person reads is left without a translation.

usage: test-po.py SOURCE

1. every file with a translatable string is in po/POTFILES, and nothing else is
2. every language of po/LINGUAS has each message, none of them fuzzy
3. translations keep the format directives and mnemonics of their originals
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

C_MARK = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
UI_MARK = re.compile(r'translatable="(yes|true|1)"')
XML_FILES = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml')
DIRECTIVE = re.compile(r'%(?:\d+\$)?[-+ #0\']*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j)?[a-zA-Z]|%%')


def marked(root):
    for path in sorted(root.glob('src/**/*.[ch]')) + sorted(root.glob('data/**/*')):
        if not path.is_file():
            continue
        name = str(path.relative_to(root))
        if path.suffix in ('.c', '.h') and C_MARK.search(path.read_text(encoding='utf-8')):
            yield name
        elif path.suffix == '.ui' and UI_MARK.search(path.read_text(encoding='utf-8')):
            yield name
        elif name.endswith(XML_FILES):
            yield name


def entries(text):
    """(msgid, [msgstr…], flags) of each entry of a .po text."""
    for block in re.split(r'\n\s*\n', text):
        flags = ' '.join(re.findall(r'^#,(.*)$', block, re.M))
        fields = {}
        current = None
        for line in block.splitlines():
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+"(.*)"$', line)
            if match:
                current = match[1]
                fields[current] = match[2]
            elif line.startswith('"') and current:
                fields[current] += line.strip()[1:-1]
        if fields.get('msgid'):
            strings = [v for k, v in fields.items() if k.startswith('msgstr')]
            yield fields.get('msgctxt', ''), fields['msgid'], fields.get('msgid_plural'), strings, flags


def check(number, name, problems):
    print(f'{"not ok" if problems else "ok"} {number} - {name}')
    for problem in problems[:40]:
        print(f'# {problem}')
    return bool(problems)


def main():
    root = Path(sys.argv[1]).resolve()
    languages = (root / 'po' / 'LINGUAS').read_text().split()
    listed = [line for line in (root / 'po' / 'POTFILES').read_text().splitlines() if line]
    wanted = list(marked(root))
    print(f'1..{1 + 2 * len(languages)}')
    failed = check(1, 'POTFILES is complete',
                   [f'{f} has messages and is not listed' for f in wanted if f not in listed] +
                   [f'{f} is listed and has none' for f in listed if f not in wanted])

    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / 'vedette.pot'
        subprocess.run(['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                        '--keyword=NC_:1c,2', '--keyword=ngettext:1,2', '--add-comments', '-o', str(pot),
                        '--files-from=po/POTFILES'], cwd=root, check=True, capture_output=True)
        messages = {(c, m): p for c, m, p, _, _ in entries(pot.read_text(encoding='utf-8'))}

    for n, language in enumerate(languages):
        translated = {(c, m): (s, f) for c, m, _, s, f in
                      entries((root / 'po' / f'{language}.po').read_text(encoding='utf-8'))}
        missing = [f'{language}: “{m}”' for c, m in messages
                   if (c, m) not in translated or not all(translated[c, m][0]) or 'fuzzy' in translated[c, m][1]]
        failed |= check(2 + 2 * n, f'{language} has every message', missing)
        broken = []
        for (c, m), plural in messages.items():
            for text in translated.get((c, m), ([], ''))[0]:
                if text and sorted(DIRECTIVE.findall(text)) not in (sorted(DIRECTIVE.findall(m)),
                                                                    sorted(DIRECTIVE.findall(plural or m))):
                    broken.append(f'{language}: “{m}” has other directives than “{text}”')
        failed |= check(3 + 2 * n, f'{language} keeps the directives', broken)
    return 1 if failed else 0


sys.exit(main())
