/* vdt-ask-roles.c
 *
 * What each piece of a reading does in the question: to be shown, to be
 * compared, to group by, to sort by.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <stdlib.h>
#include <string.h>

typedef enum
{
  MODE_SHOW,
  MODE_FILTER,
  MODE_GROUP,
  MODE_SORT,
  MODE_COUNT,
  MODE_AGGREGATE
} Mode;

typedef struct
{
  VdtAskFrame    *frame;
  VdtAskQuestion *question;
  GArray         *items;
  guint           at;
  Mode            mode;
  gboolean        negated;
  gboolean        having;           /* "with", "having": what follows must be there */
  const char     *function;         /* pending aggregate */
  gboolean        distinct;
  gboolean        asked_which;
} Pass;

static VdtAskItem *
item_at (Pass *pass,
         guint i)
{
  return i < pass->items->len ? &g_array_index (pass->items, VdtAskItem, i) : NULL;
}

static VdtAskToken *
first_token (Pass       *pass,
             VdtAskItem *item)
{
  return g_ptr_array_index (pass->question->tokens, item->first);
}

static gboolean
is_nick (VdtAskItem *item,
         const char *nick)
{
  return item != NULL && item->kind == VDT_ASK_ITEM_GRAMMAR && strcmp (item->nick, nick) == 0;
}

static gboolean
is_filler (Pass       *pass,
           VdtAskItem *item)
{
  return item != NULL && ((item->kind == VDT_ASK_ITEM_SKIPPED &&
                           g_hash_table_contains (pass->question->lexicon->stops, first_token (pass, item)->word)) ||
                          is_nick (item, "fill"));
}

static guint
skip_fillers (Pass *pass,
              guint i)
{
  while (is_filler (pass, item_at (pass, i)))
    i++;

  return i;
}

static void
add_once (GPtrArray  *list,
          const char *column)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (g_ptr_array_index (list, i), column) == 0)
      return;
  g_ptr_array_add (list, (gpointer) column);
}

static const char *
operator_of (VdtAskItem *item)
{
  static const struct { const char *nick, *op; } operators[] = {
    { "equals", "==" }, { "named", "==" }, { "contains", "contains" }, { "starts", "startswith" }, { "ends",
                                                                                                     "endswith" },
    { "more", ">" }, { "less", "<" }, { "atleast", ">=" }, { "atmost", "<=" }, { "like", "has" }, { "matches",
                                                                                                    "matches regex" },
  };

  for (guint i = 0; item != NULL && item->kind == VDT_ASK_ITEM_GRAMMAR && i < G_N_ELEMENTS (operators); i++)
    if (strcmp (item->nick, operators[i].nick) == 0)
      return operators[i].op;

  return NULL;
}

static gboolean
is_number_column (Pass       *pass,
                  const char *column)
{
  const VdtKqlColumn *found = vdt_ask_table_column (pass->frame->table, column);

  return found != NULL && vdt_kql_type_is_number (found->type);
}

static gboolean
is_bool_column (Pass       *pass,
                const char *column)
{
  const VdtKqlColumn *found = vdt_ask_table_column (pass->frame->table, column);

  return found != NULL && found->type->kind == VDT_KQL_TYPE_BOOL;
}

/* The clause that the words of @item mean for exactly @column. */
static VdtAskClause *
clause_for (Pass       *pass,
            VdtAskItem *item,
            const char *column)
{
  gint64 key = (gint64) item->first * 16 + (item->last - item->first + 1);
  VdtAskEntry *entry = g_hash_table_lookup (pass->question->entries, &key);

  for (guint i = 0; entry != NULL && i < entry->senses->len; i++)
    {
      VdtAskSense *sense = g_ptr_array_index (entry->senses, i);

      for (guint j = 0; sense->clauses != NULL && j < sense->clauses->len; j++)
        {
          VdtAskClause *clause = g_ptr_array_index (sense->clauses, j);

          if (clause->terms->len == 1 && vdt_ask_clause_fits (clause, pass->frame->table) &&
              strcmp (((VdtAskTerm *) g_ptr_array_index (clause->terms, 0))->column, column) == 0)
            return clause;
        }
    }

  return NULL;
}

