/* vdt-hunt-dynamic.c
 *
 * Access to dynamic values and property bags.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* A step of a path: a property, or an index if there is no name. */
typedef struct
{
  char   *name;
  gsize   length;
  gint64  index;
} Step;

static void
step_clear (gpointer data)
{
  g_free (((Step *) data)->name);
}

/* A path is written as an array of names and indices: ["a",0,"b"]. */
static gpointer
prepare_path (VdtHuntText text,
              int         extra)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (Step));
  VdtJsonWalk walk;

  g_array_set_clear_func (steps, step_clear);
  vdt_json_walk (&walk, text);
  while (vdt_json_next (&walk))
    {
      Step step = { 0 };

      if (vdt_json_kind (walk.value) == VDT_JSON_STRING)
        {
          VdtHuntText name = vdt_json_string (walk.value, buffer);

          step.name = g_strndup (name.text, name.length);
          step.length = name.length;
        }
      else
        {
          vdt_read_long (walk.value, &step.index);
        }
      g_array_append_val (steps, step);
    }

  return steps;
}

static void
release_path (gpointer prepared)
{
  g_array_unref (prepared);
}

static gboolean
follow (const GArray *steps,
        VdtHuntText   json,
        VdtHuntText  *out_value)
{
  *out_value = json;

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      if (step->name != NULL ? !vdt_json_get (*out_value, (VdtHuntText) { step->name, step->length }, out_value)
                             : !vdt_json_at (*out_value, step->index, out_value))
        return FALSE;
    }

  return vdt_json_kind (*out_value) != VDT_JSON_NULL;
}

static void
path (VdtHuntCall *call)
{
  VdtHuntText value;

  if (follow (call->prepared, vdt_hunt_call_text (call, 0), &value))
    vdt_hunt_return_text (call, value.text, value.length);
}

/* tostring (d.a.b) without a value between. */
static void
path_string (VdtHuntCall *call)
{
  VdtHuntText value;

  if (!follow (call->prepared, vdt_hunt_call_text (call, 0), &value))
    return;

  value = vdt_json_string (value, call->out);
  vdt_hunt_return_text (call, value.text, value.length);
}

static void
get (VdtHuntCall *call)
{
  VdtHuntText value;

  if (vdt_json_get (vdt_hunt_call_text (call, 0), vdt_hunt_call_text (call, 1), &value))
    vdt_hunt_return_text (call, value.text, value.length);
}

static void
at (VdtHuntCall *call)
{
  VdtHuntText value;

  if (vdt_json_at (vdt_hunt_call_text (call, 0), vdt_hunt_call_integer (call, 1), &value))
    vdt_hunt_return_text (call, value.text, value.length);
}

/* Whichever the subscript is: a dynamic may hold a name or a number. */
static void
subscript (VdtHuntCall *call)
{
  VdtHuntText key = vdt_hunt_call_text (call, 1);
  VdtHuntText value;
  gint64 index;
  gboolean found = FALSE;

  if (vdt_json_kind (key) == VDT_JSON_STRING)
    found = vdt_json_get (vdt_hunt_call_text (call, 0), vdt_json_string (key, call->out), &value);
  else if (vdt_read_long (key, &index))
    found = vdt_json_at (vdt_hunt_call_text (call, 0), index, &value);

  if (found)
    vdt_hunt_return_text (call, value.text, value.length);
}

/* A dynamic that was put into a dynamic, or null. */
static void
append_value (GString     *out,
              VdtHuntText  json)
{
  if (json.length == 0)
    g_string_append (out, "null");
  else
    vdt_hunt_append (out, json);
}

static gboolean
is_blank (VdtHuntText json)
{
  return json.length == 0 ||
         (json.length == 2 && (json.text[0] == '"' || json.text[0] == '[' || json.text[0] == '{')) ||
         vdt_json_kind (json) == VDT_JSON_NULL;
}

