/* vdt-record-sync.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-record-sync.h"

static void
sync_property (GObject    *live,
               GObject    *fresh,
               GParamSpec *pspec)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, pspec->value_type);
  g_object_get_property (fresh, pspec->name, &value);
  g_object_set_property (live, pspec->name, &value);
}

/**
 * vdt_record_sync:
 * @live: (type VdtRecord): what widgets hold
 * @fresh: (type VdtRecord): the same thing, read anew
 *
 * Sets each property of @live that differs and brings its lists to the same
 * items, so that what is selected or scrolled to stays.
 */
void
vdt_record_sync (gpointer live,
                 gpointer fresh)
{
  g_autofree GParamSpec **pspecs = NULL;
  guint n = 0;

  g_return_if_fail (VDT_IS_RECORD (live));
  g_return_if_fail (G_OBJECT_TYPE (live) == G_OBJECT_TYPE (fresh));

  if (live == fresh)
    return;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (live), &n);

  g_object_freeze_notify (live);
  for (guint i = 0; i < n; i++)
    {
      if (g_type_is_a (pspecs[i]->value_type, G_TYPE_LIST_MODEL))
        vdt_record_sync_list (vdt_record_get_list (live, pspecs[i]->name),
                              G_LIST_MODEL (vdt_record_get_list (fresh, pspecs[i]->name)));
      else if (pspecs[i]->flags & G_PARAM_WRITABLE)
        sync_property (live, fresh, pspecs[i]);
    }
  g_object_thaw_notify (live);
}

/* Two records are the same thing if their keys are; a record without a key is
 * only itself. */
static gboolean
same_thing (gpointer a,
            gpointer b)
{
  static const char *const keys[] = { "id", "key" };

  if (a == b)
    return TRUE;
  if (G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (vdt_record_has_property (a, keys[i]))
      {
        const char *key = vdt_record_get_text (a, keys[i]);

        return key != NULL && g_strcmp0 (key, vdt_record_get_text (b, keys[i])) == 0;
      }

  return FALSE;
}

static gboolean
same_at (GListModel *live,
         guint       live_position,
         GListModel *fresh,
         guint       fresh_position)
{
  g_autoptr(GObject) a = g_list_model_get_item (live, live_position);
  g_autoptr(GObject) b = g_list_model_get_item (fresh, fresh_position);

  if (!same_thing (a, b))
    return FALSE;

  vdt_record_sync (a, b);

  return TRUE;
}

/**
 * vdt_record_sync_list:
 * @live: a list that widgets show
 * @fresh: what it should hold
 *
 * Items that are the same thing stay and are synced; the stretch between the
 * common beginning and the common end is replaced at once.
 */
void
vdt_record_sync_list (GListStore *live,
                      GListModel *fresh)
{
  guint n_live = g_list_model_get_n_items (G_LIST_MODEL (live));
  guint n_fresh = g_list_model_get_n_items (fresh);
  guint head = 0;
  guint tail = 0;
  g_autoptr(GPtrArray) middle = g_ptr_array_new_with_free_func (g_object_unref);

  while (head < MIN (n_live, n_fresh) && same_at (G_LIST_MODEL (live), head, fresh, head))
    head++;

  while (tail < MIN (n_live, n_fresh) - head &&
         same_at (G_LIST_MODEL (live), n_live - 1 - tail, fresh, n_fresh - 1 - tail))
    tail++;

  for (guint i = head; i < n_fresh - tail; i++)
    g_ptr_array_add (middle, g_list_model_get_item (fresh, i));

  if (n_live - head - tail > 0 || middle->len > 0)
    g_list_store_splice (live, head, n_live - head - tail, middle->pdata, middle->len);
}