static void
finish_filter (Pass         *pass,
               VdtAskFilter *filter)
{
  filter->negated = filter->negated || pass->negated;
  pass->negated = FALSE;
  pass->having = FALSE;
}

/* Text that stands where a value is expected: a literal, or words nothing else explains. */
static char *
take_value (Pass     *pass,
            guint     i,
            gboolean  words,
            guint    *end)
{
  VdtAskItem *item = item_at (pass, i);
  VdtAskToken *token = item != NULL ? first_token (pass, item) : NULL;
  GString *text;

  *end = i;
  if (item == NULL || item->used)
    return NULL;
  if (item->kind == VDT_ASK_ITEM_LITERAL)
    {
      item->used = TRUE;
      *end = i + 1;
      return g_strdup (token->text);
    }
  if (!words || item->kind != VDT_ASK_ITEM_SKIPPED)
    return NULL;

  text = g_string_new (NULL);
  for (item = item_at (pass, i); item != NULL && item->kind == VDT_ASK_ITEM_SKIPPED && !item->used &&
       !is_filler (pass, item);
       item = item_at (pass, i))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, first_token (pass, item)->text);
      item->used = TRUE;
      *end = ++i;
    }

  return g_string_free (text, text->len == 0);
}

static char *
number_with_unit (Pass  *pass,
                  guint  i,
                  char  *value,
                  guint *end)
{
  static const struct { const char *unit; double factor; } sizes[] = {
    { "kb", 1024 }, { "mb", 1048576 }, { "gb", 1073741824 }, { "tb", 1099511627776 }, { "kilobyt", 1024 },
    { "megabyt", 1048576 }, { "gigabyt", 1073741824 }, { "k", 1000 }, { "million", 1000000 }, { "thousand", 1000 },
  };
  char *rest = NULL;
  double number = g_ascii_strtod (value, &rest);
  VdtAskItem *next = item_at (pass, i);
  VdtAskToken *token = next != NULL ? first_token (pass, next) : NULL;

  *end = i;
  if (rest == value)
    return value;

  for (guint n = 0; n < G_N_ELEMENTS (sizes); n++)
    {
      gboolean glued = *rest != '\0' && g_ascii_strcasecmp (rest, sizes[n].unit) == 0;
      gboolean apart = *rest == '\0' && token != NULL && token->word != NULL &&
                       strcmp (token->word, sizes[n].unit) == 0;

      if (glued || apart)
        {
          if (apart)
            {
              next->used = TRUE;
              *end = i + 1;
            }
          g_free (value);
          return g_strdup_printf ("%.0f", number * sizes[n].factor);
        }
    }

  return value;
}

/* All values of a list, from @i on: "80, 443 and 8080". */
static guint
take_values (Pass       *pass,
             guint       i,
             const char *column,
             const char *op,
             gboolean    words)
{
  VdtAskFilter *filter = NULL;
  guint end = i;
  guint from = i;

  while (TRUE)
    {
      VdtAskItem *item = item_at (pass, from);
      VdtAskClause *clause = item != NULL && (item->kind == VDT_ASK_ITEM_VALUE || item->kind == VDT_ASK_ITEM_COLUMN ||
                                              item->kind == VDT_ASK_ITEM_TABLE)
                             ? clause_for (pass, item, column) : NULL;
      g_autofree char *value = NULL;
      guint next = from + 1;

      if (clause != NULL)
        {
          item->used = TRUE;
          filter = vdt_ask_frame_add_clause (pass->frame, clause);
        }
      else
        {
          gboolean text = !is_number_column (pass, column);

          if (item != NULL && item->kind == VDT_ASK_ITEM_LITERAL && !text &&
              first_token (pass, item)->kind != VDT_ASK_TOKEN_NUMBER &&
              first_token (pass, item)->kind != VDT_ASK_TOKEN_QUOTED)
            break;
          value = take_value (pass, from, words && text, &next);
          if (value == NULL)
            break;
          value = number_with_unit (pass, next, g_steal_pointer (&value), &next);
          filter = vdt_ask_frame_add (pass->frame, column, op, value);
        }

      end = next;
      from = end;
      while (item_at (pass, from) != NULL && (item_at (pass, from)->kind == VDT_ASK_ITEM_COMMA ||
                                              is_nick (item_at (pass, from), "and") || is_nick (item_at (pass,
                                                                                                         from), "or")))
        from++;
      if (from == end)
        break;
      item = item_at (pass, from);
      if (item == NULL || !(item->kind == VDT_ASK_ITEM_LITERAL || item->kind == VDT_ASK_ITEM_VALUE))
        break;
      words = FALSE;
    }

  if (filter != NULL)
    finish_filter (pass, filter);

  return filter != NULL ? end : i;
}