/* Name, value, name, value …; with extra without the empty ones. */
static void
bag_pack (VdtHuntCall *call)
{
  g_string_append_c (call->out, '{');
  for (guint i = 0; i + 1 < call->n; i += 2)
    {
      VdtHuntText key = vdt_hunt_call_text (call, i);
      VdtHuntText value = vdt_hunt_call_text (call, i + 1);

      if (call->extra && is_blank (value))
        continue;
      vdt_json_comma (call->out);
      vdt_json_write_string (call->out, key.text, key.length);
      g_string_append_c (call->out, ':');
      append_value (call->out, value);
    }
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

static void
pack_array (VdtHuntCall *call)
{
  g_string_append_c (call->out, '[');
  for (guint i = 0; i < call->n; i++)
    {
      if (i > 0)
        g_string_append_c (call->out, ',');
      append_value (call->out, vdt_hunt_call_text (call, i));
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
bag_keys (VdtHuntCall *call)
{
  VdtHuntText bag = vdt_hunt_call_text (call, 0);
  VdtJsonWalk walk;

  if (vdt_json_kind (bag) != VDT_JSON_BAG)
    return;

  g_string_append_c (call->out, '[');
  vdt_json_walk (&walk, bag);
  while (vdt_json_next (&walk))
    {
      vdt_json_comma (call->out);
      g_string_append_c (call->out, '"');
      vdt_hunt_append (call->out, walk.key);
      g_string_append_c (call->out, '"');
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
append_pair (GString           *out,
             const VdtJsonWalk *walk)
{
  vdt_json_comma (out);
  g_string_append_c (out, '"');
  vdt_hunt_append (out, walk->key);
  g_string_append (out, "\":");
  vdt_hunt_append (out, walk->value);
}

static gboolean
has_raw_key (VdtHuntText bag,
             VdtHuntText key)
{
  VdtJsonWalk walk;

  vdt_json_walk (&walk, bag);
  while (vdt_json_next (&walk))
    if (vdt_hunt_text_equal (walk.key, key))
      return TRUE;

  return FALSE;
}

/* Of equal names the leftmost bag's wins. */
static void
bag_merge (VdtHuntCall *call)
{
  gboolean any = FALSE;

  g_string_append_c (call->out, '{');
  for (guint i = 0; i < call->n; i++)
    {
      VdtHuntText bag = vdt_hunt_call_text (call, i);
      VdtJsonWalk walk;

      if (vdt_json_kind (bag) != VDT_JSON_BAG)
        continue;
      any = TRUE;
      vdt_json_walk (&walk, bag);
      while (vdt_json_next (&walk))
        {
          gboolean taken = FALSE;

          for (guint k = 0; k < i && !taken; k++)
            taken = vdt_json_kind (vdt_hunt_call_text (call, k)) == VDT_JSON_BAG &&
                    has_raw_key (vdt_hunt_call_text (call, k), walk.key);
          if (!taken)
            append_pair (call->out, &walk);
        }
    }
  g_string_append_c (call->out, '}');
  if (any)
    vdt_hunt_return_out (call);
}

/* Splits `$.a.b['c'][0]` into its parts; one plain name otherwise. */
static GPtrArray *
key_steps (VdtHuntText key)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);
  const char *at = key.text;
  const char *end = at + key.length;

  if (key.length == 0 || *at != '$')
    {
      g_ptr_array_add (steps, g_strndup (key.text, key.length));
      return steps;
    }

  for (at++; at < end;)
    {
      const char *start = at + 1;

      if (*at == '[')
        {
          char quote = start < end && (*start == '\'' || *start == '"') ? *start : ']';

          start += quote != ']';
          at = start;
          while (at < end && *at != quote)
            at++;
          g_ptr_array_add (steps, g_strndup (start, at - start));
          at = MIN (at + (quote != ']' ? 2 : 1), end);
        }
      else
        {
          for (at = start; at < end && *at != '.' && *at != '['; at++)
            ;
          g_ptr_array_add (steps, g_strndup (start, MAX (at - start, 0)));
        }
    }

  return steps;
}

static gboolean
has_path (VdtHuntText bag,
          GPtrArray  *steps,
          guint       from)
{
  const char *name = g_ptr_array_index (steps, from);
  VdtHuntText key = { name, strlen (name) };
  VdtJsonWalk walk;
  gint64 i = 0;

  vdt_json_walk (&walk, bag);
  while (vdt_json_next (&walk))
    {
      gint64 index;
      gboolean same = vdt_json_kind (bag) == VDT_JSON_BAG ? vdt_hunt_text_equal (walk.key, key)
                                                          : vdt_read_long (key, &index) && index == i;

      if (same)
        return from + 1 == steps->len || has_path (walk.value, steps, from + 1);
      i++;
    }

  return FALSE;
}

static void
bag_has_key (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) steps = key_steps (vdt_hunt_call_text (call, 1));

  if (call->arguments[0].null)
    return;

  vdt_hunt_return_integer (call, vdt_json_kind (vdt_hunt_call_text (call, 0)) == VDT_JSON_BAG && steps->len > 0 &&
                                 has_path (vdt_hunt_call_text (call, 0), steps, 0));
}

/* Writes @bag without what the paths name from their step @depth on. */
static void
write_without (GString     *out,
               VdtHuntText  bag,
               GPtrArray   *paths,
               guint        depth)
{
  VdtJsonWalk walk;

  g_string_append_c (out, '{');
  vdt_json_walk (&walk, bag);
  while (vdt_json_next (&walk))
    {
      g_autoptr(GPtrArray) deeper = g_ptr_array_new ();
      gboolean removed = FALSE;

      for (guint i = 0; i < paths->len; i++)
        {
          GPtrArray *steps = g_ptr_array_index (paths, i);
          const char *name = depth < steps->len ? g_ptr_array_index (steps, depth) : NULL;

          if (name == NULL || !vdt_hunt_text_equal (walk.key, (VdtHuntText) { name, strlen (name) }))
            continue;
          if (depth + 1 == steps->len)
            removed = TRUE;
          else
            g_ptr_array_add (deeper, steps);
        }

      if (removed)
        continue;
      if (deeper->len > 0 && vdt_json_kind (walk.value) == VDT_JSON_BAG)
        {
          vdt_json_comma (out);
          g_string_append_c (out, '"');
          vdt_hunt_append (out, walk.key);
          g_string_append (out, "\":");
          write_without (out, walk.value, deeper, depth + 1);
        }
      else
        {
          append_pair (out, &walk);
        }
    }
  g_string_append_c (out, '}');
}

static void
bag_remove_keys (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  VdtHuntText bag = vdt_hunt_call_text (call, 0);
  VdtJsonWalk walk;

  if (vdt_json_kind (bag) != VDT_JSON_BAG)
    return;

  vdt_json_walk (&walk, vdt_hunt_call_text (call, 1));
  while (vdt_json_next (&walk))
    if (vdt_json_kind (walk.value) == VDT_JSON_STRING)
      g_ptr_array_add (paths, key_steps ((VdtHuntText) { walk.value.text + 1, walk.value.length - 2 }));

  write_without (call->out, bag, paths, 0);
  vdt_hunt_return_out (call);
}

static void
write_with (GString     *out,
            VdtHuntText  bag,
            GPtrArray   *steps,
            guint        depth,
            VdtHuntText  value)
{
  const char *name = g_ptr_array_index (steps, depth);
  gboolean last = depth + 1 == steps->len;
  gboolean done = FALSE;
  VdtJsonWalk walk;

  g_string_append_c (out, '{');
  vdt_json_walk (&walk, bag);
  while (vdt_json_next (&walk))
    {
      if (!vdt_hunt_text_equal (walk.key, (VdtHuntText) { name, strlen (name) }))
        {
          append_pair (out, &walk);
          continue;
        }
      done = TRUE;
      vdt_json_comma (out);
      vdt_json_write_string (out, name, strlen (name));
      g_string_append_c (out, ':');
      if (last || vdt_json_kind (walk.value) != VDT_JSON_BAG)
        append_value (out, value);
      else
        write_with (out, walk.value, steps, depth + 1, value);
    }

  if (!done)
    {
      vdt_json_comma (out);
      vdt_json_write_string (out, name, strlen (name));
      g_string_append_c (out, ':');
      if (last)
        append_value (out, value);
      else
        write_with (out, (VdtHuntText) { "{}", 2 }, steps, depth + 1, value);
    }
  g_string_append_c (out, '}');
}

static void
bag_set_key (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) steps = key_steps (vdt_hunt_call_text (call, 1));
  VdtHuntText bag = vdt_hunt_call_text (call, 0);

  if (vdt_json_kind (bag) != VDT_JSON_BAG || steps->len == 0)
    return;

  write_with (call->out, bag, steps, 0, vdt_hunt_call_text (call, 2));
  vdt_hunt_return_out (call);
}

static void
bag_zip (VdtHuntCall *call)
{
  VdtJsonWalk keys, values;

  if (vdt_json_kind (vdt_hunt_call_text (call, 0)) != VDT_JSON_ARRAY ||
      vdt_json_kind (vdt_hunt_call_text (call, 1)) != VDT_JSON_ARRAY)
    return;

  g_string_append_c (call->out, '{');
  vdt_json_walk (&keys, vdt_hunt_call_text (call, 0));
  vdt_json_walk (&values, vdt_hunt_call_text (call, 1));
  while (vdt_json_next (&keys))
    {
      gboolean more = vdt_json_next (&values);

      if (vdt_json_kind (keys.value) != VDT_JSON_STRING)
        continue;
      vdt_json_comma (call->out);
      vdt_hunt_append (call->out, keys.value);
      g_string_append_c (call->out, ':');
      append_value (call->out, more ? values.value : (VdtHuntText) { "", 0 });
    }
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

/* What mv-expand makes rows of; extra: bags become [name, value]. */
static void
elements (VdtHuntCall *call)
{
  VdtHuntText json = vdt_hunt_call_text (call, 0);
  VdtJsonKind kind = vdt_json_kind (json);
  VdtJsonWalk walk;

  if (kind != VDT_JSON_ARRAY && kind != VDT_JSON_BAG)
    {
      vdt_hunt_append (call->out, json);
      vdt_hunt_return_item (call, kind == VDT_JSON_NULL);
      return;
    }

  call->result.null = FALSE;
  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      if (kind == VDT_JSON_ARRAY)
        {
          gboolean null = vdt_json_kind (walk.value) == VDT_JSON_NULL;

          if (!null)
            vdt_hunt_append (call->out, walk.value);
          vdt_hunt_return_item (call, null);
          continue;
        }

      g_string_append (call->out, call->extra ? "[\"" : "{\"");
      vdt_hunt_append (call->out, walk.key);
      g_string_append (call->out, call->extra ? "\"," : "\":");
      vdt_hunt_append (call->out, walk.value);
      g_string_append_c (call->out, call->extra ? ']' : '}');
      vdt_hunt_return_item (call, FALSE);
    }
}

static void
add_path (GHashTable *seen,
          GString    *out,
          const char *text,
          gsize       length)
{
  char *key = g_strndup (text, length);

  if (!g_hash_table_add (seen, key))
    return;
  vdt_json_comma (out);
  vdt_json_write_string (out, text, length);
}

/* Every path once; all elements of an array count as [0]. */
static void
write_paths (GHashTable  *seen,
             GString     *out,
             GString     *prefix,
             VdtHuntText  json,
             int          depth)
{
  gboolean is_bag = vdt_json_kind (json) == VDT_JSON_BAG;
  gsize length = prefix->len;
  VdtJsonWalk walk;

  if (depth > 64)
    return;

  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      if (is_bag)
        {
          g_string_append (prefix, "['");
          vdt_hunt_append (prefix, walk.key);
          g_string_append (prefix, "']");
        }
      else
        {
          g_string_append (prefix, "[0]");
        }
      add_path (seen, out, prefix->str, prefix->len);
      if (vdt_json_kind (walk.value) >= VDT_JSON_ARRAY)
        write_paths (seen, out, prefix, walk.value, depth + 1);
      g_string_truncate (prefix, length);
    }
}

