#!/usr/bin/env python3
"""Writes data/sample/telemetry/attack.json: what the devices, mail and identity
sensors saw of incident 142, as events of the streaming API.

Times, numbers of processes, files, people and devices are those of the incident's own
evidence (data/sample/incidents/142-multi-stage-ransomware.json); what the evidence does
not have is below, and docs/sample-incident.md tells the story. The output is always the
same. With --check it is compared with the file instead of written.

usage: tools/gen-sample-attack.py [--check]
"""
# SPDX-License-Identifier: MIT
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "data/sample/incidents/142-multi-stage-ransomware.json"
TARGET = ROOT / "data/sample/telemetry/attack.json"
DAY = "2026-11-18"
MAIL = {"mira.holt": "a4b1d3ac-985a-5471-8ad3-bf128e66e2bd", "pavel.nowak": "5131e555-fd49-514b-a36f-ceb483fc54a6"}
LINK = "https://billing-portal.example.net/view/INV-20931"
SERVER, SERVER_IP = "cdn-sync.example.org", "203.0.113.45"


def kind(evidence):
    return evidence["@odata.type"].rsplit(".", 1)[1]


def load():
    document = json.loads(SOURCE.read_text())
    incident = document["value"][0] if "value" in document else document
    processes, devices, files, users = {}, {}, {}, {}
    for alert in incident["alerts"]:
        for evidence in alert["evidence"]:
            if kind(evidence) == "processEvidence":
                key = (evidence["mdeDeviceId"], evidence["processId"])
                known = processes.setdefault(key, {})
                known.update({k: v for k, v in evidence.items() if v is not None})
                for image in (evidence.get("imageFile"), evidence.get("parentProcessImageFile")):
                    if image and image.get("fileName"):
                        files.setdefault(image["fileName"].lower(), image)
            elif kind(evidence) == "fileEvidence":
                files[evidence["fileDetails"]["fileName"].lower()] = evidence["fileDetails"]
            elif kind(evidence) == "deviceEvidence":
                devices[evidence["hostName"].upper()] = evidence
            elif kind(evidence) == "userEvidence":
                users[evidence["userAccount"]["accountName"]] = evidence["userAccount"]
    return processes, devices, files, users


PROCESSES, DEVICES, FILES, USERS = load()
ROWS = []


def at(text):
    """07:54:41.225 on the day of the attack, or a whole time, as the API writes it."""
    if "T" not in text:
        text = f"{DAY}T{text}"
    text = text.rstrip("Z")
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.ljust(7, '0')[:7]}Z"


def add(table, time, **columns):
    columns = {"Timestamp": at(time), **columns, "ReportId": 90000 + len(ROWS)}
    ROWS.append({"time": at(time), "tenantId": "8e7d5c1a-0f7b-4b41-9f63-1d2b3c4d5e6f", "operationName": "Publish",
                 "category": f"AdvancedHunting-{table}", "properties": columns})


def device(name):
    evidence = DEVICES[name]
    return {"DeviceId": evidence["mdeDeviceId"], "DeviceName": evidence["deviceDnsName"].lower(),
            "MachineGroup": evidence["rbacGroupName"]}


def account(name, prefix="Account"):
    if name == "SYSTEM":
        return {f"{prefix}Domain": "nt authority", f"{prefix}Name": "system", f"{prefix}Sid": "S-1-5-18"}
    user = USERS[name]
    return {f"{prefix}Domain": "example", f"{prefix}Name": name, f"{prefix}Sid": user["userSid"],
            f"{prefix}Upn": user.get("userPrincipalName", "") or "", f"{prefix}ObjectId": user.get("azureAdUserId", "") or ""}


def path_of(image):
    return image["filePath"].rstrip("\\") + "\\" + image["fileName"]


def file_columns(name, folder=None):
    image = FILES[name.lower()]
    return {"FileName": image["fileName"], "FolderPath": folder or path_of(image), "SHA1": image["sha1"],
            "SHA256": image["sha256"], "MD5": image["md5"], "FileSize": image["fileSize"]}


def find(name, pid):
    return PROCESSES[(DEVICES[name]["mdeDeviceId"], pid)]


def user_of(process):
    return (process.get("userAccount") or {}).get("accountName", "SYSTEM")


