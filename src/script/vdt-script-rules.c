/* vdt-script-rules.c
 *
 * Reads the rules once per process and finds those that a command meets. Rules
 * are kept by the command names that they ask for, and by words that they cannot
 * do without, so that a command costs little whatever the number of rules.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-rules.h"

#include "vdt-script-needles.h"

#include <string.h>

typedef struct
{
  const VdtScriptRule  *rule;
  GPtrArray            *patterns;   /* GPatternSpec of names with a star, or NULL */
  GPtrArray            *args;       /* GRegex: all must be found in the line */
  GPtrArray            *not_args;   /* GRegex: none may be found */
  char                **pipe_to;
  char                **pipe_from;
  guint                 kinds;      /* bits of VdtScriptCommandKind, 0 for all */
  guint                 langs;      /* bits of VdtScriptLang, 0 for all */
  GArray               *needles;    /* guint: one must be in the line; NULL: nothing is known */
  GArray               *in_name;    /* guint: one must be in a name that fits @patterns */
} Predicate;

typedef struct
{
  GHashTable       *by_name;        /* name → GPtrArray of Predicate */
  GPtrArray        *anywhere;       /* Predicate: names with a star, or none */
  VdtScriptNeedles *needles;
  GPtrArray        *by_needle;      /* GArray of guint: which of @anywhere ask for it */
  GArray           *unneeding;      /* guint: which of @anywhere ask for no needle */
  GPtrArray        *combinations;   /* VdtScriptRule */
  GHashTable       *by_id;          /* id → VdtScriptRule */
} Rules;

static char **
get_strings (JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (node == NULL)
    return NULL;

  if (JSON_NODE_HOLDS_VALUE (node))
    g_strv_builder_add (builder, json_node_get_string (node));
  else
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_strv_builder_add (builder, json_array_get_string_element (array, i));
    }

  return g_strv_builder_end (builder);
}

static GPtrArray *
get_regexes (JsonObject *object,
             const char *name)
{
  g_auto(GStrv) patterns = get_strings (object, name);
  GPtrArray *regexes;

  if (patterns == NULL)
    return NULL;

  regexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  for (gsize i = 0; patterns[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      GRegex *regex = g_regex_new (patterns[i], G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_MULTILINE, 0, &error);

      if (regex == NULL)
        g_error ("data/script: “%s”: %s", patterns[i], error->message);
      g_ptr_array_add (regexes, regex);
    }

  return regexes;
}

/* The needles of the most telling of @patterns. */
static GArray *
get_needles (VdtScriptNeedles *needles,
             JsonObject       *object)
{
  g_auto(GStrv) patterns = get_strings (object, "args");
  g_autoptr(GPtrArray) best = NULL;
  GArray *ids;

  for (gsize i = 0; patterns != NULL && patterns[i] != NULL; i++)
    {
      GPtrArray *words = vdt_script_needles_of_regex (patterns[i]);

      if (words != NULL && (best == NULL || words->len < best->len))
        {
          g_clear_pointer (&best, g_ptr_array_unref);
          best = words;
        }
      else
        g_clear_pointer (&words, g_ptr_array_unref);
    }

  if (best == NULL)
    return NULL;

  ids = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < best->len; i++)
    {
      guint id = vdt_script_needles_add (needles, g_ptr_array_index (best, i));

      g_array_append_val (ids, id);
    }

  return ids;
}

static guint
get_bits (JsonObject        *object,
          const char        *name,
          const char *const *nicks)
{
  g_auto(GStrv) words = get_strings (object, name);
  guint bits = 0;

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    for (guint n = 0; nicks[n] != NULL; n++)
      if (g_str_equal (words[i], nicks[n]))
        bits |= 1u << n;

  return bits;
}

static void
add_name (Rules      *rules,
          const char *name,
          Predicate  *predicate)
{
  GPtrArray *list = g_hash_table_lookup (rules->by_name, name);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (rules->by_name, g_strdup (name), list);
    }

  g_ptr_array_add (list, predicate);
}

/* The longest of the words that stars part in @pattern. */
static void
add_name_needle (Rules      *rules,
                 Predicate  *predicate,
                 const char *pattern)
{
  g_auto(GStrv) words = g_strsplit (pattern, "*", -1);
  const char *longest = "";
  guint id;

  for (gsize i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) > strlen (longest))
      longest = words[i];

  if (predicate->in_name == NULL)
    predicate->in_name = g_array_new (FALSE, FALSE, sizeof (guint));
  id = vdt_script_needles_add (rules->needles, longest);
  g_array_append_val (predicate->in_name, id);
}

