/* vdt-worker.h
 *
 * A thread with a queue: the one place where a database connection or an
 * importer does its slow work.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VdtWorker VdtWorker;

VdtWorker *vdt_worker_new  (const char      *name);
void       vdt_worker_push (VdtWorker       *self,
                            GTask           *task,
                            GTaskThreadFunc  func);
void       vdt_worker_free (VdtWorker       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtWorker, vdt_worker_free)

G_END_DECLS
