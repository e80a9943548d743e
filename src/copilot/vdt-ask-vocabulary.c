/* vdt-ask-vocabulary.c
 *
 * Reads the vocabulary under data/nl.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-programs.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-nl-resources.h"

static GVariant *
load (VdtAskLexicon *self,
      const char    *name)
{
  GVariant *data = vdt_data_load (vdt_nl_get_resource (), name);

  g_ptr_array_add (self->data, data);

  return data;
}

/* Calls @each with every object of a list. */
static void
for_each (VdtAskLexicon *self,
          GVariant      *data,
          const char    *member,
          void         (*each) (VdtAskLexicon *self, GVariant *object))
{
  g_autoptr(GVariant) list = vdt_data_get_list (data, member);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);

      g_ptr_array_add (self->data, g_variant_ref (object));
      each (self, object);
    }
}

static GPtrArray *
find_tables (VdtAskLexicon *self,
             GVariant      *object,
             const char    *member)
{
  g_autofree const char **names = vdt_data_dup_strv (object, member);
  GPtrArray *tables;

  if (names[0] == NULL)
    return NULL;

  tables = g_ptr_array_new ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      VdtAskTable *table = vdt_ask_lexicon_find_table (self, names[i]);

      if (table != NULL)
        g_ptr_array_add (tables, table);
    }

  return tables;
}

static double
get_number (GVariant   *object,
            const char *member,
            double      fallback)
{
  g_autoptr(GVariant) value = g_variant_lookup_value (object, member, NULL);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_variant_get_double (value);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return (double) g_variant_get_int64 (value);

  return fallback;
}

static void
say (VdtAskLexicon *self,
     GVariant      *object,
     const char    *member,
     VdtAskSense   *sense)
{
  g_autofree const char **phrases = vdt_data_dup_strv (object, member);

  for (guint i = 0; phrases[i] != NULL; i++)
    vdt_ask_lexicon_add (self, phrases[i], sense);
}

static void
read_table (VdtAskLexicon *self,
            GVariant      *object)
{
  static const struct { const char *member; double quality; } levels[] = {
    { "say", 1.5 }, { "hint", 0.7 },
  };
  VdtAskTable *table = vdt_ask_lexicon_find_table (self, vdt_data_get_string (object, "table"));
  g_autofree const char **show = vdt_data_dup_strv (object, "show");
  const char *time = vdt_data_get_string (object, "time");

  if (table == NULL)
    return;

  table->listed = TRUE;
  table->prior = get_number (object, "prior", 0);
  if (time != NULL)
    table->time = *time != '\0' ? time : NULL;
  self->n_listed++;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_TABLE, levels[i].quality);

      sense->table = table;
      say (self, object, levels[i].member, sense);
    }

  if (show[0] != NULL)
    {
      GPtrArray *columns = g_ptr_array_new ();

      for (guint i = 0; show[i] != NULL; i++)
        g_ptr_array_add (columns, (gpointer) show[i]);
      g_hash_table_insert (self->outputs, (gpointer) table->table->name, columns);
    }
}

static void
read_column (VdtAskLexicon *self,
             GVariant      *object)
{
  g_autofree const char **names = vdt_data_dup_strv (object, "is");
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_COLUMN, get_number (object, "quality", 0.9));

  sense->tables = find_tables (self, object, "in");
  sense->columns = g_ptr_array_new ();
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (sense->columns, (gpointer) names[i]);
  if (sense->tables != NULL)
    sense->quality += 0.1;
  say (self, object, "say", sense);
}

static void
read_value (VdtAskLexicon *self,
            GVariant      *object)
{
  g_autofree const char **clauses = vdt_data_dup_strv (object, "is");
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_VALUE, get_number (object, "quality", 0.9));

  sense->clauses = g_ptr_array_new ();
  for (guint i = 0; clauses[i] != NULL; i++)
    g_ptr_array_add (sense->clauses, vdt_ask_lexicon_parse_clause (self, clauses[i]));
  say (self, object, "say", sense);
}

static void
read_literal (VdtAskLexicon *self,
              GVariant      *object)
{
  g_autofree const char **names = vdt_data_dup_strv (object, "is");
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (columns, (gpointer) names[i]);
  g_hash_table_insert (self->literals, (gpointer) vdt_data_get_string (object, "kind"), columns);
}

