/* vdt-md.h
 *
 * Markdown (CommonMark with GitHub's tables) to a document tree and foreign text to
 * Markdown that means nothing but itself.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-doc.h"

G_BEGIN_DECLS

/**
 * VdtBlock:
 * @first_line: where it begins, from 1
 * @last_line: its last line
 * @n_citations: how many sources it names
 * @words: whether it says something: neither a rule nor a figure alone
 * @hash: of its text
 *
 * A paragraph, list, table or other block of a Markdown text.
 */
typedef struct
{
  guint     first_line;
  guint     last_line;
  guint     n_citations;
  gboolean  words;
  char     *hash;
} VdtBlock;

void       vdt_md_read          (VdtDoc               *into,
                                       const char           *markdown,
                                       guint                 shift);
GArray    *vdt_md_blocks        (const char           *markdown);
char      *vdt_md_escape        (const char           *text);
char      *vdt_md_code          (const char           *text);
char      *vdt_md_code_cell     (const char           *text);
char      *vdt_md_renumber      (const char           *markdown,
                                       guint               (*number) (guint    old,
                                                                      gpointer user_data),
                                       gpointer              user_data);
gboolean   vdt_md_scan_citation (const char           *text,
                                       guint                *out_number,
                                       gsize                *out_length);

G_END_DECLS
