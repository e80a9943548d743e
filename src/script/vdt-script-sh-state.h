/* vdt-script-sh-state.h
 *
 * What a shell holds while it is evaluated: variables, functions, files.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-sh-tree.h"

G_BEGIN_DECLS

typedef struct _ShInterp ShInterp;

typedef enum
{
  SH_VARIABLE_TEXT,
  SH_VARIABLE_LIST,
  SH_VARIABLE_MAP
} ShVariableKind;

typedef struct
{
  ShVariableKind  kind;
  char           *text;
  GPtrArray      *list;       /* char *, NULL for a hole */
  GPtrArray      *keys;       /* of a map, in order of insertion */
  GHashTable     *map;
  gboolean        unknown;    /* the text stands for what is not known */
  gboolean        symbolic;   /* shown by its name, known for cutting letters out of it */
  gboolean        integer;
  gboolean        removed;    /* unset, though every shell starts with it */
} ShVariable;

typedef struct
{
  ShNode   *body;
  ShSource  source;
  gboolean  called;
} ShFunction;

/* What one shell holds; shared by the layers that run in it. */
typedef struct
{
  guint       refs;
  GHashTable *variables;      /* name → ShVariable */
  GHashTable *functions;      /* name → ShFunction */
  GHashTable *aliases;        /* name → text */
  GHashTable *files;          /* path → GString: what the script wrote */
  GPtrArray  *kept;           /* char *: made text that trees point into */
  GPtrArray  *removed;        /* GString: files that may still be written to */
  GPtrArray  *journal;        /* GHashTable: what subshells have to give back */
  GPtrArray  *positional;     /* char * */
  gboolean    called;         /* the positional parameters are a function's */
  guint64     changes;
  guint       depth;
} ShState;

ShState       *vdt_script_sh_state_new      (void);
ShState       *vdt_script_sh_state_child    (ShState          *state);
ShState       *vdt_script_sh_state_ref      (ShState          *state);
void           vdt_script_sh_state_unref    (ShState          *state);
ShVariable    *vdt_script_sh_get            (ShInterp         *sh,
                                             const char       *name);
ShVariable    *vdt_script_sh_change         (ShInterp         *sh,
                                             const char       *name);
void           vdt_script_sh_set            (ShInterp         *sh,
                                             const char       *name,
                                             const char       *text,
                                             gboolean          unknown);
void           vdt_script_sh_set_item       (ShInterp         *sh,
                                             const char       *name,
                                             const char       *key,
                                             const char       *text);
const char    *vdt_script_sh_get_item       (ShInterp         *sh,
                                             const ShVariable *variable,
                                             const char       *key);
void           vdt_script_sh_unset          (ShInterp         *sh,
                                             const char       *name);
void           vdt_script_sh_variable_clear (ShVariable       *variable,
                                             ShVariableKind    kind);
void           vdt_script_sh_enter          (ShInterp         *sh);
void           vdt_script_sh_leave          (ShInterp         *sh);
GString       *vdt_script_sh_file           (ShInterp         *sh,
                                             const char       *path,
                                             gboolean          create);

G_END_DECLS