static void
read_join (VdtAskLexicon *self,
           GVariant      *object)
{
  g_autofree const char **keys = vdt_data_dup_strv (object, "on");
  VdtAskTable *left = vdt_ask_lexicon_find_table (self, vdt_data_get_string (object, "left"));
  VdtAskTable *right = vdt_ask_lexicon_find_table (self, vdt_data_get_string (object, "right"));
  VdtAskJoin *join;

  if (left == NULL || right == NULL)
    return;

  join = g_new0 (VdtAskJoin, 1);
  join->left = left;
  join->right = right;
  join->left_key = keys[0];
  join->right_key = keys[1] != NULL ? keys[1] : keys[0];
  g_ptr_array_add (self->joins, join);
}

/* "lsass dump|memory": all of the words, each in one of its forms. */
static GPtrArray *
read_pattern (VdtAskLexicon *self,
              const char    *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *pattern = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) forms = g_strsplit (words[i], "|", -1);
      GPtrArray *any = g_ptr_array_new ();

      for (guint j = 0; forms[j] != NULL; j++)
        {
          g_autofree char *phrase = vdt_ask_lexicon_phrase (self, forms[j]);

          g_ptr_array_add (any, g_string_chunk_insert_const (self->strings, phrase));
        }
      g_ptr_array_add (pattern, any);
    }

  return pattern;
}

static VdtAskBehaviour *
behaviour_new (VdtAskLexicon *self,
               GVariant      *object)
{
  g_autofree const char **patterns = vdt_data_dup_strv (object, "say");
  g_autofree const char **clauses = vdt_data_dup_strv (object, "is");
  VdtAskBehaviour *behaviour = g_new0 (VdtAskBehaviour, 1);

  behaviour->id = vdt_data_get_string (object, "id");
  behaviour->name = vdt_data_get_string (object, "name");
  behaviour->table = vdt_ask_lexicon_find_table (self, vdt_data_get_string (object, "in"));
  behaviour->techniques = vdt_data_dup_strv (object, "techniques");
  behaviour->weight = get_number (object, "weight", 1);
  behaviour->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; patterns[i] != NULL; i++)
    g_ptr_array_add (behaviour->patterns, read_pattern (self, patterns[i]));
  behaviour->clauses = g_ptr_array_new ();
  for (guint i = 0; clauses[i] != NULL; i++)
    g_ptr_array_add (behaviour->clauses, vdt_ask_lexicon_parse_clause (self, clauses[i]));

  return behaviour;
}

static void
read_behaviour (VdtAskLexicon *self,
                GVariant      *object)
{
  g_ptr_array_add (self->behaviours, behaviour_new (self, object));
}

static void
read_cue (VdtAskLexicon *self,
          GVariant      *object)
{
  g_ptr_array_add (self->cues, behaviour_new (self, object));
}

static void
read_program (VdtAskLexicon *self,
              GVariant      *object)
{
  VdtAskProgram *program = vdt_ask_program_new (object);

  g_ptr_array_add (self->programs, program);
  for (guint i = 0; program->names[i] != NULL; i++)
    g_hash_table_insert (self->program_names, (gpointer) program->names[i], program);
}

static void
read_grammar (VdtAskLexicon *self,
              GVariant      *object)
{
  VdtAskSense *sense = vdt_ask_lexicon_new_sense (self, VDT_ASK_SENSE_GRAMMAR, 0.5);

  sense->nick = vdt_data_get_string (object, "nick");
  say (self, object, "say", sense);
}

/* Spellings that become one: phrase → words. */
static void
read_forms (GHashTable *forms,
            GVariant   *data,
            const char *member)
{
  g_autoptr(GVariant) object = vdt_data_get_object (data, member);
  GVariantIter iter;
  const char *word;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &word, &value))
    {
      g_autofree const char **spellings = vdt_data_dup_strv (object, word);

      for (guint i = 0; spellings[i] != NULL; i++)
        g_hash_table_insert (forms, (gpointer) spellings[i], (gpointer) word);
    }
}

static void
read_german (VdtAskLexicon *self,
             GVariant      *data)
{
  g_autoptr(GVariant) object = vdt_data_get_object (data, "words");
  GVariantIter iter;
  const char *german;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &german, &value))
    g_hash_table_insert (self->german, (gpointer) german, (gpointer) g_variant_get_string (value, NULL));
}

