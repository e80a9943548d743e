/* vdt-session-saved-private.h
 *
 * The watch on the folders of saved queries, which the session owns.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtSavedWatch VdtSavedWatch;

void vdt_saved_watch_free (VdtSavedWatch *watch);

G_END_DECLS
