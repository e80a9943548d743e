#!/usr/bin/env python3
# Runs queries with known rows through `vedette-cli query --batch` and says how
# many give the right columns and rows.
#
# usage: score-query.py [--all] [--show] CLI CASES.jsonl [-- CLI OPTIONS]
#   CASES   JSON lines {"id","query","expected":{"columns","rows"},"executable",…};
#           lines without "expected" only have to run; if none has it, what is
#           not available locally counts as empty (--unknown-as-empty)
#   --all   run also lines that are not marked as executable
#   --show  print each miss
#
# SPDX-License-Identifier: MIT
import collections
import json
import math
import re
import subprocess
import sys

OUT_OF_SCOPE = re.compile(r'autocluster|basket|diffpatterns|make-graph|graph-|evaluate\s+(python|r)\b')


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def timespan(text):
    m = re.fullmatch(r'(-?)(?:(\d+)\.)?(\d+):(\d\d):(\d\d)(?:\.(\d+))?', text)
    if not m:
        return None
    sign, d, h, mi, s, f = m.groups()
    ticks = ((int(d or 0) * 24 + int(h)) * 60 + int(mi)) * 60 + int(s)
    ticks = ticks * 10**7 + int((f or '0').ljust(7, '0')[:7])
    return -ticks if sign else ticks


def normal(cell):
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str):
        if cell in ('NaN', 'Infinity', '-Infinity'):
            return cell
        m = re.fullmatch(r'(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?Z?', cell)
        if m:
            return 'T' + m[1] + m[2] + (m[3] or '').rstrip('0').rstrip('.')
        ticks = timespan(cell)
        if ticks is not None:
            return 'S%d' % ticks
        if cell[:1] in '[{':
            try:
                return normal(json.loads(cell))
            except ValueError:
                return cell
        return cell
    if isinstance(cell, list):
        return [normal(x) for x in cell]
    if isinstance(cell, dict):
        return {k: normal(v) for k, v in cell.items()}
    return cell


def same(a, b):
    if a == b and type(a) is not bool and type(b) is not bool:
        return True
    if isinstance(a, bool) or isinstance(b, bool):
        return a in (b, int(b) if isinstance(b, bool) else b) and (a == b)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    x, y = number(a), number(b)
    if x is None or y is None:
        return (a is None and b == '') or (b is None and a == '')
    if math.isnan(x) or math.isnan(y):
        return math.isnan(x) and math.isnan(y)
    return x == y or abs(x - y) <= 1e-9 * max(abs(x), abs(y), 1e-300) or abs(x - y) < 1e-12


def key(row):
    def one(c):
        n = number(c)
        if n is not None and not isinstance(c, bool):
            return (1, '%.8g' % (n + 0.0 or 0.0))
        return (2, json.dumps(c, sort_keys=True) if not isinstance(c, list)
                else json.dumps(sorted(json.dumps(x, sort_keys=True) for x in c)))
    return [one(c) for c in row]


def rows_same(case, got):
    expected = case['expected']
    want = [[normal(c) for c in r] for r in expected['rows']]
    have = [[normal(c) for c in r] for r in got]
    complete = expected.get('complete', True) and expected.get('row_count', len(want)) == len(want)
    last = case['query'].rsplit('|', 1)[-1].strip()
    ordered = case.get('order_significant') or last.startswith(('sort', 'order', 'top '))
    if complete and len(want) != len(have):
        return False, 'rows %d, expected %d' % (len(have), len(want))
    if not complete and len(have) < len(want):
        return False, 'rows %d, expected at least %d' % (len(have), len(want))
    if not complete and not ordered:
        pool = sorted(have, key=key)
        return all(any(all(map(same, w, h)) for h in pool) for w in want), 'a row is missing'
    if not ordered:
        want.sort(key=key)
        have.sort(key=key)
    for w, h in zip(want, have):
        if len(w) != len(h) or not all(map(same, w, h)):
            # sets come in any order
            if len(w) == len(h) and all(same(a, b) or (isinstance(a, list) and isinstance(b, list) and same(
                    sorted(a, key=str), sorted(b, key=str))) for a, b in zip(w, h)):
                continue
            return False, 'row %s, expected %s' % (json.dumps(h)[:300], json.dumps(w)[:300])
    return True, ''


def main():
    args = sys.argv[1:]
    options = args[args.index('--') + 1:] if '--' in args else []
    args = args[:args.index('--')] if '--' in args else args
    everything = '--all' in args
    show = '--show' in args
    cli, path = [a for a in args if not a.startswith('--')]
    cases = [json.loads(line) for line in open(path)]
    for i, case in enumerate(cases):
        case.setdefault('query', case.get('text'))
        case.setdefault('id', str(i))
    cases = [c for c in cases if everything or c.get('executable', True)]
    if not any(c.get('expected') for c in cases):
        options = options + ['--unknown-as-empty']
    lines = ''.join(json.dumps({'id': c['id'], 'text': c['query']}) + '\n' for c in cases)
    run = subprocess.run([cli, 'query', '--batch', *options], input=lines, text=True, errors='replace',
                         capture_output=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) < len(cases):
        sys.exit('only %d answers of %d; status %d\n%s\nnext: %s' % (
            len(answers), len(cases), run.returncode, run.stderr[-2000:], cases[len(answers)]['query']))
    right = total = skipped = 0
    reasons = collections.Counter()
    for case, answer in zip(cases, answers):
        if OUT_OF_SCOPE.search(case['query']):
            skipped += 1
            continue
        if case.get('nondeterministic') and case.get('expected') and answer.get('ok'):
            case = dict(case, expected=None)
        total += 1
        if not answer.get('ok'):
            why = answer['error']['message']
        elif 'rows' not in (case.get('expected') or {}):
            right += 1
            continue
        else:
            names = [c['name'] for c in answer['columns']]
            wanted = [c if isinstance(c, str) else c[0] for c in case['expected']['columns']]
            if names != wanted:
                why = 'columns %s, expected %s' % (names, wanted)
            else:
                good, why = rows_same(case, answer['rows'])
                if good:
                    right += 1
                    continue
        reasons[re.sub(r'\d+|"[^"]*"|“[^”]*”', '#', why)[:90]] += 1
        if show:
            print('%s\n  %s\n  %s\n' % (case['id'], case['query'].replace('\n', '\n  '), why))
    for why, n in reasons.most_common(40):
        print('%5d  %s' % (n, why))
    print('%d of %d right (%.1f %%), %d out of scope' % (right, total, 100 * right / max(total, 1), skipped))


main()
