#!/usr/bin/env python3
# Runs hostile queries and looks from outside, with strace, at what the program
# does: which files it touches, whether it opens sockets or runs programs, how
# long each query takes and how much memory the program needs.
#
# usage: test-strace.py STRACE VEDETTE-CLI
#
# SPDX-License-Identifier: MIT
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

BAIT = 'bait-that-no-query-may-show'
SECONDS = 3
# A chunk of rows is not interrupted; with sanitizers it takes long.
SLACK = 30
MEMORY_KIB = 4 * 1024 * 1024

CALLS = ('openat,open,openat2,creat,socket,connect,execve,execveat,unlink,unlinkat,rename,renameat,renameat2,'
         'mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat')

# Forms that read a file or an address; {} is one.
READERS = '''externaldata (line: string) ["{}"]
externaldata (line: string) [@"{}"] with (format="txt")
externaldata (line: string) [h@'{}'] with (format="csv", ignoreFirstRecord=true)
externaldata (a: string, b: long) ['{}', '{}'] with (format="multijson", ingestionMapping='[]')
external_table ("{}")
externaldata (a: string) ["{}"] | union (print a = "x")
let t = externaldata (a: string) ["{}"]; t | join kind=inner (t) on a
table ("{}")
table ("read_csv('{}')")
["{}"]
['{}'] | take 1
["read_text('{}')"] | count
["' ; COPY (SELECT 1) TO '{}'; --"] | count
union isfuzzy=true ["{}"], (print x = 1)
union ["{}*"], (print x = 1)
search in (["{}"]) "x"
find in (["{}"]) where line == "x"
database ("{}").T | count
cluster ("{}").database ("x").T | take 1
print x = "{}" | invoke FileProfile (x)
print x = "'; COPY (SELECT 1) TO '{}'; --"
print ["a\\" FROM read_csv('{}') --"] = 1
print x = 1 | project ["(SELECT content FROM read_text('{}'))"] = x
print x = 1 | extend ["\\"); ATTACH '{}' AS d; --"] = x | project-away x
print x = 1 | project-rename ["FROM '{}'"] = x
datatable (["x\\" , (SELECT * FROM '{}')"]: string) ["y"]
print d = dynamic ({{"FROM read_text('{}')": 1}}) | evaluate bag_unpack (d)
datatable (k: string, v: long) ["a\\" FROM '{}' --", 1] | evaluate pivot (k, sum (v))
print x = 'read_csv({})' | parse x with 'read_csv(' y: string ')' | project y
print x = "{}" | where x matches regex "{}" | project x
print x = "{}" // '; INSTALL httpfs; LOAD '{}'; --
print x = 1 /* " ; IMPORT DATABASE '{}' */ | take 1
print x = `{}`
print getenv ('{}')
print read_text ('{}')
print x = toscalar (read_csv ('{}'))
evaluate http_request ("{}")
evaluate sql_request ("{}", "SELECT 1")
evaluate mysql_request ("{}", "SELECT 1")
evaluate python (typeof (*), "open('{}').read()")
print x = 1 | evaluate r (typeof (*), "{}")
print x = 1 | render linechart with (title="'; COPY (SELECT 1) TO '{}'", kind="{}")
declare query_parameters (p: string = "{}"); externaldata (a: string) [p]
set query_datascope="'; ATTACH '{}'"; print 1
let f = (p: string) {{ externaldata (a: string) [p] }}; f ("{}")
print x = parse_xml ('<!DOCTYPE a [<!ENTITY e SYSTEM "file://{}">]><a>&e;</a>')
print x = geo_info_from_ip_address ("{}")
.ingest into table T ("{}")
.export to csv ("{}") <| print 1'''.split('\n')

# SQL of its own where a query has names, texts or comments.
STATEMENTS = '''SELECT * FROM duckdb_settings ()
PRAGMA database_list
PRAGMA enable_external_access = true
SET enable_external_access = true
INSTALL httpfs FROM 'https://example.com'
LOAD 'httpfs'
COPY (SELECT 1) TO '/tmp/vedette-out.csv'
ATTACH 'out.db' AS d
print x = 1; DROP TABLE x
print x = 1; EXPORT DATABASE 'out'
["duckdb_settings()"] | take 1
["pragma_database_list()"]
["sqlite_master"] | count
["information_schema.tables"] | count
["\\"\\"; INSTALL httpfs; --"] | take 1
print ["a\\"; INSTALL httpfs; --"] = 1
print x = "a'); PRAGMA version; --"
print x = @"\\'; SET memory_limit = '100GB'; --"
print $t1 = 1
print x = "$t1", y = "$now"
print x = "\\0'; SELECT 1"
print ["\\u0000"] = 1
let ["x\\" UNION SELECT current_setting('home_directory') --"] = 1; print ["x\\" UNION SELECT current_setting('home_directory') --"]
print current_setting ('temp_directory')
print x = 1 | as ["m1\\") , z AS (SELECT 1) --"] | count'''.split('\n')

