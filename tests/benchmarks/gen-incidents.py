#!/usr/bin/env python3
"""Writes a file of incidents of a given size, for measuring the import.

usage: gen-incidents.py SIZE_MB OUT.json [--lines]

One page of Graph's `incidents?$expand=alerts`, or with --lines one incident a
line. Incidents have one to eight alerts with two to nine pieces of evidence each.
Deterministic; names and addresses are reserved ones.
"""
import hashlib
import json
import random
import sys

NAMESPACE = '#microsoft.graph.security.'
TENANT = '5b0c7e1a-3d52-4f0e-9a44-0c6f2f1d7e10'
CATEGORIES = ['InitialAccess', 'Execution', 'Persistence', 'DefenseEvasion', 'CredentialAccess', 'Discovery',
              'LateralMovement', 'CommandAndControl', 'Exfiltration', 'Impact']


def digest(*parts):
    return hashlib.sha256(' '.join(map(str, parts)).encode()).hexdigest()


def time(rng, n):
    return f'2026-{1 + n // 20000 % 12:02}-{1 + n // 700 % 28:02}T{n // 29 % 24:02}:{n % 60:02}:{rng.randrange(60):02}.{rng.randrange(10**7):07}Z'


def evidence(rng, kind, at, **members):
    return {'@odata.type': NAMESPACE + kind, 'createdDateTime': at, 'verdict': rng.choice(['unknown', 'suspicious', 'malicious']),
            'remediationStatus': rng.choice(['none', 'active', 'remediated']), 'remediationStatusDetails': None,
            'roles': [], 'detailedRoles': [], 'tags': [], **members}


def file_of(rng, n):
    name = f'tool{rng.randrange(900)}.exe'
    return {'sha1': digest('1', n)[:40], 'sha256': digest('2', n), 'md5': None, 'sha256Ac': None, 'fileName': name,
            'filePath': 'C:\\Users\\Public\\' + name[:-4], 'fileSize': rng.randrange(10**6), 'filePublisher': None,
            'signer': None, 'issuer': None}


def account(n):
    return {'accountName': f'user{n}', 'domainName': 'EXAMPLE', 'userSid': f'S-1-5-21-1-2-3-{n}', 'azureAdUserId': None,
            'userPrincipalName': f'user{n}@example.com', 'displayName': f'User {n}', 'activeDirectoryObjectGuid': None,
            'resourceAccessEvents': []}


def piece(rng, at, n):
    choice = rng.randrange(6)
    if choice == 0:
        return evidence(rng, 'deviceEvidence', at, firstSeenDateTime=at, mdeDeviceId=digest('d', n % 400)[:40], azureAdDeviceId=None,
                        deviceDnsName=f'ws-{n % 400}.example.com', hostName=f'ws-{n % 400}', osPlatform='Windows11', osBuild=26100,
                        version='24H2', healthStatus='active', riskScore='medium', rbacGroupId=12, rbacGroupName='Workstations',
                        onboardingStatus='onboarded', defenderAvStatus='updated', lastIpAddress=f'192.0.2.{n % 250}',
                        lastExternalIpAddress='198.51.100.7', ipInterfaces=[f'192.0.2.{n % 250}', '127.0.0.1'], vmMetadata=None,
                        loggedOnUsers=[], resourceAccessEvents=[])
    if choice == 1:
        return evidence(rng, 'userEvidence', at, stream=None, userAccount=account(n % 900))
    if choice == 2:
        return evidence(rng, 'fileEvidence', at, detectionStatus='detected', mdeDeviceId=digest('d', n % 400)[:40], fileDetails=file_of(rng, n))
    if choice == 3:
        return evidence(rng, 'ipEvidence', at, ipAddress=f'203.0.113.{n % 250}', countryLetterCode=None, stream=None, location=None)
    if choice == 4:
        return evidence(rng, 'urlEvidence', at, url=f'https://{digest("u", n)[:12]}.example.net/p?id={n}')
    return evidence(rng, 'processEvidence', at, processId=rng.randrange(60000), parentProcessId=rng.randrange(60000),
                    processCommandLine=f'"C:\\Windows\\System32\\cmd.exe" /c echo {digest("c", n)}', processCreationDateTime=at,
                    parentProcessCreationDateTime=at, detectionStatus='detected', mdeDeviceId=digest('d', n % 400)[:40],
                    imageFile=file_of(rng, n), parentProcessImageFile=file_of(rng, n + 1), userAccount=account(n % 900))


def alert(rng, incident, n):
    at = time(rng, n)
    return {'id': f'da{digest("a", n)[:32]}_1', 'providerAlertId': f'{digest("a", n)[:32]}_1', 'incidentId': str(incident), 'status': 'new',
            'severity': rng.choice(['low', 'medium', 'high']), 'classification': 'unknown', 'determination': 'unknown',
            'serviceSource': 'microsoftDefenderForEndpoint', 'detectionSource': 'antivirus', 'productName': 'Microsoft Defender for Endpoint',
            'detectorId': digest('r', n % 50)[:36], 'tenantId': TENANT, 'title': f'Suspicious activity {n % 300} on a device',
            'description': 'A program did what programs of its kind do not do. ' * rng.randrange(1, 5),
            'recommendedActions': '1. Look at the process tree.\n2. Isolate the device if the file is unknown.',
            'category': rng.choice(CATEGORIES), 'assignedTo': None, 'alertWebUrl': f'https://security.example.com/alerts/{n}',
            'incidentWebUrl': f'https://security.example.com/incidents/{incident}', 'actorDisplayName': None, 'threatDisplayName': None,
            'threatFamilyName': None, 'mitreTechniques': ['T1059.001', 'T1105'], 'createdDateTime': at, 'lastUpdateDateTime': at,
            'resolvedDateTime': None, 'firstActivityDateTime': at, 'lastActivityDateTime': at, 'systemTags': [], 'alertPolicyId': None,
            'investigationState': 'unsupportedAlertType', 'comments': [], 'customDetails': {}, 'additionalData': {},
            'evidence': [piece(rng, at, n * 10 + i) for i in range(rng.randrange(2, 10))]}


def incident(rng, n):
    at = time(rng, n)
    return {'id': str(n), 'tenantId': TENANT, 'status': rng.choice(['active', 'inProgress', 'resolved']),
            'incidentWebUrl': f'https://security.example.com/incidents/{n}', 'redirectIncidentId': None,
            'displayName': f'Multi-stage incident {n} on one endpoint', 'createdDateTime': at, 'lastUpdateDateTime': at, 'assignedTo': None,
            'classification': 'unknown', 'determination': 'unknown', 'severity': 'medium', 'customTags': [], 'systemTags': [],
            'description': None, 'lastModifiedBy': 'Microsoft Defender XDR', 'resolvingComment': None, 'summary': None,
            'priorityScore': rng.randrange(100), 'comments': [],
            'alerts': [alert(rng, n, n * 100 + i) for i in range(rng.randrange(1, 9))]}


def main():
    size, path, lines = float(sys.argv[1]) * 10**6, sys.argv[2], '--lines' in sys.argv
    rng = random.Random(7)
    n = written = 0
    with open(path, 'w', encoding='utf-8') as out:
        if not lines:
            written += out.write('{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#security/incidents(alerts())","value":[')
        while written < size:
            n += 1
            text = json.dumps(incident(rng, n), separators=(',', ':'))
            written += out.write(text + '\n' if lines else (',' if n > 1 else '') + text)
        if not lines:
            out.write(']}')
    print(f'{n} incidents, {written} bytes')


if __name__ == '__main__':
    main()
