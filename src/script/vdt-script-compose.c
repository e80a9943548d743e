/* vdt-script-compose.c
 *
 * The end of an analysis: which edits of a layer stand, the folded layers, the
 * output, and the position maps.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"

#include <string.h>

/* Outermost first, so that what lies inside an accepted edit can be passed over. */
static int
edit_compare (gconstpointer a,
              gconstpointer b)
{
  const VdtScriptEdit *x = *(const VdtScriptEdit *const *) a;
  const VdtScriptEdit *y = *(const VdtScriptEdit *const *) b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;

  if (x->length != y->length)
    return x->length > y->length ? -1 : 1;

  return 0;
}

/* Of the layer's edits those that stand: the outermost, but a nested script is
 * never swallowed by a plain value around it. */
static GPtrArray *
choose_edits (VdtScriptWork *work,
              gboolean       with_nested)
{
  g_autoptr(GPtrArray) all = g_ptr_array_sized_new (g_hash_table_size (work->edits));
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  GPtrArray *chosen = g_ptr_array_new ();
  gsize end = 0;
  guint next = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, work->edits);

  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (all, key);

  g_ptr_array_sort (all, edit_compare);

  for (guint i = 0; with_nested && i < all->len; i++)
    {
      const VdtScriptEdit *edit = g_ptr_array_index (all, i);

      if (edit->nested != NULL)
        g_array_append_val (starts, edit->start);
    }

  for (guint i = 0; i < all->len; i++)
    {
      VdtScriptEdit *edit = g_ptr_array_index (all, i);

      if (edit->start < end || (edit->nested == NULL && edit->text == NULL) ||
          (edit->nested != NULL && !with_nested))
        continue;

      while (next < starts->len && g_array_index (starts, gsize, next) < edit->start)
        next++;

      if (edit->nested == NULL && next < starts->len &&
          g_array_index (starts, gsize, next) < edit->start + edit->length)
        continue;

      g_ptr_array_add (chosen, edit);
      end = edit->start + edit->length;
    }

  return chosen;
}

static void compose (VdtScriptContext *context,
                     guint             layer,
                     gboolean          with_nested,
                     GArray           *map,
                     GString          *out);

static void
compose_nested (VdtScriptContext    *context,
                const VdtScriptEdit *edit,
                GString             *out)
{
  for (guint i = 0; i < edit->nested->len; i++)
    {
      const VdtScriptNested *nested = &g_array_index (edit->nested, VdtScriptNested, i);

      if (out->len > context->limits.output)
        {
          vdt_script_context_reach (context, VDT_SCRIPT_REACHED_OUTPUT);
          return;
        }

      if (i > 0)
        g_string_append_c (out, '\n');

      if (nested->prefix != NULL)
        g_string_append (out, nested->prefix);

      compose (context, (guint) nested->layer, TRUE, NULL, out);

      if (nested->suffix != NULL)
        g_string_append (out, nested->suffix);
    }
}

/* Puts a layer's chosen edits in place. The recursion is as deep as layers nest, which is limited. */
static void
compose (VdtScriptContext *context,
         guint             layer,
         gboolean          with_nested,
         GArray           *map,
         GString          *out)
{
  VdtScriptWork *work = vdt_script_context_get_work (context, layer);
  g_autoptr(GPtrArray) edits = choose_edits (work, with_nested);
  gsize at = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const VdtScriptEdit *edit = g_ptr_array_index (edits, i);
      VdtScriptMapping mapping;

      g_string_append_len (out, work->layer->text + at, edit->start - at);
      mapping = (VdtScriptMapping) { out->len, 0, edit->start, edit->length };

      if (edit->nested != NULL)
        compose_nested (context, edit, out);
      else
        g_string_append_len (out, edit->text, edit->text_length);

      mapping.length = out->len - mapping.start;
      at = edit->start + edit->length;

      if (map != NULL)
        g_array_append_val (map, mapping);
    }

  g_string_append_len (out, work->layer->text + at, work->layer->length - at);
}

