/* vdt-script-core.c
 *
 * The analysis while it runs: budgets, layers and the edits on them, commands
 * in order, and at the end the layers, the output and the position maps.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"

#include <string.h>

#define MAX_NOTES    32
#define MAX_COMMANDS 8000
#define MAX_KEPT 1000   /* arguments of a command; rules look at the first 4 KB of them */
#define MAX_PAYLOADS 64
#define COMMAND_COST 256 /* bytes that a command costs beside its text */
#define TIME_EVERY   256 /* steps between two looks at the clock */

static guint
edit_hash (gconstpointer key)
{
  const VdtScriptEdit *edit = key;

  return (guint) (edit->start * 2654435761u) ^ (guint) (edit->length * 40503u);
}

static gboolean
edit_equal (gconstpointer a,
            gconstpointer b)
{
  const VdtScriptEdit *x = a;
  const VdtScriptEdit *y = b;

  return x->start == y->start && x->length == y->length;
}

static void
nested_clear (gpointer data)
{
  VdtScriptNested *nested = data;

  g_free (nested->prefix);
  g_free (nested->suffix);
}

static void
edit_free (gpointer data)
{
  VdtScriptEdit *edit = data;

  g_free (edit->text);
  g_clear_pointer (&edit->nested, g_array_unref);
  g_free (edit);
}

static void
work_free (gpointer data)
{
  VdtScriptWork *work = data;

  g_hash_table_unref (work->edits);
  g_ptr_array_unref (work->rules);
  g_free (work);
}

VdtScriptWork *
vdt_script_context_get_work (VdtScriptContext *context,
                             guint             layer)
{
  g_assert (layer < context->works->len);

  return g_ptr_array_index (context->works, layer);
}

/**
 * vdt_script_make_text:
 * @bytes: text from outside
 * @n_bytes: its length
 * @length: (out): the length of what is returned
 *
 * Makes valid UTF-8 of @bytes: a byte order mark decides between UTF-8 and
 * UTF-16, bytes that are not UTF-8 are taken as Windows-1252's
 * Latin part, and NUL becomes U+2400 so that the text stays a C string.
 *
 * Returns: (transfer full): the text
 */
char *
vdt_script_make_text (const char *bytes,
                      gsize       n_bytes,
                      gsize      *length)
{
  GString *text;
  const char *end = bytes + n_bytes;

  if (n_bytes >= 2 &&
      ((guchar) bytes[0] ^ (guchar) bytes[1]) == 1 &&
      ((guchar) bytes[0] == 0xff || (guchar) bytes[0] == 0xfe))
    {
      const char *from = (guchar) bytes[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
      gsize written = 0;
      char *converted = g_convert_with_fallback (bytes + 2, (n_bytes - 2) & ~(gsize) 1, "UTF-8", from,
                                                 "?", NULL, &written, NULL);

      if (converted != NULL && memchr (converted, 0, written) == NULL)
        {
          *length = written;
          return converted;
        }

      g_free (converted);
    }

  if (n_bytes >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    bytes += 3;

  text = g_string_sized_new (end - bytes + 1);

  while (bytes < end)
    {
      const char *stop = NULL;

      g_utf8_validate (bytes, end - bytes, &stop);
      g_string_append_len (text, bytes, stop - bytes);
      bytes = stop;

      if (bytes < end)
        {
          guchar byte = (guchar) *bytes++;

          g_string_append_unichar (text, byte == 0 ? 0x2400 : byte);
        }
    }

  *length = text->len;

  return g_string_free (text, FALSE);
}

/**
 * vdt_script_make_printable:
 * @text: evaluated text
 * @length: its length, -1 if terminated
 *
 * Control characters become their pictures (U+2400 and on), so that no
 * terminal obeys them; tabs and line ends stay.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
vdt_script_make_printable (const char *text,
                           gssize      length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *out = g_string_sized_new (strlen (valid) + 1);

  for (const char *c = valid; *c != '\0'; c++)
    {
      if ((guchar) *c < 0x20 && *c != '\t' && *c != '\n' && *c != '\r')
        g_string_append_unichar (out, 0x2400 + (guchar) *c);
      else if (*c == 0x7f)
        g_string_append_unichar (out, 0x2421);
      else
        g_string_append_c (out, *c);
    }

  return g_string_free (out, FALSE);
}

/* What a Windows process finds in its environment, by names in lower case; obfuscated
 * scripts cut letters out of it. Constant for the life of the process. */
static GHashTable *
usual_environment (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    {
      GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init (&iter, vdt_script_data_get ("environment.json"));

      while (json_object_iter_next (&iter, &name, &value))
        g_hash_table_insert (table, g_ascii_strdown (name, -1), (gpointer) json_node_get_string (value));

      g_once_init_leave (&made, (gsize) table);
    }

  return (GHashTable *) made;
}

VdtScriptContext *
vdt_script_context_new (const VdtScriptLimits *limits,
                        GCancellable          *cancellable)
{
  VdtScriptContext *context = g_new0 (VdtScriptContext, 1);
  VdtScriptResult *result = g_new0 (VdtScriptResult, 1);

  result->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_layer_free);
  result->commands = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_command_free);
  result->payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_payload_free);
  result->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_finding_free);
  result->indicators = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_indicator_free);
  result->techniques = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_technique_free);
  result->explanation = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_statement_free);
  result->notes = g_ptr_array_new_with_free_func (g_free);

  context->result = result;
  context->limits = *limits;
  context->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  context->deadline = g_get_monotonic_time () + limits->time;
  context->works = g_ptr_array_new_with_free_func (work_free);
  context->environment = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return context;
}

