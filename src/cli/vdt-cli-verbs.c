/* vdt-cli-verbs.c
 *
 * The verbs of vedette-cli, in the order of its help.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

const VdtCliVerb vdt_cli_verbs[] = {
  { "import", "[--sample | --rebuild | FILE…]",
    "Read files of incidents, alerts and telemetry into the workspace.",
    "The format is recognised by content: Graph incident and alert pages, single resources,\n"
    "arrays, JSON lines, the older Defender spelling; events of the streaming API, answers of\n"
    "hunting queries, exports of the portals as CSV; gzip and zip of these.\n"
    "Prints {\"files\":[{\"path\",\"format\",\"incidents\",\"alerts\",\"evidence\",\"rows\",\"skipped\",\n"
    "\"problems\":[{\"where\",\"message\"}]}]}. Exit status 1 if a file could not be imported at all.\n\n"
    "  --table T  the hunting table of rows that do not name theirs (any CSV, JSON lines)\n"
    "  --rebuild  import again what a damaged hunting database held\n"
    "  --salvage  import what is whole of a document that is broken or cut\n"
    "  --sample   import the sample workspace; prints its main incident's id as \"sample\"",
    vdt_cli_run_import },
  { "incidents", "[OPTION…]",
    "List incidents.",
    "  --filter TEXT      search names, ids, alerts, entities and comments\n"
    "  --status NICK      new… as Graph spells it: active, inProgress, resolved (may be repeated)\n"
    "  --severity NICK    high, medium, low, informational (may be repeated)\n"
    "  --owner NAME       whose\n"
    "  --tag TAG          with this tag (may be repeated)\n"
    "  --sort KEY         severity, title, created, updated, status, owner, assets; -KEY descending\n"
    "  --limit N          at most N",
    vdt_cli_run_incidents },
  { "incident", "ID",
    "Print an incident whole: alerts, evidence, assets, comments, activity.", NULL,
    vdt_cli_run_incident },
  { "summarize", "[--format json|text|markdown|html] ID",
    "Print the built-in summary; every statement has the ids of its facts.", NULL,
    vdt_cli_run_summarize },
  { "respond", "[--format json|text|markdown|html] ID",
    "Print the guided response: what to do, to what, and why.", NULL,
    vdt_cli_run_respond },
  { "guidebook", "list | add FILE | show|activate|deactivate|delete ID",
    "Keep guidebooks, whose tasks win over the built-in ones.",
    "FILE is Markdown, plain text, DOCX or PDF (with pdftotext), at most 10 MB. Its tasks wait for\n"
    "review until the guidebook is activated. Prints the guidebook with its entries.",
    vdt_cli_run_guidebook },
  { "entity", "[--format json|text|markdown|html] ID KEY",
    "Print what evidence and hunting tables say of one entity of an incident.",
    "KEY is the key of an asset, as incident prints it, or its name. Prints {\"entity\",\"statements\",\n"
    "\"facts\",\"queries\":[{\"id\",\"title\",\"query\"}]}.",
    vdt_cli_run_entity },
  { "chat", "[--model [--show]] ID QUESTION | --list|--search TEXT|--delete ANSWER ID",
    "Answer a question about an incident.",
    "The built-in engine answers who, what, when, which hosts, related alerts, techniques, next\n"
    "steps and the like. Prints {\"intent\",\"statements\",\"facts\"}; a request of several steps\n"
    "gives \"plan\", an unclear one \"choices\".\n\n"
    "  --model    ask the connected model instead\n"
    "  --show     print what would be sent to it, and send nothing\n"
    "  --list     print all that was asked and answered, one line each\n"
    "  --search T print what has all words of T\n"
    "  --delete A forget the answer with this id, or “all”",
    vdt_cli_run_chat },
  { "model", "[OPTION…]",
    "Show or set the model of the workspace. Its key is kept in the keyring by the window.",
    "  --url U        such as http://127.0.0.1:8080/v1; plain http only to this machine\n"
    "  --name M       the model; for Azure the deployment\n"
    "  --azure DATE   the server speaks Azure OpenAI's interface of this date\n"
    "  --ca-file F    PEM file of the authorities to trust\n"
    "  --context N    how many tokens the model reads\n"
    "  --off          use no model\n"
    "  --test         ask it for one word and say what is wrong",
    vdt_cli_run_model },
  { "report", "--format F -o FILE [OPTION…] ID",
    "Draft a report on an incident and write it to a file.",
    "  --format F       md, html, pdf, docx; navigator (ATT&CK layer), csv (indicators), stix\n"
    "  -o FILE          the file; it is there whole or not at all\n"
    "  --template T     full, executive, handover, lessons, blank; the name of a file in the\n"
    "                   folder of your own templates, or the path of a .md file\n"
    "  --lang L         the report's language: en, de\n"
    "  --tlp T          RED, AMBER+STRICT, AMBER, GREEN, CLEAR: a mark on each page\n"
    "  --redact K,K…    replace names by pseudonyms: users, devices, addresses, mails, domains,\n"
    "                   people\n"
    "  --no-defang      write addresses of indicators as they are\n"
    "  --blank          a report on no incident; instead of ID\n"
    "  --templates      list the templates as JSON, and what is wrong with your own",
    vdt_cli_run_report },
  { "package create", "-o FILE [--sign KEY.pem] ID",
    "Pack an incident with its evidence, queries, reports and log into one file.",
    "The file is a zip of JSON and texts with a manifest whose hashes are a chain.\n\n"
    "  -o FILE         the file; it is there whole or not at all\n"
    "  --sign KEY.pem  sign the manifest (openssl genpkey -algorithm ed25519 -out KEY.pem)",
    vdt_cli_run_package_create },
  { "package verify", "[--key PUBLIC.pem] FILE",
    "Check a package: its parts, its chain of hashes, its signature.",
    "Prints {\"intact\",\"parts\",\"signed\",\"signatureGood\",\"key\",\"incident\",\"madeAt\",\"madeBy\",\"head\",\n"
    "\"problems\"}. Exit status 1 if it is not as it was made. With --key it must be signed\n"
    "with that key.",
    vdt_cli_run_package_verify },
  { "package show", "FILE [PART]",
    "Print a part of a package that is intact, incident.json if none is named.", NULL,
    vdt_cli_run_package_show },
  { "kql check", "[--schema F] [--classify] [--format] [--hints]",
    "Say what is wrong with queries, and which columns they give.",
    "Reads JSON lines {\"id\",\"text\"} and writes one line each:\n"
    "{\"id\",\"ok\",\"diagnostics\":[{\"code\",\"severity\",\"message\",\"start\",\"length\"}],\n"
    "\"columns\":[{\"name\",\"type\"}]|null}. Offsets are UTF-8 bytes.\n\n"
    "  --schema F    what queries can name: {\"tables\":{name:[[column,type],…]},\"functions\":[…]};\n"
    "                else the Defender and Sentinel tables\n"
    "  --classify    with \"classifications\": [[start,length,kind],…]\n"
    "  --format      with \"formatted\"\n"
    "  --hints       with advice (severity Suggestion and the like)",
    vdt_cli_run_kql_check },
  { "kql complete", "[--schema F]",
    "Say what can be written at a place in queries.",
    "Reads JSON lines {\"id\",\"text\",\"offset\"} and writes one line each:\n"
    "{\"id\",\"editStart\",\"editLength\",\"items\"}. Offsets are UTF-8 bytes.\n\n"
    "  --schema F    what queries can name; else the Defender and Sentinel tables",
    vdt_cli_run_kql_complete },
  { "kql library", "[--area A] [--technique T] [ID]",
    "List the hunting queries of the library, or print one of them as text.",
    "Prints {\"queries\":[{\"id\",\"title\",\"finds\",\"area\",\"techniques\",\"tables\",\"query\"}]}; with ID\n"
    "the query itself, for “query -f -”.\n\n"
    "  --area A       only those of a tactic, such as persistence, or of triage\n"
    "  --technique T  only those of a technique or of its parts, such as T1059",
    vdt_cli_run_kql_library },
  { "kql explain", "",
    "Say in words what queries do.",
    "Reads JSON lines {\"id\",\"text\",\"language\"?} and writes one line each:\n"
    "{\"id\",\"explanation\":[{\"start\",\"length\",\"depth\",\"line\",\"text\"}]}. The language is en or de.",
    vdt_cli_run_kql_explain },
  { "ask", "[--after QUESTION]… [QUESTION | --batch]",
    "Make a query of a question in words.",
    "English or German. Prints {\"id\",\"kql\",\"tables\",\"explanation\":[{\"line\",\"text\"}],\"unmapped\",\n"
    "\"alternatives\":[{\"table\",\"text\",\"kql\"}],\"warnings\"}; the query is not run.\n"
    "--batch reads JSON lines {\"id\",\"nl\",\"after\"?} and writes one line each.\n\n"
    "  --after QUESTION  what was asked before (may be repeated): QUESTION may follow it up",
    vdt_cli_run_ask },
  { "kql sql", "[--schema F]",
    "Print the SQL statement that queries are run as.",
    "Reads JSON lines {\"id\",\"text\"} and writes one line each:\n"
    "{\"id\",\"ok\",\"sql\",\"parameters\"}.\n\n"
    "  --schema F    what queries can name; else the Defender and Sentinel tables",
    vdt_cli_run_kql_sql },
  { "tables", "",
    "List the hunting tables that have rows.",
    "Prints {\"tables\":[{\"table\",\"rows\",\"first\",\"last\"}]}.",
    vdt_cli_run_tables },
  { "query", "[QUERY | -f FILE | --batch] [OPTION…]",
    "Run a query over the imported telemetry, or queries that bring their own rows.",
    "  --format F         json (the default), jsonl, csv or table\n"
    "  --as-of newest     now() is the time of the newest row, for old data\n"
    "  --limit N          rows at most\n"
    "  -f FILE            the query is in a file; - for standard input\n"
    "  --attach URL=FILE  what externaldata reads for an address, or for the name at its end\n"
    "  --geo FILE         CSV of networks and places for geo_info_from_ip_address\n\n"
    "--batch reads JSON lines {\"id\",\"text\"} and writes one line each:\n"
    "{\"id\",\"ok\",\"columns\":[{\"name\",\"type\"}],\"rows\":[[…]],\"truncated\",\"stats\"}.\n"
    "print, datatable and range bring rows; the tables that can be named are empty.\n\n"
    "  --schema F    what queries can name; else the Defender and Sentinel tables\n"
    "  --now TIME    what now() is; else the clock\n"
    "  --seconds N   how long a query may run; else 60\n"
    "  --unknown-as-empty  what is not available here gives no rows instead of an error",
    vdt_cli_run_query },
  { "script", "[--lang LANG] [FILE | --batch]",
    "Undo a script's obfuscation and say what it does; it is never run.",
    "Reads FILE, or standard input. LANG is powershell, batch or bash.\n"
    "--batch reads JSON lines {\"id\",\"lang\"?,\"script\"} and writes one line each:\n"
    "{\"id\",\"lang\",\"layers\",\"output\",\"commands\",\"findings\",\"iocs\",\"techniques\",\"verdict\",\n"
    "\"explanation\",\"payloads\",\"notes\"}.",
    vdt_cli_run_script },
  { "audit verify", "",
    "Check the hash chain of the activity log.", NULL,
    vdt_cli_run_audit_verify },
  { NULL }
};
