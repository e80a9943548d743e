/* vdt-session-ask-taught.c
 *
 * What an analyst thinks of answers and teaches the assistant; kept in the
 * workspace.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-ask-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-ask-learned.h"
#include "vdt-session-hunt.h"
#include "vdt-session-private.h"

#define FEEDBACK "ask-feedback"
#define RUNS "ask-runs"
#define MOST_VERDICTS 200
#define MOST_TAUGHT 500

/**
 * vdt_session_get_ask_runs:
 * @self: a session
 *
 * Returns: whether a query of a question is run at once
 */
gboolean
vdt_session_get_ask_runs (VdtSession *self)
{
  g_autofree char *state = vdt_session_dup_state (self, RUNS);

  return g_strcmp0 (state, "yes") == 0;
}

void
vdt_session_set_ask_runs (VdtSession *self,
                          gboolean    runs)
{
  vdt_session_save_state (self, RUNS, runs ? "yes" : NULL);
}

/* The JSON object of a state, an empty one if there is none. */
static JsonNode *
load_state (VdtSession *self,
            const char *key)
{
  g_autofree char *text = vdt_session_dup_state (self, key);
  JsonNode *node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;

  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());

  return node;
}

static void
save_state (VdtSession *self,
            const char *key,
            JsonNode   *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  vdt_session_save_state (self, key, text);
}

static JsonArray *
list_of (JsonNode   *node,
         const char *name)
{
  JsonObject *root = json_node_get_object (node);

  if (!json_object_has_member (root, name))
    json_object_set_array_member (root, name, json_array_new ());

  return json_object_get_array_member (root, name);
}

/**
 * vdt_session_judge_question:
 * @self: an open session
 * @asked: an answer
 * @verdict: "right" or "wrong"
 * @note: (nullable): why
 *
 * Keeps what the analyst thinks of @asked in the workspace; the last of a question counts.
 */
void
vdt_session_judge_question (VdtSession     *self,
                            const VdtAsked *asked,
                            const char     *verdict,
                            const char     *note)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *list;
  JsonObject *one = json_object_new ();

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (asked != NULL && verdict != NULL);

  node = load_state (self, FEEDBACK);
  list = list_of (node, "verdicts");
  for (guint i = json_array_get_length (list); i-- > 0;)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (list, i), "question"),
                asked->question) == 0)
      json_array_remove_element (list, i);
  if (json_array_get_length (list) >= MOST_VERDICTS)
    json_array_remove_element (list, 0);

  json_object_set_string_member (one, "question", asked->question);
  json_object_set_string_member (one, "query", asked->kql != NULL ? asked->kql : "");
  json_object_set_string_member (one, "verdict", verdict);
  if (note != NULL && *note != '\0')
    json_object_set_string_member (one, "note", note);
  json_array_add_object_element (list, one);
  save_state (self, FEEDBACK, node);
}

/**
 * vdt_session_dup_question_verdict:
 * @self: a session
 * @question: a question
 *
 * Returns: (transfer full) (nullable): what the analyst thought of its answer: "right" or "wrong"
 */
char *
vdt_session_dup_question_verdict (VdtSession *self,
                                  const char *question)
{
  g_autoptr(JsonNode) node = load_state (self, FEEDBACK);
  JsonArray *list = list_of (node, "verdicts");

  for (guint i = json_array_get_length (list); i-- > 0;)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      if (strcmp (json_object_get_string_member (one, "question"), question) == 0)
        return g_strdup (json_object_get_string_member (one, "verdict"));
    }

  return NULL;
}

typedef struct
{
  const char  *first;
  const char  *second;
  gboolean     word;
  GError     **error;
} Lesson;

static gpointer
learn_it (VdtAsk   *ask,
          gpointer  user_data)
{
  Lesson *lesson = user_data;
  gboolean learned = lesson->word ? vdt_ask_learn_word (ask, lesson->first, lesson->second, lesson->error)
                                  : vdt_ask_learn_template (ask, lesson->first, lesson->second, lesson->error);

  return GINT_TO_POINTER (learned);
}

/* Tries a lesson, and keeps it if it holds. */
static gboolean
teach (VdtSession *self,
       Lesson     *lesson)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_session_dup_catalog (self);
  g_autofree char *learned = vdt_session_dup_state (self, VDT_ASK_LEARNED);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *list;
  JsonArray *pair;

  if (!GPOINTER_TO_INT (vdt_session_ask_with (vdt_session_ask_get (self), catalog, learned, learn_it, lesson)))
    return FALSE;

  node = load_state (self, VDT_ASK_LEARNED);
  list = list_of (node, lesson->word ? "words" : "questions");
  for (guint i = json_array_get_length (list); i-- > 0;)
    if (strcmp (json_array_get_string_element (json_array_get_array_element (list, i), 0), lesson->first) == 0)
      json_array_remove_element (list, i);
  if (json_array_get_length (list) >= MOST_TAUGHT)
    json_array_remove_element (list, 0);
  pair = json_array_new ();
  json_array_add_string_element (pair, lesson->first);
  json_array_add_string_element (pair, lesson->second);
  json_array_add_array_element (list, pair);
  save_state (self, VDT_ASK_LEARNED, node);

  return TRUE;
}

/**
 * vdt_session_teach_word:
 * @self: an open session
 * @say: words as people here say them
 * @means: words that are understood
 * @error: return location for %VDT_ERROR_USAGE
 *
 * Returns: whether the workspace reads @say as @means from now on
 */
gboolean
vdt_session_teach_word (VdtSession  *self,
                        const char  *say,
                        const char  *means,
                        GError     **error)
{
  Lesson lesson = { say, means, TRUE, error };

  g_return_val_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL, FALSE);

  return teach (self, &lesson);
}

/**
 * vdt_session_teach_question:
 * @self: an open session
 * @question: a question
 * @kql: the query that answers it
 * @error: return location for %VDT_ERROR_USAGE, if the query has errors
 *
 * Returns: whether the workspace answers @question, also with other names in it, by @kql from
 *   now on
 */
gboolean
vdt_session_teach_question (VdtSession  *self,
                            const char  *question,
                            const char  *kql,
                            GError     **error)
{
  Lesson lesson = { question, kql, FALSE, error };

  g_return_val_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL, FALSE);

  return teach (self, &lesson);
}
