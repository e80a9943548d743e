/* vdt-hunt-agent.c
 *
 * What data/hunt knows: browsers by their user agents, and units.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-data.h"
#include "vdt-hunt-json.h"
#include "vdt-hunt-regex.h"
#include "vdt-hunt-resources.h"

/* A rule: the first whose pattern matches tells what it is. */
typedef struct
{
  VdtRegex   *regex;
  const char *family;
  const char *major;
  const char *minor;
  const char *brand;
  const char *model;
} Rule;

/* The rules, and which of the three are asked for. */
typedef struct
{
  GVariant *data;
  GArray   *browsers;
  GArray   *systems;
  GArray   *devices;
} Agents;

static void
rule_clear (gpointer data)
{
  g_clear_pointer (&((Rule *) data)->regex, vdt_regex_free);
}

static GArray *
load_rules (GVariant   *data,
            const char *member)
{
  g_autoptr(GVariant) list = vdt_data_get_list (data, member);
  GArray *rules = g_array_new (FALSE, TRUE, sizeof (Rule));

  g_array_set_clear_func (rules, rule_clear);
  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);
      const char *pattern = vdt_data_get_string (object, "pattern");
      Rule rule = {
        .family = vdt_data_get_string (object, "family"),
        .major = vdt_data_get_string (object, "major"),
        .minor = vdt_data_get_string (object, "minor"),
        .brand = vdt_data_get_string (object, "brand"),
        .model = vdt_data_get_string (object, "model"),
      };

      rule.regex = vdt_regex_new (pattern, strlen (pattern));
      g_array_append_val (rules, rule);
    }

  return rules;
}

static gboolean
is_wanted (VdtHuntText  look_for,
           const char  *word)
{
  g_autofree char *quoted = g_strconcat ("\"", word, "\"", NULL);
  g_autofree char *lower = g_ascii_strdown (look_for.text, look_for.length);

  return look_for.length <= 2 || strstr (lower, quoted) != NULL;
}

static gpointer
prepare_agents (VdtHuntText text,
                int         extra)
{
  Agents *agents = g_new0 (Agents, 1);

  agents->data = vdt_data_load (vdt_hunt_get_resource (), "user-agents");
  agents->browsers = is_wanted (text, "browser") ? load_rules (agents->data, "browsers") : NULL;
  agents->systems = is_wanted (text, "os") ? load_rules (agents->data, "systems") : NULL;
  agents->devices = is_wanted (text, "device") ? load_rules (agents->data, "devices") : NULL;

  return agents;
}

static void
release_agents (gpointer prepared)
{
  Agents *agents = prepared;

  g_clear_pointer (&agents->browsers, g_array_unref);
  g_clear_pointer (&agents->systems, g_array_unref);
  g_clear_pointer (&agents->devices, g_array_unref);
  g_variant_unref (agents->data);
  g_free (agents);
}

/* The rule that matches, and what stands behind the match. */
static const Rule *
find_rule (const GArray *rules,
           VdtHuntText   agent,
           VdtHuntText  *out_rest,
           VdtHuntText  *out_group)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);
      VdtHuntText whole;

      if (rule->regex == NULL || !vdt_regex_match (rule->regex, agent, 0))
        continue;
      vdt_regex_get (agent, 0, &whole);
      out_rest->text = whole.text + whole.length;
      out_rest->length = agent.text + agent.length - out_rest->text;
      *out_group = (VdtHuntText) { "", 0 };
      if (vdt_regex_get_groups (rule->regex) > 0)
        vdt_regex_get (agent, 1, out_group);
      return rule;
    }

  return NULL;
}

/* Numbers with points or underscores between, at most @most. */
static void
read_version (VdtHuntText  rest,
              VdtHuntText *parts,
              int          most)
{
  const char *at = rest.text;
  const char *end = at + rest.length;

  for (int i = 0; i < most; i++)
    {
      parts[i].text = at;
      while (at < end && g_ascii_isdigit (*at))
        at++;
      parts[i].length = at - parts[i].text;
      if (parts[i].length == 0 || at >= end || (*at != '.' && *at != '_'))
        {
          for (i++; i < most; i++)
            parts[i].length = 0;
          return;
        }
      at++;
    }
}

static void
append_text (GString    *out,
             const char *key,
             const char *text)
{
  vdt_json_write_pair (out, key, text, strlen (text));
}

