/* vdt-ask-lexicon.c
 *
 * What phrases can mean: senses from the vocabulary under data/nl, and senses
 * that the catalog's own names and known values give.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-programs.h"

#include <math.h>
#include <string.h>

static void
entry_free (gpointer data)
{
  VdtAskEntry *entry = data;

  g_ptr_array_unref (entry->senses);
  g_free (entry);
}

static void
sense_free (gpointer data)
{
  VdtAskSense *sense = data;

  g_clear_pointer (&sense->tables, g_ptr_array_unref);
  g_clear_pointer (&sense->columns, g_ptr_array_unref);
  g_clear_pointer (&sense->clauses, g_ptr_array_unref);
  g_free (sense);
}

void
vdt_ask_term_free (gpointer data)
{
  VdtAskTerm *term = data;

  g_ptr_array_unref (term->values);
  g_free (term);
}

static void
clause_free (gpointer data)
{
  VdtAskClause *clause = data;

  g_clear_pointer (&clause->tables, g_ptr_array_unref);
  g_ptr_array_unref (clause->terms);
  g_free (clause);
}

static void
behaviour_free (gpointer data)
{
  VdtAskBehaviour *behaviour = data;

  g_ptr_array_unref (behaviour->patterns);
  g_ptr_array_unref (behaviour->clauses);
  g_free (behaviour->techniques);
  g_free (behaviour);
}

static void
add_tables (VdtAskLexicon *self)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (self->catalog);

  for (guint i = 0; i < tables->len; i++)
    {
      VdtAskTable *table = g_new0 (VdtAskTable, 1);

      table->table = g_ptr_array_index (tables, i);
      table->index = i;
      table->prior = -2.5;
      table->time = vdt_ask_table_first (table, vdt_ask_grammar_get_columns (self->grammar, "time"));

      g_ptr_array_add (self->tables, table);
      g_hash_table_insert (self->table_names, (gpointer) table->table->name, table);
    }
}

/**
 * vdt_ask_lexicon_new:
 * @catalog: what queries can name
 *
 * Returns: (transfer full): everything that the vocabulary and the catalog's names say
 */
VdtAskLexicon *
vdt_ask_lexicon_new (VdtKqlCatalog *catalog)
{
  VdtAskLexicon *self = g_new0 (VdtAskLexicon, 1);

  self->catalog = vdt_kql_catalog_ref (catalog);
  self->grammar = vdt_ask_grammar_new ();
  self->data = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->strings = g_string_chunk_new (64 * 1024);
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->table_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->forms = g_hash_table_new (g_str_hash, g_str_equal);
  self->german = g_hash_table_new (g_str_hash, g_str_equal);
  self->stops = g_hash_table_new (g_str_hash, g_str_equal);
  self->weak = g_hash_table_new (g_str_hash, g_str_equal);
  self->behaviours = g_ptr_array_new_with_free_func (behaviour_free);
  self->templates = g_ptr_array_new ();
  self->cues = g_ptr_array_new_with_free_func (behaviour_free);
  self->programs = g_ptr_array_new_with_free_func (vdt_ask_program_free);
  self->program_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->joins = g_ptr_array_new_with_free_func (g_free);
  self->literals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->outputs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->senses = g_ptr_array_new_with_free_func (sense_free);
  self->clauses = g_ptr_array_new_with_free_func (clause_free);

  add_tables (self);
  vdt_ask_lexicon_load (self);
  vdt_ask_lexicon_derive (self);

  return self;
}

void
vdt_ask_lexicon_free (VdtAskLexicon *self)
{
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->forms);
  g_hash_table_unref (self->german);
  g_hash_table_unref (self->stops);
  g_hash_table_unref (self->weak);
  g_hash_table_unref (self->literals);
  g_hash_table_unref (self->outputs);
  g_ptr_array_unref (self->behaviours);
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->cues);
  g_hash_table_unref (self->program_names);
  g_ptr_array_unref (self->programs);
  g_ptr_array_unref (self->joins);
  g_ptr_array_unref (self->senses);
  g_ptr_array_unref (self->clauses);
  g_hash_table_unref (self->table_names);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->data);
  g_string_chunk_free (self->strings);
  vdt_ask_grammar_free (self->grammar);
  vdt_kql_catalog_unref (self->catalog);
  g_free (self);
}

