/* vdt-script-ioc.h
 *
 * What the scanner of indicators knows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-core.h"
#include "vdt-script-needles.h"

G_BEGIN_DECLS

typedef struct
{
  const char *type;
  GRegex     *regex;
  GArray     *needles;  /* guint: one of these needles must be there; NULL: nothing is known */
} IocPattern;

typedef struct
{
  const char  *type;
  char       **names;
  char       **options;   /* the value stands behind one of them … */
  char       **after;     /* … or behind one of these words … */
  gboolean     first;     /* … or is the first argument */
} IocArgument;

typedef struct
{
  VdtScriptNeedles *needles;
  GArray           *patterns;    /* IocPattern */
  GArray           *arguments;   /* IocArgument */
  GHashTable       *strong_tlds;
  GHashTable       *needs_more;
  GHashTable       *file_endings;
  GHashTable       *decoy_hosts;
  char            **words_before;
  char            **loopback_after;
  GHashTable       *common_paths;
  GHashTable       *common_folders;
} IocKnowledge;

const IocKnowledge *vdt_script_ioc_get_knowledge (void);

G_END_DECLS