static void
add_predicate (Rules               *rules,
               const VdtScriptRule *rule,
               JsonObject          *object)
{
  static const char *const kinds[] = { "run", "method", "assign", NULL };
  static const char *const langs[] = { "unknown", "powershell", "batch", "bash", "vbscript", "jscript", NULL };
  g_auto(GStrv) names = get_strings (object, "name");
  Predicate *predicate = g_new0 (Predicate, 1);
  gboolean anywhere = names == NULL;

  predicate->rule = rule;
  predicate->args = get_regexes (object, "args");
  predicate->not_args = get_regexes (object, "not");
  predicate->pipe_to = get_strings (object, "pipe_to");
  predicate->pipe_from = get_strings (object, "pipe_from");
  predicate->kinds = get_bits (object, "kind", kinds);
  predicate->langs = get_bits (object, "lang", langs);
  predicate->needles = get_needles (rules->needles, object);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], "*"))
        anywhere = TRUE;
      else if (strchr (names[i], '*') != NULL)
        {
          if (predicate->patterns == NULL)
            predicate->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
          g_ptr_array_add (predicate->patterns, g_pattern_spec_new (names[i]));
          add_name_needle (rules, predicate, names[i]);
        }
      else
        add_name (rules, names[i], predicate);
    }

  if (anywhere)
    {
      g_clear_pointer (&predicate->patterns, g_ptr_array_unref);
      g_clear_pointer (&predicate->in_name, g_array_unref);
    }
  if (anywhere || predicate->patterns != NULL)
    g_ptr_array_add (rules->anywhere, predicate);
}

static VdtScriptSeverity
severity_from_nick (const char *nick)
{
  for (VdtScriptSeverity s = VDT_SCRIPT_SEVERITY_INFO; s <= VDT_SCRIPT_SEVERITY_HIGH; s++)
    if (g_strcmp0 (nick, vdt_script_severity_get_id (s)) == 0)
      return s;

  return VDT_SCRIPT_SEVERITY_INFO;
}

static VdtScriptVerdict
verdict_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "malicious") == 0)
    return VDT_SCRIPT_VERDICT_MALICIOUS;
  if (g_strcmp0 (nick, "suspicious") == 0)
    return VDT_SCRIPT_VERDICT_SUSPICIOUS;

  return VDT_SCRIPT_VERDICT_UNKNOWN;
}

static GPtrArray *
get_combines (JsonObject *object)
{
  JsonArray *lists;
  GPtrArray *combines;

  if (!json_object_has_member (object, "combines"))
    return NULL;

  combines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  lists = json_object_get_array_member (object, "combines");
  for (guint i = 0; i < json_array_get_length (lists); i++)
    {
      g_autoptr(JsonObject) wrapped = json_object_new ();

      json_object_set_member (wrapped, "list", json_node_copy (json_array_get_element (lists, i)));
      g_ptr_array_add (combines, get_strings (wrapped, "list"));
    }

  return combines;
}

/* How telling a rule is if its file does not say. */
static guint
default_weight (VdtScriptSeverity severity)
{
  static const guint weights[] = { 15, 35, 60, 85 };

  return weights[severity];
}

static void
add_rule (Rules      *rules,
          JsonObject *object)
{
  VdtScriptRule *rule = g_new0 (VdtScriptRule, 1);
  JsonArray *any;

  rule->id = json_object_get_string_member (object, "id");
  rule->title = json_object_get_string_member (object, "title");
  rule->behaviour = json_object_get_string_member (object, "behaviour");
  rule->says = json_object_get_string_member_with_default (object, "says", rule->title);
  rule->severity = severity_from_nick (json_object_get_string_member (object, "severity"));
  rule->weight = (guint) json_object_get_int_member_with_default (object, "weight",
                                                                  default_weight (rule->severity));
  rule->verdict = verdict_from_nick (json_object_get_string_member_with_default (object, "verdict", NULL));
  rule->techniques = get_strings (object, "techniques");
  rule->combines = get_combines (object);
  g_hash_table_insert (rules->by_id, (gpointer) rule->id, rule);

  if (rule->combines != NULL)
    {
      g_ptr_array_add (rules->combinations, rule);
      return;
    }

  any = json_object_get_array_member (object, "any");
  for (guint i = 0; i < json_array_get_length (any); i++)
    add_predicate (rules, rule, json_array_get_object_element (any, i));
}