VdtAskTable *
vdt_ask_lexicon_find_table (VdtAskLexicon *self,
                            const char    *name)
{
  return g_hash_table_lookup (self->table_names, name);
}

VdtAskSense *
vdt_ask_lexicon_new_sense (VdtAskLexicon   *self,
                           VdtAskSenseKind  kind,
                           double           quality)
{
  VdtAskSense *sense = g_new0 (VdtAskSense, 1);

  sense->kind = kind;
  sense->quality = quality;
  g_ptr_array_add (self->senses, sense);

  return sense;
}

/* Words as the lexicon keeps them: forms made one, then stems. */
char *
vdt_ask_lexicon_phrase (VdtAskLexicon *self,
                        const char    *text)
{
  g_autoptr(GPtrArray) tokens = vdt_ask_tokenize (text);
  GString *phrase = g_string_new (NULL);

  vdt_ask_lexicon_canonize (self, tokens, NULL);
  for (guint i = 0; i < tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (tokens, i);

      if (token->kind == VDT_ASK_TOKEN_COMMA || token->kind == VDT_ASK_TOKEN_STOP)
        continue;
      if (phrase->len > 0)
        g_string_append_c (phrase, ' ');
      g_string_append (phrase, token->word != NULL ? token->word : token->lower);
    }

  return g_string_free (phrase, FALSE);
}

static void
add_to_entry (VdtAskLexicon *self,
              const char    *phrase,
              VdtAskSense   *sense)
{
  VdtAskEntry *entry;

  if (*phrase == '\0')
    return;

  entry = g_hash_table_lookup (self->entries, phrase);
  if (entry == NULL)
    {
      entry = g_new0 (VdtAskEntry, 1);
      entry->senses = g_ptr_array_new ();
      g_hash_table_insert (self->entries, g_string_chunk_insert (self->strings, phrase), entry);
    }

  entry->weight = -1;
  if (!g_ptr_array_find (entry->senses, sense, NULL))
    g_ptr_array_add (entry->senses, sense);
}

/**
 * vdt_ask_lexicon_add:
 * @self: a lexicon
 * @phrase: words as a person writes them, or `=name` for a name as it stands
 * @sense: a sense of @self
 */
void
vdt_ask_lexicon_add (VdtAskLexicon *self,
                     const char    *phrase,
                     VdtAskSense   *sense)
{
  g_autofree char *key = *phrase == '=' ? g_utf8_strdown (phrase, -1) : vdt_ask_lexicon_phrase (self, phrase);

  add_to_entry (self, key, sense);
}

const VdtKqlColumn *
vdt_ask_table_column (const VdtAskTable *table,
                      const char        *column)
{
  return vdt_kql_schema_find (table->table->type.schema, column);
}

/* The first of @columns that @table has, or %NULL. */
const char *
vdt_ask_table_first (const VdtAskTable *table,
                     GPtrArray         *columns)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    if (vdt_ask_table_column (table, g_ptr_array_index (columns, i)) != NULL)
      return g_ptr_array_index (columns, i);

  return NULL;
}

void
vdt_ask_add_once (GPtrArray  *list,
                  const char *column)
{
  if (!g_ptr_array_find_with_equal_func (list, column, g_str_equal, NULL))
    g_ptr_array_add (list, (gpointer) column);
}

static VdtAskTerm *
parse_term (VdtAskLexicon *self,
            const char    *text)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", 3);
  VdtAskTerm *term = g_new0 (VdtAskTerm, 1);
  g_auto(GStrv) values = g_strsplit (parts[0] != NULL && parts[1] != NULL && parts[2] != NULL ? parts[2] : "",
                                     " | ", -1);

  term->column = g_string_chunk_insert_const (self->strings, parts[0]);
  term->op = g_string_chunk_insert_const (self->strings, parts[1] != NULL ? parts[1] : "isnotempty");
  term->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; values[i] != NULL; i++)
    if (*g_strstrip (values[i]) != '\0')
      g_ptr_array_add (term->values, g_strdup (values[i]));

  return term;
}

/**
 * vdt_ask_lexicon_parse_clause:
 * @self: a lexicon
 * @text: `Table,Table: Column op value | value && Column op value`; the tables may be left out
 *
 * Returns: (nullable): the clause, or %NULL if it names a table that the catalog lacks
 */
