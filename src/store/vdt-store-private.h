/* vdt-store-private.h
 *
 * What the files of the store share. Unless said otherwise a function here runs on
 * the store's worker thread, inside a job.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-db.h"
#include "vdt-record.h"
#include "vdt-store-rows.h"
#include "vdt-store.h"
#include "vdt-worker.h"

G_BEGIN_DECLS

struct _VdtStore
{
  GObject       parent_instance;

  VdtClockFunc  clock;
  gpointer      clock_data;
  VdtWorker    *worker;

  GMutex        mutex;
  char         *analyst;       /* under the mutex */

  char         *notice;        /* the thread of the store's owner */
  char         *set_aside;

  VdtDb        *db;            /* from here on: the worker */
  char         *folder;
  int           lock_fd;
  gboolean      log_changed;
  GHashTable   *homes;         /* of the import under way: alert id → incident id */
};

/**
 * VdtStoreJobKind:
 * @VDT_STORE_READ: no transaction; the cancellable interrupts it
 * @VDT_STORE_WRITE: one transaction, on the disk when it is done
 * @VDT_STORE_BULK: one transaction, safe against a killed process at once and
 *   against a power failure a little later
 */
typedef enum
{
  VDT_STORE_READ,
  VDT_STORE_WRITE,
  VDT_STORE_BULK
} VdtStoreJobKind;

/* Returns the result; failed if it set @error. May run twice: it must not use up
 * its data. */
typedef gpointer (*VdtStoreJobFunc) (VdtStore  *self,
                                     gpointer   data,
                                     GError   **error);

void      vdt_store_push              (VdtStore             *self,
                                       gpointer              tag,
                                       VdtStoreJobKind       kind,
                                       VdtStoreJobFunc       func,
                                       gpointer              data,
                                       GDestroyNotify        data_free,
                                       GDestroyNotify        result_free,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gpointer  vdt_store_run_job           (VdtStore             *self,
                                       VdtStoreJobKind       kind,
                                       VdtStoreJobFunc       func,
                                       gpointer              data,
                                       GDestroyNotify        result_free,
                                       GError              **error);
gint64    vdt_store_now               (VdtStore             *self);
char     *vdt_store_dup_analyst       (VdtStore             *self);

/* vdt-store-open.c */
gboolean  vdt_store_open_files        (VdtStore             *self,
                                       const char           *folder,
                                       char                **out_notice,
                                       char                **out_set_aside,
                                       GError              **error);
void      vdt_store_close_files       (VdtStore             *self);
void      vdt_store_flag_damage       (VdtStore             *self);
gboolean  vdt_store_settle_assets     (VdtStore             *self,
                                       GError              **error);

/* vdt-store-priority.c */
gboolean  vdt_store_write_priority    (VdtDb                *db,
                                       VdtIncident          *incident,
                                       gint64                seq,
                                       GError              **error);
gboolean  vdt_store_settle_priority   (VdtDb                *db,
                                       const char           *id,
                                       GError              **error);
gboolean  vdt_store_settle_priorities (VdtDb                *db,
                                       GError              **error);

/* vdt-store-schema.c */
int       vdt_store_schema_latest     (void);
gboolean  vdt_store_schema_migrate    (VdtDb                *db,
                                       int                   to_version,
                                       GError              **error);

/* vdt-store-recover.c */
gboolean  vdt_store_recover_into      (VdtDb                *target,
                                       const char           *damaged,
                                       const char           *schema_file,
                                       char                **out_report,
                                       GError              **error);
gboolean  vdt_store_save_schema       (VdtDb                *db,
                                       const char           *schema_file,
                                       GError              **error);

/* vdt-store-index.c */
gboolean  vdt_store_index_incident    (VdtDb                *db,
                                       VdtIncident          *incident,
                                       gint64                seq,
                                       GError              **error);
gboolean  vdt_store_index_alert       (VdtDb                *db,
                                       VdtAlert             *alert,
                                       gint64                incident_seq,
                                       GError              **error);
gboolean  vdt_store_index_comment     (VdtDb                *db,
                                       const char           *id,
                                       const char           *author,
                                       const char           *text,
                                       gint64                incident_seq,
                                       GError              **error);
gboolean  vdt_store_index_remove      (VdtDb                *db,
                                       const char           *kind,
                                       const char           *id,
                                       GError              **error);
gboolean  vdt_store_write_assets      (VdtDb                *db,
                                       GListModel           *assets,
                                       gint64                incident_seq,
                                       GError              **error);
gboolean  vdt_store_unindex_incident  (VdtDb                *db,
                                       gint64                seq,
                                       GError              **error);
GPtrArray *vdt_store_match_words      (const char           *text);

/* vdt-store-activity.c */
gboolean  vdt_store_log               (VdtStore             *self,
                                       VdtActivity          *entry,
                                       GError              **error);
gboolean  vdt_store_log_change        (VdtStore             *self,
                                       const char           *incident_id,
                                       const char           *actor,
                                       const char           *actor_kind,
                                       const char           *action,
                                       const char           *target_kind,
                                       const char           *target_id,
                                       const char           *field,
                                       const char           *before,
                                       const char           *after,
                                       const char           *note,
                                       GError              **error);
gboolean  vdt_store_seal_log          (VdtStore             *self,
                                       GError              **error);
gboolean  vdt_store_read_activity     (VdtDb                *db,
                                       const char           *incident_id,
                                       guint                 before,
                                       guint                 limit,
                                       GListStore           *into,
                                       GError              **error);

G_END_DECLS