def initiating(name, pid, image=None, user=None):
    """The columns of the process that did something; one that the evidence knows whole,
    or only by its number and file."""
    process = PROCESSES.get((DEVICES[name]["mdeDeviceId"], pid))
    image = FILES[(image or process["imageFile"]["fileName"]).lower()]
    columns = {"InitiatingProcessId": pid, "InitiatingProcessFileName": image["fileName"].lower(),
               "InitiatingProcessFolderPath": path_of(image).lower(), "InitiatingProcessSHA1": image["sha1"],
               "InitiatingProcessSHA256": image["sha256"], "InitiatingProcessMD5": image["md5"],
               "InitiatingProcessFileSize": image["fileSize"]}
    if process:
        columns["InitiatingProcessCommandLine"] = process["processCommandLine"]
        columns["InitiatingProcessCreationTime"] = at(process["processCreationDateTime"])
        columns["InitiatingProcessParentId"] = process["parentProcessId"]
        parent = process.get("parentProcessImageFile")
        if parent and parent.get("fileName"):
            columns["InitiatingProcessParentFileName"] = parent["fileName"].lower()
    elif image["fileName"].lower() in ("explorer.exe", "services.exe", "wmiprvse.exe"):
        columns["InitiatingProcessCommandLine"] = image["fileName"].lower()
    columns.update(account(user or (user_of(process) if process else "SYSTEM"), "InitiatingProcessAccount"))
    return columns


def started(name, pid):
    process = find(name, pid)
    image, parent = process["imageFile"], process.get("parentProcessImageFile") or {}
    user = user_of(process)
    columns = {**device(name), "ActionType": "ProcessCreated", **file_columns(image["fileName"], path_of(image)),
               "ProcessId": pid, "ProcessCommandLine": process["processCommandLine"],
               "ProcessCreationTime": at(process["processCreationDateTime"]),
               "ProcessIntegrityLevel": "System" if user == "SYSTEM" else "High" if user != "mira.holt" else "Medium",
               "ProcessVersionInfoCompanyName": image.get("filePublisher", "") or "",
               "ProcessVersionInfoOriginalFileName": image["fileName"], **account(user)}
    if parent.get("fileName"):
        columns.update(initiating(name, process["parentProcessId"], parent["fileName"], user))
    else:
        columns["InitiatingProcessId"] = process["parentProcessId"]
    if process.get("parentProcessCreationDateTime"):
        columns["InitiatingProcessCreationTime"] = at(process["parentProcessCreationDateTime"])
    add("DeviceProcessEvents", process["processCreationDateTime"], **columns)


def network(name, pid, time, url, port, local_port, action="ConnectionSuccess", ip=SERVER_IP, kind_of_ip="Public"):
    add("DeviceNetworkEvents", time, **device(name), ActionType=action, RemoteIP=ip, RemotePort=port, RemoteUrl=url,
        LocalIP=DEVICES[name]["lastIpAddress"], LocalPort=local_port, Protocol="Tcp", LocalIPType="Private",
        RemoteIPType=kind_of_ip, **initiating(name, pid))


def mail():
    for user, time in (("mira.holt", "07:41:12"), ("pavel.nowak", "07:41:14")):
        good = user == "mira.holt"
        add("EmailEvents", time, NetworkMessageId=MAIL[user],
            InternetMessageId="<d9d2dfc5c931957faa00b1fe@billing-portal.example.net>" if good else
            "<a9d0f7ac7eb5216c7cf79190@billing-portal.example.net>",
            SenderMailFromAddress="accounts@billing-portal.example.net", SenderFromAddress="accounts@billing-portal.example.net",
            SenderMailFromDomain="billing-portal.example.net", SenderFromDomain="billing-portal.example.net",
            SenderDisplayName="Billing Portal", SenderIPv4="203.0.113.18", RecipientEmailAddress=f"{user}@example.com",
            Subject="Overdue invoice INV-20931 - second reminder", EmailDirection="Inbound",
            DeliveryAction="Delivered", DeliveryLocation="Inbox/folder", UrlCount=1, AttachmentCount=0,
            EmailLanguage="en", EmailClusterId=3381920471, ThreatTypes="", DetectionMethods="")
        add("EmailUrlInfo", time, NetworkMessageId=MAIL[user], Url=LINK, UrlDomain="billing-portal.example.net",
            UrlLocation="Body")
    add("EmailPostDeliveryEvents", "07:58:21", NetworkMessageId=MAIL["pavel.nowak"],
        InternetMessageId="<a9d0f7ac7eb5216c7cf79190@billing-portal.example.net>", Action="Moved to quarantine",
        ActionType="Phish ZAP", ActionTrigger="", ActionResult="Success", RecipientEmailAddress="pavel.nowak@example.com",
        DeliveryLocation="Quarantine", ThreatTypes="Phish", DetectionMethods='{"Phish":["URL detonation reputation"]}')
    add("UrlClickEvents", "07:52:30.447", Url=LINK, ActionType="ClickAllowed", AccountUpn="mira.holt@example.com",
        Workload="Email", NetworkMessageId=MAIL["mira.holt"], IPAddress="198.51.100.7", IsClickedThrough=False,
        UrlChain=json.dumps([LINK]))


