/* vdt-script-present.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-present.h"

#include <string.h>

#include "vdt-safe-text.h"

#define MAX_TEXT  (256 * 1024)       /* bytes of one layer that are shown */
#define MAX_TOTAL (4 * 1024 * 1024)  /* bytes of all layers that are shown */
#define MAX_LINE  2000               /* characters; text views lay out longer lines too slowly */
#define MAX_COLOR 1000               /* characters; longer lines are not coloured */
#define MAX_VALUE 2000               /* characters of an indicator */
#define MAX_ITEMS 2000               /* findings, indicators, layers */

/* A place in a layer's text whose counterpart in the shown text is wanted. */
typedef struct
{
  gsize raw;    /* bytes */
  guint shown;  /* characters */
} Mark;

typedef struct
{
  GString  *out;
  guint     n_chars;
  guint     column;
  guint     n_line;    /* characters of the line as it is, folds not counted */
  gboolean  folded;
  gboolean  is_long;
} Shown;

static int
compare_marks (gconstpointer a,
               gconstpointer b)
{
  const Mark *left = a, *right = b;

  return left->raw < right->raw ? -1 : left->raw > right->raw;
}

/* Appends text that is safe already; breaks lines that are too long. */
static void
append_safe (Shown      *shown,
             const char *safe)
{
  for (const char *p = safe; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '\n')
        shown->column = shown->n_line = 0;
      else
        {
          if (shown->column == MAX_LINE)
            {
              g_string_append (shown->out, "⤶\n");
              shown->n_chars += 2;
              shown->column = 0;
              shown->folded = TRUE;
            }
          shown->column++;
          shown->is_long |= ++shown->n_line > MAX_COLOR;
        }
      g_string_append_len (shown->out, p, g_utf8_next_char (p) - p);
      shown->n_chars++;
    }
}

static const char *
find_line_end (const char *text,
               const char *end)
{
  const char *found = text;

  while (found < end && (found = memchr (found, '\r', end - found)) != NULL)
    {
      if (found + 1 < end && found[1] == '\n')
        return found;
      found++;
    }

  return NULL;
}

/* A carriage return before a line feed is a Windows line end, and nothing hidden. */
static void
append_raw (Shown      *shown,
            const char *text,
            const char *end)
{
  while (text < end)
    {
      const char *stop = find_line_end (text, end);
      g_autofree char *safe = vdt_safe_text_multiline (text, (stop == NULL ? end : stop) - text, G_MAXSIZE,
                                                       NULL);

      append_safe (shown, safe);
      text = stop == NULL ? end : stop + 1;
    }
}

static VdtReportLayer *
present_layer (const VdtScriptLayer *layer,
               GArray               *marks,
               gsize                *budget)
{
  gsize length = MIN (layer->length, MIN (MAX_TEXT, *budget));
  Shown shown = { g_string_sized_new (length + 16) };
  g_autofree char *text = NULL;
  gsize from = 0;

  /* A cut inside of a character would show its bytes. */
  while (length > 0 && length < layer->length && (layer->text[length] & 0xC0) == 0x80)
    length--;
  *budget -= length;

  g_array_sort (marks, compare_marks);
  for (guint i = 0; i <= marks->len; i++)
    {
      gsize to = i == marks->len ? length : MIN (g_array_index (marks, Mark, i).raw, length);

      while (to > from && to < length && (layer->text[to] & 0xC0) == 0x80)
        to--;
      append_raw (&shown, layer->text + from, layer->text + to);
      from = MAX (from, to);
      if (i < marks->len)
        g_array_index (marks, Mark, i).shown = shown.n_chars;
    }
  if (length < layer->length)
    append_safe (&shown, "…");
  text = g_string_free (shown.out, FALSE);

  return g_object_new (VDT_TYPE_REPORT_LAYER,
                       "rule", layer->rule,
                       "language", vdt_script_lang_get_id (layer->lang),
                       "text", text,
                       "folded", shown.folded,
                       "long", shown.is_long,
                       NULL);
}

static guint
find_shown (GArray *marks,
            gsize   raw)
{
  Mark wanted = { raw };
  guint index;

  if (!g_array_binary_search (marks, &wanted, compare_marks, &index))
    return 0;

  return g_array_index (marks, Mark, index).shown;
}

typedef void (*PlaceFunc) (const VdtScriptFinding *finding,
                           guint                   layer,
                           gsize                   start,
                           gsize                   length,
                           gpointer                user_data);

/* Calls @func for the layer that shows a finding and for each that it came from. */
static void
each_place (const VdtScriptResult  *result,
            const VdtScriptFinding *finding,
            PlaceFunc               func,
            gpointer                user_data)
{
  int layer = finding->layer;

  func (finding, layer, finding->start, finding->length, user_data);
  while (layer >= 0 && (guint) layer < result->layers->len)
    {
      gsize start, length;

      layer = ((VdtScriptLayer *) g_ptr_array_index (result->layers, layer))->parent;
      if (layer < 0 || !vdt_script_result_map_to (result, finding->layer, finding->start, finding->length,
                                                  layer, &start, &length))
        break;
      func (finding, layer, start, length, user_data);
    }
}

