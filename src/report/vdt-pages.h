/* vdt-pages.h
 *
 * A document broken into pages: what a preview shows and a PDF holds.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-document.h"

G_BEGIN_DECLS

/* A4, in points. */
#define VDT_PAGE_WIDTH 595.276
#define VDT_PAGE_HEIGHT 841.89

typedef struct _VdtPages VdtPages;

/**
 * VdtPagesHeading:
 * @title: its text
 * @level: from 1
 * @page: from 1
 * @target: the name of its place
 */
typedef struct
{
  char  *title;
  guint  level;
  guint  page;
  char  *target;
} VdtPagesHeading;

VdtPages              *vdt_pages_new            (VdtDocument   *document,
                                                 GCancellable  *cancellable);
guint                  vdt_pages_get_n          (VdtPages      *self);
GArray                *vdt_pages_get_headings   (VdtPages      *self);
void                   vdt_pages_draw           (VdtPages      *self,
                                                 guint          page,
                                                 cairo_t       *cr);
void                   vdt_pages_draw_links     (VdtPages      *self,
                                                 guint          page,
                                                 cairo_t       *cr);
guint                  vdt_pages_find           (VdtPages      *self,
                                                 const char    *id);
const char            *vdt_pages_link_at        (VdtPages      *self,
                                                 guint          page,
                                                 double         x,
                                                 double         y);
void                   vdt_pages_free           (VdtPages      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPages, vdt_pages_free)

G_END_DECLS
