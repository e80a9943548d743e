/* vdt-timeline-model.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-timeline-model.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-csv-cell.h"
#include "vdt-incident-tables.h"
#include "vdt-present.h"
#include "vdt-schema.h"
#include "vdt-session-kept.h"
#include "vdt-time.h"

/**
 * VdtTimelineItem:
 *
 * One thing that happened, or the heading of a part of the chronology.
 */
struct _VdtTimelineItem
{
  GObject     parent_instance;

  gint64      at;
  gboolean    heading;
  const char *kind;        /* in words, translated */
  char       *title;
  char       *detail;
  char       *who;
  const char *icon;
  char       *severity;
  GPtrArray  *assets;      /* names */
  GPtrArray  *techniques;  /* ids */
  GObject    *record;
};

G_DEFINE_FINAL_TYPE (VdtTimelineItem, vdt_timeline_item, G_TYPE_OBJECT)

typedef struct
{
  VdtIncident *incident;
  GHashTable  *assets;     /* id of an alert or of evidence → GPtrArray of names */
  GPtrArray   *items;
} Builder;

static void
vdt_timeline_item_finalize (GObject *object)
{
  VdtTimelineItem *self = VDT_TIMELINE_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->who);
  g_free (self->severity);
  g_ptr_array_unref (self->assets);
  g_ptr_array_unref (self->techniques);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (vdt_timeline_item_parent_class)->finalize (object);
}

static void
vdt_timeline_item_class_init (VdtTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_timeline_item_finalize;
}

static void
vdt_timeline_item_init (VdtTimelineItem *self)
{
  self->at = VDT_TIME_UNSET;
  self->assets = g_ptr_array_new_with_free_func (g_free);
  self->techniques = g_ptr_array_new_with_free_func (g_free);
}

/* {{{ what happened */

static void
note_assets (Builder            *builder,
             const char * const *ids,
             const char         *name)
{
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      GPtrArray *names = g_hash_table_lookup (builder->assets, ids[i]);

      if (names == NULL)
        {
          names = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (builder->assets, g_strdup (ids[i]), names);
        }
      g_ptr_array_add (names, vdt_present_text (name));
    }
}

static void
copy_assets (Builder         *builder,
             VdtTimelineItem *item,
             const char      *id)
{
  GPtrArray *names = id == NULL ? NULL : g_hash_table_lookup (builder->assets, id);

  for (guint i = 0; names != NULL && i < names->len; i++)
    g_ptr_array_add (item->assets, g_strdup (g_ptr_array_index (names, i)));
}

/* Takes @title and @detail. */
static VdtTimelineItem *
add (Builder    *builder,
     gint64      at,
     const char *kind,
     const char *icon,
     gpointer    record,
     char       *title,
     char       *detail)
{
  VdtTimelineItem *item = g_object_new (VDT_TYPE_TIMELINE_ITEM, NULL);

  item->at = at;
  item->kind = kind;
  item->icon = icon;
  item->record = g_object_ref (record);
  item->title = title;
  item->detail = detail;
  g_ptr_array_add (builder->items, item);

  return item;
}

static void
add_evidence (Builder  *builder,
              VdtAlert *alert)
{
  GListModel *evidence = vdt_alert_get_evidence (alert);

  for (guint i = 0; i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(VdtEvidence) piece = g_list_model_get_item (evidence, i);
      const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (piece));
      const char *verdict = vdt_evidence_get_verdict (piece);
      const char *label = verdict == NULL ? NULL : vdt_schema_label ("evidenceVerdict", verdict);
      g_autofree char *of = vdt_present_text (vdt_alert_get_title (alert));
      VdtTimelineItem *item;

      /* Translators: a kind of evidence, its verdict, the alert that it is of. */
      item = add (builder, vdt_evidence_get_created_at (piece), _("Evidence"),
                  vdt_present_kind_icon (vdt_evidence_get_kind (piece)), piece,
                  vdt_present_text (vdt_evidence_get_title (piece)),
                  g_strdup_printf (_("%s · %s · of “%s”"), kind == NULL ? _("Evidence") : gettext (kind->label),
                                   label == NULL ? _("No verdict") : gettext (label), of));
      copy_assets (builder, item, vdt_evidence_get_id (piece));
    }
}

