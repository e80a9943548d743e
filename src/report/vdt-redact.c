/* vdt-redact.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-redact.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-draft-private.h"
#include "vdt-report-resources.h"

#define SHORTEST 3 /* letters of a name that is worth hiding */

static const char *const kinds_of_names[] = {
  "users", "devices", "addresses", "mails", "domains", "people", NULL
};

/* What is being collected. */
typedef struct
{
  GPtrArray   *key;
  GHashTable  *known;    /* “kind name” in lower case → pseudonym of the key */
  GHashTable  *counts;   /* prefix → how many */
  const char **never;
  const char **machines;
} Collect;

VdtPseudonym *
vdt_pseudonym_new (const char *kind,
                   const char *name,
                   const char *pseudonym)
{
  VdtPseudonym *self = g_new0 (VdtPseudonym, 1);

  self->kind = g_strdup (kind);
  self->name = g_strdup (name);
  self->pseudonym = g_strdup (pseudonym);

  return self;
}

void
vdt_pseudonym_free (VdtPseudonym *self)
{
  g_free (self->kind);
  g_free (self->name);
  g_free (self->pseudonym);
  g_free (self);
}

/**
 * vdt_redact_get_kinds:
 *
 * Returns: (transfer none): the kinds of names that can be replaced
 */
const char * const *
vdt_redact_get_kinds (void)
{
  return kinds_of_names;
}

static GVariant *
get_rules (void)
{
  static GVariant *rules;

  if (g_once_init_enter (&rules))
    g_once_init_leave (&rules, vdt_data_load (vdt_report_get_resource (), "report-names"));

  return rules;
}

static char *
known_key (const char *kind,
           const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strconcat (kind, " ", lower, NULL);
}

static void
note_known (Collect            *self,
            const VdtPseudonym *pseudonym)
{
  const char *dash = strrchr (pseudonym->pseudonym, '-');
  g_autofree char *prefix = dash != NULL ? g_strndup (pseudonym->pseudonym, (gsize) (dash - pseudonym->pseudonym))
                                         : g_strdup (pseudonym->pseudonym);
  guint number = dash != NULL ? (guint) g_ascii_strtoull (dash + 1, NULL, 10) : 0;
  guint old = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, prefix));

  g_hash_table_insert (self->known, known_key (pseudonym->kind, pseudonym->name), pseudonym->pseudonym);
  g_hash_table_insert (self->counts, g_steal_pointer (&prefix), GUINT_TO_POINTER (MAX (old, number)));
}

static gboolean
is_name (Collect    *self,
         const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_utf8_strlen (name, -1) >= SHORTEST && !g_strv_contains ((const char *const *) self->never, lower);
}

/* Several names of one thing: one pseudonym, the known one if any of them has one. */
static void
add_group (Collect    *self,
           const char *kind,
           const char *prefix,
           GPtrArray  *names)
{
  g_autofree char *pseudonym = NULL;

  for (guint i = 0; i < names->len && pseudonym == NULL; i++)
    {
      g_autofree char *key = known_key (kind, g_ptr_array_index (names, i));

      pseudonym = g_strdup (g_hash_table_lookup (self->known, key));
    }

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *key = known_key (kind, name);
      VdtPseudonym *made;

      if (!is_name (self, name) || g_hash_table_contains (self->known, key))
        continue;
      if (pseudonym == NULL)
        pseudonym = g_strdup_printf ("%s-%u", prefix,
                                     GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, prefix)) + 1);
      made = vdt_pseudonym_new (kind, name, pseudonym);
      g_ptr_array_add (self->key, made);
      note_known (self, made);
    }
}

/* The last part of a path, without its index: `ipInterfaces[0]` → `ipInterfaces`. */
static char *
leaf_of (const char *path,
         gsize      *out_parent)
{
  const char *dot = strrchr (path, '.');
  const char *leaf = dot != NULL ? dot + 1 : path;

  *out_parent = dot != NULL ? (gsize) (dot - path) : 0;

  return g_strndup (leaf, strcspn (leaf, "["));
}

static gboolean
is_machine (Collect    *self,
            const char *part)
{
  g_autofree char *lower = g_ascii_strdown (part, -1);

  return g_strv_contains ((const char *const *) self->machines, lower);
}

/* “Mira Holt” with the account “mira.holt” is called Mira and Holt in comments. */
static void
add_parts (Collect   *self,
           GPtrArray *names,
           GPtrArray *owned)
{
  guint n = names->len;

  for (guint i = 0; i < n; i++)
    {
      const char *account = g_ptr_array_index (names, i);
      g_auto(GStrv) parts = NULL;
      g_autofree char *local = g_strndup (account, strcspn (account, "@"));

      if (strchr (local, ' ') != NULL || strchr (local, '.') == NULL)
        continue;
      parts = g_strsplit (local, ".", -1);
      for (guint p = 0; parts[p] != NULL; p++)
        if (strlen (parts[p]) >= SHORTEST && !g_ascii_isdigit (*parts[p]) && !is_machine (self, parts[0]))
          {
            char *part = g_strdup (parts[p]);

            g_ptr_array_add (owned, part);
            g_ptr_array_add (names, part);
          }
    }
}

