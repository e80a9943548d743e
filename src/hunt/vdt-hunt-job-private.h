/* vdt-hunt-job-private.h
 *
 * One query on its worker: what the local engine and its job share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-engine.h"
#include "vdt-hunt-local-engine.h"

G_BEGIN_DECLS

typedef struct _VdtHuntJob VdtHuntJob;

VdtHuntJob *vdt_hunt_job_new     (VdtQueryRun           *run,
                                  const VdtHuntRequest  *request,
                                  VdtHuntWorkspace      *workspace,
                                  VdtHuntPrepareFunc     prepare,
                                  gpointer               prepare_data);
void        vdt_hunt_job_unref   (VdtHuntJob            *self);
VdtHuntJob *vdt_hunt_job_ref     (VdtHuntJob            *self);
void        vdt_hunt_job_start   (VdtHuntJob            *self);
void        vdt_hunt_job_execute (VdtHuntJob            *self);
void        vdt_hunt_job_finish  (VdtHuntJob            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHuntJob, vdt_hunt_job_unref)

G_END_DECLS