/* A column with what it is compared to: "severity is high", "port 443", "subject contains 'x'". */
static gboolean
compare (Pass       *pass,
         const char *column)
{
  guint i = skip_fillers (pass, pass->at + 1);
  const char *op = NULL;
  gboolean literal_only = TRUE;
  guint end;

  if (is_nick (item_at (pass, i), "not"))
    {
      pass->negated = TRUE;
      i = skip_fillers (pass, i + 1);
    }
  while ((op = operator_of (item_at (pass, i))) != NULL || is_nick (item_at (pass, i), "not"))
    {
      static const char *const strong[] = { "contains", "startswith", "endswith", ">", "<", ">=", "<=", "has", NULL };

      if (op == NULL)
        pass->negated = TRUE;
      literal_only = FALSE;
      i = skip_fillers (pass, i + 1);
      if (op != NULL && g_strv_contains (strong, op))
        break;
      if (op != NULL && operator_of (item_at (pass, i)) == NULL && !is_nick (item_at (pass, i), "not"))
        break;
    }

  if (is_nick (item_at (pass, i), "empty") || is_nick (item_at (pass, i), "present"))
    {
      finish_filter (pass, vdt_ask_frame_add (pass->frame, column,
                                              is_nick (item_at (pass, i), "empty") ? "isempty" : "isnotempty", NULL));
      pass->at = i;
      return TRUE;
    }

  end = take_values (pass, i, column, op != NULL ? op : "==", !literal_only);
  if (end == i)
    {
      if (!literal_only)
        pass->negated = FALSE;
      return FALSE;
    }
  pass->at = end - 1;

  return TRUE;
}

/* A name of rows may hold a value: "phishing emails", "LDAP queries". */
static void
visit_inside (Pass       *pass,
              VdtAskItem *item)
{
  for (guint length = item->last - item->first + 1; length > 0; length--)
    for (guint i = item->first; i + length <= item->last + 1; i++)
      {
        gint64 key = (gint64) i * 16 + length;
        VdtAskEntry *entry = g_hash_table_lookup (pass->question->entries, &key);

        for (guint n = 0; entry != NULL && n < entry->senses->len; n++)
          {
            VdtAskSense *sense = g_ptr_array_index (entry->senses, n);
            VdtAskClause *clause = vdt_ask_sense_clause (sense, pass->frame->table);

            if (clause != NULL && !sense->weak && sense->quality > 0.65)
              {
                finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));
                return;
              }
          }
      }
}

/* "the Downloads folder", "the Finance department": an unknown name before its column. */
static gboolean
absorb_name (Pass       *pass,
             VdtAskItem *item,
             const char *column)
{
  VdtAskToken *token = first_token (pass, item);
  gboolean name = (item->kind == VDT_ASK_ITEM_SKIPPED && token->capital) ||
                  (item->kind == VDT_ASK_ITEM_LITERAL && token->kind == VDT_ASK_TOKEN_QUOTED &&
                   pass->mode != MODE_SHOW);

  if (!name || item->used || is_number_column (pass, column) || pass->mode == MODE_GROUP)
    return FALSE;

  item->used = TRUE;
  finish_filter (pass, vdt_ask_frame_add (pass->frame, column, strstr (column, "Path") != NULL ? "contains" : "==",
                                          token->text));

  return TRUE;
}

/* "high severity": the value stands before its column. */
static gboolean
absorb (Pass       *pass,
        const char *column)
{
  guint i = pass->at;
  VdtAskItem *item;
  VdtAskClause *clause;

  while (i > 0 && is_filler (pass, item_at (pass, i - 1)))
    i--;
  if (i == 0)
    return FALSE;

  item = item_at (pass, i - 1);
  if (item->kind == VDT_ASK_ITEM_VALUE && item->used &&
      strcmp (((VdtAskTerm *) g_ptr_array_index (item->clause->terms, 0))->column, column) == 0)
    return TRUE;
  if (item->kind != VDT_ASK_ITEM_VALUE && item->kind != VDT_ASK_ITEM_COLUMN)
    return i == pass->at && absorb_name (pass, item, column);

  clause = clause_for (pass, item, column);
  if (clause == NULL || item->used)
    return FALSE;
  item->used = TRUE;
  finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));

  return TRUE;
}

