/* vdt-ask-grammar.c
 *
 * The sets of words and columns, numbers, months and units that the engine goes
 * by, read once from data/nl/grammar.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-grammar.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-nl-resources.h"

/* Names as listed; those with a `*` are patterns. */
typedef struct
{
  GPtrArray  *names;
  GHashTable *whole;
  GPtrArray  *patterns;         /* GPatternSpec */
} NameSet;

struct _VdtAskGrammar
{
  GPtrArray  *data;             /* GVariant; owns all strings */
  GHashTable *words;            /* nick → NameSet */
  GHashTable *columns;          /* role → NameSet */
  GHashTable *maps;             /* name → GHashTable of nick → text */
  GHashTable *numbers;          /* word → gint64 */
  GHashTable *units;            /* stem → VdtAskUnit */
  GHashTable *shorts;           /* letters → VdtAskUnit */
  GHashTable *sizes;            /* stem → double */
  GPtrArray  *months;
};

static void
set_free (gpointer data)
{
  NameSet *set = data;

  g_ptr_array_unref (set->names);
  g_ptr_array_unref (set->patterns);
  g_hash_table_unref (set->whole);
  g_free (set);
}

static NameSet *
read_set (GVariant   *object,
          const char *member)
{
  g_autofree const char **names = vdt_data_dup_strv (object, member);
  NameSet *set = g_new0 (NameSet, 1);

  set->names = g_ptr_array_new ();
  set->whole = g_hash_table_new (g_str_hash, g_str_equal);
  set->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_ptr_array_add (set->names, (gpointer) names[i]);
      if (strchr (names[i], '*') != NULL)
        g_ptr_array_add (set->patterns, g_pattern_spec_new (names[i]));
      else
        g_hash_table_add (set->whole, (gpointer) names[i]);
    }

  return set;
}

static void
read_sets (GVariant   *data,
           const char *member,
           GHashTable *sets)
{
  g_autoptr(GVariant) object = vdt_data_get_object (data, member);
  GVariantIter iter;
  const char *nick;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &nick, &value))
    g_hash_table_insert (sets, (gpointer) nick, read_set (object, nick));
}

static void
read_map (VdtAskGrammar *self,
          GVariant      *data,
          const char    *member)
{
  g_autoptr(GVariant) object = vdt_data_get_object (data, member);
  GHashTable *map = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantIter iter;
  const char *nick;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &nick, &value))
    g_hash_table_insert (map, (gpointer) nick, (gpointer) g_variant_get_string (value, NULL));
  g_hash_table_insert (self->maps, (gpointer) member, map);
}

static gint64
get_integer (GVariant   *object,
             const char *member)
{
  gint64 number = 0;

  g_variant_lookup (object, member, "x", &number);

  return number;
}

static void
read_numbers (VdtAskGrammar *self,
              GVariant      *data)
{
  g_autoptr(GVariant) object = vdt_data_get_object (data, "numbers");
  GVariantIter iter;
  const char *word;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &word, &value))
    {
      gint64 number = g_variant_get_int64 (value);

      g_hash_table_insert (self->numbers, (gpointer) word, g_memdup2 (&number, sizeof number));
    }
}

static void
read_time (VdtAskGrammar *self,
           GVariant      *object)
{
  g_autofree const char **stems = vdt_data_dup_strv (object, "say");
  const char *letters = vdt_data_get_string (object, "short");
  const VdtAskUnit unit = { vdt_data_get_string (object, "unit"), get_integer (object, "seconds"),
                            (guint) get_integer (object, "times") };

  for (guint i = 0; stems[i] != NULL; i++)
    g_hash_table_insert (self->units, (gpointer) stems[i], g_memdup2 (&unit, sizeof unit));
  if (letters != NULL)
    g_hash_table_insert (self->shorts, (gpointer) letters, g_memdup2 (&unit, sizeof unit));
}

static void
read_size (VdtAskGrammar *self,
           GVariant      *object)
{
  g_autofree const char **stems = vdt_data_dup_strv (object, "say");
  double factor = (double) get_integer (object, "factor");

  for (guint i = 0; stems[i] != NULL; i++)
    g_hash_table_insert (self->sizes, (gpointer) stems[i], g_memdup2 (&factor, sizeof factor));
}

static void
read_units (VdtAskGrammar *self,
            GVariant      *data,
            const char    *member,
            void         (*read) (VdtAskGrammar *self, GVariant *object))
{
  g_autoptr(GVariant) list = vdt_data_get_list (data, member);

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);

      read (self, object);
    }
}

static GVariant *
load (VdtAskGrammar *self,
      const char    *name)
{
  GVariant *data = vdt_data_load (vdt_nl_get_resource (), name);

  g_ptr_array_add (self->data, data);

  return data;
}

/**
 * vdt_ask_grammar_new:
 *
 * Returns: (transfer full): what the data files say
 */
VdtAskGrammar *
vdt_ask_grammar_new (void)
{
  VdtAskGrammar *self = g_new0 (VdtAskGrammar, 1);
  static const char *const maps[] = { "operators", "functions", "bins", "other-names" };
  g_autofree const char **months = NULL;
  GVariant *data;

  self->data = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, set_free);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, set_free);
  self->maps = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->units = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->shorts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->months = g_ptr_array_new ();

  data = load (self, "grammar");
  read_sets (data, "words", self->words);
  read_sets (data, "columns", self->columns);
  read_numbers (self, data);
  read_units (self, data, "times", read_time);
  read_units (self, data, "sizes", read_size);
  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    read_map (self, data, maps[i]);
  months = vdt_data_dup_strv (data, "months");
  for (guint i = 0; months[i] != NULL; i++)
    g_ptr_array_add (self->months, (gpointer) months[i]);
  read_sets (load (self, "grammar.de"), "words", self->words);

  return self;
}