static void
mark_place (const VdtScriptFinding *finding,
            guint                   layer,
            gsize                   start,
            gsize                   length,
            gpointer                user_data)
{
  GPtrArray *marks = user_data;

  if (layer < marks->len)
    {
      Mark from = { start }, to = { start + length };

      g_array_append_val (g_ptr_array_index (marks, layer), from);
      g_array_append_val (g_ptr_array_index (marks, layer), to);
    }
}

typedef struct
{
  GPtrArray        *marks;
  VdtReportFinding *finding;
} Placing;

static void
add_place (const VdtScriptFinding *finding,
           guint                   layer,
           gsize                   start,
           gsize                   length,
           gpointer                user_data)
{
  Placing *placing = user_data;

  if (layer < placing->marks->len)
    {
      GArray *marks = g_ptr_array_index (placing->marks, layer);
      guint from = find_shown (marks, start);

      vdt_report_finding_add_place (placing->finding, layer, from, find_shown (marks, start + length) - from);
    }
}

static VdtReportFinding *
present_finding (const VdtScriptFinding *finding,
                 guint                   number)
{
  g_autoptr(GPtrArray) techniques = g_ptr_array_new ();
  g_autofree char *title = vdt_safe_text (finding->title, -1, MAX_VALUE, NULL);

  for (guint i = 0; finding->techniques != NULL && i < finding->techniques->len; i++)
    g_ptr_array_add (techniques, g_ptr_array_index (finding->techniques, i));
  g_ptr_array_add (techniques, NULL);

  return g_object_new (VDT_TYPE_REPORT_FINDING,
                       "number", number,
                       "rule", finding->rule,
                       "title", title,
                       "severity", vdt_script_severity_get_id (finding->severity),
                       "techniques", techniques->pdata,
                       "layer", finding->layer,
                       "line", finding->line,
                       "decides", finding->decides,
                       NULL);
}

/* Numbers that statements cite, by the analyser's ids. */
static GHashTable *
add_findings (VdtScriptReport       *report,
              const VdtScriptResult *result,
              GPtrArray             *marks)
{
  GListStore *findings = vdt_record_get_list (report, "findings");
  GHashTable *numbers = g_hash_table_new (NULL, NULL);
  guint n = MIN (result->findings->len, MAX_ITEMS);

  for (guint i = 0; i < n; i++)
    {
      const VdtScriptFinding *finding = g_ptr_array_index (result->findings, i);
      g_autoptr(VdtReportFinding) item = present_finding (finding, i + 1);
      Placing placing = { marks, item };

      each_place (result, finding, add_place, &placing);
      g_list_store_append (findings, item);
      g_hash_table_insert (numbers, GUINT_TO_POINTER (finding->id), GUINT_TO_POINTER (i + 1));
    }

  return numbers;
}

/* A sentence may quote addresses of the script, and sentences are copied on. */
static char *
defang_sentence (const char            *text,
                 const VdtScriptResult *result)
{
  g_autofree char *safe = vdt_safe_text (text, -1, MAX_VALUE, NULL);
  g_autoptr(GString) out = g_string_new (safe);

  for (guint i = 0; i < MIN (result->indicators->len, MAX_ITEMS); i++)
    {
      const VdtScriptIndicator *indicator = g_ptr_array_index (result->indicators, i);
      g_autofree char *defanged = NULL;

      if (strlen (indicator->value) < 4 || strstr (out->str, indicator->value) == NULL)
        continue;
      defanged = vdt_script_defang (indicator->type, indicator->value);
      if (!g_str_equal (defanged, indicator->value))
        g_string_replace (out, indicator->value, defanged, 0);
    }

  return g_strdup (out->str);
}

static void
add_explanation (VdtScriptReport       *report,
                 const VdtScriptResult *result,
                 GHashTable            *numbers)
{
  GListStore *explanation = vdt_record_get_list (report, "explanation");

  for (guint i = 0; i < result->explanation->len; i++)
    {
      const VdtScriptStatement *statement = g_ptr_array_index (result->explanation, i);
      g_autofree char *text = defang_sentence (statement->text, result);
      g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(VdtStatement) item = NULL;

      for (guint j = 0; statement->findings != NULL && j < statement->findings->len; j++)
        {
          guint id = g_array_index (statement->findings, guint, j);
          guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, GUINT_TO_POINTER (id)));

          if (number > 0)
            g_ptr_array_add (ids, g_strdup_printf ("%u", number));
        }
      g_ptr_array_add (ids, NULL);
      item = vdt_statement_new ("script", text, (const char * const *) ids->pdata, "builtin");
      g_list_store_append (explanation, item);
    }
}

