/* vdt-script-find.c
 *
 * Findings, the techniques they show and the verdict that follows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-find.h"

#include <string.h>

/* What rules look at of one command and of all, and how many commands of one script. */
#define MAX_LINE 4096
#define MAX_LINES (192 * 1024)
#define MAX_COMMANDS 4000
#define MAX_TECHNIQUES 3

typedef struct
{
  VdtScriptResult *result;
  GHashTable      *findings;     /* rule → VdtScriptFinding */
  GHashTable      *behaviours;   /* behaviour → finding that showed it first */
  GPtrArray       *rules;        /* the rules found, as findings are */
} Search;

/* “C:\Windows\System32\CMD.EXE” is cmd; “/usr/bin/curl” is curl. A method keeps
 * its type: “system.net.webclient::downloadstring”. */
static char *
plain_name (const VdtScriptCommand *command)
{
  const char *name = command->name;
  char *plain;
  gsize length;

  if (command->kind == VDT_SCRIPT_COMMAND_RUN)
    {
      const char *slash = strrchr (name, '/');
      const char *backslash = strrchr (name, '\\');
      const char *base = MAX (slash, backslash);

      if (base != NULL && base[1] != '\0')
        name = base + 1;
    }

  plain = g_ascii_strdown (name, -1);
  length = strlen (plain);
  if (length > 4 && (g_str_has_suffix (plain, ".exe") || g_str_has_suffix (plain, ".com")))
    plain[length - 4] = '\0';

  return plain;
}

static char *
line_of (const VdtScriptCommand *command)
{
  GString *line = g_string_new (NULL);
  gsize end;

  for (guint i = 0; command->args != NULL && i < command->args->len && line->len < MAX_LINE; i++)
    {
      if (line->len > 0)
        g_string_append_c (line, ' ');
      g_string_append (line, g_ptr_array_index (command->args, i));
    }
  for (guint i = 0; command->redirects != NULL && i < command->redirects->len && line->len < MAX_LINE; i++)
    {
      g_string_append_c (line, ' ');
      g_string_append (line, g_ptr_array_index (command->redirects, i));
    }

  if (line->len > MAX_LINE)
    {
      end = (gsize) (g_utf8_find_prev_char (line->str, line->str + MAX_LINE) - line->str);
      g_string_truncate (line, end);
    }

  /* Regular expressions want valid text. */
  if (!g_utf8_validate (line->str, (gssize) line->len, NULL))
    {
      char *valid = g_utf8_make_valid (line->str, (gssize) line->len);

      g_string_free (line, TRUE);
      return valid;
    }

  return g_string_free (line, FALSE);
}

static void
view_clear (gpointer data)
{
  VdtScriptView *view = data;

  g_free (view->name);
  g_free (view->line);
}

static GArray *
make_views (const VdtScriptResult *result)
{
  GArray *views = g_array_new (FALSE, TRUE, sizeof (VdtScriptView));
  guint n = MIN (result->commands->len, MAX_COMMANDS);
  gsize total = 0;

  g_array_set_clear_func (views, view_clear);
  for (guint i = 0; i < n && total < MAX_LINES; i++)
    {
      VdtScriptView view = { g_ptr_array_index (result->commands, i), NULL, NULL, NULL, NULL };

      view.name = plain_name (view.command);
      view.line = line_of (view.command);
      total += strlen (view.line);
      g_array_append_val (views, view);
    }

  for (guint i = 0; i + 1 < views->len; i++)
    {
      VdtScriptView *view = &g_array_index (views, VdtScriptView, i);
      VdtScriptView *next = view + 1;

      if (view->command->pipeline == next->command->pipeline)
        {
          view->next = next->name;
          next->previous = view->name;
        }
    }

  return views;
}

static VdtScriptFinding *
add_finding (Search              *search,
             const VdtScriptRule *rule)
{
  VdtScriptFinding *finding = g_new0 (VdtScriptFinding, 1);

  finding->id = search->result->findings->len + 1;
  finding->rule = g_strdup (rule->id);
  finding->title = g_strdup (rule->title);
  finding->behaviour = g_strdup (rule->behaviour);
  finding->severity = rule->severity;
  finding->techniques = g_ptr_array_new_with_free_func (g_free);
  finding->commands = g_array_new (FALSE, FALSE, sizeof (guint));
  for (gsize i = 0; rule->techniques != NULL && rule->techniques[i] != NULL; i++)
    g_ptr_array_add (finding->techniques, g_strdup (rule->techniques[i]));

  g_ptr_array_add (search->result->findings, finding);
  g_ptr_array_add (search->rules, (gpointer) rule);
  g_hash_table_insert (search->findings, (gpointer) rule, finding);
  if (!g_hash_table_contains (search->behaviours, rule->behaviour))
    g_hash_table_insert (search->behaviours, (gpointer) rule->behaviour, finding);

  return finding;
}

static void
found_cb (const VdtScriptRule *rule,
          const VdtScriptView *view,
          gpointer             user_data)
{
  Search *search = user_data;
  const VdtScriptCommand *command = view->command;
  VdtScriptFinding *finding = g_hash_table_lookup (search->findings, rule);

  if (finding == NULL)
    {
      finding = add_finding (search, rule);
      finding->layer = command->layer;
      finding->start = command->start;
      finding->length = command->length;
      finding->line = vdt_script_result_get_line (search->result, command->layer, command->start);
    }

  if (finding->commands->len == 0 ||
      g_array_index (finding->commands, guint, finding->commands->len - 1) != command->id)
    g_array_append_val (finding->commands, command->id);
}

