/* vdt-document.h
 *
 * A whole report, ready for a writer: the tree, its sources and figures, and what
 * stands on each page.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-doc.h"
#include "vdt-figure.h"
#include "vdt-words.h"

G_BEGIN_DECLS

/**
 * VdtSource:
 * @number: as the text cites it, from 1 in the order of the text
 * @fact_id: of the fact
 * @kind: `alert`, `evidence`, `comment`, `activity`, `incident` …
 * @title: one line
 * @text: (nullable): more
 * @at: when, or %VDT_TIME_UNSET
 * @n_uses: how often the text cites it
 */
typedef struct
{
  guint   number;
  char   *fact_id;
  char   *kind;
  char   *title;
  char   *text;
  gint64  at;
  guint   n_uses;
} VdtSource;

/**
 * VdtDocument:
 *
 * What a writer takes. The anchors of the sources are `source-N`, those of the
 * citations `cite-N` for the first and `cite-N-K` for the others.
 */
typedef struct
{
  VdtDoc     *root;
  VdtWords   *words;
  char       *title;
  char       *subtitle;
  char       *author;
  char       *tlp;
  char       *incident_id;
  gint64      made_at;
  gboolean    redacted;
  GPtrArray  *sources;   /* VdtSource, in the order of their numbers */
  GHashTable *figures;   /* name → VdtFigure */
  GPtrArray  *problems;  /* texts for people: a citation of nothing, an unknown figure */
} VdtDocument;

VdtDocument *vdt_document_new         (const char  *language);
VdtSource   *vdt_document_add_source  (VdtDocument *self,
                                       const char  *fact_id);
VdtFigure   *vdt_document_get_figure  (VdtDocument *self,
                                       const char  *name);
char        *vdt_document_dup_footer  (VdtDocument *self);
void         vdt_document_free        (VdtDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtDocument, vdt_document_free)

G_END_DECLS