static void
add_alerts (Builder          *builder,
            VdtTimelineKinds  kinds)
{
  GListModel *alerts = vdt_incident_get_alerts (builder->incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      const char * const *techniques = vdt_alert_get_techniques (alert);
      gint64 at = vdt_alert_get_first_activity_at (alert);
      const VdtCategory *category = vdt_schema_get_category (vdt_alert_get_category (alert));
      VdtTimelineItem *item;

      if (kinds & VDT_TIMELINE_ALERTS)
        {
          g_autofree char *joined = techniques == NULL ? NULL : g_strjoinv (", ", (char **) techniques);
          g_autofree char *safe = vdt_present_text (joined);

          item = add (builder, at != VDT_TIME_UNSET ? at : vdt_alert_get_created_at (alert), _("Alert"),
                      "vdt-alert-symbolic", alert, vdt_present_text (vdt_alert_get_title (alert)),
                      g_strdup_printf ("%s%s%s%s%s", vdt_present_severity (vdt_alert_get_severity (alert)),
                                       category != NULL ? " · " : "",
                                       category != NULL ? gettext (category->label) : "",
                                       *safe != '\0' ? " · " : "", safe));
          item->severity = g_strdup (vdt_alert_get_severity (alert));
          copy_assets (builder, item, vdt_alert_get_id (alert));
          for (gsize j = 0; techniques != NULL && techniques[j] != NULL; j++)
            g_ptr_array_add (item->techniques, vdt_present_text (techniques[j]));
        }
      if (kinds & VDT_TIMELINE_EVIDENCE)
        add_evidence (builder, alert);
    }
}

static void
add_acts (Builder *builder)
{
  GListModel *activity = vdt_incident_get_activity (builder->incident);

  for (guint i = 0; i < g_list_model_get_n_items (activity); i++)
    {
      g_autoptr(VdtActivity) act = g_list_model_get_item (activity, i);
      g_autofree char *change = vdt_incident_tables_dup_change (act);
      VdtTimelineItem *item;

      item = add (builder, vdt_activity_get_at (act), _("Act"), "vdt-log-symbolic", act,
                  vdt_incident_tables_dup_action (act), g_steal_pointer (&change));
      item->who = vdt_present_text (vdt_activity_get_actor (act));
    }
}

static void
add_comments (Builder *builder)
{
  GListModel *comments = vdt_incident_get_comments (builder->incident);

  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);
      VdtTimelineItem *item;

      item = add (builder, vdt_comment_get_created_at (comment), _("Comment"), "vdt-comment-symbolic", comment,
                  vdt_present_text (vdt_comment_get_text (comment)), NULL);
      item->who = vdt_present_text (vdt_comment_get_author (comment));
    }
}

static void
add_kept (Builder *builder)
{
  GListModel *list = vdt_incident_get_kept (builder->incident);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtKept) kept = g_list_model_get_item (list, i);
      gboolean event = vdt_kept_is_event (kept);
      gint64 at = vdt_kept_get_at (kept) != VDT_TIME_UNSET ? vdt_kept_get_at (kept) : vdt_kept_get_kept_at (kept);
      VdtTimelineItem *item;

      item = add (builder, at, event ? _("Own event") : _("Kept evidence"),
                  event ? "vdt-pin-symbolic" : "vdt-evidence-symbolic", kept,
                  vdt_present_text (vdt_kept_get_title (kept)), vdt_present_text (vdt_kept_get_note (kept)));
      item->who = vdt_present_text (vdt_kept_get_author (kept));
      if (vdt_kept_get_asset (kept) != NULL)
        g_ptr_array_add (item->assets, vdt_present_text (vdt_kept_get_asset (kept)));
      if (vdt_kept_get_technique (kept) != NULL)
        g_ptr_array_add (item->techniques, vdt_present_text (vdt_kept_get_technique (kept)));
    }
}

