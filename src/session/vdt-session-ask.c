/* vdt-session-ask.c
 *
 * A question is answered by the built-in engine in a thread: the query with its
 * reading, and how many rows the tables in question have here.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-ask-private.h"

#include <json-glib/json-glib.h>

#include "vdt-ask-learned.h"
#include "vdt-session-hunt.h"
#include "vdt-session-private.h"

/**
 * VdtSessionAsk:
 *
 * The engine of a session; counted, since a thread may ask it while the session closes.
 */
struct _VdtSessionAsk
{
  GMutex         lock;
  VdtKqlCatalog *catalog;
  VdtAsk        *ask;
  char          *learned;
};

typedef struct
{
  VdtSessionAsk  *engine;
  VdtKqlCatalog  *catalog;
  char           *learned;
  char           *question;
  char          **before;
  GHashTable     *rows;     /* table → rows */
} Asking;

static void
engine_clear (gpointer data)
{
  VdtSessionAsk *self = data;

  g_clear_pointer (&self->ask, vdt_ask_free);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  g_free (self->learned);
  g_mutex_clear (&self->lock);
}

void
vdt_session_ask_unref (VdtSessionAsk *self)
{
  g_atomic_rc_box_release_full (self, engine_clear);
}

VdtSessionAsk *
vdt_session_ask_get (VdtSession *session)
{
  if (session->ask == NULL)
    {
      session->ask = g_atomic_rc_box_new0 (VdtSessionAsk);
      g_mutex_init (&session->ask->lock);
    }

  return session->ask;
}

/* What the workspace taught: `{"words":[["say","means"],…],"questions":[["question","query"],…]}`. */
static void
teach (VdtAsk     *ask,
       const char *learned)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  static const char *const lists[] = { "words", "questions" };
  JsonObject *root;

  if (learned == NULL || !json_parser_load_from_data (parser, learned, -1, NULL))
    return;

  root = json_node_get_object (json_parser_get_root (parser));
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    {
      JsonArray *list = json_object_has_member (root, lists[l]) ? json_object_get_array_member (root, lists[l]) : NULL;

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        {
          JsonArray *pair = json_array_get_array_element (list, i);
          const char *first = json_array_get_string_element (pair, 0);
          const char *second = json_array_get_string_element (pair, 1);
          g_autoptr(GError) error = NULL;

          if (!(l == 0 ? vdt_ask_learn_word : vdt_ask_learn_template) (ask, first, second, &error))
            g_debug ("what was taught does not hold any more: %s", error->message);
        }
    }
}

static gboolean
is_same (VdtKqlCatalog *one,
         VdtKqlCatalog *other)
{
  return one == other || (vdt_kql_catalog_get_n_columns (one) == vdt_kql_catalog_get_n_columns (other) &&
                          vdt_kql_catalog_get_tables (one)->len == vdt_kql_catalog_get_tables (other)->len);
}

/*< private >
 * vdt_session_ask_with:
 * @self: the engine
 * @catalog: what queries can name now
 * @learned: (nullable): what the workspace taught
 * @func: asks it; any thread
 * @user_data: for @func
 *
 * Returns: what @func returned
 */
gpointer
vdt_session_ask_with (VdtSessionAsk     *self,
                      VdtKqlCatalog     *catalog,
                      const char        *learned,
                      VdtSessionAskFunc  func,
                      gpointer           user_data)
{
  gpointer result;

  g_mutex_lock (&self->lock);
  if (self->ask == NULL || !is_same (self->catalog, catalog) || g_strcmp0 (self->learned, learned) != 0)
    {
      g_clear_pointer (&self->ask, vdt_ask_free);
      g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
      g_free (self->learned);
      self->catalog = vdt_kql_catalog_ref (catalog);
      self->learned = g_strdup (learned);
      self->ask = vdt_ask_new (self->catalog);
      teach (self->ask, learned);
    }
  result = func (self->ask, user_data);
  g_mutex_unlock (&self->lock);

  return result;
}

static void
line_free (gpointer data)
{
  VdtAskedLine *line = data;

  g_free (line->line);
  g_free (line->text);
  g_free (line);
}

static void
reading_free (gpointer data)
{
  VdtAskedReading *reading = data;

  g_free (reading->table);
  g_free (reading->text);
  g_free (reading->kql);
  g_free (reading);
}

void
vdt_asked_free (VdtAsked *self)
{
  if (self == NULL)
    return;

  g_free (self->question);
  g_free (self->kql);
  g_free (self->table);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->readings);
  g_strfreev (self->unmapped);
  g_strfreev (self->warnings);
  g_strfreev (self->changes);
  g_free (self->problem);
  g_free (self);
}

static char **
dup_strings (GPtrArray *strings)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < strings->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (strings, i));

  return g_strv_builder_end (builder);
}

static guint64
rows_of (GHashTable *rows,
         const char *table)
{
  const guint64 *n = rows != NULL ? g_hash_table_lookup (rows, table) : NULL;

  return n != NULL ? *n : 0;
}

/*< private >
 * vdt_asked_new:
 * @question: what was asked
 * @answer: what the engine made of it
 * @rows: (nullable): how many rows the tables have
 *
 * Returns: (transfer full): the answer as the window has it
 */
