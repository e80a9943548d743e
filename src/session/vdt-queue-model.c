/* vdt-queue-model.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-model.h"

#include "vdt-record-sync.h"

#define PAGE_SIZE 200
#define MAX_PAGES 64

/**
 * VdtQueueModel:
 *
 * The incidents that the query finds, in its order.
 *
 * GTK keeps some two hundred rows alive whatever the length, so rows are made
 * when asked for: from a page, or, if the page is not here yet, an empty
 * incident that is filled when it comes. Main thread only.
 */
struct _VdtQueueModel
{
  GObject        parent_instance;

  VdtStore      *store;
  VdtQueueQuery *query;
  guint          n_items;
  guint          generation;   /* of the query: answers to older ones are dropped */
  guint          n_pending;
  GHashTable    *pages;        /* page number → GListStore of VdtIncident */
  GQueue         recent;       /* page numbers, the last used first */
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  VdtQueueModel *self;
  guint          page;
  guint          generation;
} Fetch;

static void fetch_page (VdtQueueModel *self,
                        guint          page,
                        GTask         *task);

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->self);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static guint
page_length (VdtQueueModel *self,
             guint          page)
{
  return MIN (PAGE_SIZE, self->n_items - page * PAGE_SIZE);
}

static void
touch_page (VdtQueueModel *self,
            guint          page)
{
  g_queue_remove (&self->recent, GUINT_TO_POINTER (page));
  g_queue_push_head (&self->recent, GUINT_TO_POINTER (page));

  while (g_queue_get_length (&self->recent) > MAX_PAGES)
    g_hash_table_remove (self->pages, g_queue_pop_tail (&self->recent));
}

/* A page of empty rows, to be filled. */
static GListStore *
add_page (VdtQueueModel *self,
          guint          page)
{
  GListStore *rows = g_list_store_new (VDT_TYPE_INCIDENT);
  guint n = page_length (self, page);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtIncident) row = vdt_incident_new (NULL);

      g_list_store_append (rows, row);
    }

  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), rows);
  touch_page (self, page);

  return rows;
}

static GType
get_item_type (GListModel *list)
{
  return VDT_TYPE_INCIDENT;
}

static guint
get_n_items (GListModel *list)
{
  return VDT_QUEUE_MODEL (list)->n_items;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  VdtQueueModel *self = VDT_QUEUE_MODEL (list);
  guint page = position / PAGE_SIZE;
  GListStore *rows;

  if (position >= self->n_items)
    return NULL;

  rows = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  if (rows == NULL)
    {
      rows = add_page (self, page);
      fetch_page (self, page, NULL);
    }

  return g_list_model_get_item (G_LIST_MODEL (rows), position % PAGE_SIZE);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtQueueModel, vdt_queue_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* How many rows from the beginning are the same incidents as before, or are
 * still empty and become them. They are filled in place. */
static guint
fill_in_place (GListModel *rows,
               GListModel *fresh)
{
  guint n = MIN (g_list_model_get_n_items (rows), g_list_model_get_n_items (fresh));
  guint i;

  for (i = 0; i < n; i++)
    {
      g_autoptr(VdtIncident) row = g_list_model_get_item (rows, i);
      g_autoptr(VdtIncident) item = g_list_model_get_item (fresh, i);
      const char *id = vdt_incident_get_id (row);

      if (id != NULL && g_strcmp0 (id, vdt_incident_get_id (item)) != 0)
        break;

      vdt_record_sync (row, item);
    }

  return i;
}

/* Puts an answer in its place and tells of the rows that are others now. */
static void
take_page (VdtQueueModel *self,
           guint          page,
           GListModel    *fresh,
           guint          total)
{
  guint before = self->n_items;
  GListStore *rows = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  guint same = rows != NULL ? fill_in_place (G_LIST_MODEL (rows), fresh) : 0;
  GListStore *renewed = g_list_store_new (VDT_TYPE_INCIDENT);
  guint first = page * PAGE_SIZE;

  for (guint i = 0; i < g_list_model_get_n_items (fresh); i++)
    {
      g_autoptr(GObject) row = g_list_model_get_item (i < same ? G_LIST_MODEL (rows) : fresh, i);

      g_list_store_append (renewed, row);
    }

  self->n_items = total;
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), renewed);
  touch_page (self, page);

  if (total != before)
    {
      guint at = MIN (first + same, MIN (before, total));

      /* Later pages have moved. */
      for (guint later = page + 1; later <= before / PAGE_SIZE; later++)
        {
          g_hash_table_remove (self->pages, GUINT_TO_POINTER (later));
          g_queue_remove (&self->recent, GUINT_TO_POINTER (later));
        }
      g_list_model_items_changed (G_LIST_MODEL (self), at, before - at, total - at);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }
  else if (same < g_list_model_get_n_items (fresh))
    {
      guint n = g_list_model_get_n_items (fresh) - same;

      g_list_model_items_changed (G_LIST_MODEL (self), first + same, n, n);
    }
}

