/* vdt-asset-merge.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-asset-merge.h"

#include <string.h>

#include "vdt-alert.h"
#include "vdt-asset.h"
#include "vdt-identity.h"
#include "vdt-time.h"

/* One piece of evidence, or a part of one that is a thing of its own. */
typedef struct
{
  VdtAlert    *alert;      /* the alerts' lists keep both alive */
  VdtEvidence *evidence;
  const char  *kind;
  VdtFields   *fields;
  GPtrArray   *tokens;
  guint        parent;     /* union-find */
  GPtrArray   *members;    /* of a root: Item */
  GPtrArray   *known;      /* of a root: VdtToken of all members */
} Item;

/* A thing that many claim to be: more candidates than this are not looked at. */
#define CANDIDATES_MAX 8

static void
item_free (gpointer data)
{
  Item *item = data;

  vdt_fields_unref (item->fields);
  g_ptr_array_unref (item->tokens);
  g_clear_pointer (&item->members, g_ptr_array_unref);
  g_clear_pointer (&item->known, g_ptr_array_unref);
  g_free (item);
}

static void
add_item (GPtrArray   *items,
          VdtAlert    *alert,
          VdtEvidence *evidence,
          const char  *kind,
          VdtFields   *fields)
{
  g_autoptr(GPtrArray) tokens = vdt_identity_get_tokens (kind, fields);
  Item *item;

  /* it names nothing: evidence, but of no thing that can be told from others */
  if (tokens->len == 0)
    return;

  item = g_new0 (Item, 1);
  item->alert = alert;
  item->evidence = evidence;
  item->kind = kind;
  item->fields = vdt_fields_ref (fields);
  item->tokens = g_steal_pointer (&tokens);
  item->parent = items->len;
  item->members = g_ptr_array_new ();
  g_ptr_array_add (item->members, item);
  item->known = g_ptr_array_new ();
  for (guint i = 0; i < item->tokens->len; i++)
    g_ptr_array_add (item->known, g_ptr_array_index (item->tokens, i));
  g_ptr_array_add (items, item);
}

static GPtrArray *
collect_items (GListModel *alerts)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (guint a = 0; a < g_list_model_get_n_items (alerts); a++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, a);
      GListModel *list = vdt_alert_get_evidence (alert);

      for (guint e = 0; e < g_list_model_get_n_items (list); e++)
        {
          g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, e);
          VdtFields *fields = vdt_evidence_get_fields (evidence);
          const char *kind = vdt_evidence_get_kind (evidence);
          g_autoptr(GPtrArray) parts = NULL;

          if (fields == NULL)
            continue;

          add_item (items, alert, evidence, kind, fields);
          parts = vdt_identity_get_parts (kind, fields);
          for (guint p = 0; p < parts->len; p++)
            {
              VdtPart *part = g_ptr_array_index (parts, p);

              add_item (items, alert, evidence, part->kind, part->fields);
            }
        }
    }

  return items;
}

static Item *
find_root (GPtrArray *items,
           Item      *item)
{
  guint index = item->parent;

  while (((Item *) g_ptr_array_index (items, index))->parent != index)
    {
      Item *step = g_ptr_array_index (items, index);

      /* halve the path on the way */
      step->parent = ((Item *) g_ptr_array_index (items, step->parent))->parent;
      index = step->parent;
    }
  item->parent = index;

  return g_ptr_array_index (items, index);
}

/* TRUE if both have a key of one type below @level, and none of that type is the
 * same: two devices with different ids are two, whatever they are called. */
static gboolean
contradicts (Item  *a,
             Item  *b,
             guint  level)
{
  for (guint i = 0; i < a->known->len; i++)
    {
      VdtToken *left = g_ptr_array_index (a->known, i);
      gboolean both = FALSE;
      gboolean same = FALSE;

      if (left->level >= level)
        continue;

      for (guint j = 0; j < b->known->len && !same; j++)
        {
          VdtToken *right = g_ptr_array_index (b->known, j);

          if (left->type_length == right->type_length &&
              strncmp (left->text, right->text, left->type_length) == 0)
            {
              both = TRUE;
              same = strcmp (left->text, right->text) == 0;
            }
        }

      if (both && !same)
        return TRUE;
    }

  return FALSE;
}