static void
index_needles (Rules *rules)
{
  rules->by_needle = g_ptr_array_new ();
  rules->unneeding = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < vdt_script_needles_get_size (rules->needles); i++)
    g_ptr_array_add (rules->by_needle, g_array_new (FALSE, FALSE, sizeof (guint)));

  for (guint i = 0; i < rules->anywhere->len; i++)
    {
      const Predicate *predicate = g_ptr_array_index (rules->anywhere, i);

      const GArray *needles = predicate->in_name != NULL ? predicate->in_name : predicate->needles;

      if (needles == NULL)
        g_array_append_val (rules->unneeding, i);
      for (guint n = 0; needles != NULL && n < needles->len; n++)
        g_array_append_val ((GArray *) g_ptr_array_index (rules->by_needle, g_array_index (needles, guint, n)), i);
    }

  vdt_script_needles_compile (rules->needles);
}

/* Constant for the life of the process, as the files are. */
static const Rules *
get_rules (void)
{
  static Rules *rules;

  if (g_once_init_enter (&rules))
    {
      Rules *made = g_new0 (Rules, 1);
      g_auto(GStrv) files = get_strings (vdt_script_data_get ("rules.json"), "files");

      made->by_name = g_hash_table_new (g_str_hash, g_str_equal);
      made->by_id = g_hash_table_new (g_str_hash, g_str_equal);
      made->anywhere = g_ptr_array_new ();
      made->combinations = g_ptr_array_new ();
      made->needles = vdt_script_needles_new ();

      for (gsize f = 0; files[f] != NULL; f++)
        {
          JsonArray *list = json_object_get_array_member (vdt_script_data_get (files[f]), "rules");

          for (guint i = 0; i < json_array_get_length (list); i++)
            add_rule (made, json_array_get_object_element (list, i));
        }

      index_needles (made);
      g_once_init_leave (&rules, made);
    }

  return rules;
}

/**
 * vdt_script_rules_get_combinations:
 *
 * Returns: (transfer none) (element-type VdtScriptRule): the rules that look at
 *   what others found
 */
GPtrArray *
vdt_script_rules_get_combinations (void)
{
  return get_rules ()->combinations;
}

/**
 * vdt_script_rules_get_says:
 * @id: a rule's id
 *
 * Returns: (transfer none): what a script does that meets it, in words
 */
const char *
vdt_script_rules_get_says (const char *id)
{
  const VdtScriptRule *rule = g_hash_table_lookup (get_rules ()->by_id, id);

  return rule != NULL ? rule->says : id;
}

static gboolean
all_found (GPtrArray  *regexes,
           const char *line)
{
  for (guint i = 0; regexes != NULL && i < regexes->len; i++)
    if (!g_regex_match (g_ptr_array_index (regexes, i), line, 0, NULL))
      return FALSE;

  return TRUE;
}

static gboolean
any_found (GPtrArray  *regexes,
           const char *line)
{
  for (guint i = 0; regexes != NULL && i < regexes->len; i++)
    if (g_regex_match (g_ptr_array_index (regexes, i), line, 0, NULL))
      return TRUE;

  return FALSE;
}

static gboolean
pattern_found (GPtrArray  *patterns,
               const char *name)
{
  for (guint i = 0; i < patterns->len; i++)
    if (g_pattern_spec_match_string (g_ptr_array_index (patterns, i), name))
      return TRUE;

  return FALSE;
}

static gboolean
meets (const Predicate     *predicate,
       const VdtScriptView *view)
{
  if (predicate->kinds != 0 && !(predicate->kinds & (1u << view->command->kind)))
    return FALSE;
  if (predicate->langs != 0 && !(predicate->langs & (1u << view->command->lang)))
    return FALSE;
  if (predicate->pipe_to != NULL &&
      (view->next == NULL || !g_strv_contains ((const char *const *) predicate->pipe_to, view->next)))
    return FALSE;
  if (predicate->pipe_from != NULL &&
      (view->previous == NULL ||
       !g_strv_contains ((const char *const *) predicate->pipe_from, view->previous)))
    return FALSE;

  return all_found (predicate->args, view->line) && !any_found (predicate->not_args, view->line);
}

