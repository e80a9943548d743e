/* vdt-rules.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-rules.h"

#include "vdt-data.h"
#include "vdt-hunting-resources.h"
#include "vdt-response-resources.h"

static void
match_clear (VdtRuleMatch *match)
{
  g_free (match->stages);
  g_free (match->techniques);
  g_free (match->roles);
  g_free (match->verdicts);
  g_free (match->tags);
  g_free (match->kinds);
  g_free (match->not_kinds);
  g_free (match->signs);
  g_free (match->remediation);
  g_free (match->flags);
  g_clear_pointer (&match->fields, g_variant_unref);
}

static void
rule_free (gpointer data)
{
  VdtRule *rule = data;

  g_free (rule->answers);
  g_free (rule->flags);
  g_free (rule->stages);
  g_free (rule->techniques);
  match_clear (&rule->any);
  match_clear (&rule->must);
  g_free (rule);
}

/* An absent object counts as one without members. */
static GVariant *
get_part (GVariant   *object,
          const char *member)
{
  GVariant *part = object == NULL ? NULL : vdt_data_get_object (object, member);

  return part != NULL ? part : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

static void
match_load (VdtRuleMatch *match,
            GVariant     *entity,
            const char   *member)
{
  g_autoptr(GVariant) object = get_part (entity, member);

  match->stages = vdt_data_dup_strv (object, "stages");
  match->techniques = vdt_data_dup_strv (object, "techniques");
  match->roles = vdt_data_dup_strv (object, "roles");
  match->verdicts = vdt_data_dup_strv (object, "verdicts");
  match->tags = vdt_data_dup_strv (object, "tags");
  match->kinds = vdt_data_dup_strv (object, "kinds");
  match->not_kinds = vdt_data_dup_strv (object, "not-kinds");
  match->signs = vdt_data_dup_strv (object, "signs");
  match->remediation = vdt_data_dup_strv (object, "remediation");
  match->flags = vdt_data_dup_strv (object, "flags");
  match->fields = vdt_data_get_object (object, "fields");
}

static VdtRule *
rule_load (VdtRules *self,
           GVariant *object)
{
  VdtRule *rule = g_new0 (VdtRule, 1);
  g_autoptr(GVariant) incident = get_part (object, "incident");
  g_autoptr(GVariant) entity = get_part (object, "entity");
  gint64 weight = 0;
  gint64 max = 4;

  g_variant_lookup (object, "weight", "x", &weight);
  g_variant_lookup (entity, "max", "x", &max);
  rule->id = vdt_data_get_string (object, "id");
  rule->action = g_hash_table_lookup (self->by_id, vdt_data_get_string (object, "action"));
  if (rule->action == NULL)
    g_error ("rule “%s” has no action", rule->id);
  rule->weight = (guint) weight;
  rule->order = self->rules->len;
  rule->closed = vdt_data_get_flag (object, "closed");
  rule->answers = vdt_data_dup_strv (object, "techniques");
  rule->flags = vdt_data_dup_strv (incident, "flags");
  rule->stages = vdt_data_dup_strv (incident, "stages");
  rule->techniques = vdt_data_dup_strv (incident, "techniques");
  rule->kind = vdt_data_get_string (entity, "kind");
  rule->max = (guint) max;
  match_load (&rule->any, entity, "any");
  match_load (&rule->must, entity, "must");

  return rule;
}

static guint
group_index (const char **groups,
             const char  *group)
{
  guint i = 0;

  while (groups[i] != NULL && !g_str_equal (groups[i], group))
    i++;

  return i;
}

static VdtRuleAction *
action_load (VdtRules    *self,
             GVariant    *object,
             const char **groups)
{
  VdtRuleAction *action = g_new0 (VdtRuleAction, 1);

  action->id = vdt_data_get_string (object, "id");
  action->group = vdt_data_get_string (object, "group");
  action->group_index = group_index (groups, action->group);
  action->order = self->actions->len;
  action->outward = vdt_data_get_flag (object, "outward");
  action->by_hand = vdt_data_get_flag (object, "by-hand");
  action->family = vdt_data_get_string (object, "family");
  action->query = vdt_data_get_string (object, "query");
  action->message = vdt_data_get_string (object, "message");

  return action;
}

/* Keeps the file's data, which own the text. */
static GVariant *
load (VdtRules   *self,
      const char *name)
{
  GVariant *data = vdt_data_load (vdt_response_get_resource (), name);

  g_ptr_array_add (self->data, data);

  return data;
}

/* @index: 0 to the number of items; %NULL past the end. */
static GVariant *
list_item (GVariant *list,
           gsize     index)
{
  g_autoptr(GVariant) boxed = NULL;

  if (list == NULL || index >= g_variant_n_children (list))
    return NULL;

  boxed = g_variant_get_child_value (list, index);

  return g_variant_get_variant (boxed);
}

static void
load_actions (VdtRules *self)
{
  GVariant *data = load (self, "actions");
  g_autoptr(GVariant) list = vdt_data_get_list (data, "actions");
  g_autofree const char **groups = vdt_data_dup_strv (data, "groups");
  GVariant *object;

  self->done = vdt_data_dup_strv (data, "done");
  for (gsize i = 0; (object = list_item (list, i)) != NULL; i++)
    {
      VdtRuleAction *action = action_load (self, object, groups);

      g_ptr_array_add (self->actions, action);
      g_hash_table_insert (self->by_id, (gpointer) action->id, action);
      g_variant_unref (object);
    }
}

static void
load_rules (VdtRules   *self,
            const char *name)
{
  g_autoptr(GVariant) list = vdt_data_get_list (load (self, name), "rules");
  GVariant *object;

  for (gsize i = 0; (object = list_item (list, i)) != NULL; i++)
    {
      g_ptr_array_add (self->rules, rule_load (self, object));
      g_variant_unref (object);
    }
}

VdtRules *
vdt_rules_new (void)
{
  VdtRules *self = g_new0 (VdtRules, 1);
  GVariant *queries;
  GVariant *go_hunt;

  self->data = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->actions = g_ptr_array_new_with_free_func (g_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  load_actions (self);
  load_rules (self, "rules-triage");
  load_rules (self, "rules-containment");
  load_rules (self, "rules-investigation");
  load_rules (self, "rules-remediation");
  self->triage = load (self, "triage");
  queries = load (self, "queries");
  self->queries = vdt_data_get_list (queries, "queries");
  self->values = vdt_data_get_object (queries, "values");
  self->messages = vdt_data_get_list (load (self, "messages"), "messages");
  self->entity = load (self, "entity");
  self->guidebook = load (self, "guidebook");
  self->entity_queries = vdt_data_get_list (load (self, "entity-queries"), "queries");
  go_hunt = vdt_data_load (vdt_hunting_get_resource (), "go-hunt");
  g_ptr_array_add (self->data, go_hunt);
  self->hunt_queries = vdt_data_get_list (go_hunt, "queries");

  return self;
}

/**
 * vdt_rules_find:
 * @list: (nullable): a list of objects that have an id
 * @id: which
 *
 * Returns: (transfer full) (nullable): the object
 */
GVariant *
vdt_rules_find (GVariant   *list,
                const char *id)
{
  GVariant *object;

  for (gsize i = 0; (object = list_item (list, i)) != NULL; i++)
    {
      if (g_strcmp0 (vdt_data_get_string (object, "id"), id) == 0)
        return object;
      g_variant_unref (object);
    }

  return NULL;
}

/**
 * vdt_rules_item:
 * @list: (nullable): a list of a data file
 * @index: from 0
 *
 * Returns: (transfer full) (nullable): the item, or %NULL past the end
 */
GVariant *
vdt_rules_item (GVariant *list,
                gsize     index)
{
  return list_item (list, index);
}

void
vdt_rules_free (VdtRules *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->rules);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->actions);
  g_variant_unref (self->queries);
  g_variant_unref (self->values);
  g_variant_unref (self->messages);
  g_variant_unref (self->entity_queries);
  g_variant_unref (self->hunt_queries);
  g_free (self->done);
  g_ptr_array_unref (self->data);
  g_free (self);
}