VdtAskClause *
vdt_ask_lexicon_parse_clause (VdtAskLexicon *self,
                              const char    *text)
{
  VdtAskClause *clause = g_new0 (VdtAskClause, 1);
  const char *colon = strstr (text, ": ");
  const char *space = strchr (text, ' ');
  g_auto(GStrv) terms = NULL;

  clause->terms = g_ptr_array_new_with_free_func (vdt_ask_term_free);
  g_ptr_array_add (self->clauses, clause);

  if (colon != NULL && space == colon + 1)
    {
      g_autofree char *names = g_strndup (text, (gsize) (colon - text));
      g_auto(GStrv) list = g_strsplit (names, ",", -1);

      clause->tables = g_ptr_array_new ();
      for (guint i = 0; list[i] != NULL; i++)
        {
          VdtAskTable *table = vdt_ask_lexicon_find_table (self, list[i]);

          if (table != NULL)
            g_ptr_array_add (clause->tables, table);
        }
      text = colon + 2;
    }

  terms = g_strsplit (text, " && ", -1);
  for (guint i = 0; terms[i] != NULL; i++)
    g_ptr_array_add (clause->terms, parse_term (self, terms[i]));

  return clause;
}

gboolean
vdt_ask_clause_fits (const VdtAskClause *clause,
                     const VdtAskTable  *table)
{
  if (clause->tables != NULL && !g_ptr_array_find (clause->tables, table, NULL))
    return FALSE;

  for (guint i = 0; i < clause->terms->len; i++)
    if (vdt_ask_table_column (table, ((VdtAskTerm *) g_ptr_array_index (clause->terms, i))->column) == NULL)
      return FALSE;

  return TRUE;
}

VdtAskClause *
vdt_ask_sense_clause (const VdtAskSense *sense,
                      const VdtAskTable *table)
{
  if (sense->kind != VDT_ASK_SENSE_VALUE)
    return NULL;

  for (guint i = 0; i < sense->clauses->len; i++)
    if (vdt_ask_clause_fits (g_ptr_array_index (sense->clauses, i), table))
      return g_ptr_array_index (sense->clauses, i);

  return NULL;
}

/**
 * vdt_ask_sense_column:
 * @sense: a sense
 * @table: a table
 * @rank: (out): how far down the sense's list the column stands
 *
 * Returns: (nullable): the column of @table that @sense means
 */
const char *
vdt_ask_sense_column (const VdtAskSense *sense,
                      const VdtAskTable *table,
                      guint             *rank)
{
  *rank = 0;
  if (sense->kind != VDT_ASK_SENSE_COLUMN ||
      (sense->tables != NULL && !g_ptr_array_find (sense->tables, table, NULL)))
    return NULL;

  for (guint i = 0; i < sense->columns->len; i++)
    if (vdt_ask_table_column (table, g_ptr_array_index (sense->columns, i)) != NULL)
      {
        *rank = i;
        return g_ptr_array_index (sense->columns, i);
      }

  return NULL;
}

/* How telling a phrase is: the fewer tables it can mean something in, the more. */
static double
weigh (VdtAskLexicon *self,
       VdtAskEntry   *entry)
{
  guint n = 0;

  for (guint i = 0; i < self->tables->len; i++)
    {
      VdtAskTable *table = g_ptr_array_index (self->tables, i);
      gboolean fits = FALSE;
      guint rank;

      if (!table->listed)
        continue;
      for (guint j = 0; j < entry->senses->len && !fits; j++)
        {
          VdtAskSense *sense = g_ptr_array_index (entry->senses, j);

          fits = sense->table == table || vdt_ask_sense_column (sense, table, &rank) != NULL ||
                 vdt_ask_sense_clause (sense, table) != NULL;
        }
      n += fits ? 1 : 0;
    }

  return 0.5 + log ((double) (self->n_listed + 1) / (double) MAX (n, 1)) / 2;
}

VdtAskEntry *
vdt_ask_lexicon_find (VdtAskLexicon *self,
                      const char    *phrase)
{
  VdtAskEntry *entry = g_hash_table_lookup (self->entries, phrase);

  if (entry != NULL && entry->weight < 0)
    entry->weight = weigh (self, entry);

  return entry;
}

