/* vdt-tuning-rule.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-tuning-rule.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-error.h"
#include "vdt-glob.h"
#include "vdt-queue-resources.h"
#include "vdt-time.h"

/* A group of groups of groups is as deep as a person can follow. */
#define MAX_DEPTH 6

/* How many conditions a rule gets from an alert for one field. */
#define MAX_OFFERED 4

/**
 * VdtTuningRule:
 *
 * A name, what is done (`hide` or `resolve`) and the condition.
 *
 * #VdtTuningRule:condition is the text of a #GVariant `(sssav)`: `all` or `any` and
 * the conditions inside it, or `is` with a field of `data/queue/tuning.json` and a
 * pattern (see vdt_glob_match()).
 */
struct _VdtTuningRule
{
  VdtRecord  parent_instance;

  char      *id;
  char      *name;
  char      *action;
  char      *condition;
  char      *author;
  gboolean   enabled;
  gint64     created_at;
  guint      n_hits;       /* that were not taken back */
};

G_DEFINE_FINAL_TYPE (VdtTuningRule, vdt_tuning_rule, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTuningRule, id) },
  { "name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTuningRule, name) },
  { "action", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtTuningRule, action) },
  { "condition", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTuningRule, condition) },
  { "author", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTuningRule, author) },
  { "enabled", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtTuningRule, enabled) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtTuningRule, created_at) },
  { "n-hits", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtTuningRule, n_hits) },
};

static void
vdt_tuning_rule_class_init (VdtTuningRuleClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_tuning_rule_init (VdtTuningRule *self)
{
}

/**
 * vdt_tuning_rule_new:
 * @name: (nullable): its name
 *
 * Returns: (transfer full): a rule that is on and hides, without a condition
 */
VdtTuningRule *
vdt_tuning_rule_new (const char *name)
{
  return g_object_new (VDT_TYPE_TUNING_RULE, "name", name, "action", "hide", "enabled", TRUE, NULL);
}

const char *
vdt_tuning_rule_get_id (VdtTuningRule *self)
{
  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), NULL);

  return self->id;
}

const char *
vdt_tuning_rule_get_name (VdtTuningRule *self)
{
  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), NULL);

  return self->name;
}

const char *
vdt_tuning_rule_get_action (VdtTuningRule *self)
{
  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), NULL);

  return self->action;
}

gboolean
vdt_tuning_rule_get_enabled (VdtTuningRule *self)
{
  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), FALSE);

  return self->enabled;
}

/**
 * vdt_tuning_rule_get_n_hits:
 * @self: a rule
 *
 * Returns: to how many alerts it was applied, without those that were taken back
 */
guint
vdt_tuning_rule_get_n_hits (VdtTuningRule *self)
{
  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), 0);

  return self->n_hits;
}

/* {{{ fields */

static GArray *
load_fields (void)
{
  /* owns every string; never freed, as the array */
  GVariant *data = vdt_data_load (vdt_queue_get_resource (), "tuning");
  g_autoptr(GVariant) list = vdt_data_get_list (data, "fields");
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (VdtTuningField));

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);
      VdtTuningField field = {
        .id = vdt_data_get_string (item, "id"),
        .title = vdt_data_get_string (item, "title"),
        .property = vdt_data_get_string (item, "property"),
        .paths = g_strcmp0 (vdt_data_get_string (item, "of"), "evidence") == 0 ? vdt_data_dup_strv (item, "paths")
                                                                              : NULL,
        .offer = vdt_data_get_flag (item, "offer"),
      };

      g_array_append_val (fields, field);
    }

  return fields;
}

/**
 * vdt_tuning_get_fields:
 * @n_fields: (out): how many
 *
 * Returns: (array length=n_fields): what conditions can be about
 */
const VdtTuningField *
vdt_tuning_get_fields (guint *n_fields)
{
  static gsize once;
  static GArray *fields;

  if (g_once_init_enter (&once))
    {
      fields = load_fields ();
      g_once_init_leave (&once, 1);
    }
  *n_fields = fields->len;

  return (const VdtTuningField *) (gpointer) fields->data;
}

static const VdtTuningField *
find_field (const char *id)
{
  guint n;
  const VdtTuningField *fields = vdt_tuning_get_fields (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (fields[i].id, id))
      return &fields[i];

  return NULL;
}

typedef gboolean (*ValueFunc) (const char *value,
                               gpointer    data);

/* Calls @func with each value of the field; TRUE once it says so. */
static gboolean
each_value (const VdtTuningField *field,
            VdtAlert             *alert,
            ValueFunc             func,
            gpointer              data)
{
  GListModel *evidence = vdt_alert_get_evidence (alert);

  if (field->paths == NULL)
    {
      const char *value = vdt_record_get_text (alert, field->property);

      return value != NULL && *value != '\0' && func (value, data);
    }

  for (guint i = 0; i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);
      VdtFields *fields = vdt_evidence_get_fields (item);
      const char *value = field->property != NULL ? vdt_record_get_text (item, field->property) : NULL;

      if (value != NULL && func (value, data))
        return TRUE;
      for (gsize j = 0; fields != NULL && field->paths[j] != NULL; j++)
        {
          value = vdt_fields_get (fields, field->paths[j]);
          if (value != NULL && *value != '\0' && func (value, data))
            return TRUE;
        }
    }

  return FALSE;
}

/* }}} */
/* {{{ conditions */

static gboolean
value_fits (const char *value,
            gpointer    pattern)
{
  return vdt_glob_match (pattern, value);
}

