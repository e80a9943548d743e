/* vdt-script-core.h
 *
 * The context as the analyser itself sees it; language modules use
 * vdt-script-private.h only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <json-glib/json-glib.h>

#include "vdt-script-private.h"

G_BEGIN_DECLS

typedef struct
{
  gsize       start;
  gsize       length;
  const char *rule;      /* interned */
  char       *text;      /* NULL when @nested or @varies */
  gsize       text_length;
  GArray     *nested;    /* VdtScriptNested, in order of execution */
  gboolean    varies;    /* came down to different texts: stays as it is */
} VdtScriptEdit;

typedef struct
{
  int   layer;
  char *prefix;
  char *suffix;
} VdtScriptNested;

typedef struct
{
  VdtScriptLayer *layer;
  GHashTable     *edits;   /* VdtScriptEdit → itself, by start and length */
  GPtrArray      *rules;   /* interned, in order of first use */
} VdtScriptWork;

struct _VdtScriptContext
{
  VdtScriptResult *result;
  VdtScriptLimits  limits;
  GCancellable    *cancellable;
  gint64           deadline;
  guint64          steps;
  guint64          next_look;
  gsize            produced;
  gsize            nested;     /* bytes of nested scripts so far */
  guint            depth;
  guint            next_pipeline;
  GPtrArray       *works;      /* VdtScriptWork, one a layer */
  GHashTable      *environment;  /* what differs from the usual one; a NULL value: not there */
  gboolean         unix_names;
};

const VdtScriptModule *vdt_script_module_get       (VdtScriptLang           lang);

VdtScriptContext *vdt_script_context_new           (const VdtScriptLimits  *limits,
                                                    GCancellable           *cancellable);
VdtScriptWork    *vdt_script_context_get_work      (VdtScriptContext       *context,
                                                    guint                   layer);
int               vdt_script_context_run_root      (VdtScriptContext       *context,
                                                    VdtScriptLang           lang,
                                                    const char             *text,
                                                    gsize                   length);
void              vdt_script_context_reach         (VdtScriptContext       *context,
                                                    VdtScriptReached        reached);
void              vdt_script_context_add_payload   (VdtScriptContext       *context,
                                                    VdtScriptPayload       *payload);
VdtScriptResult  *vdt_script_context_finish        (VdtScriptContext       *context);

char             *vdt_script_make_text             (const char             *bytes,
                                                    gsize                   n_bytes,
                                                    gsize                  *length);

char             *vdt_script_make_printable        (const char             *text,
                                                    gssize                  length);
JsonObject       *vdt_script_data_get              (const char             *name);

/* Looks at an evaluated command for a script that it starts. TRUE: it was run in the command's place. */
gboolean          vdt_script_launch                (VdtScriptContext           *context,
                                                    const VdtScriptCommandInit *init);

VdtScriptLang     vdt_script_detect_line           (const char             *text);

void              vdt_script_layer_free            (VdtScriptLayer         *layer);
void              vdt_script_command_free          (VdtScriptCommand       *command);
void              vdt_script_payload_free          (VdtScriptPayload       *payload);
void              vdt_script_finding_free          (VdtScriptFinding       *finding);
void              vdt_script_indicator_free        (VdtScriptIndicator     *indicator);
void              vdt_script_technique_free        (VdtScriptTechnique     *technique);
void              vdt_script_statement_free        (VdtScriptStatement     *statement);

G_END_DECLS
