/* vdt-kql-editor-private.h
 *
 * What the editor's files share. Places are UTF-8 bytes in the whole text unless
 * a function says otherwise.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-editor.h"

#include "vdt-kql-assist.h"
#include "vdt-kql-classify.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-kql-document.h"
#include "vdt-kql-popup.h"

G_BEGIN_DECLS

/* A longer line holds up the highlighter, with every key (measured: docs/measuring.md). */
#define VDT_KQL_MAX_LINE 1000

struct _VdtKqlEditor
{
  GtkSourceView   parent_instance;

  GtkTextBuffer  *buffer;
  VdtKqlDocument *document;      /* the same text as the buffer's, cut into queries */
  VdtKqlCatalog  *catalog;
  GtkTextTag     *class_tags[VDT_KQL_N_CLASSES];
  GtkTextTag     *problem_tags[VDT_KQL_SEVERITY_HINT + 1];
  GPtrArray      *problems;      /* (element-type VdtKqlDiagnostic), in text order */
  GCancellable   *checking;      /* of the check that runs, or NULL */
  guint           check_id;
  guint           paint_id;
  gboolean        is_plain;      /* a line is too long for the highlighter */

  VdtKqlBlock    *asked_block;   /* of which @asked is the meaning */
  VdtKqlAnalysis *asked;

  VdtKqlPopup    *popup;         /* what can be written here */
  guint           complete_id;
  gboolean        completing;    /* the popup's own change of the text */
};

/**
 * VdtKqlFacts:
 * @spans: (element-type VdtKqlSpan): what each stretch of a query is
 * @problems: (element-type VdtKqlDiagnostic): what is wrong with it
 * @painted_from: from where on the colours are in the buffer, bytes in the query
 * @painted_to: to where
 *
 * What is kept of a checked query; it hangs on its block.
 */
typedef struct
{
  GArray    *spans;
  GPtrArray *problems;
  gsize      painted_from;
  gsize      painted_to;
} VdtKqlFacts;

/* vdt-kql-editor-text.c */
void            vdt_kql_editor_init_text       (VdtKqlEditor   *self);
void            vdt_kql_editor_get_iter        (VdtKqlEditor   *self,
                                                gsize           at,
                                                GtkTextIter    *out_iter);
gsize           vdt_kql_editor_get_byte        (VdtKqlEditor   *self,
                                                const GtkTextIter *iter);
VdtKqlBlock    *vdt_kql_editor_get_block       (VdtKqlEditor   *self,
                                                gsize          *out_start);
VdtKqlAnalysis *vdt_kql_editor_ask             (VdtKqlEditor   *self,
                                                gsize           at,
                                                gsize          *out_start);
void            vdt_kql_editor_apply           (VdtKqlEditor   *self,
                                                GPtrArray      *edits,
                                                gsize           shift);

/* vdt-kql-editor-check.c */
void            vdt_kql_editor_check_soon      (VdtKqlEditor   *self);
void            vdt_kql_editor_forget          (VdtKqlEditor   *self);
void            vdt_kql_facts_free             (VdtKqlFacts    *facts);

/* vdt-kql-editor-paint.c */
void            vdt_kql_editor_init_paint      (VdtKqlEditor   *self);
void            vdt_kql_editor_paint_soon      (VdtKqlEditor   *self);
void            vdt_kql_editor_get_visible     (VdtKqlEditor   *self,
                                                gsize          *out_from,
                                                gsize          *out_to);
void            vdt_kql_editor_draw_block      (VdtKqlEditor   *self,
                                                GtkSnapshot    *snapshot);

/* vdt-kql-editor-complete.c */
void            vdt_kql_editor_init_complete   (VdtKqlEditor   *self);
void            vdt_kql_editor_complete        (VdtKqlEditor   *self,
                                                gboolean        asked_for);
void            vdt_kql_editor_complete_soon   (VdtKqlEditor   *self);
void            vdt_kql_editor_accept          (VdtKqlEditor   *self);
void            vdt_kql_editor_get_rectangle   (VdtKqlEditor   *self,
                                                gsize           at,
                                                GdkRectangle   *out_rectangle);

G_END_DECLS