void
vdt_script_context_reach (VdtScriptContext *context,
                          VdtScriptReached  reached)
{
  context->result->reached |= reached;
}

gboolean
vdt_script_context_is_stopped (VdtScriptContext *context)
{
  return (context->result->reached & (VDT_SCRIPT_REACHED_TIME | VDT_SCRIPT_REACHED_STEPS |
                                      VDT_SCRIPT_REACHED_OUTPUT | VDT_SCRIPT_REACHED_CANCELLED)) != 0;
}

gboolean
vdt_script_context_step (VdtScriptContext *context,
                         guint             steps)
{
  context->steps += steps;

  if (context->steps > context->limits.steps)
    context->result->reached |= VDT_SCRIPT_REACHED_STEPS;

  if (context->steps >= context->next_look)
    {
      context->next_look = context->steps + TIME_EVERY;

      if (g_get_monotonic_time () > context->deadline)
        context->result->reached |= VDT_SCRIPT_REACHED_TIME;

      if (context->cancellable != NULL && g_cancellable_is_cancelled (context->cancellable))
        context->result->reached |= VDT_SCRIPT_REACHED_CANCELLED;
    }

  return !vdt_script_context_is_stopped (context);
}

gboolean
vdt_script_context_charge (VdtScriptContext *context,
                           gsize             bytes)
{
  if (bytes > context->limits.output || context->produced > context->limits.output - bytes)
    context->result->reached |= VDT_SCRIPT_REACHED_OUTPUT;
  else
    context->produced += bytes;

  return !vdt_script_context_is_stopped (context);
}

void
vdt_script_context_note (VdtScriptContext *context,
                         const char       *sentence)
{
  if (context->result->notes->len < MAX_NOTES &&
      !g_ptr_array_find_with_equal_func (context->result->notes, sentence, g_str_equal, NULL))
    g_ptr_array_add (context->result->notes, g_strdup (sentence));
}

void
vdt_script_context_rule (VdtScriptContext *context,
                         guint             layer,
                         const char       *rule)
{
  VdtScriptWork *work = vdt_script_context_get_work (context, layer);
  const char *interned = g_intern_string (rule);

  if (!g_ptr_array_find (work->rules, interned, NULL))
    g_ptr_array_add (work->rules, (gpointer) interned);
}

/* A stretch that takes whole characters: a reader of bytes may end inside one,
 * but what comes out has to stay UTF-8. */
