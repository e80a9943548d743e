/* vdt-kql-document.h: a text of several queries that is being edited.
 *
 * Queries are separated by blank lines. An edit parses only the queries it
 * touches anew; the others keep their block, their tree and whatever the caller
 * has hung on the block. Offsets in a block's tree count from the block's start.
 *
 * A document belongs to one thread; trees and blocks that were referenced may
 * be read from others.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-syntax.h"

G_BEGIN_DECLS

typedef struct _VdtKqlDocument VdtKqlDocument;
typedef struct _VdtKqlBlock    VdtKqlBlock;

VdtKqlDocument *vdt_kql_document_new          (void);
void            vdt_kql_document_free         (VdtKqlDocument *self);
const char     *vdt_kql_document_get_text     (VdtKqlDocument *self,
                                               gsize          *length);
void            vdt_kql_document_set_text     (VdtKqlDocument *self,
                                               const char     *text,
                                               gssize          length);
void            vdt_kql_document_edit         (VdtKqlDocument *self,
                                               gsize           start,
                                               gsize           removed,
                                               const char     *text,
                                               gssize          length);
guint           vdt_kql_document_get_n_blocks (VdtKqlDocument *self);
VdtKqlBlock    *vdt_kql_document_get_block    (VdtKqlDocument *self,
                                               guint           index);
VdtKqlBlock    *vdt_kql_document_block_at     (VdtKqlDocument *self,
                                               gsize           offset,
                                               gsize          *block_start);
gsize           vdt_kql_document_block_start  (VdtKqlDocument *self,
                                               guint           index);

VdtKqlBlock    *vdt_kql_block_ref             (VdtKqlBlock    *self);
void            vdt_kql_block_unref           (VdtKqlBlock    *self);
const char     *vdt_kql_block_get_text        (VdtKqlBlock    *self,
                                               gsize          *length);
VdtKqlTree     *vdt_kql_block_get_tree        (VdtKqlBlock    *self);
gpointer        vdt_kql_block_get_analysis    (VdtKqlBlock    *self);
void            vdt_kql_block_set_analysis    (VdtKqlBlock    *self,
                                               gpointer        analysis,
                                               GDestroyNotify  destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlDocument, vdt_kql_document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlBlock, vdt_kql_block_unref)

G_END_DECLS