/* }}} */
/* {{{ order */

static int
by_time (gconstpointer a,
         gconstpointer b)
{
  const VdtTimelineItem *left = *(VdtTimelineItem * const *) a;
  const VdtTimelineItem *right = *(VdtTimelineItem * const *) b;

  /* what has no time comes last */
  if (left->at != right->at)
    return left->at == VDT_TIME_UNSET ? 1 : right->at == VDT_TIME_UNSET ? -1 : left->at < right->at ? -1 : 1;

  return g_strcmp0 (left->title, right->title);
}

static gboolean
contains (const char *text,
          const char *needle)
{
  g_autofree char *folded = text == NULL ? NULL : g_utf8_casefold (text, -1);

  return folded != NULL && strstr (folded, needle) != NULL;
}

static gboolean
matches (VdtTimelineItem *item,
         const char      *needle)
{
  if (contains (item->title, needle) || contains (item->detail, needle) || contains (item->who, needle) ||
      contains (item->kind, needle))
    return TRUE;
  for (guint i = 0; i < item->assets->len; i++)
    if (contains (g_ptr_array_index (item->assets, i), needle))
      return TRUE;
  for (guint i = 0; i < item->techniques->len; i++)
    if (contains (g_ptr_array_index (item->techniques, i), needle))
      return TRUE;

  return FALSE;
}

static void
add_to_part (GHashTable      *parts,
             GPtrArray       *names,
             const char      *name,
             VdtTimelineItem *item)
{
  GPtrArray *part = g_hash_table_lookup (parts, name);

  if (part == NULL)
    {
      part = g_ptr_array_new ();
      g_hash_table_insert (parts, g_strdup (name), part);
      g_ptr_array_add (names, g_strdup (name));
    }
  /* a thing may have two assets of one name */
  if (part->len == 0 || g_ptr_array_index (part, part->len - 1) != item)
    g_ptr_array_add (part, item);
}

/* Each part in the order of its first event. */
static void
divide (GListStore       *list,
        GPtrArray        *items,
        VdtTimelinePivot  pivot)
{
  g_autoptr(GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      VdtTimelineItem *item = g_ptr_array_index (items, i);
      GPtrArray *keys = pivot == VDT_TIMELINE_BY_ASSET ? item->assets
                        : pivot == VDT_TIMELINE_BY_TECHNIQUE ? item->techniques : NULL;

      if (keys == NULL)
        add_to_part (parts, names, item->kind, item);
      for (guint j = 0; keys != NULL && j < keys->len; j++)
        add_to_part (parts, names, g_ptr_array_index (keys, j), item);
    }

  for (guint i = 0; i < names->len; i++)
    {
      GPtrArray *part = g_hash_table_lookup (parts, g_ptr_array_index (names, i));
      g_autoptr(VdtTimelineItem) heading = g_object_new (VDT_TYPE_TIMELINE_ITEM, NULL);

      heading->heading = TRUE;
      /* Translators: what a part of the timeline is about and how many entries it has. */
      heading->title = g_strdup_printf (_("%s (%u)"), (const char *) g_ptr_array_index (names, i), part->len);
      g_list_store_append (list, heading);
      for (guint j = 0; j < part->len; j++)
        g_list_store_append (list, g_ptr_array_index (part, j));
    }
}

/* }}} */

/**
 * vdt_timeline_new:
 * @incident: a loaded incident
 * @kinds: what is in it
 * @pivot: what it is divided by; an entry is in each part that it belongs to
 * @needle: (nullable): what an entry has to contain
 *
 * Returns: (transfer full): #VdtTimelineItem in the order of time, with headings
 */