static VdtScriptEdit
whole_characters (const VdtScriptWork *work,
                  gsize                start,
                  gsize                length)
{
  const char *text = work->layer->text;
  gsize end = start + length;

  while (start > 0 && start < work->layer->length && ((guchar) text[start] & 0xc0) == 0x80)
    start--;
  if (length == 0)
    end = start;
  while (end < work->layer->length && ((guchar) text[end] & 0xc0) == 0x80)
    end++;

  return (VdtScriptEdit) { .start = start, .length = end - start };
}

static VdtScriptEdit *
find_edit (VdtScriptWork *work,
           gsize          start,
           gsize          length,
           const char    *rule,
           gboolean      *is_new)
{
  VdtScriptEdit key = whole_characters (work, start, length);
  VdtScriptEdit *edit = g_hash_table_lookup (work->edits, &key);

  *is_new = edit == NULL;

  if (edit == NULL)
    {
      edit = g_new0 (VdtScriptEdit, 1);
      edit->start = key.start;
      edit->length = key.length;
      edit->rule = g_intern_string (rule);
      g_hash_table_add (work->edits, edit);
    }

  return edit;
}

gboolean
vdt_script_context_edit (VdtScriptContext *context,
                         guint             layer,
                         gsize             start,
                         gsize             length,
                         const char       *rule,
                         const char       *text,
                         gsize             text_length)
{
  VdtScriptWork *work = vdt_script_context_get_work (context, layer);
  gboolean is_new;
  VdtScriptEdit *edit;

  g_assert (start <= work->layer->length && length <= work->layer->length - start);

  if (text_length > 64 && !vdt_script_context_charge (context, text_length))
    return FALSE;

  edit = find_edit (work, start, length, rule, &is_new);

  if (is_new)
    {
      edit->text = vdt_script_make_text (text, text_length, &edit->text_length);
    }
  else if (edit->text != NULL && (edit->text_length != text_length ||
                                  memcmp (edit->text, text, text_length) != 0))
    {
      g_clear_pointer (&edit->text, g_free);
      edit->varies = TRUE;
    }

  return !edit->varies;
}

void
vdt_script_context_keep (VdtScriptContext *context,
                         guint             layer,
                         gsize             start,
                         gsize             length)
{
  VdtScriptWork *work = vdt_script_context_get_work (context, layer);
  VdtScriptEdit key = whole_characters (work, start, length);
  VdtScriptEdit *edit = g_hash_table_lookup (work->edits, &key);

  if (edit != NULL && edit->text != NULL)
    {
      g_clear_pointer (&edit->text, g_free);
      edit->varies = TRUE;
    }
}

static VdtScriptLayer *
add_layer (VdtScriptContext *context,
           int               parent,
           gsize             start,
           gsize             length,
           const char       *rule,
           VdtScriptLang     lang,
           const char       *bytes,
           gsize             n_bytes)
{
  VdtScriptLayer *layer = g_new0 (VdtScriptLayer, 1);
  VdtScriptWork *work = g_new0 (VdtScriptWork, 1);

  layer->index = context->result->layers->len;
  layer->parent = parent;
  layer->lang = lang;
  layer->rule = g_strdup (rule);
  layer->text = vdt_script_make_text (bytes, n_bytes, &layer->length);
  layer->before_start = start;
  layer->before_length = length;
  layer->map = g_array_new (FALSE, FALSE, sizeof (VdtScriptMapping));

  work->layer = layer;
  work->edits = g_hash_table_new_full (edit_hash, edit_equal, NULL, edit_free);
  work->rules = g_ptr_array_new ();

  g_ptr_array_add (context->result->layers, layer);
  g_ptr_array_add (context->works, work);

  return layer;
}