static void
place_column (Pass       *pass,
              const char *column)
{
  VdtAskFrame *frame = pass->frame;
  VdtAskAggregate aggregate = { NULL, column };

  switch (pass->mode)
    {
    case MODE_GROUP:
      if (strcmp (column, frame->table->time != NULL ? frame->table->time : "") == 0)
        frame->bin = frame->bin != NULL ? frame->bin : "1d";
      else
        add_once (frame->keys, column);
      break;
    case MODE_SORT:
      frame->sort = column;
      break;
    case MODE_AGGREGATE:
      aggregate.function = pass->function;
      g_array_append_val (frame->aggregates, aggregate);
      if (strcmp (pass->function, "make_set") != 0)
        pass->mode = MODE_FILTER;
      break;
    case MODE_COUNT:
      if (pass->distinct || !is_number_column (pass, column))
        {
          aggregate.function = "dcount";
          g_array_append_val (frame->aggregates, aggregate);
        }
      break;
    case MODE_FILTER:
      if (is_bool_column (pass, column))
        finish_filter (pass, vdt_ask_frame_add (frame, column, "==", "true"));
      else if (pass->having && is_number_column (pass, column) && g_str_has_suffix (column, "Count"))
        finish_filter (pass, vdt_ask_frame_add (frame, column, ">", "0"));
      else if (pass->having && (strstr (column, "Threat") != NULL || strcmp (column, "FailureReason") == 0))
        finish_filter (pass, vdt_ask_frame_add (frame, column, "isnotempty", NULL));
      else if (pass->having)
        add_once (frame->outputs, column);
      break;
    case MODE_SHOW:
    default:
      add_once (frame->outputs, column);
      break;
    }
}

static void
visit_column (Pass       *pass,
              VdtAskItem *item)
{
  if (absorb (pass, item->column) || compare (pass, item->column))
    return;

  place_column (pass, item->column);
}

/* A value of a column that must be named, named right before or behind. */
static gboolean
is_backed (Pass       *pass,
           VdtAskItem *item)
{
  guint next = skip_fillers (pass, pass->at + 1);
  VdtAskItem *neighbour = item_at (pass, next);

  return neighbour != NULL && neighbour->kind == VDT_ASK_ITEM_COLUMN && clause_for (pass, item,
                                                                                    neighbour->column) != NULL;
}

static void
visit_value (Pass       *pass,
             VdtAskItem *item)
{
  VdtAskItem *neighbour = item_at (pass, skip_fillers (pass, pass->at + 1));
  VdtAskClause *clause = item->clause;

  if (item->used)
    return;
  if (is_nick (neighbour, "or") || is_nick (neighbour, "and") || (neighbour != NULL &&
                                                                  neighbour->kind == VDT_ASK_ITEM_COMMA))
    {
      VdtAskItem *other = item_at (pass, pass->at + 2);
      VdtAskItem *last = item_at (pass, pass->at + 3);

      /* "high or medium severity": both belong to the column that comes last. */
      if (other != NULL && other->kind == VDT_ASK_ITEM_VALUE && last != NULL && last->kind == VDT_ASK_ITEM_COLUMN &&
          clause_for (pass, item, last->column) != NULL)
        {
          item->used = TRUE;
          finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause_for (pass, item, last->column)));
          return;
        }
    }
  if (is_backed (pass, item))
    return;                     /* its column takes it */
  if (item->weak)
    return;

  item->used = TRUE;
  finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));
}

