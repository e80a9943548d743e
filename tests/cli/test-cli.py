#!/usr/bin/env python3
"""Runs vedette-cli as a script would, and holds it to its contract.

usage: test-cli.py VEDETTE-CLI
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

CLI = sys.argv[1]
cases = []


def case(function):
    cases.append(function)
    return function


class Cli:
    def __init__(self, workspace):
        self.workspace = workspace

    def run(self, *args, stdin=None):
        return subprocess.run([CLI, '--workspace', str(self.workspace), *args], capture_output=True, text=True,
                              input=stdin, timeout=120)

    def json(self, *args, stdin=None, code=0):
        done = self.run(*args, stdin=stdin)
        assert done.returncode == code, f'{args}: exit {done.returncode}: {done.stderr}'
        return json.loads(done.stdout)


@case
def help_and_version(cli, folder):
    assert 'Verbs:' in cli.run('--help').stdout
    assert cli.run('--version').stdout.startswith('vedette-cli ')
    assert 'incidents' in cli.run('incidents', '--help').stdout


@case
def wrong_usage_is_2(cli, folder):
    for args in ([], ['nonsense'], ['incident'], ['incident', 'a', 'b'], ['import'], ['incidents', '--no-such'],
                 ['summarize', '--format', 'docx', '142'], ['script', '--batch', 'file']):
        done = cli.run(*args)
        assert done.returncode == 2, f'{args}: {done.returncode}'
        assert not done.stdout or args == [], f'{args} prints on standard output'


@case
def sample(cli, folder):
    done = cli.json('import', '--sample')
    assert done['sample'] == '142'
    again = cli.json('import', '--sample')
    assert again == done, 'a second import of the sample changes something'
    queue = cli.json('incidents')
    assert queue['total'] == len(queue['incidents']) == done['incidents'] >= 20


@case
def incidents_filter_and_sort(cli, folder):
    high = cli.json('incidents', '--severity', 'high')
    assert 0 < high['total'] < cli.json('incidents')['total']
    assert all(i['severity'] == 'high' for i in high['incidents'])
    titles = [i['title'].casefold() for i in cli.json('incidents', '--sort', 'title')['incidents']]
    assert titles == sorted(titles) or len(set(titles)) == len(titles)
    assert len(cli.json('incidents', '--limit', '3')['incidents']) == 3


@case
def incident_whole(cli, folder):
    incident = cli.json('incident', '142')
    assert len(incident['alerts']) >= 10
    evidence = [e for a in incident['alerts'] for e in a['evidence']]
    assert len(evidence) >= 30
    assert len({e['id'] for e in evidence}) == len(evidence), 'ids of evidence are not unique'
    kinds = {a['kind'] for a in incident['assets']}
    assert {'device', 'user', 'file', 'process', 'ip'} <= kinds, kinds
    assert cli.run('incident', 'no-such').returncode == 1


@case
def summary_is_cited_and_repeats(cli, folder):
    first = cli.run('summarize', '142')
    second = cli.run('summarize', '142')
    assert first.returncode == 0, first.stderr
    summary = json.loads(first.stdout)
    assert len(summary['statements']) >= 8
    for statement in summary['statements']:
        assert statement['citations'], f'uncited: {statement["text"]}'
        assert all(c in summary['facts'] for c in statement['citations'])
    assert json.loads(second.stdout)['statements'] == summary['statements']


@case
def summary_same_bytes_in_another_workspace(cli, folder):
    other = Cli(folder / 'other')
    other.json('import', '--sample')
    for form in ('text', 'markdown', 'html'):
        a = cli.run('summarize', '--format', form, '142')
        b = other.run('summarize', '--format', form, '142')
        assert a.returncode == b.returncode == 0
        assert a.stdout == b.stdout and a.stdout, form


@case
def respond(cli, folder):
    cards = cli.json('respond', '142')
    assert cards['cards']
    for card in cards['cards']:
        assert card['group'] in ('triage', 'containment', 'investigation', 'remediation'), card['group']
        assert card['reason'][0]['citations']


@case
def entity(cli, folder):
    incident = cli.json('incident', '142')
    for asset in incident['assets'][:5]:
        answer = cli.json('entity', '142', asset['key'])
        assert answer['statements'], asset['key']
        assert all(s['citations'] for s in answer['statements']), asset['key']
        assert all(c in answer['facts'] for s in answer['statements'] for c in s['citations'])
    assert cli.json('entity', '142', 'WS-07')['queries']
    assert cli.run('entity', '142', 'nobody').returncode == 1
    assert cli.run('entity', '142').returncode == 2


@case
def guidebook(cli, folder):
    book = folder / 'book.md'
    book.write_text('# Ransomware\n\n1. Isolate the device and call the plant\n2. Call the board\n')
    added = cli.json('guidebook', 'add', str(book))
    assert added['state'] == 'pending' and len(added['entries']) == 2
    assert not any(c['source'] == 'Ransomware' for c in cli.json('respond', '142')['cards'])
    cli.json('guidebook', 'activate', added['id'])
    own = [c for c in cli.json('respond', '142')['cards'] if c['source'] == 'Ransomware']
    assert len(own) == 2 and all(c['statement']['citations'] for c in own)
    cli.json('guidebook', 'deactivate', added['id'])
    assert not any(c['source'] == 'Ransomware' for c in cli.json('respond', '142')['cards'])
    cli.json('guidebook', 'delete', added['id'])
    assert cli.json('guidebook', 'list')['guidebooks'] == []
    assert cli.run('guidebook', 'show', added['id']).returncode == 1
    assert cli.run('guidebook').returncode == 2
    assert cli.run('guidebook', 'add', str(folder / 'missing.md')).returncode == 1


@case
def every_sample_incident_is_cited(cli, folder):
    for row in cli.json('incidents')['incidents']:
        summary = cli.json('summarize', row['id'])
        assert summary['statements'], row['id']
        assert all(s['citations'] for s in summary['statements']), row['id']


@case
def import_reports(cli, folder):
    page = folder / 'page.json'
    page.write_text(json.dumps({'value': [
        {'id': '9001', 'displayName': 'One', 'severity': 'low', 'status': 'active',
         'createdDateTime': '2026-11-01T10:00:00.1234567Z', 'alerts': []},
        'not an object',
        {'id': '9002', 'displayName': 'Two', 'severity': 'high', 'status': 'resolved',
         'createdDateTime': 'yesterday'}]}))
    report = cli.json('import', str(page))['files'][0]
    assert report['incidents'] == 2, report
    assert report['problems'] and all(p['where'] and p['message'] for p in report['problems'])
    assert any('value[1]' in p['where'] for p in report['problems']), report
    missing = cli.run('import', str(folder / 'no-such-file.json'))
    assert missing.returncode == 1


@case
def import_again_updates(cli, folder):
    before = cli.json('incidents')['total']
    cli.json('import', str(folder / 'page.json'))
    assert cli.json('incidents')['total'] == before


@case
def audit(cli, folder):
    done = cli.json('audit', 'verify')
    assert done['intact'] and done['entries'] > 0


@case
def audit_finds_tampering(cli, folder):
    other = Cli(folder / 'tampered')
    other.json('import', '--sample')
    database = sqlite3.connect(folder / 'tampered' / 'case.db')
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='activity'").fetchall()
    for (name,) in triggers:
        database.execute(f'DROP TRIGGER "{name}"')
    columns = [r[1] for r in database.execute('PRAGMA table_info(activity)')]
    column = 'actor' if 'actor' in columns else columns[-2]
    database.execute(f'UPDATE activity SET "{column}" = ? WHERE rowid = (SELECT min(rowid) FROM activity)', ('mallory',))
    database.commit()
    database.close()
    done = other.run('audit', 'verify')
    assert done.returncode == 1
    assert json.loads(done.stdout)['intact'] is False


@case
def script_batch(cli, folder):
    lines = [{'id': 1, 'lang': 'powershell', 'script': "& ('wri'+'te-host') ('{1}{0}' -f 'x','y')"},
             {'id': 'two', 'lang': 'bash', 'script': 'echo $(printf "a%s" b)'}]
    text = '\n'.join([json.dumps(lines[0]), 'not json', '[' * 200000, json.dumps(lines[1]), json.dumps({'id': 3})]) + '\n'
    done = cli.run('script', '--batch', stdin=text)
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o['id'] for o in out] == [1, None, None, 'two', 3]
    assert all(o['ok'] is False and o['error']['message'] for o in out[1:3])
    assert out[4]['ok'] is False
    assert 'Write-Host' in out[0]['output'] and 'yx' in out[0]['output'], out[0]['output']
    assert out[0]['layers'][0]['text'] == lines[0]['script']


@case
def entity_from_the_tables(cli, folder):
    """What the hunting tables say of an entity is cited beside the evidence."""
    done = cli.json('entity', '142', 'WS-07')
    kinds = {fact[:2] for fact in done['facts']}
    assert {'E:', 'Q:'} <= kinds, kinds
    assert all(c in done['facts'] for s in done['statements'] for c in s['citations'])


@case
def telemetry(cli, folder):
    """Rows go in once, can be asked for, and come back after the database was damaged."""
    cli = Cli(folder / 'telemetry')
    rows = [{'time': f'2026-05-12T09:1{i}:00Z', 'category': 'AdvancedHunting-DeviceProcessEvents',
             'properties': {'Timestamp': f'2026-05-12T09:1{i}:00.1234567Z', 'DeviceName': 'ws-042', 'FileName': name,
                            'ProcessCommandLine': f'{name} /c echo {i}', 'ProcessId': 100 + i}}
            for i, name in enumerate(['cmd.exe', 'powershell.exe', 'cmd.exe'])]
    events = folder / 'events.jsonl'
    events.write_text('\n'.join(json.dumps(row) for row in rows) + '\n')
    done = cli.json('import', str(events))
    assert done['files'][0]['rows'] == {'DeviceProcessEvents': 3}, done
    assert cli.json('import', str(events))['files'][0]['rows'] in ({}, {'DeviceProcessEvents': 0}), 'imported twice'
    question = 'DeviceProcessEvents | where FileName has "cmd" | summarize n = count() by DeviceName'
    answer = cli.json('query', question)
    assert answer['columns'] == [{'name': 'DeviceName', 'type': 'string'}, {'name': 'n', 'type': 'long'}], answer
    assert answer['rows'] == [['ws-042', 2]] and answer['truncated'] is False, answer
    assert cli.run('query', '--format', 'csv', question).stdout.split() == ['DeviceName,n', 'ws-042,2']
    listed = {t['table']: t for t in cli.json('tables')['tables']}
    assert listed['DeviceProcessEvents']['rows'] == 3, listed
    wrong = cli.run('query', 'DeviceProcessEvents | where NoSuchColumn == 1')
    assert wrong.returncode == 1 and 'NoSuchColumn' in wrong.stderr + wrong.stdout

    database = cli.workspace / 'hunting.duckdb'
    database.write_bytes(b'no database any more' * 400)
    done = cli.json('import', '--rebuild')
    assert done['files'][0]['rows'] == {'DeviceProcessEvents': 3}, done
    assert cli.json('query', question)['rows'] == [['ws-042', 2]]
    assert cli.json('import', '--rebuild')['files'] == []

    database.write_bytes(b'no database any more' * 400)
    events.unlink()
    gone = cli.run('import', '--rebuild')
    assert gone.returncode == 1 and 'events.jsonl' in gone.stderr, gone.stderr


@case
def kql_check(cli, folder):
    lines = [{'id': 'a', 'text': 'DeviceProcessEvents | where FileName =~ "cmd.exe" | summarize count() by DeviceName'},
             {'id': 'b', 'text': 'DeviceProcessEvents | where NoSuchColumn == 1'}, {'id': 'c'}]
    text = '\n'.join(json.dumps(line) for line in lines)
    done = cli.run('kql', 'check', '--format', '--classify', stdin=text)
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o['id'] for o in out] == ['a', 'b', 'c']
    assert out[0]['ok'] and out[0]['columns'] == [{'name': 'DeviceName', 'type': 'string'},
                                                  {'name': 'count_', 'type': 'long'}]
    assert out[0]['classifications'] and out[0]['formatted'].startswith('DeviceProcessEvents')
    assert not out[1]['ok'] and out[1]['diagnostics'][0]['start'] == 28, out[1]
    assert out[2]['ok'] is False and out[2]['error']
    schema = folder / 'schema.json'
    schema.write_text(json.dumps({'tables': {'T': [['x', 'long']]}, 'functions': []}))
    done = cli.run('kql', 'check', '--schema', str(schema), stdin=json.dumps({'id': 1, 'text': 'T | project x'}))
    assert json.loads(done.stdout)['columns'] == [{'name': 'x', 'type': 'long'}]
    assert cli.run('kql', 'check', '--schema', str(folder / 'none.json'), stdin='').returncode == 1


@case
def kql_library(cli, folder):
    queries = json.loads(cli.run('kql', 'library').stdout)['queries']
    assert len(queries) >= 70 and len({q['area'] for q in queries}) == 15
    some = json.loads(cli.run('kql', 'library', '--area', 'execution', '--technique', 'T1059').stdout)['queries']
    assert 0 < len(some) < len(queries) and all(q['area'] == 'execution' for q in some)
    one = cli.run('kql', 'library', some[0]['id'])
    assert one.returncode == 0 and one.stdout == some[0]['query'] + '\n'
    done = cli.run('query', '-f', '-', stdin=one.stdout)
    assert done.returncode == 0 and json.loads(done.stdout)['rows'] == [], done.stdout
    assert cli.run('kql', 'library', 'no-such').returncode == 1


@case
def kql_complete(cli, folder):
    lines = [{'id': 'a', 'text': 'DeviceEvents | ', 'offset': 15}, {'id': 'b', 'text': 'T | project xy', 'offset': 13},
             {'id': 'c', 'offset': 1}, {'id': 'd', 'text': 'T', 'offset': 9}]
    text = '\n'.join(json.dumps(line) for line in lines)
    schema = folder / 'schema.json'
    schema.write_text(json.dumps({'tables': {'T': [['xylem', 'long'], ['z', 'string']]}, 'functions': []}))
    done = cli.run('kql', 'complete', '--schema', str(schema), stdin=text)
    assert done.returncode == 0, done.stderr
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o['id'] for o in out] == ['a', 'b', 'c', 'd']
    assert any(item['text'] == 'where' for item in out[0]['items']), out[0]
    assert any(item['kind'] == 'Column' and item['text'] == 'xylem' for item in out[1]['items']), out[1]
    assert (out[1]['editStart'], out[1]['editLength']) == (12, 2), out[1]
    assert out[2]['ok'] is False and out[2]['error']


@case
def nothing_is_written_elsewhere(cli, folder):
    home = folder / 'home'
    home.mkdir()
    env = dict(os.environ, HOME=str(home), XDG_DATA_HOME=str(home / 'data'), XDG_CONFIG_HOME=str(home / 'config'),
               XDG_CACHE_HOME=str(home / 'cache'))
    subprocess.run([CLI, '--workspace', str(cli.workspace), 'summarize', '142'], env=env, capture_output=True,
                   check=True, timeout=60)
    assert not list(home.rglob('*')), list(home.rglob('*'))


def main():
    print(f'1..{len(cases)}')
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cli = Cli(folder / 'workspace')
        for number, function in enumerate(cases, 1):
            try:
                function(cli, folder)
                print(f'ok {number} - {function.__name__}', flush=True)
            except Exception as error:  # a test program reports all of them
                failed = 1
                print(f'not ok {number} - {function.__name__}', flush=True)
                for line in f'{type(error).__name__}: {error}'.splitlines():
                    print(f'# {line}', flush=True)
    return failed


sys.exit(main())
