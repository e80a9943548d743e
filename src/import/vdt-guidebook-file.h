/* vdt-guidebook-file.h
 *
 * The text of a document: Markdown, plain text, DOCX, PDF.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VDT_GUIDEBOOK_MAX_BYTES:
 *
 * No guidebook is bigger than 10 MB.
 */
#define VDT_GUIDEBOOK_MAX_BYTES (10 * 1024 * 1024)

char *vdt_guidebook_file_load (GFile         *file,
                               char         **out_sha256,
                               GCancellable  *cancellable,
                               GError       **error);
char *vdt_guidebook_docx_text (GBytes        *bytes,
                               GError       **error);

G_END_DECLS
