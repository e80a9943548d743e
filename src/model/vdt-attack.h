/* vdt-attack.h
 *
 * Names and tactics of the ATT&CK techniques that alerts and scripts name.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtTechnique:
 * @id: `T1059.001`
 * @name: “PowerShell”
 * @parent_id: (nullable): `T1059` of a sub-technique
 * @tactics: (array zero-terminated=1): nicks, in the order of an attack
 * @retired: the knowledge base no longer uses it
 */
typedef struct
{
  const char  *id;
  const char  *name;
  const char  *parent_id;
  const char **tactics;
  gboolean     retired;
} VdtTechnique;

/**
 * VdtTactic:
 * @id: `TA0002`
 * @nick: `execution`
 * @name: “Execution”
 */
typedef struct
{
  const char *id;
  const char *nick;
  const char *name;
} VdtTactic;

const VdtTechnique *vdt_attack_get_technique (const char *id);
const VdtTechnique *vdt_attack_get_techniques (gsize     *out_n);
char               *vdt_attack_dup_full_name (const char *id);
const VdtTactic    *vdt_attack_get_tactic    (const char *nick);
const VdtTactic    *vdt_attack_get_tactics   (gsize      *out_n);

G_END_DECLS