/* "more than 5" with no column before it: how often, or of the column that follows. */
static gboolean
take_threshold (Pass       *pass,
                const char *op)
{
  guint i = skip_fillers (pass, pass->at + 1);
  VdtAskItem *number = item_at (pass, i);
  VdtAskItem *next = item_at (pass, skip_fillers (pass, i + 1));
  g_autofree char *value = NULL;
  guint end;

  if (number == NULL || number->kind != VDT_ASK_ITEM_LITERAL || first_token (pass,
                                                                             number)->kind != VDT_ASK_TOKEN_NUMBER)
    {
      VdtAskToken *token = number != NULL ? first_token (pass, number) : NULL;

      if (token == NULL || strcmp (token->lower, "one") != 0)
        return FALSE;
      value = g_strdup ("1");
      end = i + 1;
    }
  else
    value = take_value (pass, i, FALSE, &end);

  value = number_with_unit (pass, end, g_steal_pointer (&value), &end);
  if (end > i + 1 && vdt_ask_table_column (pass->frame->table, "FileSize") != NULL)
    {
      finish_filter (pass, vdt_ask_frame_add (pass->frame, "FileSize", op, value));
      pass->at = end - 1;
      return TRUE;
    }
  if (next != NULL && next->kind == VDT_ASK_ITEM_COLUMN && is_number_column (pass, next->column))
    {
      next->used = TRUE;
      finish_filter (pass, vdt_ask_frame_add (pass->frame, next->column, op, value));
      pass->at = skip_fillers (pass, i + 1);
      return TRUE;
    }

  pass->frame->threshold_op = op;
  pass->frame->threshold = g_ascii_strtod (value, NULL);
  if (pass->frame->intent == VDT_ASK_LIST)
    pass->frame->intent = VDT_ASK_COUNT;
  if (next != NULL && next->kind == VDT_ASK_ITEM_COLUMN && pass->frame->outputs->len > 0)
    {
      VdtAskAggregate aggregate = { "dcount", next->column };

      g_array_append_val (pass->frame->aggregates, aggregate);
      next->used = TRUE;
      end = skip_fillers (pass, i + 1) + 1;
    }
  pass->at = end - 1;

  return TRUE;
}

static void
take_limit (Pass *pass)
{
  guint i = skip_fillers (pass, pass->at + 1);
  VdtAskItem *number = item_at (pass, i);

  if (number != NULL && number->kind == VDT_ASK_ITEM_LITERAL && !number->used &&
      first_token (pass, number)->kind == VDT_ASK_TOKEN_NUMBER)
    {
      number->used = TRUE;
      pass->frame->limit = g_ascii_strtoull (first_token (pass, number)->text, NULL, 10);
      pass->at = i;
    }
}

