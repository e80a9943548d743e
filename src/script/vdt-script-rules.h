/* vdt-script-rules.h
 *
 * The rules of data/script as predicates over evaluated commands.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-core.h"

G_BEGIN_DECLS

/**
 * VdtScriptRule:
 * @id: “VS-0123”
 * @title: what the finding is called
 * @behaviour: its group, which combinations name
 * @says: what the script does, in words, with places for its arguments
 * @weight: how telling it is, 0 to 100; orders techniques
 * @verdict: what it decides by itself, or %VDT_SCRIPT_VERDICT_UNKNOWN
 * @techniques: (array zero-terminated=1): ATT&CK ids
 * @combines: (element-type GStrv) (nullable): of each list one behaviour must
 *   have been found; such a rule looks at no commands
 */
typedef struct
{
  const char        *id;
  const char        *title;
  const char        *behaviour;
  const char        *says;
  VdtScriptSeverity  severity;
  guint              weight;
  VdtScriptVerdict   verdict;
  char             **techniques;
  GPtrArray         *combines;
} VdtScriptRule;

/**
 * VdtScriptView:
 * @command: an evaluated command
 * @name: its name without folder and `.exe`, lower case
 * @line: arguments and redirections, cut to what rules look at
 * @next: (nullable): the name of the command that it is piped into
 * @previous: (nullable): the name of the command that is piped into it
 *
 * A command as rules see it.
 */
typedef struct
{
  const VdtScriptCommand *command;
  char                   *name;
  char                   *line;
  const char             *next;
  const char             *previous;
} VdtScriptView;

typedef void (*VdtScriptRuleFunc) (const VdtScriptRule *rule,
                                   const VdtScriptView *view,
                                   gpointer             user_data);

GPtrArray  *vdt_script_rules_get_combinations (void);
const char *vdt_script_rules_get_says         (const char          *id);
void        vdt_script_rules_match            (GArray              *views,
                                               VdtScriptRuleFunc    func,
                                               gpointer             user_data);

G_END_DECLS
