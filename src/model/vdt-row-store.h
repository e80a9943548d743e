/* vdt-row-store.h
 *
 * Rows of a result, in memory while they are few and in an unnamed file when they are
 * many, so that a million rows take no more memory than a thousand.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtRowPage:
 * @text: (nullable): the page's bytes, cells one behind another, each ended by a NUL
 * @length: how many
 * @first: its first row
 * @n_rows: how many rows it has
 *
 * What vdt_row_store_read_page() reads into; begins as all zeros.
 */
typedef struct
{
  char   *text;
  gsize   length;
  guint   first;
  guint   n_rows;
  gsize   allocated;
} VdtRowPage;

typedef struct _VdtRowStore VdtRowStore;

VdtRowStore *vdt_row_store_new         (void);
VdtRowStore *vdt_row_store_ref         (VdtRowStore   *self);
void         vdt_row_store_unref       (VdtRowStore   *self);
void         vdt_row_store_append      (VdtRowStore   *self,
                                        guint          n_columns,
                                        guint          n_rows,
                                        GBytes        *text,
                                        const guint32 *ends);
guint        vdt_row_store_get_n_rows  (VdtRowStore   *self);
guint        vdt_row_store_get_n_pages (VdtRowStore   *self);
gboolean     vdt_row_store_is_in_file  (VdtRowStore   *self);
char        *vdt_row_store_dup_row     (VdtRowStore   *self,
                                        guint          row,
                                        gsize          before,
                                        gsize         *out_length);
gboolean     vdt_row_store_read_page   (VdtRowStore   *self,
                                        guint          page,
                                        VdtRowPage    *out_page);
void         vdt_row_page_clear        (VdtRowPage    *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtRowStore, vdt_row_store_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdtRowPage, vdt_row_page_clear)

G_END_DECLS