static gboolean
knows_token (Item     *root,
             VdtToken *token)
{
  for (guint i = 0; i < root->known->len; i++)
    {
      VdtToken *known = g_ptr_array_index (root->known, i);

      if (strcmp (known->text, token->text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The earlier one stays the root, so that the order of the result is that of the
 * evidence. */
static void
join_items (GPtrArray *items,
            Item      *a,
            Item      *b)
{
  Item *root = a->parent < b->parent ? a : b;
  Item *other = root == a ? b : a;

  other->parent = root->parent;
  g_ptr_array_extend (root->members, other->members, NULL, NULL);
  for (guint i = 0; i < other->known->len; i++)
    {
      VdtToken *token = g_ptr_array_index (other->known, i);

      if (!knows_token (root, token))
        g_ptr_array_add (root->known, token);
    }
  g_clear_pointer (&other->members, g_ptr_array_unref);
  g_clear_pointer (&other->known, g_ptr_array_unref);
}

static void
join_by_token (GPtrArray  *items,
               Item       *item,
               VdtToken   *token,
               GHashTable *by_token)
{
  GPtrArray *candidates = g_hash_table_lookup (by_token, token->text);
  Item *root = find_root (items, item);

  if (candidates == NULL)
    {
      candidates = g_ptr_array_new ();
      g_hash_table_insert (by_token, token->text, candidates);
    }

  for (guint i = 0; i < candidates->len; i++)
    {
      Item *other = find_root (items, g_ptr_array_index (candidates, i));

      if (other == root)
        return;
      if (token->level == 0 || !contradicts (root, other, token->level))
        {
          join_items (items, root, other);
          return;
        }
    }

  if (candidates->len < CANDIDATES_MAX)
    g_ptr_array_add (candidates, item);
}

static void
join_all (GPtrArray *items)
{
  guint top = 0;

  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      for (guint t = 0; t < item->tokens->len; t++)
        top = MAX (top, ((VdtToken *) g_ptr_array_index (item->tokens, t))->level);
    }

  for (guint level = 0; level <= top; level++)
    {
      g_autoptr(GHashTable) by_token =
        g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

      for (guint i = 0; i < items->len; i++)
        {
          Item *item = g_ptr_array_index (items, i);

          for (guint t = 0; t < item->tokens->len; t++)
            {
              VdtToken *token = g_ptr_array_index (item->tokens, t);

              if (token->level == level)
                join_by_token (items, item, token, by_token);
            }
        }
    }
}

static int
compare_created_cb (gconstpointer a,
                    gconstpointer b)
{
  const Item *left = *(Item *const *) a;
  const Item *right = *(Item *const *) b;
  gint64 first = vdt_evidence_get_created_at (left->evidence);
  gint64 second = vdt_evidence_get_created_at (right->evidence);

  return (first > second) - (first < second);
}

/* The surest token; of equally sure ones the first in the alphabet, so that the
 * key does not depend on the order of the evidence. */
static const char *
choose_key (Item *root)
{
  VdtToken *best = g_ptr_array_index (root->known, 0);

  for (guint i = 1; i < root->known->len; i++)
    {
      VdtToken *token = g_ptr_array_index (root->known, i);

      if (token->level < best->level ||
          (token->level == best->level && strcmp (token->text, best->text) < 0))
        best = token;
    }

  return best->text;
}

static void
add_words (GPtrArray          *list,
           GHashTable         *seen,
           const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_hash_table_add (seen, (char *) words[i]))
        g_ptr_array_add (list, (char *) words[i]);
    }
}

typedef struct
{
  const char *property;
  GPtrArray  *list;
  GHashTable *seen;
} Words;

static void
words_init (Words      *words,
            const char *property)
{
  words->property = property;
  words->list = g_ptr_array_new ();
  words->seen = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
words_finish (Words    *words,
              VdtAsset *asset)
{
  g_ptr_array_add (words->list, NULL);
  vdt_record_set_words (asset, words->property, (const char * const *) words->list->pdata);
  g_ptr_array_unref (words->list);
  g_hash_table_unref (words->seen);
}

static void
words_add_one (Words      *words,
               const char *word)
{
  const char *list[] = { word, NULL };

  add_words (words->list, words->seen, list);
}

static void
take_times (VdtAsset *asset,
            Item     *item)
{
  gint64 first = vdt_alert_get_first_activity_at (item->alert);
  gint64 last = vdt_alert_get_last_activity_at (item->alert);

  if (first == VDT_TIME_UNSET)
    first = vdt_evidence_get_created_at (item->evidence);
  if (last == VDT_TIME_UNSET)
    last = first;
  if (first != VDT_TIME_UNSET &&
      (vdt_asset_get_first_seen (asset) == VDT_TIME_UNSET || first < vdt_asset_get_first_seen (asset)))
    vdt_record_set_time (asset, "first-seen", first);
  if (last > vdt_asset_get_last_seen (asset))
    vdt_record_set_time (asset, "last-seen", last);
}

static void
take_state (VdtAsset *asset,
            Item     *item)
{
  vdt_record_set_text (asset, "verdict",
                       vdt_identity_worse_verdict (vdt_asset_get_verdict (asset),
                                                   vdt_evidence_get_verdict (item->evidence)));
  vdt_record_set_text (asset, "remediation-status",
                       vdt_identity_worse_remediation (vdt_asset_get_remediation_status (asset),
                                                       vdt_evidence_get_remediation_status (item->evidence)));
}

/* The best name that any of the evidence gives: that of the kind which came first
 * first, and there the merged fields know most. */
static void
take_names (VdtAsset *asset,
            Item     *root,
            Item     *first)
{
  VdtFields *fields = vdt_asset_get_fields (asset);
  g_autofree char *name = vdt_identity_dup_name (first->kind, fields);
  g_autofree char *detail = vdt_identity_dup_detail (first->kind, fields);

  for (guint i = 0; i < root->members->len && name == NULL; i++)
    name = vdt_identity_dup_name (((Item *) g_ptr_array_index (root->members, i))->kind, fields);

  vdt_record_set_text (asset, "name", name != NULL ? name : vdt_asset_get_key (asset));
  if (g_strcmp0 (name, detail) != 0)
    vdt_record_set_text (asset, "detail", detail);
}

static VdtAsset *
make_asset (Item *root)
{
  g_autoptr(VdtAsset) asset = vdt_asset_new ();
  g_autoptr(VdtFields) fields = NULL;
  Item *first = g_ptr_array_index (root->members, 0);
  Words words[5];

  words_init (&words[0], "roles");
  words_init (&words[1], "tags");
  words_init (&words[2], "evidence-ids");
  words_init (&words[3], "alert-ids");
  words_init (&words[4], "evidence-kinds");

  /* stable: g_ptr_array_sort() keeps equal ones in order (a merge sort in GLib) */
  g_ptr_array_sort (root->members, compare_created_cb);

  for (guint i = 0; i < root->members->len; i++)
    {
      Item *item = g_ptr_array_index (root->members, i);
      g_autoptr(VdtFields) merged = vdt_fields_merge (fields, item->fields);

      g_clear_pointer (&fields, vdt_fields_unref);
      fields = g_steal_pointer (&merged);
      add_words (words[0].list, words[0].seen, vdt_evidence_get_roles (item->evidence));
      add_words (words[1].list, words[1].seen, vdt_evidence_get_tags (item->evidence));
      if (vdt_evidence_get_id (item->evidence) != NULL)
        words_add_one (&words[2], vdt_evidence_get_id (item->evidence));
      words_add_one (&words[3], vdt_alert_get_id (item->alert));
      words_add_one (&words[4], item->kind);
      take_times (asset, item);
      take_state (asset, item);
    }

  vdt_record_set_text (asset, "key", choose_key (root));
  vdt_record_set_text (asset, "kind", vdt_identity_asset_kind (first->kind));
  vdt_record_set_fields (asset, "fields", fields);
  take_names (asset, root, first);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words_finish (&words[i], asset);

  return g_steal_pointer (&asset);
}

/**
 * vdt_asset_merge:
 * @alerts: (element-type VdtAlert): alerts with their evidence
 *
 * One asset for each real thing that the evidence speaks of, in the order in which
 * the evidence first does. What is one thing says data/schema/identity.json: a
 * device by its id, then by its name in lower case; a process by device, number
 * and time of creation; a file by SHA-256, then by path and name; a user by id,
 * SID or UPN, then by domain and name. Pure: the same alerts give the same assets.
 *
 * Returns: (transfer full) (element-type VdtAsset): the assets
 */
GListModel *
vdt_asset_merge (GListModel *alerts)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GListStore) assets = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (alerts), NULL);

  items = collect_items (alerts);
  join_all (items);

  assets = g_list_store_new (VDT_TYPE_ASSET);
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      if (item->parent == i)
        {
          g_autoptr(VdtAsset) asset = make_asset (item);

          g_list_store_append (assets, asset);
        }
    }

  return G_LIST_MODEL (g_steal_pointer (&assets));
}
