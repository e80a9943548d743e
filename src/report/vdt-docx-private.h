/* vdt-docx-private.h
 *
 * What the parts of the DOCX writer share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <libxml/xmlwriter.h>

#include "vdt-pages.h"

G_BEGIN_DECLS

#define VDT_DOCX_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define VDT_DOCX_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/**
 * VdtDocx:
 *
 * A file while it is made.
 */
typedef struct
{
  VdtDocument      *document;
  VdtPages         *pages;      /* for the numbers in the contents */
  xmlTextWriterPtr  xml;        /* of the part at hand */
  GHashTable       *bookmarks;  /* anchor → number of its bookmark, from 1 */
  GHashTable       *cited;      /* numbers of sources whose footnote is there */
  GPtrArray        *links;      /* addresses; rId is 100 + place */
  GPtrArray        *images;     /* names of figures; rId is 10 + place */
  GArray           *lists;      /* guint: where each ordered list begins */
  guint             n_figures;
  guint             n_ids;
} VdtDocx;

char *vdt_docx_clean             (const char *text);
void  vdt_docx_run_properties    (VdtDocx    *self,
                                  const char *style,
                                  guint       form);
void  vdt_docx_field_mark        (VdtDocx    *self,
                                  const char *type);
void  vdt_docx_field_instruction (VdtDocx    *self,
                                  const char *instruction);
void vdt_docx_body      (VdtDocx    *self);
void vdt_docx_footnotes (VdtDocx    *self);
void vdt_docx_open      (VdtDocx    *self,
                         const char *name);
void vdt_docx_attribute (VdtDocx    *self,
                         const char *name,
                         const char *value);
void vdt_docx_close     (VdtDocx    *self);
void vdt_docx_leaf      (VdtDocx    *self,
                         const char *name,
                         const char *value);
void vdt_docx_text      (VdtDocx    *self,
                         const char *text,
                         const char *style,
                         guint       form);
void vdt_docx_field     (VdtDocx    *self,
                         const char *instruction,
                         const char *shown,
                         const char *style);

/* Forms of a run, together. */
#define VDT_DOCX_BOLD   1u
#define VDT_DOCX_ITALIC 2u
#define VDT_DOCX_STRIKE 4u

G_END_DECLS