def first_device():
    edge = {"InitiatingProcessFileName": "msedge.exe", "InitiatingProcessId": 6240,
            "InitiatingProcessFolderPath": "c:\\program files (x86)\\microsoft\\edge\\application\\msedge.exe",
            "InitiatingProcessCommandLine": '"msedge.exe" --single-argument ' + LINK,
            **account("mira.holt", "InitiatingProcessAccount")}
    add("DeviceFileEvents", "07:53:04.5127660", **device("WS-07"), ActionType="FileCreated",
        **file_columns("Invoice_INV-20931.zip"), FileOriginUrl="https://billing-portal.example.net/dl/Invoice_INV-20931.zip",
        FileOriginReferrerUrl=LINK, FileOriginIP="203.0.113.18", **edge)
    add("DeviceFileEvents", "07:54:39.8810000", **device("WS-07"), ActionType="FileCreated",
        **file_columns("Invoice_INV-20931.js"), **initiating("WS-07", 4188, "explorer.exe", "mira.holt"))
    for pid in (7344, 7812):
        started("WS-07", pid)
    add("DeviceEvents", "07:54:48.9020000", **device("WS-07"), ActionType="PowerShellCommand", FileName="powershell.exe",
        AdditionalFields='{"Command":"IEX"}', **initiating("WS-07", 7812))
    network("WS-07", 7812, "07:54:52.9066020", f"http://{SERVER}/a/update.txt", 80, 50871)
    add("DeviceFileEvents", "07:55:20.7402110", **device("WS-07"), ActionType="FileCreated", **file_columns("synchlp.exe"),
        FileOriginUrl=f"http://{SERVER}/a/synchlp.bin", FileOriginIP=SERVER_IP, **initiating("WS-07", 7812))
    add("DeviceRegistryEvents", "07:55:31.3314420", **device("WS-07"), ActionType="RegistryValueSet",
        RegistryKey="HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run", RegistryValueName="SyncHelper",
        RegistryValueType="String",
        RegistryValueData='"C:\\Users\\mira.holt\\AppData\\Roaming\\SyncHelper\\synchlp.exe" /q', **initiating("WS-07", 7812))
    started("WS-07", 8020)


def beacon():
    """One request a minute; the server's clock and the network move it by some milliseconds."""
    time = datetime(2026, 11, 18, 7, 55, 40)
    end = datetime(2026, 11, 18, 10, 23, 40)
    i = 0
    while time <= end:
        jitter = timedelta(milliseconds=(i * 37) % 180)
        network("WS-07", 8020, (time + jitter).strftime(f"{DAY}T%H:%M:%S.%f"), f"https://{SERVER}/s/ping", 443,
                50914 + i % 40)
        time += timedelta(seconds=60)
        i += 1


def theft():
    for pid in (8456, 8502, 8540, 9344):
        started("WS-07", pid)
    add("DeviceEvents", "09:12:05.6630000", **device("WS-07"), ActionType="OpenProcessApiCall", FileName="lsass.exe",
        FolderPath="C:\\Windows\\System32\\lsass.exe", ProcessId=712, AdditionalFields='{"DesiredAccess":2097151}',
        **initiating("WS-07", 9344))
    add("DeviceFileEvents", "09:12:07.0210000", **device("WS-07"), ActionType="FileCreated", **file_columns("d.tmp"),
        **initiating("WS-07", 9344))
    add("DeviceEvents", "09:13:39.1180000", **device("WS-07"), ActionType="AntivirusDetection", **file_columns("d.tmp"),
        AdditionalFields='{"ThreatName":"HackTool:Win32/DumpLsass.S","WasRemediated":true,"ReportSource":"Windows Defender"}')


def second_device():
    add("IdentityLogonEvents", "09:40:18.3040000", ActionType="LogonSuccess", Application="Active Directory", Protocol="Ntlm",
        LogonType="Network", AccountName="jonas.berg", AccountDomain="example.com", AccountUpn="jonas.berg@example.com",
        AccountSid=USERS["jonas.berg"]["userSid"], AccountObjectId=USERS["jonas.berg"]["azureAdUserId"],
        AccountDisplayName="Jonas Berg", DeviceName="WS-07", IPAddress="192.0.2.47", DestinationDeviceName="WS-12",
        DestinationIPAddress="192.0.2.52", TargetDeviceName="WS-12")
    add("DeviceLogonEvents", "09:40:18.4110000", **device("WS-12"), ActionType="LogonSuccess", LogonType="Network",
        Protocol="NTLM", **account("jonas.berg"), IsLocalAdmin=True, LogonId=86012334, RemoteDeviceName="WS-07",
        RemoteIP="192.0.2.47", RemoteIPType="Private", RemotePort=51022)
    add("DeviceEvents", "09:41:02.7420000", **device("WS-12"), ActionType="ProcessCreatedUsingWmiQuery", FileName="cmd.exe",
        FolderPath="C:\\Windows\\System32\\cmd.exe", ProcessId=5496,
        ProcessCommandLine=find("WS-12", 5496)["processCommandLine"], RemoteIP="192.0.2.47", RemoteDeviceName="WS-07",
        **initiating("WS-12", 3120, "WmiPrvSE.exe"))
    for pid in (5496, 5512):
        started("WS-12", pid)
    network("WS-12", 5512, "09:41:05.2290000", f"http://{SERVER}/a/stage2.bin", 80, 52188)