/* A nested text that stands in its parent letter by letter maps exactly, else as a whole. */
static void
map_nested (const VdtScriptLayer *parent,
            VdtScriptLayer       *layer)
{
  VdtScriptMapping mapping = { 0, layer->length, layer->before_start, layer->before_length };
  const char *found = NULL;

  if (layer->length > 0 && layer->length <= layer->before_length)
    found = memmem (parent->text + layer->before_start, layer->before_length, layer->text, layer->length);

  if (found == NULL)
    {
      g_array_append_val (layer->map, mapping);
      return;
    }

  for (gsize at = 0; at < layer->length;)
    {
      const char *newline = memchr (layer->text + at, '\n', layer->length - at);
      gsize piece = newline != NULL ? (gsize) (newline + 1 - (layer->text + at)) : layer->length - at;

      mapping = (VdtScriptMapping) { at, piece, (gsize) (found - parent->text) + at, piece };
      g_array_append_val (layer->map, mapping);
      at += piece;
    }
}

static void
evaluate_layer (VdtScriptContext *context,
                VdtScriptLayer   *layer,
                VdtScriptOptions  options,
                gpointer          scope)
{
  const VdtScriptModule *module = vdt_script_module_get (layer->lang);

  if (module == NULL)
    return;

  context->depth++;
  module->evaluate (context, layer->index, layer->text, layer->length, options, scope);
  context->depth--;
}

int
vdt_script_context_run_root (VdtScriptContext *context,
                             VdtScriptLang     lang,
                             const char       *text,
                             gsize             length)
{
  VdtScriptLayer *layer = add_layer (context, -1, 0, 0, "original", lang, text, length);

  if (lang == VDT_SCRIPT_LANG_UNKNOWN)
    layer->lang = vdt_script_detect (layer->text, layer->length);

  context->result->lang = layer->lang;
  context->unix_names = layer->lang == VDT_SCRIPT_LANG_SHELL;

  evaluate_layer (context, layer,
                  strchr (layer->text, '\n') != NULL ? VDT_SCRIPT_OPTION_FILE : VDT_SCRIPT_OPTION_NONE, NULL);

  return (int) layer->index;
}

int
vdt_script_context_run (VdtScriptContext *context,
                        guint             layer,
                        gsize             start,
                        gsize             length,
                        const char       *rule,
                        VdtScriptLang     lang,
                        VdtScriptOptions  options,
                        const char       *text,
                        gsize             text_length,
                        gpointer          scope,
                        const char       *prefix,
                        const char       *suffix)
{
  VdtScriptWork *work = vdt_script_context_get_work (context, layer);
  VdtScriptNested nested = { 0 };
  VdtScriptLayer *child;
  gboolean is_new;
  VdtScriptEdit *edit;

  g_assert (start <= work->layer->length && length <= work->layer->length - start);

  if (!vdt_script_context_charge (context, text_length) || !vdt_script_context_step (context, 50))
    return -1;

  if (context->depth >= context->limits.depth || context->works->len > context->limits.layers ||
      context->nested > context->limits.nested)
    {
      vdt_script_context_reach (context, context->depth >= context->limits.depth ? VDT_SCRIPT_REACHED_DEPTH
                                                                                 : VDT_SCRIPT_REACHED_LAYERS);
      vdt_script_context_edit (context, layer, start, length, rule, text, text_length);
      return -1;
    }

  context->nested += text_length;
  edit = find_edit (work, start, length, rule, &is_new);
  g_clear_pointer (&edit->text, g_free);
  edit->varies = FALSE;

  if (edit->nested == NULL)
    {
      edit->nested = g_array_new (FALSE, FALSE, sizeof (VdtScriptNested));
      g_array_set_clear_func (edit->nested, nested_clear);
    }

  child = add_layer (context, (int) layer, start, length, rule, lang, text, text_length);

  if (lang == VDT_SCRIPT_LANG_UNKNOWN)
    child->lang = vdt_script_detect (child->text, child->length);

  map_nested (work->layer, child);

  nested.layer = (int) child->index;
  nested.prefix = g_strdup (prefix);
  nested.suffix = g_strdup (suffix);
  g_array_append_val (edit->nested, nested);

  evaluate_layer (context, child, options, scope);

  return (int) child->index;
}

