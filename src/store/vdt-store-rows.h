/* vdt-store-rows.h
 *
 * Records to rows and back. For the store's worker thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-db.h"
#include "vdt-incident.h"

G_BEGIN_DECLS

gboolean  vdt_store_insert_incident   (VdtDb                *db,
                                       VdtIncident          *incident,
                                       gint64               *out_seq,
                                       GError              **error);
gboolean  vdt_store_update_incident   (VdtDb                *db,
                                       VdtIncident          *incident,
                                       gint64                seq,
                                       GError              **error);
VdtIncident *vdt_store_read_incident  (VdtDb                *db,
                                       const char           *id,
                                       gboolean              with_body,
                                       gint64               *out_seq,
                                       GError              **error);
const char *vdt_store_row_select      (void);
VdtIncident *vdt_store_read_row       (sqlite3_stmt         *statement);
gboolean  vdt_store_insert_alert      (VdtDb                *db,
                                       VdtAlert             *alert,
                                       gint64                incident_seq,
                                       gint64               *out_seq,
                                       GError              **error);
gboolean  vdt_store_update_alert      (VdtDb                *db,
                                       VdtAlert             *alert,
                                       gint64                incident_seq,
                                       gint64                seq,
                                       GError              **error);
VdtAlert *vdt_store_read_alert        (VdtDb                *db,
                                       const char           *id,
                                       gint64               *out_seq,
                                       gint64               *out_incident_seq,
                                       GError              **error);
gboolean  vdt_store_read_alerts       (VdtDb                *db,
                                       gint64                incident_seq,
                                       VdtIncident          *incident,
                                       GError              **error);
gboolean  vdt_store_insert_evidence   (VdtDb                *db,
                                       VdtEvidence          *evidence,
                                       gint64                alert_seq,
                                       GError              **error);
gboolean  vdt_store_insert_comment    (VdtDb                *db,
                                       VdtComment           *comment,
                                       const char           *target_kind,
                                       const char           *target_id,
                                       gint64                incident_seq,
                                       gboolean             *out_added,
                                       GError              **error);
VdtComment *vdt_store_read_comment    (sqlite3_stmt         *statement);
gboolean  vdt_store_read_tasks        (VdtDb                *db,
                                       gint64                incident_seq,
                                       VdtIncident          *incident,
                                       GError              **error);
gboolean  vdt_store_read_kept         (VdtDb                *db,
                                       gint64                incident_seq,
                                       VdtIncident          *incident,
                                       GError              **error);
gboolean  vdt_store_set_tags          (VdtDb                *db,
                                       VdtIncident          *incident,
                                       gint64                seq,
                                       GError              **error);

G_END_DECLS
