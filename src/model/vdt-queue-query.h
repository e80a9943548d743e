/* vdt-queue-query.h
 *
 * What the queue shows, and in which order.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_QUEUE_QUERY (vdt_queue_query_get_type ())
G_DECLARE_FINAL_TYPE (VdtQueueQuery, vdt_queue_query, VDT, QUEUE_QUERY, VdtRecord)

VdtQueueQuery        *vdt_queue_query_new                 (void);
const char           *vdt_queue_query_get_name            (VdtQueueQuery *self);
guint                 vdt_queue_query_get_within_days     (VdtQueueQuery *self);
const char           *vdt_queue_query_get_search          (VdtQueueQuery *self);
const char * const   *vdt_queue_query_get_statuses        (VdtQueueQuery *self);
const char * const   *vdt_queue_query_get_severities      (VdtQueueQuery *self);
const char           *vdt_queue_query_get_owner           (VdtQueueQuery *self);
const char * const   *vdt_queue_query_get_tags            (VdtQueueQuery *self);
const char * const   *vdt_queue_query_get_classifications (VdtQueueQuery *self);
const char * const   *vdt_queue_query_get_sources         (VdtQueueQuery *self);
gint64                vdt_queue_query_get_since           (VdtQueueQuery *self);
gint64                vdt_queue_query_get_until           (VdtQueueQuery *self);
gboolean              vdt_queue_query_get_show_hidden     (VdtQueueQuery *self);
const char           *vdt_queue_query_get_sort_key        (VdtQueueQuery *self);
gboolean              vdt_queue_query_get_descending      (VdtQueueQuery *self);

G_END_DECLS