guint
vdt_script_context_next_pipeline (VdtScriptContext *context)
{
  return ++context->next_pipeline;
}

static char *
join_command (const VdtScriptCommandInit *init)
{
  GString *text = g_string_new (init->name);

  for (guint i = 0; init->args != NULL && init->args[i] != NULL; i++)
    {
      const char *argument = init->args[i];
      gboolean quote = *argument == '\0' || strpbrk (argument, " \t\r\n") != NULL;

      g_string_append_printf (text, quote ? " \"%s\"" : " %s", argument);
    }

  return g_string_free (text, FALSE);
}

static GPtrArray *
copy_strings (const char *const *strings)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; strings != NULL && strings[i] != NULL && i < MAX_KEPT; i++)
    g_ptr_array_add (copy, vdt_script_make_printable (strings[i], -1));

  return copy;
}

static gsize
size_of_command (const VdtScriptCommand *command)
{
  gsize size = COMMAND_COST + strlen (command->text);

  for (guint i = 0; i < command->args->len; i++)
    size += strlen (g_ptr_array_index (command->args, i)) + 2 * sizeof (gpointer);

  return size;
}

guint
vdt_script_context_command (VdtScriptContext           *context,
                            const VdtScriptCommandInit *init,
                            gboolean                   *launched)
{
  guint id = context->result->commands->len;
  VdtScriptCommand *command;
  gboolean opened;

  if (launched != NULL)
    *launched = FALSE;

  if (!vdt_script_context_step (context, 4))
    return 0;

  if (id < MAX_COMMANDS)
    {
      g_autofree char *joined = init->text != NULL ? NULL : join_command (init);

      command = g_new0 (VdtScriptCommand, 1);
      command->id = id;
      command->kind = init->kind;
      command->lang = init->lang;
      command->name = vdt_script_make_printable (init->name, -1);
      command->args = copy_strings (init->args);
      command->redirects = copy_strings (init->redirects);
      command->text = vdt_script_make_printable (init->text != NULL ? init->text : joined, -1);
      command->pipeline = init->pipeline;
      command->layer = init->layer;
      command->start = init->start;
      command->length = init->length;
      g_ptr_array_add (context->result->commands, command);
      vdt_script_context_charge (context, size_of_command (command));
    }

  if (init->quiet || init->kind != VDT_SCRIPT_COMMAND_RUN)
    return id;

  opened = vdt_script_launch (context, init);

  if (launched != NULL)
    *launched = opened;

  return id;
}

void
vdt_script_context_add_payload (VdtScriptContext *context,
                                VdtScriptPayload *payload)
{
  /* The same bytes pass through several hands. */
  for (guint i = 0; i < context->result->payloads->len; i++)
    {
      const VdtScriptPayload *known = g_ptr_array_index (context->result->payloads, i);

      if (g_str_equal (known->sha256, payload->sha256))
        {
          vdt_script_payload_free (payload);
          return;
        }
    }

  if (context->result->payloads->len < MAX_PAYLOADS)
    g_ptr_array_add (context->result->payloads, payload);
  else
    vdt_script_payload_free (payload);
}

static char *
env_key (VdtScriptContext *context,
         const char       *name)
{
  return context->unix_names ? g_strdup (name) : g_ascii_strdown (name, -1);
}

const char *
vdt_script_context_getenv (VdtScriptContext *context,
                           const char       *name)
{
  g_autofree char *key = env_key (context, name);
  gpointer value = NULL;

  if (!g_hash_table_lookup_extended (context->environment, key, NULL, &value) && !context->unix_names)
    value = g_hash_table_lookup (usual_environment (), key);

  return value;
}

void
vdt_script_context_setenv (VdtScriptContext *context,
                           const char       *name,
                           const char       *value)
{
  g_autofree char *key = env_key (context, name);

  if (value == NULL)
    g_hash_table_replace (context->environment, g_steal_pointer (&key), NULL);
  else if (vdt_script_context_charge (context, strlen (value)))
    g_hash_table_replace (context->environment, g_steal_pointer (&key), g_strdup (value));
}
