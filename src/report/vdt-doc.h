/* vdt-doc.h
 *
 * A report as a tree of blocks and runs: what every reader makes and every writer
 * takes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtDocType:
 * @VDT_DOC_ROOT: the document
 * @VDT_DOC_HEADING: number is the level from 1; id an anchor
 * @VDT_DOC_PARAGRAPH: runs
 * @VDT_DOC_QUOTE: blocks
 * @VDT_DOC_LIST: items; flag if ordered, number the first number
 * @VDT_DOC_ITEM: blocks; number 1 if it is an open task, 2 if a done one
 * @VDT_DOC_CODE_BLOCK: text
 * @VDT_DOC_RULE: a line across the page
 * @VDT_DOC_TABLE: rows; text is the caption, id an anchor
 * @VDT_DOC_ROW: cells; flag if it is the heading
 * @VDT_DOC_CELL: runs; number is how it is aligned, a #PangoAlignment; id an anchor
 * @VDT_DOC_FIGURE: text is the caption, id the figure's name
 * @VDT_DOC_TEXT: text
 * @VDT_DOC_EMPHASIS: runs
 * @VDT_DOC_STRONG: runs
 * @VDT_DOC_STRIKE: runs
 * @VDT_DOC_CODE: text
 * @VDT_DOC_LINK: runs; text is the address, `#anchor` inside the document
 * @VDT_DOC_CITATION: number of the source
 * @VDT_DOC_BREAK: a new line in a paragraph
 */
typedef enum
{
  VDT_DOC_ROOT,
  VDT_DOC_HEADING,
  VDT_DOC_PARAGRAPH,
  VDT_DOC_QUOTE,
  VDT_DOC_LIST,
  VDT_DOC_ITEM,
  VDT_DOC_CODE_BLOCK,
  VDT_DOC_RULE,
  VDT_DOC_TABLE,
  VDT_DOC_ROW,
  VDT_DOC_CELL,
  VDT_DOC_FIGURE,
  VDT_DOC_TEXT,
  VDT_DOC_EMPHASIS,
  VDT_DOC_STRONG,
  VDT_DOC_STRIKE,
  VDT_DOC_CODE,
  VDT_DOC_LINK,
  VDT_DOC_CITATION,
  VDT_DOC_BREAK
} VdtDocType;

typedef struct _VdtDoc VdtDoc;

/**
 * VdtDoc:
 *
 * A node. What its members mean is said at its type.
 */
struct _VdtDoc
{
  VdtDocType  type;
  gboolean    flag;
  guint       number;
  char       *text;
  char       *id;
  VdtDoc     *parent;
  VdtDoc     *first;
  VdtDoc     *last;
  VdtDoc     *next;
};

/* How deep a tree may be: what lies deeper is laid flat. */
#define VDT_DOC_DEEPEST 24

VdtDoc   *vdt_doc_new       (VdtDocType   type,
                             const char  *text);
VdtDoc   *vdt_doc_append    (VdtDoc      *parent,
                             VdtDoc      *child);
VdtDoc   *vdt_doc_add       (VdtDoc      *parent,
                             VdtDocType   type,
                             const char  *text);
VdtDoc   *vdt_doc_add_cell  (VdtDoc      *row,
                             const char  *text);
VdtDoc   *vdt_doc_walk      (VdtDoc      *root,
                             VdtDoc      *node);
gboolean  vdt_doc_is_run    (VdtDoc      *node);
char     *vdt_doc_dup_text  (VdtDoc      *node);
guint     vdt_doc_n_columns (VdtDoc      *table);
void      vdt_doc_free      (VdtDoc      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtDoc, vdt_doc_free)

G_END_DECLS
