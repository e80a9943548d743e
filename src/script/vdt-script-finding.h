/* vdt-script-finding.h
 *
 * What the rules say about a script: findings, indicators, techniques, the
 * verdict and the explanation.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VDT_SCRIPT_SEVERITY_INFO,
  VDT_SCRIPT_SEVERITY_LOW,
  VDT_SCRIPT_SEVERITY_MEDIUM,
  VDT_SCRIPT_SEVERITY_HIGH
} VdtScriptSeverity;

/**
 * VdtScriptFinding:
 * @rule: the rule's id ("PS-014")
 * @behaviour: the rule's group, for the explanation's order
 * @techniques: (element-type utf8): ATT&CK ids
 * @commands: (element-type guint): ids of the commands that show it
 * @line: from 1, in the layer
 * @decides: whether the verdict rests on it
 */
typedef struct
{
  guint              id;
  char              *rule;
  char              *title;
  char              *behaviour;
  VdtScriptSeverity  severity;
  GPtrArray         *techniques;
  GArray            *commands;
  guint              layer;
  gsize              start;
  gsize              length;
  guint              line;
  gboolean           decides;
} VdtScriptFinding;

typedef struct
{
  char  *type;     /* "url", "ip", "domain", "email", "path", "registry", "mutex", … */
  char  *value;
  guint  layer;
  gsize  start;
  gsize  length;
  guint  line;
} VdtScriptIndicator;

typedef struct
{
  char  *id;       /* "T1059.001" */
  char  *name;
  guint  finding;
  guint  layer;
  guint  line;
} VdtScriptTechnique;

typedef enum
{
  VDT_SCRIPT_VERDICT_UNKNOWN,
  VDT_SCRIPT_VERDICT_BENIGN,
  VDT_SCRIPT_VERDICT_SUSPICIOUS,
  VDT_SCRIPT_VERDICT_MALICIOUS
} VdtScriptVerdict;

/* One sentence of the explanation and the ids (guint) that it rests on. */
typedef struct
{
  char   *text;
  GArray *findings;
  GArray *commands;
} VdtScriptStatement;

G_END_DECLS
