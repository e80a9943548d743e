#!/usr/bin/env python3
"""Reports through vedette-cli, read back as their readers do.

usage: test-cli-report.py VEDETTE_CLI

PDF by poppler's tools if they are there, DOCX as zip and XML and by LibreOffice if it is
there, STIX and Navigator as JSON. Every citation must lead to its source in each.
"""
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path

CLI = sys.argv[1]
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
TMP = Path(tempfile.mkdtemp(prefix='vedette-report-'))
WORKSPACE = TMP / 'workspace'


def run(*args, code=0):
    done = subprocess.run([CLI, '--workspace', str(WORKSPACE), *args], capture_output=True, text=True)
    assert done.returncode == code, (args, done.returncode, done.stderr)
    return done


def report(fmt, *args):
    path = TMP / f'out.{fmt}'
    run('report', '--format', fmt, '-o', str(path), *args, '142')
    return path


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.tags, self.attrs = [], [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attrs.append((tag, name, value))
            if name == 'id':
                self.ids.append(value)
            if name == 'href':
                self.links.append(value)


def test_html():
    text = report('html', '--tlp', 'RED').read_text(encoding='utf-8')
    page = Page()
    page.feed(text)
    assert len(page.ids) == len(set(page.ids)), 'an id twice'
    inner = [link[1:] for link in page.links if link.startswith('#')]
    assert inner and not set(inner) - set(page.ids), set(inner) - set(page.ids)
    assert not page.tags & {'script', 'link', 'iframe', 'img', 'object', 'form'}, page.tags
    assert not [a for a in page.attrs if a[1] in ('style', 'src') or a[1].startswith('on')]
    assert "default-src 'none'" in text and 'TLP:RED' in text


def test_markdown():
    text = report('md').read_text(encoding='utf-8')
    cited = set(re.findall(r'(?<!\n)\[\^(\d+)\](?!:)', text))
    defined = set(re.findall(r'^\[\^(\d+)\]:', text, re.M))
    assert cited and cited == defined, cited ^ defined
    german = report('md', '--lang', 'de').read_text(encoding='utf-8')
    assert '## Zusammenfassung' in german and 'der Vorfall hat den Schweregrad hoch' in german


def test_docx():
    path = report('docx', '--tlp', 'AMBER')
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        parts = {n: z.read(n) for n in z.namelist()}
    for name, data in parts.items():
        if name.endswith(('.xml', '.rels')):
            ET.fromstring(data)
    body = ET.fromstring(parts['word/document.xml'])
    notes = ET.fromstring(parts['word/footnotes.xml'])
    rels = ET.fromstring(parts['word/_rels/document.xml.rels'])
    refs = [e.get(W + 'id') for e in body.iter(W + 'footnoteReference')]
    assert refs == [str(i + 2) for i in range(len(refs))], 'footnotes are not in the order of the text'
    assert set(refs) == {e.get(W + 'id') for e in notes.iter(W + 'footnote')} - {'0', '1'}
    names = [e.get(W + 'name') for e in body.iter(W + 'bookmarkStart')]
    assert len(names) == len(set(names))
    wanted = {e.get(W + 'anchor') for part in (body, notes) for e in part.iter(W + 'hyperlink') if e.get(W + 'anchor')}
    wanted |= {m for e in body.iter(W + 'instrText') for m in re.findall(r'(?:NOTEREF|PAGEREF) (\S+)', e.text or '')}
    assert wanted and not wanted - set(names), wanted - set(names)
    targets = {e.get('Id'): e.get('Target') for e in rels}
    for e in body.iter():
        for key, value in e.attrib.items():
            if key.endswith('relationships}embed'):
                assert 'word/' + targets[value] in parts, value
    styles = ET.fromstring(parts['word/styles.xml'])
    known = {e.get(W + 'styleId') for e in styles.iter(W + 'style')}
    used = {e.get(W + 'val') for tag in ('pStyle', 'rStyle', 'tblStyle') for e in body.iter(W + tag)}
    assert not used - known, used - known
    if shutil.which('soffice'):
        subprocess.run(['soffice', f'-env:UserInstallation=file://{TMP}/lo', '--headless', '--convert-to', 'pdf',
                        '--outdir', str(TMP), str(path)], check=True, capture_output=True, timeout=120)
        assert (TMP / 'out.pdf').stat().st_size > 10000


def test_pdf():
    path = report('pdf', '--tlp', 'GREEN')
    if not shutil.which('pdftotext'):
        return 'no poppler'
    text = subprocess.run(['pdftotext', '-layout', str(path), '-'], capture_output=True, text=True, check=True).stdout
    info = subprocess.run(['pdfinfo', str(path)], capture_output=True, text=True, check=True).stdout
    dests = subprocess.run(['pdfinfo', '-dests', str(path)], capture_output=True, text=True, check=True).stdout
    fonts = subprocess.run(['pdffonts', str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    n_pages = int(re.search(r'Pages:\s+(\d+)', info).group(1))
    assert 'Title:' in info and 'Subject:         TLP:GREEN' in info, info
    pages = text.split('\f')
    for i in range(n_pages):
        assert 'TLP:GREEN' in pages[i], f'page {i + 1} has no mark'
        assert f'Page {i + 1} of {n_pages}' in pages[i]
    cited = set(re.findall(r'\[(\d+)\]', text))
    for n in cited:
        assert f'"psource-{n}"' in dests and f'"pcite-{n}"' in dests, n
    assert len(cited) > 20
    # the annotations over the citations lead to a page of this file
    marked = subprocess.run(['pdftohtml', '-xml', '-i', '-stdout', str(path)], capture_output=True, text=True,
                            check=True).stdout
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', marked)
    targets = [re.search(r'\.html#(\d+)$', href) for href, _ in links]
    assert links and all(t and 1 <= int(t.group(1)) <= n_pages for t in targets), links[:5]
    linked = set(re.findall(r'\[(\d+)\]', ' '.join(label for _, label in links)))
    assert not cited - linked, cited - linked
    assert 'Multi-stage incident' in text and 'lateral movement' in text
    assert fonts and all(line.split()[-5] == 'yes' for line in fonts), fonts
    return None


def test_data():
    bundle = json.loads(report('stix', '--tlp', 'AMBER').read_text())
    ids = [o['id'] for o in bundle['objects']]
    assert bundle['type'] == 'bundle' and len(ids) == len(set(ids))
    for o in bundle['objects']:
        assert o['spec_version'] == '2.1' and re.fullmatch(r'[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-'
                                                           r'[0-9a-f]{12}', o['id']), o['id']
        assert o['object_marking_refs']
    refs = next(o for o in bundle['objects'] if o['type'] == 'report')['object_refs']
    assert set(refs) == {i for i in ids if not i.startswith('report--')}
    layer = json.loads(report('navigator').read_text())
    assert layer['domain'] == 'enterprise-attack' and len(layer['techniques']) > 5
    rows = list(csv.DictReader(io.StringIO(report('csv').read_text())))
    assert rows and not [r for r in rows if r['value'][:1] in '=+-@']
    assert not [r for r in rows if r['type'] == 'url' and r['value'].startswith('http')]


def test_errors():
    bad = TMP / 'bad.md'
    bad.write_text('---\nname: Bad\n---\n# A\n\n{{nothing}}\n')
    done = run('report', '--format', 'md', '-o', str(TMP / 'x'), '--template', str(bad), '142', code=1)
    assert 'bad.md:6: there is no field “nothing”' in done.stderr, done.stderr
    assert not (TMP / 'x').exists()
    run('report', '--format', 'odt', '-o', str(TMP / 'x'), '142', code=2)
    run('report', '--format', 'md', '-o', str(TMP / 'x'), '--redact', 'cats', '142', code=2)
    run('report', '--format', 'md', '-o', str(TMP / 'no' / 'x'), '142', code=1)
    run('report', '--format', 'pdf', '-o', str(TMP / 'blank.pdf'), '--blank')
    assert json.loads(run('report', '--templates').stdout)['templates'][0]['id'] == 'full'


def rewrite(source, target, change):
    """Copies a zip file; change(name, bytes) gives the new bytes, None for none."""
    with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, 'w') as b:
        for name in a.namelist():
            data = change(name, a.read(name))
            if data is not None:
                b.writestr(name, data)


def test_package():
    path = TMP / 'case.zip'
    run('package', 'create', '-o', str(path), '142')
    info = json.loads(run('package', 'verify', str(path)).stdout)
    assert info['intact'] and info['parts'] == 8 and not info['signed'] and info['incident'] == '142', info
    with zipfile.ZipFile(path) as z:
        evidence = [json.loads(line) for line in z.read('evidence.jsonl').decode().splitlines()]
        assert len(evidence) == 73 and all(len(e['record-sha256']) == 64 for e in evidence)
    assert json.loads(run('package', 'show', str(path)).stdout)['id'] == '142'

    changes = {
        'changed': lambda n, d: d.replace(b'142', b'143') if n == 'log.jsonl' else d,
        'missing': lambda n, d: None if n == 'comments.jsonl' else d,
        'manifest': lambda n, d: d.replace(b'"number" : 2', b'"number" : 3') if n == 'manifest.json' else d,
        'no manifest': lambda n, d: None if n == 'manifest.json' else d,
        'no json': lambda n, d: d[:-30] if n == 'manifest.json' else d,
        'wrong types': lambda n, d: b'{"format":"vedette-case-package","version":"1","parts":[1,[],{}],"head":{}}'
        if n == 'manifest.json' else d,
    }
    for name, change in changes.items():
        bad = TMP / 'bad.zip'
        rewrite(path, bad, change)
        done = run('package', 'verify', str(bad), code=1)
        assert done.stderr or not json.loads(done.stdout)['intact'], name
        run('package', 'show', str(bad), code=1)
    data = path.read_bytes()
    for cut in (0, 100, len(data) // 2):  # a cut directory at the end leaves all parts whole
        (TMP / 'bad.zip').write_bytes(data[:cut])
        run('package', 'verify', str(TMP / 'bad.zip'), code=1)

    if not shutil.which('openssl'):
        return
    keys = []
    for name in ('a', 'b'):
        private, public = TMP / f'{name}.pem', TMP / f'{name}.pub.pem'
        subprocess.run(['openssl', 'genpkey', '-algorithm', 'ed25519', '-out', str(private)], check=True)
        subprocess.run(['openssl', 'pkey', '-in', str(private), '-pubout', '-out', str(public)], check=True)
        keys.append((private, public))
    run('package', 'create', '-o', str(path), '--sign', str(keys[0][0]), '142')
    assert json.loads(run('package', 'verify', '--key', str(keys[0][1]), str(path)).stdout)['signatureGood']
    run('package', 'verify', '--key', str(keys[1][1]), str(path), code=1)
    rewrite(path, TMP / 'bad.zip', lambda n, d: d.replace(b'"made-by" : "', b'"made-by" : "x') if n == 'manifest.json'
            else d)
    assert not json.loads(run('package', 'verify', str(TMP / 'bad.zip'), code=1).stdout)['signatureGood']


def main():
    tests = [test_html, test_markdown, test_docx, test_pdf, test_data, test_package, test_errors]
    run('import', '--sample')
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for n, test in enumerate(tests, 1):
        try:
            skipped = test()
            print(f'ok {n} - {test.__name__}' + (f' # SKIP {skipped}' if skipped else ''), flush=True)
        except Exception as error:  # noqa: BLE001
            failed += 1
            print(f'not ok {n} - {test.__name__}\n# {error!r}', flush=True)
    shutil.rmtree(TMP, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