static void
read_words (VdtAskLexicon *self,
            GVariant      *data,
            const char    *member,
            GHashTable    *set)
{
  g_autofree const char **words = vdt_data_dup_strv (data, member);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *phrase = vdt_ask_lexicon_phrase (self, words[i]);

      g_hash_table_add (set, g_string_chunk_insert_const (self->strings, phrase));
    }
}

/**
 * vdt_ask_lexicon_load:
 * @self: a lexicon that knows its catalog
 */
void
vdt_ask_lexicon_load (VdtAskLexicon *self)
{
  GVariant *words = load (self, "words");
  static const char *const attacks[] = { "attack", "attack-tools", "attack-windows", "attack-cloud" };

  read_forms (self->forms, words, "forms");
  read_words (self, words, "stop", self->stops);
  read_words (self, words, "weak", self->weak);
  read_german (self, load (self, "words.de"));
  for_each (self, words, "grammar", read_grammar);
  for_each (self, load (self, "tables"), "tables", read_table);
  for_each (self, load (self, "columns"), "columns", read_column);
  for_each (self, load (self, "values"), "values", read_value);
  for_each (self, load (self, "roles"), "literals", read_literal);
  for_each (self, g_ptr_array_index (self->data, self->data->len - 1), "joins", read_join);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    for_each (self, load (self, attacks[i]), "behaviours", read_behaviour);
  for_each (self, load (self, "techniques"), "cues", read_cue);
  for_each (self, load (self, "programs"), "programs", read_program);
}

/* Words in place of the tokens from @first on. */
static void
replace (GPtrArray  *tokens,
         guint       first,
         guint       length,
         const char *words)
{
  g_auto(GStrv) list = g_strsplit (words, " ", -1);
  gboolean capital = ((VdtAskToken *) g_ptr_array_index (tokens, first))->capital;

  g_ptr_array_remove_range (tokens, first, length);
  for (guint i = 0; list[i] != NULL && *list[i] != '\0'; i++)
    g_ptr_array_insert (tokens, (int) (first + i),
                        vdt_ask_token_new (VDT_ASK_TOKEN_WORD, list[i], capital && i == 0 && length == 1 &&
                                           list[1] == NULL));
}

/* How many of the tokens from @first on are a phrase of @forms. */
static guint
longest (GPtrArray   *tokens,
         guint        first,
         GHashTable  *forms,
         const char **words)
{
  guint best = 0;
  GString *phrase = g_string_new (NULL);

  for (guint i = first; i < tokens->len && i < first + 5; i++)
    {
      VdtAskToken *token = g_ptr_array_index (tokens, i);
      const char *found;

      if (token->kind != VDT_ASK_TOKEN_WORD)
        break;
      if (i > first)
        g_string_append_c (phrase, ' ');
      g_string_append (phrase, token->lower);
      if ((found = g_hash_table_lookup (forms, phrase->str)) != NULL)
        {
          best = i - first + 1;
          *words = found;
        }
    }
  g_string_free (phrase, TRUE);

  return best;
}

static guint
count_german (VdtAskLexicon *self,
              GPtrArray     *tokens)
{
  guint n = 0;

  for (guint i = 0; i < tokens->len; i++)
    if (vdt_ask_grammar_is (self->grammar, "german-mark", ((VdtAskToken *) g_ptr_array_index (tokens, i))->lower))
      n++;

  return n;
}

static void
rewrite (GPtrArray  *tokens,
         GHashTable *forms)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      const char *words = NULL;
      guint length = longest (tokens, i, forms, &words);

      if (length > 0)
        {
          guint before = tokens->len;

          replace (tokens, i, length, words);
          i += tokens->len + length - before;
          i -= i > 0 ? 1 : 0;
        }
    }
}

/**
 * vdt_ask_lexicon_canonize:
 * @self: a lexicon
 * @tokens: (element-type VdtAskToken): changed in place
 * @german: (out) (optional): whether they were German
 *
 * Gives words that are spelled in several ways one form. German words become
 * English ones by the same means.
 */
void
vdt_ask_lexicon_canonize (VdtAskLexicon *self,
                          GPtrArray     *tokens,
                          gboolean      *german)
{
  if (german != NULL)
    {
      *german = count_german (self, tokens) >= 2;
      if (*german)
        rewrite (tokens, self->german);
    }

  rewrite (tokens, self->forms);
}