static gboolean
name_fits (const Predicate     *predicate,
           const VdtScriptView *view)
{
  return predicate->patterns == NULL || pattern_found (predicate->patterns, view->name);
}

typedef struct
{
  guint predicate;   /* of the rules that may be met anywhere */
  guint view;
} Hit;

/* A search in the lines of all commands, one after the other. */
typedef struct
{
  const Rules *rules;
  GArray      *views;
  guint        at;        /* the command looked at, from 1 */
  guint       *found;     /* for each needle the last command whose line has it */
  guint       *asked;     /* for each rule that may be met anywhere the last command that was tried */
  gboolean     all;       /* this line must be tried whatever it has */
  GArray      *hits;      /* Hit */
} Scan;

static const VdtScriptView *
get_view (const Scan *scan)
{
  return &g_array_index (scan->views, VdtScriptView, scan->at - 1);
}

/* A rule that any command may meet. */
static void
ask (Scan  *scan,
     guint  index)
{
  const Predicate *predicate = g_ptr_array_index (scan->rules->anywhere, index);
  Hit hit = { index, scan->at - 1 };

  if (scan->asked[index] == scan->at)
    return;

  scan->asked[index] = scan->at;
  if (name_fits (predicate, get_view (scan)) && meets (predicate, get_view (scan)))
    g_array_append_val (scan->hits, hit);
}

static void
needle_cb (guint    needle,
           gpointer user_data)
{
  Scan *scan = user_data;
  const GArray *predicates = g_ptr_array_index (scan->rules->by_needle, needle);

  if (scan->found[needle] == scan->at)
    return;

  scan->found[needle] = scan->at;
  for (guint i = 0; i < predicates->len; i++)
    ask (scan, g_array_index (predicates, guint, i));
}

static gboolean
is_possible (const Scan      *scan,
             const Predicate *predicate)
{
  if (predicate->needles == NULL || scan->all)
    return TRUE;

  for (guint i = 0; i < predicate->needles->len; i++)
    if (scan->found[g_array_index (predicate->needles, guint, i)] == scan->at)
      return TRUE;

  return FALSE;
}

static void
scan_view (Scan              *scan,
           VdtScriptRuleFunc  func,
           gpointer           user_data)
{
  const VdtScriptView *view = get_view (scan);
  const GPtrArray *list = g_hash_table_lookup (scan->rules->by_name, view->name);

  /* The long s and the sign for kelvin are s and k but for their case. */
  scan->all = strstr (view->line, "\u017f") != NULL || strstr (view->line, "\u212a") != NULL;
  vdt_script_needles_scan (scan->rules->needles, view->line, strlen (view->line), needle_cb, scan);
  vdt_script_needles_scan (scan->rules->needles, view->name, strlen (view->name), needle_cb, scan);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Predicate *predicate = g_ptr_array_index (list, i);

      if (is_possible (scan, predicate) && meets (predicate, view))
        func (predicate->rule, view, user_data);
    }

  for (guint i = 0; i < scan->rules->unneeding->len; i++)
    ask (scan, g_array_index (scan->rules->unneeding, guint, i));
  for (guint i = 0; scan->all && i < scan->rules->anywhere->len; i++)
    ask (scan, i);
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *first = a;
  const Hit *second = b;

  if (first->predicate != second->predicate)
    return first->predicate < second->predicate ? -1 : 1;

  return first->view < second->view ? -1 : first->view > second->view;
}

/**
 * vdt_script_rules_match:
 * @views: (element-type VdtScriptView): the commands of a script
 * @func: (scope call): called for each rule and command that meets it, perhaps
 *   more than once; first for the rules that name the command
 * @user_data: for @func
 */
void
vdt_script_rules_match (GArray            *views,
                        VdtScriptRuleFunc  func,
                        gpointer           user_data)
{
  const Rules *rules = get_rules ();
  g_autofree guint *found = g_new0 (guint, vdt_script_needles_get_size (rules->needles));
  g_autofree guint *asked = g_new0 (guint, rules->anywhere->len);
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  Scan scan = { rules, views, 0, found, asked, FALSE, hits };

  for (scan.at = 1; scan.at <= views->len; scan.at++)
    scan_view (&scan, func, user_data);

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);
      const Predicate *predicate = g_ptr_array_index (rules->anywhere, hit->predicate);

      func (predicate->rule, &g_array_index (views, VdtScriptView, hit->view), user_data);
    }
}