/* A browser or a system: its name and the parts of its version. */
static void
append_versioned (GString      *out,
                  const char   *key,
                  const GArray *rules,
                  VdtHuntText   agent,
                  int           n_parts)
{
  static const char *const names[] = { "MajorVersion", "MinorVersion", "Patch", "PatchMinor" };
  VdtHuntText rest = { "", 0 }, group;
  VdtHuntText parts[4] = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
  const Rule *rule = find_rule (rules, agent, &rest, &group);

  vdt_json_comma (out);
  g_string_append_printf (out, "\"%s\":{", key);
  append_text (out, "Family", rule != NULL ? rule->family : "Other");
  if (rule != NULL && rule->major == NULL)
    read_version (rest, parts, n_parts);
  else if (rule != NULL)
    {
      parts[0] = (VdtHuntText) { rule->major, strlen (rule->major) };
      if (rule->minor != NULL)
        parts[1] = (VdtHuntText) { rule->minor, strlen (rule->minor) };
    }
  for (int i = 0; i < n_parts; i++)
    vdt_json_write_pair (out, names[i], parts[i].text, parts[i].length);
  g_string_append_c (out, '}');
}

/* A text in which $1 stands for the group. */
static void
append_template (GString     *out,
                 const char  *key,
                 const char  *text,
                 VdtHuntText  group)
{
  const char *mark = strstr (text, "$1");
  g_autoptr(GString) whole = NULL;

  if (mark == NULL)
    {
      append_text (out, key, text);
      return;
    }

  whole = g_string_new_len (text, mark - text);
  vdt_hunt_append (whole, group);
  g_string_append (whole, mark + 2);
  vdt_json_write_pair (out, key, whole->str, whole->len);
}

static void
append_device (GString      *out,
               const GArray *rules,
               VdtHuntText   agent)
{
  VdtHuntText rest, group = { "", 0 };
  const Rule *rule = find_rule (rules, agent, &rest, &group);

  vdt_json_comma (out);
  g_string_append (out, "\"Device\":{");
  append_template (out, "Family", rule != NULL ? rule->family : "Other", group);
  append_template (out, "Brand", rule != NULL ? rule->brand : "", group);
  append_template (out, "Model", rule != NULL ? rule->model : "", group);
  g_string_append_c (out, '}');
}

static void
parse_user_agent (VdtHuntCall *call)
{
  const Agents *agents = call->prepared;
  VdtHuntText agent = vdt_hunt_call_text (call, 0);

  g_string_append_c (call->out, '{');
  if (agents->browsers != NULL)
    append_versioned (call->out, "Browser", agents->browsers, agent, 3);
  if (agents->systems != NULL)
    append_versioned (call->out, "OperatingSystem", agents->systems, agent, 4);
  if (agents->devices != NULL)
    append_device (call->out, agents->devices, agent);
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

/* Of a unit what one of it is in the quantity's base. */
typedef struct
{
  double factor;
  double offset;
} Unit;

static double
number_of (GVariant   *object,
           const char *member)
{
  const char *text = vdt_data_get_string (object, member);

  return text != NULL ? g_ascii_strtod (text, NULL) : 0;
}

static gpointer
prepare_units (VdtHuntText text,
               int         extra)
{
  GHashTable *units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *quantity = g_strndup (text.text, text.length);
  g_autoptr(GVariant) data = vdt_data_load (vdt_hunt_get_resource (), "units");
  g_autoptr(GVariant) list = vdt_data_get_list (data, quantity);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);
      Unit *unit = g_new (Unit, 1);

      unit->factor = number_of (object, "factor");
      unit->offset = number_of (object, "offset");
      g_hash_table_replace (units, g_ascii_strdown (vdt_data_get_string (object, "name"), -1), unit);
    }

  return units;
}

static void
release_units (gpointer prepared)
{
  g_hash_table_unref (prepared);
}

static const Unit *
find_unit (GHashTable  *units,
           VdtHuntText  name)
{
  g_autofree char *lower = g_ascii_strdown (name.text, name.length);

  return g_hash_table_lookup (units, lower);
}

/* quantity, value, from, to */
static void
convert_unit (VdtHuntCall *call)
{
  const Unit *from = find_unit (call->prepared, vdt_hunt_call_text (call, 2));
  const Unit *to = find_unit (call->prepared, vdt_hunt_call_text (call, 3));

  if (from != NULL && to != NULL)
    vdt_hunt_return_real (call, (vdt_hunt_call_real (call, 1) * from->factor + from->offset - to->offset) / to->factor);
}

static const VdtHuntFunction functions[] = {
  { "kql_parse_user_agent", "j:sj", parse_user_agent, prepare_agents, release_agents, 1 },
  { "kql_convert_unit", "d:sdss", convert_unit, prepare_units, release_units, 0 },
};

gboolean
vdt_hunt_agent_register (duckdb_connection   connection,
                         GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