# Too much of something.
EXPENSIVE = '''range x from 1 to 9000000000000000000 step 1 | count
range x from 1 to 100000000000 step 1 | summarize dcount (x), max (hash_sha256 (tostring (x)))
range x from 1 to 1000000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 1000000 step 1 | extend k = 1) on k | count
range x from 1 to 1000000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 1000000 step 1 | extend k = 1) on k | sort by y
range x from 1 to 1000000000 step 1 | summarize make_list (x)
range x from 1 to 1000000000 step 1 | summarize make_set (strcat ('x', x)) by x % 1000
range x from 1 to 5000 step 1 | extend s = strrep (tostring (x), 1000000) | project s
range x from 1 to 5000 step 1 | extend s = strrep (tostring (x), 1000000) | summarize make_list (s)
range x from 1 to 5000 step 1 | extend a = range (1, 1000000 + x) | project array_length (a)
range x from 1 to 5000 step 1 | extend a = repeat (x, 1000000) | mv-expand a | count
print s = strrep ('x', 1000000) | extend s = strcat (s, s, s, s, s, s, s, s, s) | extend s = strcat (s, s, s, s, s, s, s, s, s) | extend s = strcat (s, s, s, s, s, s, s, s, s) | project strlen (s)
print s = strrep ('ab', 400000) | extend s = replace_string (s, 'a', s) | project strlen (s)
print s = strrep ('ab', 400000) | extend s = replace_regex (s, 'a', s) | project strlen (s)
print s = strrep ('a', 100000) | where s matches regex '^(a+)+$b'
print s = strrep ('a,', 500000) | project array_length (split (s, ','))
range x from 1 to 1000000 step 1 | make-series count () on x from 0 to 9000000000000000 step 1
range t from datetime(0001-01-01) to datetime(9999-12-31) step 1tick | count
range x from 1 to 0 step 0 | count
range x from 1 to 1000000 step 1 | sort by x | extend p = prev (x, 100000), s = row_cumsum (x) | summarize max (s)
range x from 1 to 100000000 step 1 | project x, s = strcat ('row ', x)
range x from 1 to 1000000 step 1 | sort by x | scan declare (n: long = 0) with (step s: true => n = s.n + x;) | count
print a = range (1, 1000) | mv-expand b = a | extend a = range (1, 1000) | mv-expand c = a | extend a = range (1, 1000) | mv-expand d = a | extend a = range (1, 1000) | mv-expand e = a | count'''.split('\n')

# Long or deep: (head, repeated, tail, times)
LONG = [('print x = ', '(' * 50, '1', 100), ('print x = 1', ' + 1', '', 20000), ('print x = 1', ' | extend x = x + x', '', 60),
        ('print x = 1', ' | where x in (1, 2, 3)', '', 500), ('print a = range (1, 3)', ' | mv-apply a on (take 1)', '', 40),
        ('let t = print x = 1; t', ' | union t', '', 300), ('print x = 1', ' | join (print x = 1) on x', '', 60),
        ('print x = "', 'a', '"', 1000000), ('print x = dynamic(', '[' * 100, '1)', 100),
        ('print x = 1', ' | as t', ' | count', 200)]


def queries(folder):
    targets = [os.path.join(folder, 'bait.csv'), 'bait.csv', os.path.join(folder, 'bait.parquet'), '/etc/passwd',
               '/proc/self/environ', 'https://example.com/x.csv', 'http://192.0.2.1/x.json',
               's3://example/x.parquet', 'file:///etc/hostname', '\\\\\\\\192.0.2.1\\\\share\\\\x']
    for i, form in enumerate(READERS):
        for target in targets:
            yield form.replace('{{', '{').replace('}}', '}').replace('{}', target)
    yield from STATEMENTS
    for head, part, tail, times in LONG:
        yield head + part * times + tail
    yield from EXPENSIVE


def allowed(path, flags):
    """Whether the program may open the path; only for reading."""
    if re.search(r'O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND', flags):
        return path == '/dev/null'
    if re.fullmatch(r'lib[\w+.-]*\.so(\.\w+)*', os.path.basename(path)):
        return True
    return bool(re.match(r'/etc/(ld\.so\.|locale\.alias|localtime|gnutls/|ssl/openssl\.cnf)|/usr/(lib|share)/locale/|'
                         r'/usr/lib/[^/]*/gconv/|/usr/lib/[^/]*/(gio|gvfs)/|/usr/share/zoneinfo/|/dev/(null|urandom)$|'
                         r'/proc/(self|\d+)/(maps|status|stat|statm|cgroup|mountinfo|mounts|limits|task.*|cmdline|environ)$|'
                         r'/proc/(meminfo|cpuinfo|stat|filesystems|sys/vm/overcommit_memory|sys/kernel/[\w]+)$|'
                         r'/sys/(devices/system/(cpu|node)|fs/cgroup|kernel/mm)(/|$)', path))