GListModel *
vdt_timeline_new (VdtIncident      *incident,
                  VdtTimelineKinds  kinds,
                  VdtTimelinePivot  pivot,
                  const char       *needle)
{
  GListStore *list = g_list_store_new (VDT_TYPE_TIMELINE_ITEM);
  g_autofree char *folded = needle == NULL || *needle == '\0' ? NULL : g_utf8_casefold (needle, -1);
  GListModel *assets = vdt_incident_get_assets (incident);
  Builder builder = {
    incident, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
    g_ptr_array_new_with_free_func (g_object_unref)
  };

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      note_assets (&builder, vdt_asset_get_alert_ids (asset), vdt_asset_get_name (asset));
      note_assets (&builder, vdt_asset_get_evidence_ids (asset), vdt_asset_get_name (asset));
    }
  add_alerts (&builder, kinds);
  if (kinds & VDT_TIMELINE_ACTS)
    add_acts (&builder);
  if (kinds & VDT_TIMELINE_COMMENTS)
    add_comments (&builder);
  if (kinds & VDT_TIMELINE_KEPT)
    add_kept (&builder);

  for (guint i = builder.items->len; folded != NULL && i > 0; i--)
    if (!matches (g_ptr_array_index (builder.items, i - 1), folded))
      g_ptr_array_remove_index (builder.items, i - 1);
  g_ptr_array_sort (builder.items, by_time);
  if (pivot == VDT_TIMELINE_BY_TIME)
    g_list_store_splice (list, 0, 0, builder.items->pdata, builder.items->len);
  else
    divide (list, builder.items, pivot);

  g_ptr_array_unref (builder.items);
  g_hash_table_unref (builder.assets);

  return G_LIST_MODEL (list);
}

/* {{{ export */

static void
append_names (GString   *csv,
              GPtrArray *names)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : "; ", (const char *) g_ptr_array_index (names, i));
  vdt_csv_append (csv, text->str, FALSE);
}

/**
 * vdt_timeline_export_csv:
 * @items: what vdt_timeline_new() gave
 *
 * Returns: (transfer full): a CSV file (RFC 4180) of what is shown, times in UTC
 */
GBytes *
vdt_timeline_export_csv (GListModel *items)
{
  GString *csv = g_string_new ("\"Part\",\"Time (UTC)\",\"Kind\",\"Title\",\"Detail\",\"Who\",\"Assets\","
                               "\"Techniques\",\"Fact\"\r\n");
  g_autofree char *part = NULL;
  gsize length;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(VdtTimelineItem) item = g_list_model_get_item (items, i);
      g_autofree char *time = NULL;
      g_autofree char *fact = NULL;

      if (item->heading)
        {
          g_free (part);
          part = g_strdup (item->title);
          continue;
        }
      time = item->at == VDT_TIME_UNSET ? NULL : vdt_time_format (item->at, VDT_TIME_ISO);
      fact = vdt_session_dup_fact_id (item->record);
      vdt_csv_append (csv, part, FALSE);
      vdt_csv_append (csv, time, FALSE);
      vdt_csv_append (csv, item->kind, FALSE);
      vdt_csv_append (csv, item->title, FALSE);
      vdt_csv_append (csv, item->detail, FALSE);
      vdt_csv_append (csv, item->who, FALSE);
      append_names (csv, item->assets);
      append_names (csv, item->techniques);
      vdt_csv_append (csv, fact, TRUE);
    }
  length = csv->len;

  return g_bytes_new_take (g_string_free (csv, FALSE), length);
}

/* }}} */

gint64
vdt_timeline_item_get_at (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), VDT_TIME_UNSET);

  return self->at;
}

gboolean
vdt_timeline_item_is_heading (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), FALSE);

  return self->heading;
}

const char *
vdt_timeline_item_get_kind (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), NULL);

  return self->kind;
}

const char *
vdt_timeline_item_get_title (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), NULL);

  return self->title;
}

const char *
vdt_timeline_item_get_detail (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), NULL);

  return self->detail;
}

const char *
vdt_timeline_item_get_icon (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), NULL);

  return self->icon;
}

const char *
vdt_timeline_item_get_severity (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), NULL);

  return self->severity;
}

GObject *
vdt_timeline_item_get_record (VdtTimelineItem *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_ITEM (self), NULL);

  return self->record;
}