static void
add_pending (VdtQueueModel *self,
             int            by)
{
  gboolean was = self->n_pending > 0;

  self->n_pending += (guint) by;
  if (was != (self->n_pending > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GListModel) rows = NULL;
  g_autoptr(GError) error = NULL;
  Fetch *fetch = g_task_get_task_data (task);
  VdtQueueModel *self = fetch->self;
  guint total = 0;

  rows = vdt_store_query_finish (VDT_STORE (object), result, &total, &error);
  add_pending (self, -1);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (fetch->generation == self->generation)
    take_page (self, fetch->page, rows, total);

  g_task_return_boolean (task, TRUE);
}

/* Takes @task if there is one. */
static void
fetch_page (VdtQueueModel *self,
            guint          page,
            GTask         *task)
{
  g_autoptr(GTask) owned = task != NULL ? task : g_task_new (self, NULL, NULL, NULL);
  Fetch *fetch = g_new0 (Fetch, 1);
  GCancellable *cancellable = g_task_get_cancellable (owned);

  fetch->self = g_object_ref (self);
  fetch->page = page;
  fetch->generation = self->generation;
  g_task_set_task_data (owned, fetch, (GDestroyNotify) fetch_free);

  if (self->store == NULL)
    {
      g_task_return_boolean (owned, TRUE);
      return;
    }

  add_pending (self, 1);
  vdt_store_query_async (self->store, self->query, page * PAGE_SIZE, PAGE_SIZE, cancellable,
                         fetched_cb, g_steal_pointer (&owned));
}

static void
vdt_queue_model_dispose (GObject *object)
{
  VdtQueueModel *self = VDT_QUEUE_MODEL (object);

  g_clear_object (&self->store);
  g_clear_object (&self->query);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_queue_clear (&self->recent);

  G_OBJECT_CLASS (vdt_queue_model_parent_class)->dispose (object);
}

static void
vdt_queue_model_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VdtQueueModel *self = VDT_QUEUE_MODEL (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->n_pending > 0);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vdt_queue_model_class_init (VdtQueueModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vdt_queue_model_dispose;
  object_class->get_property = vdt_queue_model_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vdt_queue_model_init (VdtQueueModel *self)
{
  self->query = vdt_queue_query_new ();
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

VdtQueueModel *
vdt_queue_model_new (void)
{
  return g_object_new (VDT_TYPE_QUEUE_MODEL, NULL);
}

static void
forget (VdtQueueModel *self)
{
  guint before = self->n_items;

  self->generation++;
  self->n_items = 0;
  g_hash_table_remove_all (self->pages);
  g_queue_clear (&self->recent);
  if (before > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }
}

/**
 * vdt_queue_model_set_store:
 * @self: the queue
 * @store: (nullable): an open case database
 *
 * Empties the queue; vdt_queue_model_refresh_async() fills it.
 */
void
vdt_queue_model_set_store (VdtQueueModel *self,
                           VdtStore      *store)
{
  g_return_if_fail (VDT_IS_QUEUE_MODEL (self));

  if (g_set_object (&self->store, store))
    forget (self);
}

/**
 * vdt_queue_model_get_query:
 * @self: the queue
 *
 * Returns: (transfer none): what it shows
 */
VdtQueueQuery *
vdt_queue_model_get_query (VdtQueueModel *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_MODEL (self), NULL);

  return self->query;
}

/**
 * vdt_queue_model_set_query:
 * @self: the queue
 * @query: what to show; not changed afterwards
 *
 * The rows follow when the answer comes; until then the old ones stay.
 */
void
vdt_queue_model_set_query (VdtQueueModel *self,
                           VdtQueueQuery *query)
{
  g_return_if_fail (VDT_IS_QUEUE_MODEL (self));
  g_return_if_fail (VDT_IS_QUEUE_QUERY (query));

  g_set_object (&self->query, query);
  self->generation++;
  fetch_page (self, 0, NULL);
}

/**
 * vdt_queue_model_refresh_async:
 * @self: the queue
 * @cancellable: (nullable): stops it
 * @callback: called once the first page is right
 * @user_data: for @callback
 *
 * Reads again what the queue holds. Rows of incidents that stand where they
 * stood are filled in place.
 */
void
vdt_queue_model_refresh_async (VdtQueueModel       *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  g_autoptr(GList) pages = NULL;

  g_return_if_fail (VDT_IS_QUEUE_MODEL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_queue_model_refresh_async);

  pages = g_hash_table_get_keys (self->pages);
  for (GList *l = pages; l != NULL; l = l->next)
    if (GPOINTER_TO_UINT (l->data) != 0)
      fetch_page (self, GPOINTER_TO_UINT (l->data), NULL);

  fetch_page (self, 0, task);
}

gboolean
vdt_queue_model_refresh_finish (VdtQueueModel  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
