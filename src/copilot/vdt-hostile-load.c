/* vdt-hostile-load.c
 *
 * Reads the packed `data/copilot/hostile.json` and compiles its patterns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-copilot-resources.h"
#include "vdt-data.h"
#include "vdt-hostile-private.h"

static void
load_map (GVariant   *root,
          const char *name,
          GHashTable *map)
{
  g_autoptr(GVariant) object = vdt_data_get_object (root, name);
  GVariantIter iter;
  const char *from = NULL;
  GVariant *to = NULL;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &from, &to))
    g_hash_table_insert (map, GUINT_TO_POINTER (g_utf8_get_char (from)),
                         GUINT_TO_POINTER (g_utf8_get_char (g_variant_get_string (to, NULL))));
}

static GRegex *
compile_literals (GVariant    *root,
                  const char  *name,
                  GError     **error)
{
  g_autofree const char **literals = vdt_data_dup_strv (root, name);
  g_autoptr(GString) pattern = g_string_new ("(?:");

  for (guint i = 0; literals[i] != NULL; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (literals[i], -1);

      g_string_append_printf (pattern, "%s%s", i > 0 ? "|" : "", escaped);
    }
  g_string_append_c (pattern, ')');

  return g_regex_new (pattern->str, G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, error);
}

static GVariant *
dup_item (GVariant *list,
          gsize     index)
{
  g_autoptr(GVariant) boxed = g_variant_get_child_value (list, index);

  return g_variant_get_variant (boxed);
}

static gboolean
load_class (VdtHostileDetector  *self,
            GVariant            *object,
            GString             *any,
            GError             **error)
{
  g_autoptr(GVariant) patterns = vdt_data_get_list (object, "patterns");
  g_autoptr(GString) joined = g_string_new (NULL);
  VdtHostileClass *class;
  GRegex *regex;

  for (gsize i = 0; i < g_variant_n_children (patterns); i++)
    {
      g_autoptr(GVariant) item = dup_item (patterns, i);

      g_string_append_printf (joined, "%s(?:%s)", joined->len > 0 ? "|" : "",
                              vdt_data_get_string (item, "pattern"));
    }

  /* Asked only after the regular expression of all classes matched: compiling it
   * to machine code would cost more than it saves. */
  regex = g_regex_new (joined->str, 0, 0, error);
  if (regex == NULL)
    return FALSE;

  class = g_new0 (VdtHostileClass, 1);
  class->nick = g_strdup (vdt_data_get_string (object, "class"));
  class->regex = regex;
  g_ptr_array_add (self->classes, class);
  g_string_append_printf (any, "%s%s", any->len > 0 ? "|" : "", joined->str);

  return TRUE;
}

gboolean
vdt_hostile_load (VdtHostileDetector  *self,
                  GError             **error)
{
  g_autoptr(GVariant) root = vdt_data_load (vdt_copilot_get_resource (), "hostile");
  g_autoptr(GVariant) window = vdt_data_get_object (root, "window");
  g_autoptr(GVariant) classes = vdt_data_get_list (root, "classes");
  g_autoptr(GString) any = g_string_new (NULL);
  gint64 head = 0;
  gint64 tail = 0;

  g_variant_lookup (window, "head", "x", &head);
  g_variant_lookup (window, "tail", "x", &tail);
  self->head = (gsize) head;
  self->tail = (gsize) tail;
  load_map (root, "homoglyphs", self->homoglyphs);
  load_map (root, "leet", self->leet);

  for (gsize i = 0; i < g_variant_n_children (classes); i++)
    {
      g_autoptr(GVariant) object = dup_item (classes, i);

      if (!load_class (self, object, any, error))
        return FALSE;
    }

  self->any = g_regex_new (any->str, G_REGEX_OPTIMIZE, 0, error);
  if (self->any == NULL)
    return FALSE;

  self->markup = compile_literals (root, "markup", error);
  if (self->markup == NULL)
    return FALSE;

  self->compact = compile_literals (root, "compact", error);

  return self->compact != NULL;
}