static gboolean
condition_holds (GVariant *condition,
                 VdtAlert *alert,
                 guint     depth)
{
  g_autoptr(GVariant) inside = NULL;
  const char *kind, *field_id, *pattern;
  const VdtTuningField *field;
  gboolean any;

  g_variant_get (condition, "(&s&s&s@av)", &kind, &field_id, &pattern, &inside);
  if (g_str_equal (kind, "is"))
    {
      field = find_field (field_id);

      return field != NULL && each_value (field, alert, value_fits, (gpointer) pattern);
    }

  any = g_str_equal (kind, "any");
  for (gsize i = 0; i < g_variant_n_children (inside) && depth < MAX_DEPTH; i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (inside, i);
      g_autoptr(GVariant) child = g_variant_get_variant (boxed);

      if (condition_holds (child, alert, depth + 1) == any)
        return any;
    }

  return !any && g_variant_n_children (inside) > 0;
}

static gboolean
check_condition (GVariant *condition,
                 guint     depth)
{
  g_autoptr(GVariant) inside = NULL;
  const char *kind, *field_id, *pattern;

  if (depth > MAX_DEPTH || !g_variant_is_of_type (condition, G_VARIANT_TYPE ("(sssav)")))
    return FALSE;

  g_variant_get (condition, "(&s&s&s@av)", &kind, &field_id, &pattern, &inside);
  if (g_str_equal (kind, "is"))
    return find_field (field_id) != NULL && *pattern != '\0';
  if (!g_str_equal (kind, "all") && !g_str_equal (kind, "any"))
    return FALSE;

  for (gsize i = 0; i < g_variant_n_children (inside); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (inside, i);
      g_autoptr(GVariant) child = g_variant_get_variant (boxed);

      if (!check_condition (child, depth + 1))
        return FALSE;
    }

  return g_variant_n_children (inside) > 0;
}

static GVariant *
parse_condition (VdtTuningRule *self)
{
  return self->condition == NULL ? NULL
         : g_variant_parse (G_VARIANT_TYPE ("(sssav)"), self->condition, NULL, NULL, NULL);
}

/**
 * vdt_tuning_rule_check:
 * @self: a rule
 * @error: return location for a %VDT_ERROR_USAGE
 *
 * Whether the rule has a name and a condition that says something. An empty group
 * is refused: it would take every alert away.
 *
 * Returns: %TRUE if it can be used
 */
gboolean
vdt_tuning_rule_check (VdtTuningRule  *self,
                       GError        **error)
{
  g_autoptr(GVariant) condition = NULL;

  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), FALSE);

  condition = parse_condition (self);
  if (self->name == NULL || *self->name == '\0')
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "A tuning rule needs a name");
  else if (g_strcmp0 (self->action, "hide") != 0 && g_strcmp0 (self->action, "resolve") != 0)
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "A tuning rule hides or resolves alerts");
  else if (condition == NULL || !check_condition (condition, 0))
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                         "Each group of a tuning rule needs a condition, and each condition a pattern");
  else
    return TRUE;

  return FALSE;
}

/**
 * vdt_tuning_rule_matches:
 * @self: a rule
 * @alert: an alert with its evidence
 *
 * Returns: whether the condition holds. One that cannot be read holds for nothing.
 */
gboolean
vdt_tuning_rule_matches (VdtTuningRule *self,
                         VdtAlert      *alert)
{
  g_autoptr(GVariant) condition = NULL;

  g_return_val_if_fail (VDT_IS_TUNING_RULE (self), FALSE);
  g_return_val_if_fail (VDT_IS_ALERT (alert), FALSE);

  condition = parse_condition (self);

  return condition != NULL && check_condition (condition, 0) && condition_holds (condition, alert, 0);
}

/* }}} */
/* {{{ from an alert */

static gboolean
collect (const char *value,
         gpointer    data)
{
  GPtrArray *values = data;

  if (!g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL) && strlen (value) < 1000)
    g_ptr_array_add (values, (gpointer) value);

  return values->len >= MAX_OFFERED;
}

/**
 * vdt_tuning_rule_new_for_alert:
 * @alert: an alert with its evidence
 *
 * Returns: (transfer full): a rule for alerts just like this one: to be made wider by
 *   whoever reads it
 */
VdtTuningRule *
vdt_tuning_rule_new_for_alert (VdtAlert *alert)
{
  VdtTuningRule *self;
  g_autoptr(GVariant) condition = NULL;
  g_autofree char *text = NULL;
  const VdtTuningField *fields;
  GVariantBuilder builder;
  guint n;

  g_return_val_if_fail (VDT_IS_ALERT (alert), NULL);

  self = vdt_tuning_rule_new (vdt_alert_get_title (alert));
  fields = vdt_tuning_get_fields (&n);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GPtrArray) values = g_ptr_array_new ();

      if (!fields[i].offer)
        continue;
      each_value (&fields[i], alert, collect, values);
      for (guint j = 0; j < values->len; j++)
        {
          g_autofree char *pattern = vdt_glob_escape (g_ptr_array_index (values, j));

          g_variant_builder_add (&builder, "v", g_variant_new ("(sssav)", "is", fields[i].id, pattern, NULL));
        }
    }
  condition = g_variant_ref_sink (g_variant_new ("(sssav)", "all", "", "", &builder));
  text = g_variant_print (condition, FALSE);
  vdt_record_set_text (self, "condition", text);

  return self;
}

/* }}} */
