/* vdt-batch.h
 *
 * The use cases that need no workspace, as JSON lines in and out: what
 * `vedette-cli`'s batch verbs speak. Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *vdt_batch_error  (const char   *line,
                        const GError *error);
char *vdt_batch_script (const char   *line,
                        GCancellable *cancellable);

G_END_DECLS
