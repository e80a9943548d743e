/* vdt-write.h
 *
 * A document in a format that leaves the program.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-document.h"
#include "vdt-incident.h"

G_BEGIN_DECLS

/**
 * VdtWriteProgress:
 * @fraction: from 0 to 1
 * @user_data: what was given with the function
 *
 * Called now and then by the thread that writes.
 */
typedef void (*VdtWriteProgress) (double   fraction,
                                  gpointer user_data);

char     *vdt_write_markdown  (VdtDocument       *document);
char     *vdt_write_html      (VdtDocument       *document);
gboolean  vdt_write_pdf       (VdtDocument       *document,
                               int                fd,
                               GCancellable      *cancellable,
                               VdtWriteProgress   progress,
                               gpointer           user_data,
                               GError           **error);
gboolean  vdt_write_docx      (VdtDocument       *document,
                               int                fd,
                               GCancellable      *cancellable,
                               VdtWriteProgress   progress,
                               gpointer           user_data,
                               GError           **error);
char     *vdt_write_navigator (VdtIncident       *incident,
                               const char        *title);
char     *vdt_write_csv       (VdtIncident       *incident,
                               gboolean           defang);
char     *vdt_write_stix      (VdtIncident       *incident,
                               const char        *title,
                               const char        *tlp,
                               gint64             now);

G_END_DECLS