static char *
join_rules (VdtScriptWork *work,
            GPtrArray     *edits)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const VdtScriptEdit *edit = g_ptr_array_index (edits, i);

      if (g_hash_table_add (seen, (gpointer) edit->rule) && !g_ptr_array_find (work->rules, edit->rule, NULL))
        g_ptr_array_add (work->rules, (gpointer) edit->rule);
    }

  for (guint i = 0; i < work->rules->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (work->rules, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The layer's text with the constants put in, as a layer of its own; NULL when nothing changed. */
static VdtScriptLayer *
fold_layer (VdtScriptContext *context,
            guint             index)
{
  VdtScriptWork *work = vdt_script_context_get_work (context, index);
  g_autoptr(GPtrArray) edits = choose_edits (work, FALSE);
  g_autoptr(GArray) map = g_array_new (FALSE, FALSE, sizeof (VdtScriptMapping));
  GString *text = g_string_new (NULL);
  VdtScriptLayer *layer;

  compose (context, index, FALSE, map, text);

  if (text->len == work->layer->length && memcmp (text->str, work->layer->text, text->len) == 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }

  layer = g_new0 (VdtScriptLayer, 1);
  layer->lang = work->layer->lang;
  layer->rule = join_rules (work, edits);
  layer->length = text->len;
  layer->text = g_string_free (text, FALSE);
  layer->before_length = work->layer->length;
  layer->map = g_steal_pointer (&map);

  return layer;
}

/* Puts each folded text behind the layer that it comes from, and renumbers what points at layers. */
static void
order_layers (VdtScriptContext *context)
{
  VdtScriptResult *result = context->result;
  g_autoptr(GPtrArray) raw = g_steal_pointer (&result->layers);
  g_autofree guint *place = g_new0 (guint, raw->len);
  GPtrArray *ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_layer_free);

  g_ptr_array_set_free_func (raw, NULL);

  for (guint i = 0; i < raw->len; i++)
    {
      VdtScriptLayer *layer = g_ptr_array_index (raw, i);
      VdtScriptLayer *folded = fold_layer (context, i);

      place[i] = ordered->len;
      layer->index = ordered->len;

      if (layer->parent >= 0)
        layer->parent = (int) place[layer->parent];

      g_ptr_array_add (ordered, layer);

      if (folded != NULL)
        {
          folded->parent = (int) layer->index;
          folded->index = ordered->len;
          g_ptr_array_add (ordered, folded);
        }
    }

  for (guint i = 0; i < result->commands->len; i++)
    {
      VdtScriptCommand *command = g_ptr_array_index (result->commands, i);

      command->layer = place[command->layer];
    }

  for (guint i = 0; i < result->payloads->len; i++)
    {
      VdtScriptPayload *payload = g_ptr_array_index (result->payloads, i);

      payload->layer = place[payload->layer];
    }

  result->layers = ordered;
}

static GArray *
find_lines (const VdtScriptLayer *layer)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *end = layer->text + layer->length;

  for (const char *at = layer->text; (at = memchr (at, '\n', (gsize) (end - at))) != NULL;)
    {
      gsize begins = (gsize) (++at - layer->text);

      g_array_append_val (lines, begins);
    }

  return lines;
}

/**
 * vdt_script_context_finish:
 * @context: (transfer full): a context whose root has run
 *
 * Returns: (transfer full): layers, output and commands; findings are not looked for yet
 */
VdtScriptResult *
vdt_script_context_finish (VdtScriptContext *context)
{
  VdtScriptResult *result = context->result;
  GString *output = g_string_new (NULL);

  compose (context, 0, TRUE, NULL, output);
  order_layers (context);

  /* json-glib 1.6 writes U+001F as it is, which no JSON reader takes; one byte for one, so that places stay. */
  for (guint i = 0; i < result->layers->len; i++)
    {
      VdtScriptLayer *layer = g_ptr_array_index (result->layers, i);

      g_strdelimit (layer->text, "\x1f", '?');
      layer->lines = find_lines (layer);
    }

  result->output = vdt_script_make_printable (output->str, (gssize) output->len);
  result->output_length = strlen (result->output);
  g_string_free (output, TRUE);

  g_clear_object (&context->cancellable);
  g_ptr_array_unref (context->works);
  g_hash_table_unref (context->environment);
  g_free (context);

  return result;
}