VdtAsked *
vdt_asked_new (const char         *question,
               const VdtAskAnswer *answer,
               GHashTable         *rows)
{
  VdtAsked *self = g_new0 (VdtAsked, 1);

  self->question = g_strdup (question);
  self->kql = g_strdup (answer->kql);
  self->table = answer->tables->len > 0 ? g_strdup (g_ptr_array_index (answer->tables, 0)) : NULL;
  self->rows = self->table != NULL ? rows_of (rows, self->table) : 0;
  self->unmapped = dup_strings (answer->unmapped);
  self->warnings = dup_strings (answer->warnings);
  self->learned = answer->learned;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < answer->reasons->len; i++)
    {
      VdtAskReason *reason = g_ptr_array_index (answer->reasons, i);
      VdtAskedLine *line = g_new0 (VdtAskedLine, 1);

      line->line = g_strdup (reason->line);
      line->text = g_strdup (reason->text);
      g_ptr_array_add (self->lines, line);
    }
  self->readings = g_ptr_array_new_with_free_func (reading_free);
  for (guint i = 0; i < answer->others->len; i++)
    {
      VdtAskOther *other = g_ptr_array_index (answer->others, i);
      VdtAskedReading *reading = g_new0 (VdtAskedReading, 1);

      reading->table = g_strdup (other->table);
      reading->text = g_strdup (other->text);
      reading->kql = g_strdup (other->kql);
      reading->rows = rows_of (rows, other->table);
      g_ptr_array_add (self->readings, reading);
    }

  return self;
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  vdt_session_ask_unref (asking->engine);
  vdt_kql_catalog_unref (asking->catalog);
  g_free (asking->learned);
  g_free (asking->question);
  g_strfreev (asking->before);
  g_hash_table_unref (asking->rows);
  g_free (asking);
}

static gpointer
ask_it (VdtAsk   *ask,
        gpointer  user_data)
{
  Asking *asking = user_data;
  g_autoptr(VdtAskAnswer) answer = vdt_ask_question (ask, asking->question, (const char *const *) asking->before);

  return vdt_asked_new (asking->question, answer, asking->rows);
}

static void
ask_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Asking *asking = task_data;

  g_task_return_pointer (task, vdt_session_ask_with (asking->engine, asking->catalog, asking->learned, ask_it, asking),
                         (GDestroyNotify) vdt_asked_free);
}

static void
tables_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = vdt_session_list_tables_finish (VDT_SESSION (object), result, &error);

  if (tables == NULL)
    g_message ("the tables of the workspace cannot be counted: %s", error->message);
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      VdtHuntTable *table = g_ptr_array_index (tables, i);

      g_hash_table_insert (asking->rows, g_strdup (table->name), g_memdup2 (&table->rows, sizeof table->rows));
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_run_in_thread (task, ask_thread);
}

/**
 * vdt_session_ask_async:
 * @self: an open session
 * @question: what is asked, in English or German
 * @before: (nullable) (array zero-terminated=1): the questions before it, oldest first, which a
 *   follow-up refers to
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Asks the built-in engine for a query. Nothing is run.
 */
void
vdt_session_ask_async (VdtSession          *self,
                       const char          *question,
                       const char * const  *before,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;
  Asking *asking;

  g_return_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL);
  g_return_if_fail (question != NULL);

  asking = g_new0 (Asking, 1);
  asking->engine = g_atomic_rc_box_acquire (vdt_session_ask_get (self));
  asking->catalog = vdt_session_dup_catalog (self);
  asking->learned = vdt_session_dup_state (self, VDT_ASK_LEARNED);
  asking->question = g_strdup (question);
  asking->before = g_strdupv ((char **) before);
  asking->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_ask_async);
  g_task_set_task_data (task, asking, asking_free);
  vdt_session_list_tables_async (self, cancellable, tables_cb, task);
}

/**
 * vdt_session_ask_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the query with its reading
 */
VdtAsked *
vdt_session_ask_finish (VdtSession    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  const char  *question;
  char       **columns;
} Next;

static gpointer
suggest_it (VdtAsk   *ask,
            gpointer  user_data)
{
  Next *next = user_data;

  return vdt_ask_suggest (ask, next->question, (const char *const *) next->columns);
}

/**
 * vdt_session_dup_next_questions:
 * @self: an open session
 * @question: what was asked
 * @run: the rows that it found
 *
 * Returns: (transfer full): follow-ups that can be asked next, at most four
 */
char **
vdt_session_dup_next_questions (VdtSession  *self,
                                const char  *question,
                                VdtQueryRun *run)
{
  g_autoptr(VdtKqlCatalog) catalog = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) columns = NULL;
  g_autofree char *learned = NULL;
  Next next = { question, NULL };

  g_return_val_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL, NULL);

  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    g_strv_builder_add (builder, vdt_query_run_get_column (run, i)->name);
  next.columns = columns = g_strv_builder_end (builder);
  catalog = vdt_session_dup_catalog (self);
  learned = vdt_session_dup_state (self, VDT_ASK_LEARNED);

  return vdt_session_ask_with (vdt_session_ask_get (self), catalog, learned, suggest_it, &next);
}
