/* vdt-queue-query.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-query.h"

#include "vdt-time.h"

/**
 * VdtQueueQuery:
 *
 * What the queue shows, and in which order. An empty filter lets everything pass.
 *
 * Sort keys: `severity`, `title`, `created`, `updated`, `status`, `owner`, `assets`,
 * `alerts`, `priority`, `id`.
 */
struct _VdtQueueQuery
{
  VdtRecord   parent_instance;

  char       *name;  /* of a set of filters that was kept */
  char       *search;  /* words; all must occur, the last one may be a beginning */
  char      **statuses;
  char      **severities;
  char       *owner;  /* %NULL: any; empty: nobody */
  char      **tags;  /* any of them */
  char      **classifications;
  char      **sources;
  gint64      since;  /* updated since */
  gint64      until;  /* updated before */
  guint       within_days;  /* updated in the last so many days; 0: ever */
  gboolean    show_hidden;
  char       *sort_key;
  gboolean    descending;
};

G_DEFINE_FINAL_TYPE (VdtQueueQuery, vdt_queue_query, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "search", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtQueueQuery, search) },
  { "statuses", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtQueueQuery, statuses) },
  { "severities", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtQueueQuery, severities) },
  { "owner", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtQueueQuery, owner) },
  { "tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtQueueQuery, tags) },
  { "classifications", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtQueueQuery, classifications) },
  { "sources", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtQueueQuery, sources) },
  { "since", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtQueueQuery, since) },
  { "until", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtQueueQuery, until) },
  { "within-days", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtQueueQuery, within_days) },
  { "name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtQueueQuery, name) },
  { "show-hidden", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtQueueQuery, show_hidden) },
  { "sort-key", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtQueueQuery, sort_key) },
  { "descending", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtQueueQuery, descending) },
};

static void
vdt_queue_query_class_init (VdtQueueQueryClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_queue_query_init (VdtQueueQuery *self)
{
}

VdtQueueQuery *
vdt_queue_query_new (void)
{
  return g_object_new (VDT_TYPE_QUEUE_QUERY, NULL);
}

const char *
vdt_queue_query_get_name (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), NULL);

  return self->name;
}

/**
 * vdt_queue_query_get_within_days:
 * @self: a query
 *
 * Returns: only what was changed in the last so many days; 0 for no such limit
 */
guint
vdt_queue_query_get_within_days (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), 0);

  return self->within_days;
}

const char *
vdt_queue_query_get_search (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), NULL);

  return self->search;
}

const char * const *
vdt_queue_query_get_statuses (VdtQueueQuery *self)
{
  return vdt_record_get_words (self, "statuses");
}

const char * const *
vdt_queue_query_get_severities (VdtQueueQuery *self)
{
  return vdt_record_get_words (self, "severities");
}

const char *
vdt_queue_query_get_owner (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), NULL);

  return self->owner;
}

const char * const *
vdt_queue_query_get_tags (VdtQueueQuery *self)
{
  return vdt_record_get_words (self, "tags");
}

const char * const *
vdt_queue_query_get_classifications (VdtQueueQuery *self)
{
  return vdt_record_get_words (self, "classifications");
}

const char * const *
vdt_queue_query_get_sources (VdtQueueQuery *self)
{
  return vdt_record_get_words (self, "sources");
}

gint64
vdt_queue_query_get_since (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), VDT_TIME_UNSET);

  return self->since;
}

gint64
vdt_queue_query_get_until (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), VDT_TIME_UNSET);

  return self->until;
}

gboolean
vdt_queue_query_get_show_hidden (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), FALSE);

  return self->show_hidden;
}

const char *
vdt_queue_query_get_sort_key (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), NULL);

  return self->sort_key;
}

gboolean
vdt_queue_query_get_descending (VdtQueueQuery *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_QUERY (self), FALSE);

  return self->descending;
}
