/* vdt-rules.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-rules.h"

#include "vdt-data.h"
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
  g_free (match->remediation);
  g_free (match->flags);
  g_clear_pointer (&match->fields, g_variant_unref);
}

static void
rule_free (gpointer data)
{
  VdtRule *rule = data;

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
  match->remediation = vdt_data_dup_strv (object, "remediation");
  match->flags = vdt_data_dup_strv (object, "flags");
  match->fields = vdt_data_get_object (object, "fields");
}

static VdtRule *
rule_load (GVariant *object,
           guint     order)
{
  VdtRule *rule = g_new0 (VdtRule, 1);
  g_autoptr(GVariant) incident = get_part (object, "incident");
  g_autoptr(GVariant) entity = get_part (object, "entity");
  gint64 weight = 0;
  gint64 max = 4;

  g_variant_lookup (object, "weight", "x", &weight);
  g_variant_lookup (entity, "max", "x", &max);
  rule->id = vdt_data_get_string (object, "id");
  rule->group = vdt_data_get_string (object, "group");
  rule->weight = (guint) weight;
  rule->order = order;
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

static int
compare_rules (gconstpointer a,
               gconstpointer b,
               gpointer      groups)
{
  const VdtRule *first = *(const VdtRule *const *) a;
  const VdtRule *second = *(const VdtRule *const *) b;
  guint group = group_index (groups, first->group);
  guint other = group_index (groups, second->group);

  if (group != other)
    return group < other ? -1 : 1;
  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

VdtRules *
vdt_rules_new (void)
{
  VdtRules *self = g_new0 (VdtRules, 1);
  g_autoptr(GVariant) list = NULL;
  g_autofree const char **groups = NULL;

  self->data = vdt_data_load (vdt_response_get_resource (), "rules");
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->done = vdt_data_dup_strv (self->data, "done");
  groups = vdt_data_dup_strv (self->data, "groups");
  list = vdt_data_get_list (self->data, "rules");
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);

      g_ptr_array_add (self->rules, rule_load (object, (guint) i));
    }
  g_ptr_array_sort_with_data (self->rules, compare_rules, groups);

  return self;
}

void
vdt_rules_free (VdtRules *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->rules);
  g_free (self->done);
  g_variant_unref (self->data);
  g_free (self);
}