static gboolean
set_intent (Pass       *pass,
            const char *nick)
{
  static const struct { const char *nick; VdtAskIntent intent; } intents[] = {
    { "latest", VDT_ASK_LATEST }, { "seen", VDT_ASK_SPAN }, { "rare", VDT_ASK_RARE }, { "trend", VDT_ASK_TREND },
    { "anomaly", VDT_ASK_ANOMALY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (intents); i++)
    if (strcmp (nick, intents[i].nick) == 0)
      {
        pass->frame->intent = intents[i].intent;
        return TRUE;
      }

  return FALSE;
}

static gboolean
visit_summary_word (Pass       *pass,
                    const char *nick)
{
  static const struct { const char *nick, *function; } functions[] = {
    { "average", "avg" }, { "sum", "sum" }, { "maximum", "max" }, { "minimum", "min" }, { "makeset", "make_set" },
  };
  static const struct { const char *nick, *bin; } bins[] = {
    { "daily", "1d" }, { "hourly", "1h" }, { "weekly", "7d" }, { "monthly", "30d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (strcmp (nick, functions[i].nick) == 0)
      {
        pass->function = functions[i].function;
        pass->mode = MODE_AGGREGATE;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    if (strcmp (nick, bins[i].nick) == 0)
      {
        pass->frame->bin = bins[i].bin;
        if (pass->frame->intent == VDT_ASK_LIST)
          pass->frame->intent = VDT_ASK_COUNT;
        return TRUE;
      }

  return FALSE;
}

/* "count", "top", "most": how many, and which of them. */
static gboolean
visit_ranking_word (Pass       *pass,
                    const char *nick)
{
  VdtAskFrame *frame = pass->frame;

  if (strcmp (nick, "count") == 0)
    {
      if (frame->intent == VDT_ASK_LIST || frame->intent == VDT_ASK_DISTINCT)
        frame->intent = VDT_ASK_COUNT;
      pass->mode = MODE_COUNT;
    }
  else if (strcmp (nick, "top") == 0 || strcmp (nick, "most") == 0 || strcmp (nick, "least") == 0)
    {
      frame->ranked = TRUE;
      frame->ascending = strcmp (nick, "least") == 0;
      take_limit (pass);
      if (strcmp (nick, "top") == 0)
        pass->mode = MODE_SHOW;
    }
  else if (strcmp (nick, "distinct") == 0)
    pass->distinct = TRUE;
  else if (strcmp (nick, "ascending") == 0 || strcmp (nick, "descending") == 0)
    {
      frame->ascending = *nick == 'a';
      frame->sorted = TRUE;
    }
  else if (strcmp (nick, "chart") == 0)
    frame->chart = frame->bin != NULL || frame->intent == VDT_ASK_TREND ? "timechart" : "columnchart";
  else
    return FALSE;

  return TRUE;
}

static void
visit_grammar (Pass       *pass,
               VdtAskItem *item)
{
  const char *nick = item->nick;
  VdtAskFrame *frame = pass->frame;

  if (set_intent (pass, nick) || visit_summary_word (pass, nick) || visit_ranking_word (pass, nick))
    {
      if (strcmp (nick, "latest") == 0 || strcmp (nick, "seen") == 0)
        take_limit (pass);
    }
  else if (strcmp (nick, "list") == 0 || strcmp (nick, "also") == 0)
    {
      pass->mode = MODE_SHOW;
      take_limit (pass);
    }
  else if (strcmp (nick, "which") == 0)
    {
      pass->mode = MODE_SHOW;
      pass->asked_which = TRUE;
    }
  else if (strcmp (nick, "per") == 0)
    pass->mode = pass->mode == MODE_SORT ? MODE_SORT : MODE_GROUP;
  else if (strcmp (nick, "sort") == 0)
    {
      pass->mode = MODE_SORT;
      frame->sorted = TRUE;
    }
  else if (strcmp (nick, "not") == 0)
    pass->negated = TRUE;
  else if (strcmp (nick, "with") == 0)
    {
      pass->mode = MODE_FILTER;
      pass->having = TRUE;
    }
  else if (strcmp (nick, "where") == 0)
    pass->mode = MODE_FILTER;
  else if (strcmp (nick, "of") == 0)
    {
      if (pass->mode == MODE_SHOW && frame->outputs->len > 0)
        pass->mode = MODE_FILTER;
    }
  else if (strcmp (nick, "more") == 0 || strcmp (nick, "less") == 0 || strcmp (nick, "atleast") == 0 ||
           strcmp (nick, "atmost") == 0)
    take_threshold (pass, operator_of (item));
}

static void
visit (Pass       *pass,
       VdtAskItem *item)
{
  switch (item->kind)
    {
    case VDT_ASK_ITEM_GRAMMAR:
      visit_grammar (pass, item);
      break;
    case VDT_ASK_ITEM_TABLE:
      visit_inside (pass, item);
      if (pass->mode == MODE_SHOW || pass->mode == MODE_COUNT)
        pass->mode = MODE_FILTER;
      break;
    case VDT_ASK_ITEM_COLUMN:
      if (!item->used)
        visit_column (pass, item);
      break;
    case VDT_ASK_ITEM_VALUE:
      visit_value (pass, item);
      break;
    case VDT_ASK_ITEM_STOP:
      pass->mode = MODE_SHOW;
      pass->negated = FALSE;
      break;
    case VDT_ASK_ITEM_SKIPPED:
    case VDT_ASK_ITEM_LITERAL:
    case VDT_ASK_ITEM_COMMA:
    default:
      break;
    }
}

/**
 * vdt_ask_frame_fill:
 * @self: an empty frame of the reading's table
 * @question: the question
 * @reading: its reading
 *
 * Puts into @self what @reading says.
 */
void
vdt_ask_frame_fill (VdtAskFrame    *self,
                    VdtAskQuestion *question,
                    VdtAskReading  *reading)
{
  Pass pass = { .frame = self, .question = question, .items = reading->items };

  for (pass.at = 0; pass.at < reading->items->len; pass.at++)
    visit (&pass, item_at (&pass, pass.at));

  vdt_ask_literals_place (self, question, reading);
  vdt_ask_frame_settle (self, pass.distinct || pass.asked_which);
}
