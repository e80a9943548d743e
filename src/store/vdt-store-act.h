/* vdt-store-act.h
 *
 * One local act while it is done: the values that it changes, its log entries, and
 * what follows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-store-private.h"

G_BEGIN_DECLS

/**
 * VdtActField:
 *
 * One thing that can be changed: how to read and write it as a text. A flag is “1”
 * or nothing.
 */
typedef struct
{
  const char *kind;
  const char *property;
  const char *select;
  const char *update;
  gboolean    row;       /* of the incident: what follows from its row changes too */
} VdtActField;

/* One act while it is done. */
typedef struct
{
  VdtStore    *store;
  const char  *incident_id;
  const char  *action;
  const char  *actor;
  const char  *actor_kind;
  const char  *note;
  gint64       change_seq;
  guint        n_changes;
  GHashTable  *incidents;     /* ids whose rows are to be read again */
  GHashTable  *rows;          /* ids of those whose row itself changed */
  GPtrArray   *moved;         /* alerts */
  GPtrArray   *comments;
  gboolean     weighs;        /* on the priority */
} VdtAct;

void               vdt_act_init         (VdtAct             *act,
                                         VdtStore           *store,
                                         const char         *incident_id,
                                         const char         *action);
void               vdt_act_clear        (VdtAct             *act);
const VdtActField *vdt_act_find_field   (const char         *kind,
                                         const char         *property,
                                         GError            **error);
gboolean           vdt_act_read_value   (VdtDb              *db,
                                         const VdtActField  *field,
                                         const char         *id,
                                         char              **out_value,
                                         GError            **error);
gboolean           vdt_act_read_local   (VdtDb              *db,
                                         const VdtActField  *field,
                                         const char         *id,
                                         gboolean           *out_is_local,
                                         char              **out_imported,
                                         GError            **error);
gboolean           vdt_act_begin        (VdtAct             *act,
                                         char              **out_token,
                                         GError            **error);
gboolean           vdt_act_write        (VdtAct             *act,
                                         const VdtActField  *field,
                                         const char         *id,
                                         const char         *before,
                                         const char         *after,
                                         gboolean            local_before,
                                         gboolean            local_after,
                                         GError            **error);
gboolean           vdt_act_log_item     (VdtAct             *act,
                                         const VdtActField  *field,
                                         const char         *id,
                                         const char         *before,
                                         const char         *after,
                                         const char         *note,
                                         GError            **error);
gboolean           vdt_act_settle       (VdtAct             *act,
                                         GError            **error);
/* vdt-store-undo.c */
VdtReceipt        *vdt_store_undo_change (VdtStore          *self,
                                         const char         *token,
                                         GError            **error);
/* vdt-store-task.c */
gboolean           vdt_store_add_task   (VdtAct             *act,
                                         VdtTask            *task,
                                         GError            **error);
/* vdt-store-kept.c */
gboolean           vdt_store_keep       (VdtAct             *act,
                                         VdtKept            *kept,
                                         GError            **error);

VdtReceipt        *vdt_act_make_receipt (VdtAct             *act,
                                         const char         *token,
                                         const char         *comment_id);

G_END_DECLS