/* All values of an object's leaves that @rule names are names of one thing. */
static void
collect_evidence (Collect     *self,
                  GVariant    *rule,
                  VdtEvidence *evidence)
{
  g_autofree const char **leaves = vdt_data_dup_strv (rule, "leaves");
  g_autofree const char **never_in = vdt_data_dup_strv (rule, "not-in");
  VdtFields *fields = vdt_evidence_get_fields (evidence);
  gboolean one_by_one = vdt_data_get_flag (rule, "one-by-one");
  gboolean with_parts = vdt_data_get_flag (rule, "parts");
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree char *parent = NULL;

  if (fields == NULL || g_strv_contains ((const char *const *) never_in, vdt_evidence_get_kind (evidence)))
    return;

  for (guint i = 0; i < vdt_fields_get_n_fields (fields); i++)
    {
      const char *path = vdt_fields_get_path (fields, i);
      const char *text = vdt_fields_get_text (fields, i);
      gsize length;
      g_autofree char *leaf = leaf_of (path, &length);
      gboolean same = parent != NULL && strlen (parent) == length && strncmp (parent, path, length) == 0;

      if (!g_strv_contains ((const char *const *) leaves, leaf) || text == NULL || *text == '\0')
        continue;
      if (!same || one_by_one)
        {
          if (with_parts)
            add_parts (self, names, owned);
          add_group (self, vdt_data_get_string (rule, "kind"), vdt_data_get_string (rule, "prefix"), names);
          g_ptr_array_set_size (names, 0);
          g_free (parent);
          parent = g_strndup (path, length);
        }
      g_ptr_array_add (names, (gpointer) text);
    }
  if (with_parts)
    add_parts (self, names, owned);
  add_group (self, vdt_data_get_string (rule, "kind"), vdt_data_get_string (rule, "prefix"), names);
}

static void
collect_person (Collect    *self,
                const char *name,
                const char *actor_kind)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (name == NULL || !vdt_draft_is_person (name, actor_kind))
    return;

  g_ptr_array_add (names, (gpointer) name);
  add_group (self, "people", "ANALYST", names);
}

static void
collect_comments (Collect    *self,
                  GListModel *comments)
{
  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      collect_person (self, vdt_comment_get_author (comment), NULL);
    }
}

static void
collect_people (Collect     *self,
                VdtIncident *incident,
                const char  *author)
{
  GListModel *activity = vdt_incident_get_activity (incident);
  GListModel *alerts = vdt_incident_get_alerts (incident);

  collect_person (self, author, "person");
  collect_person (self, vdt_incident_get_owner (incident), NULL);
  collect_comments (self, vdt_incident_get_comments (incident));
  for (guint i = 0; i < g_list_model_get_n_items (activity); i++)
    {
      g_autoptr(VdtActivity) entry = g_list_model_get_item (activity, i);

      collect_person (self, vdt_activity_get_actor (entry), vdt_activity_get_actor_kind (entry));
    }
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      collect_person (self, vdt_alert_get_assigned_to (alert), NULL);
      collect_comments (self, vdt_alert_get_comments (alert));
    }
}

static void
collect_rule (Collect     *self,
              GVariant    *rule,
              VdtIncident *incident)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      for (guint e = 0; e < g_list_model_get_n_items (evidence); e++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, e);

          collect_evidence (self, rule, item);
        }
    }
}

/**
 * vdt_redact_collect:
 * @incident: a loaded incident
 * @author: (nullable): of the report
 * @kinds: kinds of names
 * @key: (element-type VdtPseudonym): the case's key; what is new is added to it, what
 *   is known keeps its pseudonym
 */
void
vdt_redact_collect (VdtIncident        *incident,
                    const char         *author,
                    const char * const *kinds,
                    GPtrArray          *key)
{
  g_autoptr(GVariant) rules = vdt_data_get_list (get_rules (), "rules");
  Collect self = { key };

  self.known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.never = vdt_data_dup_strv (get_rules (), "never");
  self.machines = vdt_data_dup_strv (get_rules (), "machines");
  for (guint i = 0; i < key->len; i++)
    note_known (&self, g_ptr_array_index (key, i));

  for (gsize i = 0; i < g_variant_n_children (rules); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (rules, i);
      g_autoptr(GVariant) rule = g_variant_get_variant (boxed);

      if (g_strv_contains (kinds, vdt_data_get_string (rule, "kind")))
        collect_rule (&self, rule, incident);
    }
  if (g_strv_contains (kinds, "people"))
    collect_people (&self, incident, author);

  g_hash_table_unref (self.known);
  g_hash_table_unref (self.counts);
  g_free (self.never);
  g_free (self.machines);
}

/* Teaches @replacer the names of @kinds. */
void
vdt_redact_add (VdtReplacer        *replacer,
                const char * const *kinds,
                GPtrArray          *key)
{
  for (guint i = 0; i < key->len; i++)
    {
      const VdtPseudonym *pseudonym = g_ptr_array_index (key, i);

      if (g_strv_contains (kinds, pseudonym->kind))
        vdt_replacer_add (replacer, pseudonym->name, pseudonym->pseudonym, FALSE);
    }
}