/* The first finding that shows one of @behaviours. */
static VdtScriptFinding *
find_behaviour (Search *search,
                char  **behaviours)
{
  for (gsize i = 0; behaviours[i] != NULL; i++)
    {
      VdtScriptFinding *finding = g_hash_table_lookup (search->behaviours, behaviours[i]);

      if (finding != NULL)
        return finding;
    }

  return NULL;
}

static void
try_combination (Search              *search,
                 const VdtScriptRule *rule)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  VdtScriptFinding *finding;
  VdtScriptFinding *last;

  for (guint i = 0; i < rule->combines->len; i++)
    {
      VdtScriptFinding *part = find_behaviour (search, g_ptr_array_index (rule->combines, i));

      if (part == NULL)
        return;
      g_ptr_array_add (parts, part);
    }

  finding = add_finding (search, rule);
  last = g_ptr_array_index (parts, parts->len - 1);
  finding->layer = last->layer;
  finding->start = last->start;
  finding->length = last->length;
  finding->line = last->line;
  for (guint i = 0; i < parts->len; i++)
    {
      const VdtScriptFinding *part = g_ptr_array_index (parts, i);

      if (part->commands->len > 0)
        g_array_append_val (finding->commands, g_array_index (part->commands, guint, 0));
    }
}

static void
decide (Search *search)
{
  VdtScriptResult *result = search->result;
  VdtScriptVerdict verdict = VDT_SCRIPT_VERDICT_UNKNOWN;

  for (guint i = 0; i < search->rules->len; i++)
    verdict = MAX (verdict, ((const VdtScriptRule *) g_ptr_array_index (search->rules, i))->verdict);

  for (guint i = 0; i < search->rules->len && verdict != VDT_SCRIPT_VERDICT_UNKNOWN; i++)
    {
      const VdtScriptRule *rule = g_ptr_array_index (search->rules, i);
      VdtScriptFinding *finding = g_ptr_array_index (result->findings, i);

      finding->decides = rule->verdict == verdict;
    }

  /* Nothing was found: that is a verdict only if everything was looked at. */
  if (verdict == VDT_SCRIPT_VERDICT_UNKNOWN && result->commands->len > 0 &&
      result->commands->len <= MAX_COMMANDS && result->reached == VDT_SCRIPT_REACHED_NOTHING)
    verdict = VDT_SCRIPT_VERDICT_BENIGN;

  result->verdict = verdict;
}

static int
compare_weight (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Search *search = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  const VdtScriptRule *rule_a = g_ptr_array_index (search->rules, first);
  const VdtScriptRule *rule_b = g_ptr_array_index (search->rules, second);

  if (rule_a->weight != rule_b->weight)
    return rule_a->weight > rule_b->weight ? -1 : 1;

  return first < second ? -1 : first > second;
}

static gboolean
has_technique (const VdtScriptResult *result,
               const char            *id)
{
  for (guint i = 0; i < result->techniques->len; i++)
    {
      const VdtScriptTechnique *technique = g_ptr_array_index (result->techniques, i);

      if (g_str_equal (technique->id, id))
        return TRUE;
    }

  return FALSE;
}

static void
add_techniques (Search                 *search,
                const VdtScriptFinding *finding)
{
  JsonObject *names = vdt_script_data_get ("techniques.json");

  for (guint i = 0; i < finding->techniques->len; i++)
    {
      const char *id = g_ptr_array_index (finding->techniques, i);
      VdtScriptTechnique *technique;

      if (search->result->techniques->len >= MAX_TECHNIQUES || has_technique (search->result, id))
        continue;

      technique = g_new0 (VdtScriptTechnique, 1);
      technique->id = g_strdup (id);
      technique->name = g_strdup (json_object_get_string_member_with_default (names, id, id));
      technique->finding = finding->id;
      technique->layer = finding->layer;
      technique->line = finding->line;
      g_ptr_array_add (search->result->techniques, technique);
    }
}

/* The main techniques, the most telling first. Findings keep all of theirs; what
 * is far less telling than the first is left to them. */
static void
choose_techniques (Search *search)
{
  g_autoptr(GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint best = 0;

  for (guint i = 0; i < search->rules->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_weight, search);

  for (guint i = 0; i < order->len; i++)
    {
      guint index = g_array_index (order, guint, i);
      const VdtScriptRule *rule = g_ptr_array_index (search->rules, index);

      if (rule->techniques == NULL || rule->techniques[0] == NULL)
        continue;
      if (best == 0)
        best = rule->weight;
      if (rule->weight + 30 >= best)
        add_techniques (search, g_ptr_array_index (search->result->findings, index));
    }
}

/**
 * vdt_script_find:
 * @result: an analysis whose commands are known
 *
 * Fills in findings, techniques and the verdict.
 */
void
vdt_script_find (VdtScriptResult *result)
{
  g_autoptr(GArray) views = make_views (result);
  GPtrArray *combinations = vdt_script_rules_get_combinations ();
  Search search = { result, NULL, NULL, NULL };

  search.findings = g_hash_table_new (NULL, NULL);
  search.behaviours = g_hash_table_new (g_str_hash, g_str_equal);
  search.rules = g_ptr_array_new ();

  vdt_script_rules_match (views, found_cb, &search);
  for (guint i = 0; i < combinations->len; i++)
    try_combination (&search, g_ptr_array_index (combinations, i));

  decide (&search);
  choose_techniques (&search);

  g_hash_table_unref (search.findings);
  g_hash_table_unref (search.behaviours);
  g_ptr_array_unref (search.rules);
}