/**
 * vdt_script_present_indicator:
 * @indicator: an indicator
 *
 * Returns: (transfer full): a model of it, selected and with its defanged form
 */
VdtReportIndicator *
vdt_script_present_indicator (const VdtScriptIndicator *indicator)
{
  g_autofree char *defanged = vdt_script_defang (indicator->type, indicator->value);

  return g_object_new (VDT_TYPE_REPORT_INDICATOR,
                       "kind", indicator->type,
                       "value", indicator->value,
                       "defanged", defanged,
                       "layer", indicator->layer,
                       "line", indicator->line,
                       "selected", TRUE,
                       NULL);
}

static void
add_indicators (VdtScriptReport       *report,
                const VdtScriptResult *result)
{
  GListStore *indicators = vdt_record_get_list (report, "indicators");
  guint n = MIN (result->indicators->len, MAX_ITEMS);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtReportIndicator) item =
        vdt_script_present_indicator (g_ptr_array_index (result->indicators, i));

      g_list_store_append (indicators, item);
    }
}

static void
set_notes (VdtScriptReport       *report,
           const VdtScriptResult *result)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < result->notes->len; i++)
    g_ptr_array_add (notes, vdt_safe_text (g_ptr_array_index (result->notes, i), -1, MAX_VALUE, NULL));
  g_ptr_array_add (notes, NULL);
  vdt_record_set_words (report, "notes", (const char * const *) notes->pdata);
}

/**
 * vdt_script_defang:
 * @kind: what the indicator is: `url`, `ip`, …
 * @value: the indicator
 *
 * Writes addresses so that no program takes them for a link, as analysts do:
 * `hxxp://192[.]0[.]2[.]1/`. Paths, keys and hashes stay as they are.
 *
 * Returns: (transfer full): one line of inert text
 */
char *
vdt_script_defang (const char *kind,
                   const char *value)
{
  static const char *const addresses[] = { "url", "ip", "domain", "email", NULL };
  g_autofree char *safe = vdt_safe_text (value, -1, MAX_VALUE, NULL);
  GString *out;
  const char *rest = safe;
  const char *end;

  if (kind == NULL || !g_strv_contains (addresses, kind))
    return g_steal_pointer (&safe);

  out = g_string_new (NULL);
  if (g_ascii_strncasecmp (rest, "http", 4) == 0)
    {
      g_string_append (out, "hxxp");
      rest += 4;
    }
  else if (g_ascii_strncasecmp (rest, "ftp", 3) == 0)
    {
      g_string_append (out, "fxp");
      rest += 3;
    }

  /* Only the host is written otherwise; what comes after it tells files apart. */
  end = strstr (rest, "://");
  end = strpbrk (end == NULL ? rest : end + 3, "/?#");
  for (; *rest != '\0'; rest++)
    {
      if (*rest == '.' && (end == NULL || rest < end))
        g_string_append (out, "[.]");
      else if (*rest == '@' && (end == NULL || rest < end))
        g_string_append (out, "[@]");
      else
        g_string_append_c (out, *rest);
    }

  return g_string_free (out, FALSE);
}

/**
 * vdt_script_present:
 * @result: an analysis
 * @sha256: the hash of the bytes that were analysed
 *
 * Makes models of a result. Positions are of the shown text, in characters.
 *
 * Returns: (transfer full): the report
 */
VdtScriptReport *
vdt_script_present (const VdtScriptResult *result,
                    const char            *sha256)
{
  VdtScriptReport *report = g_object_new (VDT_TYPE_SCRIPT_REPORT, NULL);
  GListStore *layers = vdt_record_get_list (report, "layers");
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GHashTable) numbers = NULL;
  g_autofree char *output = vdt_safe_text_multiline (result->output, result->output_length, MAX_TEXT, NULL);
  gsize budget = MAX_TOTAL;

  vdt_record_set_text (report, "language", vdt_script_lang_get_id (result->lang));
  vdt_record_set_text (report, "verdict", vdt_script_verdict_get_id (result->verdict));
  vdt_record_set_text (report, "sha256", sha256);
  vdt_record_set_text (report, "output", output);

  for (guint i = 0; i < MIN (result->layers->len, MAX_ITEMS); i++)
    g_ptr_array_add (marks, g_array_new (FALSE, TRUE, sizeof (Mark)));
  for (guint i = 0; i < MIN (result->findings->len, MAX_ITEMS); i++)
    each_place (result, g_ptr_array_index (result->findings, i), mark_place, marks);
  for (guint i = 0; i < marks->len; i++)
    {
      g_autoptr(VdtReportLayer) layer = present_layer (g_ptr_array_index (result->layers, i),
                                                       g_ptr_array_index (marks, i), &budget);

      g_list_store_append (layers, layer);
    }

  numbers = add_findings (report, result, marks);
  add_explanation (report, result, numbers);
  add_indicators (report, result);
  set_notes (report, result);

  return report;
}
