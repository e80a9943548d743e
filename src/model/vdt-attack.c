/* vdt-attack.c
 *
 * Reads data/schema/attack.json once and keeps it: constant knowledge, safe from
 * every thread, never freed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-attack.h"

#include "vdt-data.h"
#include "vdt-schema-resources.h"

typedef struct
{
  GVariant   *data;             /* owns every string below */
  GArray     *tactics;          /* VdtTactic */
  GArray     *techniques;       /* VdtTechnique, by id */
  GHashTable *by_id;            /* id, or one that was renamed → VdtTechnique */
} Attack;

static GVariant *
dup_item (GVariant *list,
          gsize     index)
{
  g_autoptr(GVariant) boxed = g_variant_get_child_value (list, index);

  return g_variant_get_variant (boxed);
}

static void
load_tactics (Attack *self)
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, "tactics");

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) item = dup_item (list, i);
      VdtTactic tactic = {
        .id = vdt_data_get_string (item, "id"),
        .nick = vdt_data_get_string (item, "nick"),
        .name = vdt_data_get_string (item, "name"),
      };

      g_array_append_val (self->tactics, tactic);
    }
}

static void
load_techniques (Attack *self)
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, "techniques");

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) item = dup_item (list, i);
      VdtTechnique technique = {
        .id = vdt_data_get_string (item, "id"),
        .name = vdt_data_get_string (item, "name"),
        .tactics = vdt_data_dup_strv (item, "tactics"),
        .retired = vdt_data_get_flag (item, "retired"),
      };
      const char *dot = strchr (technique.id, '.');

      if (dot != NULL)
        {
          g_autofree char *parent = g_strndup (technique.id, (gsize) (dot - technique.id));

          technique.parent_id = g_intern_string (parent);
        }

      g_array_append_val (self->techniques, technique);
    }

  for (guint i = 0; i < self->techniques->len; i++)
    {
      VdtTechnique *technique = &g_array_index (self->techniques, VdtTechnique, i);

      g_hash_table_insert (self->by_id, (gpointer) technique->id, technique);
    }
}

/* Version 19 gave some techniques new ids. Either id finds the same entry. */
static void
load_renamed (Attack *self)
{
  g_autoptr(GVariant) renamed = vdt_data_get_object (self->data, "renamed");
  GVariantIter iter;
  const char *old_id;
  GVariant *value;

  g_variant_iter_init (&iter, renamed);
  while (g_variant_iter_loop (&iter, "{&sv}", &old_id, &value))
    {
      const char *new_id = g_variant_get_string (value, NULL);
      gpointer technique = g_hash_table_lookup (self->by_id, old_id);

      if (technique == NULL)
        technique = g_hash_table_lookup (self->by_id, new_id);

      if (technique != NULL && !g_hash_table_contains (self->by_id, new_id))
        g_hash_table_insert (self->by_id, (gpointer) new_id, technique);
      if (technique != NULL && !g_hash_table_contains (self->by_id, old_id))
        g_hash_table_insert (self->by_id, (gpointer) old_id, technique);
    }
}

static Attack *
get_attack (void)
{
  static Attack *attack = NULL;

  if (g_once_init_enter (&attack))
    {
      Attack *self = g_new0 (Attack, 1);

      self->data = vdt_data_load (vdt_schema_get_resource (), "attack");
      self->tactics = g_array_new (FALSE, TRUE, sizeof (VdtTactic));
      self->techniques = g_array_new (FALSE, TRUE, sizeof (VdtTechnique));
      self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
      load_tactics (self);
      load_techniques (self);
      load_renamed (self);

      g_once_init_leave (&attack, self);
    }

  return attack;
}

/**
 * vdt_attack_get_technique:
 * @id: `T1059.001`, of ATT&CK 18 or 19
 *
 * Returns: (nullable): what is known of it
 */
const VdtTechnique *
vdt_attack_get_technique (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (get_attack ()->by_id, id);
}

/**
 * vdt_attack_get_techniques:
 * @out_n: (out): how many there are
 *
 * Returns: (array length=out_n): all techniques, by id
 */
const VdtTechnique *
vdt_attack_get_techniques (gsize *out_n)
{
  g_return_val_if_fail (out_n != NULL, NULL);

  *out_n = get_attack ()->techniques->len;

  return (const VdtTechnique *) (gpointer) get_attack ()->techniques->data;
}

/**
 * vdt_attack_dup_full_name:
 * @id: `T1059.001`
 *
 * Returns: (transfer full) (nullable): “Command and Scripting Interpreter:
 *   PowerShell”, as the knowledge base writes a sub-technique
 */
char *
vdt_attack_dup_full_name (const char *id)
{
  const VdtTechnique *technique;
  const VdtTechnique *parent = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  technique = vdt_attack_get_technique (id);
  if (technique == NULL)
    return NULL;

  if (technique->parent_id != NULL)
    parent = vdt_attack_get_technique (technique->parent_id);

  return parent != NULL ? g_strconcat (parent->name, ": ", technique->name, NULL)
                        : g_strdup (technique->name);
}

/**
 * vdt_attack_get_tactic:
 * @nick: `initial-access`
 *
 * Returns: (nullable): the tactic
 */
const VdtTactic *
vdt_attack_get_tactic (const char *nick)
{
  GArray *tactics = get_attack ()->tactics;

  g_return_val_if_fail (nick != NULL, NULL);

  for (guint i = 0; i < tactics->len; i++)
    {
      const VdtTactic *tactic = &g_array_index (tactics, VdtTactic, i);

      if (strcmp (tactic->nick, nick) == 0)
        return tactic;
    }

  return NULL;
}

/**
 * vdt_attack_get_tactics:
 * @out_n: (out): how many there are
 *
 * Returns: (array length=out_n): the tactics in the order of an attack
 */
const VdtTactic *
vdt_attack_get_tactics (gsize *out_n)
{
  g_return_val_if_fail (out_n != NULL, NULL);

  *out_n = get_attack ()->tactics->len;

  return (const VdtTactic *) (gpointer) get_attack ()->tactics->data;
}