static VdtAskSense *
column_sense (VdtAskLexicon *self,
              const char    *column,
              double         quality)
{
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_COLUMN, quality);

  sense->columns = g_ptr_array_new ();
  g_ptr_array_add (sense->columns, (gpointer) column);

  return sense;
}

/* `IsInternetFacing` is said "internet facing", which is a value and no column. */
static void
derive_flag (VdtAskLexicon *self,
             const char    *column)
{
  g_autofree char *words = vdt_ask_split_name (column + 2);
  g_autofree char *text = g_strdup_printf ("%s == true", column);
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_VALUE, 0.8);

  sense->clauses = g_ptr_array_new ();
  g_ptr_array_add (sense->clauses, vdt_ask_lexicon_parse_clause (self, text));
  vdt_ask_lexicon_add (self, words, sense);
}

static void
derive_column (VdtAskLexicon      *self,
               const VdtKqlColumn *column,
               GHashTable         *seen)
{
  VdtAskSense *sense;
  g_autofree char *words = NULL;
  g_autofree char *exact = NULL;

  if (!g_hash_table_add (seen, (gpointer) column->name))
    return;

  sense = column_sense (self, column->name, 0.85);
  words = vdt_ask_split_name (column->name);
  vdt_ask_lexicon_add (self, words, sense);

  exact = g_strconcat ("=", column->name, NULL);
  sense = column_sense (self, column->name, 1.3);
  vdt_ask_lexicon_add (self, exact, sense);

  if (g_str_has_prefix (column->name, "Is") && g_ascii_isupper (column->name[2]))
    derive_flag (self, column->name);
}

static void
derive_value (VdtAskLexicon *self,
              VdtAskTable   *table,
              const char    *column,
              const char    *value)
{
  gboolean many = vdt_ask_grammar_is_column (self->grammar, "many", column);
  VdtAskClause *clause = g_new0 (VdtAskClause, 1);
  VdtAskTerm *term = g_new0 (VdtAskTerm, 1);
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_VALUE, 0.8);
  g_autofree char *words = vdt_ask_split_name (value);
  g_autofree char *phrase = vdt_ask_lexicon_phrase (self, words);
  g_autofree char *exact = g_strconcat ("=", value, NULL);

  term->column = column;
  term->op = many ? "has" : "==";
  term->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (term->values, g_strdup (value));
  clause->tables = g_ptr_array_new ();
  g_ptr_array_add (clause->tables, table);
  clause->terms = g_ptr_array_new_with_free_func (vdt_ask_term_free);
  g_ptr_array_add (clause->terms, term);
  g_ptr_array_add (self->clauses, clause);

  sense->clauses = g_ptr_array_new ();
  g_ptr_array_add (sense->clauses, clause);
  sense->weak = g_hash_table_contains (self->weak, phrase) || vdt_ask_grammar_is (self->grammar, "value-weak", words);
  add_to_entry (self, phrase, sense);
  if (strchr (value, ' ') == NULL)
    vdt_ask_lexicon_add (self, exact, sense);
}

static void
derive_table (VdtAskLexicon *self,
              VdtAskTable   *table)
{
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_TABLE, 2.5);
  g_autofree char *exact = g_strconcat ("=", table->table->name, NULL);
  g_autofree char *words = vdt_ask_split_name (table->table->name);
  double quality;

  sense->table = table;
  vdt_ask_lexicon_add (self, exact, sense);

  quality = table->listed ? 1.5 : strchr (words, ' ') != NULL ? 2.2 : 1.1;
  sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_TABLE, quality);
  sense->table = table;
  vdt_ask_lexicon_add (self, words, sense);
}

/**
 * vdt_ask_lexicon_derive:
 * @self: a lexicon that has its vocabulary
 *
 * Adds what the catalog's names and known values say by themselves.
 */
void
vdt_ask_lexicon_derive (VdtAskLexicon *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->tables->len; i++)
    {
      VdtAskTable *table = g_ptr_array_index (self->tables, i);
      const VdtKqlSchema *schema = table->table->type.schema;

      derive_table (self, table);
      for (guint j = 0; j < schema->n_columns; j++)
        {
          const VdtKqlColumn *column = schema->columns[j];

          derive_column (self, column, seen);
          if (!vdt_kql_type_is_number (column->type))
            for (guint k = 0; column->values != NULL && column->values[k] != NULL; k++)
              derive_value (self, table, column->name, column->values[k]);
        }
    }
}