void
vdt_ask_grammar_free (VdtAskGrammar *self)
{
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->columns);
  g_hash_table_unref (self->maps);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->units);
  g_hash_table_unref (self->shorts);
  g_hash_table_unref (self->sizes);
  g_ptr_array_unref (self->months);
  g_ptr_array_unref (self->data);
  g_free (self);
}

static gboolean
set_has (NameSet    *set,
         const char *name)
{
  if (g_hash_table_contains (set->whole, name))
    return TRUE;
  for (guint i = 0; i < set->patterns->len; i++)
    if (g_pattern_spec_match_string (g_ptr_array_index (set->patterns, i), name))
      return TRUE;

  return FALSE;
}

/**
 * vdt_ask_grammar_is:
 * @self: the grammar
 * @set: the nick of a set of words; one that is not in the data is a mistake of the program
 * @word: a word in lower case
 *
 * Returns: whether @word is of @set
 */
gboolean
vdt_ask_grammar_is (VdtAskGrammar *self,
                    const char    *set,
                    const char    *word)
{
  NameSet *found = g_hash_table_lookup (self->words, set);

  g_return_val_if_fail (found != NULL, FALSE);

  return set_has (found, word);
}

/**
 * vdt_ask_grammar_is_column:
 * @self: the grammar
 * @role: the role of columns
 * @column: a column's name
 *
 * Returns: whether @column has @role
 */
gboolean
vdt_ask_grammar_is_column (VdtAskGrammar *self,
                           const char    *role,
                           const char    *column)
{
  NameSet *found = g_hash_table_lookup (self->columns, role);

  g_return_val_if_fail (found != NULL, FALSE);

  return set_has (found, column);
}

/**
 * vdt_ask_grammar_get_columns:
 * @self: the grammar
 * @role: a role that is listed without patterns
 *
 * Returns: (transfer none) (element-type utf8): the columns of @role, the preferred first
 */
GPtrArray *
vdt_ask_grammar_get_columns (VdtAskGrammar *self,
                             const char    *role)
{
  NameSet *found = g_hash_table_lookup (self->columns, role);

  g_return_val_if_fail (found != NULL, NULL);

  return found->names;
}

/**
 * vdt_ask_grammar_map:
 * @self: the grammar
 * @map: `operators`, `functions` or `bins`
 * @nick: a nick of the grammar
 *
 * Returns: (nullable): what @nick is in the query language
 */
const char *
vdt_ask_grammar_map (VdtAskGrammar *self,
                     const char    *map,
                     const char    *nick)
{
  GHashTable *found = g_hash_table_lookup (self->maps, map);

  g_return_val_if_fail (found != NULL, NULL);

  return g_hash_table_lookup (found, nick);
}

/**
 * vdt_ask_grammar_other_name:
 * @self: the grammar
 * @column: a column's name
 *
 * Returns: (nullable): what other tables call it
 */
const char *
vdt_ask_grammar_other_name (VdtAskGrammar *self,
                            const char    *column)
{
  GHashTable *names = g_hash_table_lookup (self->maps, "other-names");
  const char *other = g_hash_table_lookup (names, column);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, names);
  while (other == NULL && g_hash_table_iter_next (&iter, &key, &value))
    if (strcmp (value, column) == 0)
      other = key;

  return other;
}

/**
 * vdt_ask_grammar_number:
 * @self: the grammar
 * @word: a word in lower case
 *
 * Returns: the number that @word says, or 0
 */
gint64
vdt_ask_grammar_number (VdtAskGrammar *self,
                        const char    *word)
{
  const gint64 *number = g_hash_table_lookup (self->numbers, word);

  return number != NULL ? *number : 0;
}

/**
 * vdt_ask_grammar_month:
 * @self: the grammar
 * @word: a word in lower case
 *
 * Returns: the month that @word or its three letters name, from 1; 0 if none
 */
guint
vdt_ask_grammar_month (VdtAskGrammar *self,
                       const char    *word)
{
  for (guint i = 0; i < self->months->len; i++)
    {
      const char *month = g_ptr_array_index (self->months, i);

      if (strcmp (word, month) == 0 || (strlen (word) == 3 && g_str_has_prefix (month, word)))
        return i + 1;
    }

  return 0;
}

/* The unit of time that @stem names, or %NULL. */
const VdtAskUnit *
vdt_ask_grammar_unit (VdtAskGrammar *self,
                      const char    *stem)
{
  return g_hash_table_lookup (self->units, stem);
}

/* The unit of time that stands right behind a number as @letters, or %NULL. */
const VdtAskUnit *
vdt_ask_grammar_short_unit (VdtAskGrammar *self,
                            const char    *letters)
{
  return g_hash_table_lookup (self->shorts, letters);
}

/**
 * vdt_ask_grammar_size:
 * @self: the grammar
 * @stem: a word's stem, in lower case
 *
 * Returns: what a number before @stem is multiplied by, or 0
 */
double
vdt_ask_grammar_size (VdtAskGrammar *self,
                      const char    *stem)
{
  const double *factor = g_hash_table_lookup (self->sizes, stem);

  return factor != NULL ? *factor : 0;
}

/**
 * vdt_ask_grammar_dup_extensions:
 *
 * Read without a grammar, for the tokenizer has none.
 *
 * Returns: (transfer full): the endings of files' names, as alternatives of a regular expression
 */
char *
vdt_ask_grammar_dup_extensions (void)
{
  g_autoptr(GVariant) data = vdt_data_load (vdt_nl_get_resource (), "grammar");
  g_autofree const char **names = vdt_data_dup_strv (data, "extensions");

  return g_strjoinv ("|", (char **) names);
}