def server():
    add("DeviceLogonEvents", "10:06:40.6520000", **device("FS-01"), ActionType="LogonSuccess", LogonType="Network",
        Protocol="NTLM", AccountDomain="example", AccountName="svc-backup", AccountSid=USERS["svc-backup"]["userSid"],
        IsLocalAdmin=True, LogonId=440981202, RemoteDeviceName="WS-12", RemoteIP="192.0.2.52", RemoteIPType="Private",
        RemotePort=49880)
    add("DeviceFileEvents", "10:06:41.0120000", **device("FS-01"), ActionType="FileCreated", **file_columns("HLPSVC.exe"),
        ShareName="ADMIN$", RequestProtocol="SMB", RequestSourceIP="192.0.2.52", RequestSourcePort=49880,
        RequestAccountName="svc-backup", RequestAccountDomain="EXAMPLE", RequestAccountSid=USERS["svc-backup"]["userSid"])
    add("DeviceEvents", "10:06:43.8740000", **device("FS-01"), ActionType="ServiceInstalled", FileName="HLPSVC.exe",
        FolderPath="C:\\Windows\\HLPSVC.exe", AdditionalFields=json.dumps(
            {"ServiceName": "HLPSVC", "ServiceAccount": "LocalSystem", "ServiceStartType": 3, "ServiceType": 16}),
        **initiating("FS-01", 688, "services.exe"))
    add("DeviceRegistryEvents", "10:06:43.8810000", **device("FS-01"), ActionType="RegistryValueSet",
        RegistryKey="HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HLPSVC", RegistryValueName="ImagePath",
        RegistryValueType="ExpandString", RegistryValueData="%SystemRoot%\\HLPSVC.exe",
        **initiating("FS-01", 688, "services.exe"))
    for pid in (3712, 3850):
        started("FS-01", pid)
    add("DeviceEvents", "10:18:21.3370000", **device("FS-01"), ActionType="TamperingAttempt", FileName="powershell.exe",
        RegistryKey="HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender\\Real-Time Protection",
        AdditionalFields='{"OriginalValue":"0","Status":"Blocked","TamperingAction":"Modify","Target":"DisableRealtimeMonitoring"}',
        InitiatingProcessId=3850, InitiatingProcessFileName="powershell.exe",
        InitiatingProcessCommandLine=find("FS-01", 3850)["processCommandLine"])
    for pid in (3898, 3904, 3916, 4012):
        started("FS-01", pid)


def encryption():
    """37 files between the start and the stop, evenly."""
    folders = ("Accounting", "Projects", "Sales", "HR")
    first = datetime(2026, 11, 18, 10, 23, 1, 512000)
    last = datetime(2026, 11, 18, 10, 23, 9, 300000)
    for i in range(37):
        time = first + (last - first) * i / 36
        name = f"report-{2019 + i % 7}-{i + 1:02d}.xlsx"
        folder = f"D:\\Shares\\{folders[i % 4]}\\"
        add("DeviceFileEvents", time.strftime(f"{DAY}T%H:%M:%S.%f"), **device("FS-01"), ActionType="FileRenamed",
            FileName=name + ".fslk", FolderPath=folder + name + ".fslk", PreviousFileName=name,
            PreviousFolderPath=folder.rstrip("\\"), FileSize=20480 + i * 517, **initiating("FS-01", 4012))
    add("DeviceEvents", "10:23:09.3610000", **device("FS-01"), ActionType="AntivirusDetection", **file_columns("fslock.exe"),
        AdditionalFields='{"ThreatName":"Ransom:Win32/Fslock.B","WasRemediated":true,"Action":"Block"}')


def main():
    for part in (mail, first_device, beacon, theft, second_device, server, encryption):
        part()
    ROWS.sort(key=lambda row: row["properties"]["Timestamp"])
    text = "".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) + "\n" for row in ROWS)
    if "--check" in sys.argv[1:]:
        same = TARGET.exists() and TARGET.read_text() == text
        print("1..1\n" + ("ok" if same else "not ok") + " 1 - the attack's telemetry is what tools/gen-sample-attack.py makes")
        return 0 if same else 1
    TARGET.write_text(text)
    print(f"{TARGET}: {len(ROWS)} events, {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