static void
treepath (VdtHuntCall *call)
{
  g_autoptr(GHashTable) seen = NULL;
  g_autoptr(GString) prefix = NULL;

  if (vdt_json_kind (vdt_hunt_call_text (call, 0)) < VDT_JSON_ARRAY)
    return;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  prefix = g_string_new (NULL);
  g_string_append_c (call->out, '[');
  write_paths (seen, call->out, prefix, vdt_hunt_call_text (call, 0), 0);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* extract_json (path, text): the value as a text. */
static gpointer
prepare_json_path (VdtHuntText text,
                   int         extra)
{
  return key_steps (text);
}

static void
release_steps (gpointer prepared)
{
  g_ptr_array_unref (prepared);
}

static void
extract_json (VdtHuntCall *call)
{
  g_autoptr(GString) normal = g_string_new (NULL);
  GPtrArray *steps = call->prepared;
  VdtHuntText value;

  if (!vdt_json_normalize (vdt_hunt_call_text (call, 1), normal))
    return;

  value = (VdtHuntText) { normal->str, normal->len };
  for (guint i = 0; i < steps->len; i++)
    {
      const char *name = g_ptr_array_index (steps, i);
      VdtHuntText key = { name, strlen (name) };
      gint64 index;

      if (vdt_json_kind (value) == VDT_JSON_ARRAY && vdt_read_long (key, &index))
        vdt_json_at (value, index, &value);
      else
        vdt_json_get (value, key, &value);
    }

  if (vdt_json_kind (value) == VDT_JSON_NULL)
    return;
  value = vdt_json_string (value, call->out);
  if (value.text != call->out->str)
    vdt_hunt_append (call->out, value);
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_path", "j:js", path, prepare_path, release_path, 1 },
  { "kql_path_string", "s:js", path_string, prepare_path, release_path, 1 },
  { "kql_get", "j:js", get },
  { "kql_at", "j:jl", at },
  { "kql_subscript", "j:jj", subscript },
  { "kql_bag_pack", "j:j*", bag_pack },
  { "kql_bag_pack_filled", "j:j*", bag_pack, .extra = TRUE },
  { "kql_pack_array", "j:j*", pack_array },
  { "kql_bag_keys", "j:j", bag_keys },
  { "kql_bag_merge", "j:j*", bag_merge },
  { "kql_bag_has_key", "b:js", bag_has_key },
  { "kql_bag_remove_keys", "j:jj", bag_remove_keys },
  { "kql_bag_set_key", "j:jsj", bag_set_key },
  { "kql_bag_zip", "j:jj", bag_zip },
  { "kql_elements", "[:j", elements },
  { "kql_element_pairs", "[:j", elements, .extra = TRUE },
  { "kql_treepath", "j:j", treepath },
  { "kql_extract_json", "s:ss", extract_json, prepare_json_path, release_steps, 0 },
};

gboolean
vdt_hunt_dynamic_register (duckdb_connection   connection,
                           GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