def offences(trace, program):
    seen = {}
    for line in open(trace, errors='replace'):
        m = re.match(r'\d+\s+(\w+)\((.*)', line)
        if not m:
            continue
        call, rest = m.groups()
        path = re.search(r'"((?:[^"\\]|\\.)*)"', rest)
        path = path[1] if path else ''
        if call in ('socket', 'connect'):
            if re.search(r'AF_UNIX|AF_LOCAL', rest):
                continue
        elif call.startswith('execve'):
            if path == program:
                continue
        elif call in ('open', 'openat', 'openat2'):
            if allowed(path, rest):
                continue
        seen['%s %s' % (call, rest.strip()[:200])] = True
    return list(seen)


class Results:
    def __init__(self):
        self.n = self.failed = 0

    def check(self, name, good, *notes):
        self.n += 1
        self.failed += not good
        print('%s %d - %s' % ('ok' if good else 'not ok', self.n, name))
        for note in [] if good else notes:
            print('# ' + str(note)[:400].replace('\n', ' '))


def environment(folder):
    env = dict(os.environ, HOME=folder, TMPDIR=os.path.join(folder, 'tmp'), LC_ALL='C.UTF-8')
    for name in ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'):
        env[name] = os.path.join(folder, name.lower())
    env.pop('DBUS_SESSION_BUS_ADDRESS', None)
    # The leak check cannot trace what strace traces.
    env['ASAN_OPTIONS'] = env.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
    return env


def run_batch(strace, program, texts, folder):
    """The answers, each with the seconds it took, as they come."""
    trace = os.path.join(folder, 'trace')
    answers = []
    with tempfile.TemporaryFile('w+') as lines:
        for i, text in enumerate(texts):
            lines.write(json.dumps({'id': i, 'text': text}) + '\n')
        lines.seek(0)
        process = subprocess.Popen([strace, '-f', '-qq', '-s', '512', '-e', 'trace=' + CALLS, '-e', 'signal=none',
                                    '-o', trace, program, 'query', '--batch', '--seconds', str(SECONDS)],
                                   stdin=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
                                   env=environment(folder))
        before = time.monotonic()
        for line in process.stdout:
            now = time.monotonic()
            answers.append((len(line), line if len(line) < 10**7 else line[:1000], now - before))
            before = now
        errors = process.stderr.read().decode(errors='replace')
        process.wait()
    return answers, trace, process.returncode, errors


def main():
    strace, program = sys.argv[1], os.path.abspath(sys.argv[2])
    results = Results()
    with tempfile.TemporaryDirectory(prefix='vedette-strace-') as folder:
        if subprocess.run([strace, '-f', '-qq', '-o', '/dev/null', '/bin/true'], capture_output=True).returncode != 0:
            print('1..0 # SKIP strace may not trace here')
            return 0
        os.mkdir(os.path.join(folder, 'tmp'))
        for name in ('bait.csv', 'bait.parquet', 'bait.json'):
            with open(os.path.join(folder, name), 'w') as bait:
                bait.write(BAIT + '\n')
        control = os.path.join(folder, 'control')
        subprocess.run([strace, '-f', '-qq', '-e', 'trace=' + CALLS, '-o', control, 'cat', 'bait.csv'], cwd=folder,
                       capture_output=True)
        results.check('the watch sees a file being read', any('bait.csv' in x for x in offences(control, 'cat')))
        before = set(os.listdir(folder))
        texts = list(queries(folder))
        answers, trace, status, errors = run_batch(strace, program, texts, folder)

        results.check('every query is answered', len(answers) == len(texts) and status == 0,
                      'status %d, %d answers of %d' % (status, len(answers), len(texts)),
                      texts[len(answers)] if len(answers) < len(texts) else '', errors[-300:])
        found = offences(trace, program)
        results.check('no file, socket or program of others', not found, *found[:20])
        shown = [t for t, a in zip(texts, answers) if BAIT.encode() in a[1] or b'root:x:' in a[1]]
        results.check('no answer shows what is in a file', not shown, *shown)
        slow = ['%.1f s: %s' % (a[2], t) for t, a in zip(texts, answers) if a[2] > SECONDS + SLACK]
        results.check('no query passes its time', not slow, *slow)
        large = ['%d MB: %s' % (a[0] / 10**6, t) for t, a in zip(texts, answers) if a[0] > 600 * 10**6]
        results.check('no answer is larger than memory allows', not large, *large)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        results.check('no query passes its memory', peak < MEMORY_KIB, '%d MiB' % (peak // 1024))
        added = set(os.listdir(folder)) - before - {'trace'}
        results.check('nothing is left behind', not added and not os.listdir(os.path.join(folder, 'tmp')), *added)
        print('# %d queries, slowest %.1f s, %d MiB at most' % (len(texts), max((a[2] for a in answers), default=0),
                                                               peak // 1024))
    print('1..%d' % results.n)
    return results.failed > 0


sys.exit(main())
