#!/usr/bin/env python3
"""Makes a translation into no language: accented, longer, in brackets.

usage: pseudo-po.py SOURCE FOLDER

Compiles it to FOLDER/en_XA/LC_MESSAGES/vedette.mo. What is still plain in a
window that runs with it is not translatable; what is cut has too little room.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ACCENTS = str.maketrans('aceginorsuyzACEGINORSUYZ', 'áçéğíñóřšúýžÁÇÉĞÍÑÓŘŠÚÝŽ')
KEEP = re.compile(r'(%(?:\d+\$)?[-+ #0\']*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j)?[a-zA-Z%]|\\.|<[^>]*>|&[a-z]+;)')


def pseudo(text):
    parts = KEEP.split(text)
    return '[' + ''.join(p if i % 2 else p.translate(ACCENTS) for i, p in enumerate(parts)) + ' ·' * (1 + len(text) // 12) + ']'


def main():
    source, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    target = folder / 'en_XA' / 'LC_MESSAGES'
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        pot, po = Path(name) / 'vedette.pot', Path(name) / 'en_XA.po'
        subprocess.run(['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                        '--keyword=NC_:1c,2', '--keyword=ngettext:1,2', '-o', str(pot), '--files-from=po/POTFILES'],
                       cwd=source, check=True)
        text = subprocess.run(['msgcat', '--no-wrap', str(pot)], check=True, capture_output=True, text=True).stdout
        out, message, plural = [], '', None
        for line in text.splitlines():
            if line.startswith('msgid '):
                message, plural = line[7:-1], None
            elif line.startswith('msgid_plural '):
                plural = line[14:-1]
            elif line.startswith('msgstr') and (message or plural):
                key, _, _ = line.partition(' ')
                line = f'{key} "{pseudo(plural if plural and key == "msgstr[1]" else message)}"'
            out.append(line)
        header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n' \
                 '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        body = '\n'.join(out)
        po.write_text(header + body[body.index('\n\n'):], encoding='utf-8')
        subprocess.run(['msgfmt', '-c', '-o', str(target / 'vedette.mo'), str(po)], check=True, capture_output=True)


main()
